#!/bin/sh
# The checkout in; lint, types and every test but the long ones out. The first that fails ends it.
set -eu
cd "$(dirname "$0")/.."
. scripts/system.sh

marks="not proof"
if CHROMIUM=$(find_chromium) || { apt_install chromium && CHROMIUM=$(find_chromium); }; then
    export CHROMIUM
else
    marks="not proof and not browser"
    echo "The browser tests were not run: no Chromium was found; install it, or set CHROMIUM to its path." >&2
fi

.venv/bin/ruff check --quiet .
.venv/bin/ruff format --quiet --check . || {
    echo "Some files are not formatted: type \".venv/bin/ruff format\"." >&2
    exit 1
}
.venv/bin/mypy --no-error-summary
# Each of the two takes tests that stand together, which share what was made for them, and helps the other at the end.
scripts/run.sh .venv/bin/python -m pytest -q -m "$marks" -n 2 --dist worksteal "$@"
