#!/bin/sh
# pyproject.toml in, requirements.lock out. Versions that are in the lock stay, unless `--upgrade` is given.
set -eu
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv

cat >"$tools/lock" <<'HEAD'
# What `make site` and `make test` install: names, versions, hashes; for every platform and Python from 3.11.
# Made from pyproject.toml by `make lock`, which is:
#   uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev --no-annotate --no-header \
#       --output-file requirements.lock pyproject.toml
HEAD
"$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev \
    --no-annotate --no-header --output-file requirements.lock "$@" pyproject.toml >/dev/null
cat requirements.lock >>"$tools/lock"
cat "$tools/lock" >requirements.lock
