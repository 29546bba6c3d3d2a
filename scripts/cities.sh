#!/bin/sh
# A folder of public source tables in; cities/ out. What a person coded stays as it is.
set -eu
cd "$(dirname "$0")/.."

if [ ! -d "${1:-}" ]; then
    echo "Say where the source tables are: make cities TABLES=DIR (sources/README.md says how to get them)." >&2
    exit 2
fi
exec .venv/bin/scorecard import tables "$1"
