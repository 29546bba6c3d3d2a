"""`python -m scorecard` is the `scorecard` command."""

import sys

from scorecard.cli import main

sys.exit(main())
