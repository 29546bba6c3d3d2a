#!/bin/sh
# A target in $1 (reader, markdown or importers) and seconds in $2 (180 if missing); inputs that break it out.
# Runs guided by coverage go on from what earlier ones found in .proof/fuzz/; what breaks a target is left there.
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
reader | markdown | importers) target=$1 ;;
*)
    echo "Say what to fuzz: scripts/fuzz.sh reader|markdown|importers [SECONDS]" >&2
    exit 2
    ;;
esac

# Atheris is no package of the project: it has no wheel for every Python. An environment of its own sees .venv.
made=.proof/fuzz/venv
if ! "$made/bin/python" -c "import atheris" >/dev/null 2>&1; then
    mkdir -p .proof/fuzz
    .venv/bin/python -m venv --clear "$made"
    "$made/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: "atheris>=3.0" || {
        echo "Atheris could not be installed: it needs a network and Linux with Python 3.11 to 3.13." >&2
        exit 1
    }
    .venv/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))" \
        >"$("$made/bin/python" -c "import sysconfig; print(sysconfig.get_path('purelib'))")/project.pth"
fi
mkdir -p ".proof/fuzz/$target"
PYTHONPATH=. "$made/bin/python" -m tests.fuzz.atheris_run "$target" ".proof/fuzz/$target" \
    -max_total_time="${2:-180}" -max_len=8192 -timeout=5 -rss_limit_mb=600 -print_final_stats=1 \
    -artifact_prefix=".proof/fuzz/$target-"
