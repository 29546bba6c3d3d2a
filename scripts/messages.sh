#!/bin/sh
# The texts that the program says in; scorecard/locale/ out. Translations stay; texts that are new wait for theirs.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python scripts/messages.py
