#!/bin/sh
# The checkout and, in $1, the folder of public source tables in; every long check out, and what could not be run.
set -eu
cd "$(dirname "$0")/.."
. scripts/system.sh

scripts/proof_tools.sh
scripts/benchmark_tools.sh
if CHROMIUM=$(find_chromium); then
    export CHROMIUM
fi
if [ -d "${1:-}" ]; then
    TABLES=$(cd "$1" && pwd)
    export TABLES
else
    unset TABLES
    echo "Not at hand: the public source tables; say where they are with TABLES=DIR." >&2
fi
# Skipped checks are printed with their reasons (-rs): they are what could not be run.
status=0
scripts/run.sh .venv/bin/python -m pytest -q -rs -m proof || status=$?
# The laws that `make test` tries with few examples, with ten times as many.
TRIES=10 scripts/run.sh .venv/bin/python -m pytest -q -m "not proof" tests/scoring tests/reading || status=$?
exit "$status"
