#!/bin/sh
# The project in; site/ out, and the path to open. A site without cards, for want of Pango, is a site all the same.
set -eu
cd "$(dirname "$0")/.."

status=0
scripts/run.sh .venv/bin/scorecard build || status=$?
case $status in
    0) ;;
    6) echo "The site has no PDF cards, because Pango is missing; what to type is said above." >&2 ;;
    *) exit "$status" ;;
esac
echo "Open $(pwd)/site/index.html"
