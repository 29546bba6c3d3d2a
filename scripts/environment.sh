#!/bin/sh
# requirements.lock in; .venv with exactly that out, and Pango where it can be had.
# A second run changes nothing and needs no network.
set -eu
cd "$(dirname "$0")/.."
. scripts/system.sh

STAMP=.venv/made-from
PANGO="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

fail() {
    echo "$1" >&2
    exit 1
}

# Print the first Python that is new enough; one that can make environments goes before one that cannot.
find_python() {
    for needs in "import ensurepip, venv" "pass"; do
        for name in python3.14 python3.13 python3.12 python3.11 python3; do
            if "$name" -c "import sys; $needs; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then
                echo "$name"
                return
            fi
        done
    done
    return 1
}

make_venv() {
    python=$(find_python) || { apt_install python3 python3-venv || apt_install python3.11 python3.11-venv || true; }
    python=$(find_python) || fail "Python 3.11 or newer is needed, and none was found: install it from python.org or with your system's packages (Debian, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python), then type the same again."
    if ! "$python" -c "import ensurepip, venv" >/dev/null 2>&1; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        apt_install "$package" || fail "This Python cannot make environments yet: type \"sudo apt-get install $package\", then the same again."
    fi
    echo "Making .venv with $("$python" --version)" >&2
    "$python" -m venv --clear .venv || fail "The environment .venv could not be made; the lines above say why."
}

# What .venv depends on: its contents, and the folder, whose path its scripts carry.
wanted_stamp() {
    cat requirements.lock pyproject.toml | cksum
    pwd
}

# Wheels only: building a package from its source would fetch build tools that the lock does not name.
install_packages() {
    echo "Installing the packages of requirements.lock" >&2
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        --only-binary :all: --requirement requirements.lock ||
        fail "The packages could not be installed (the lines above say why); a network is needed this one time."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation \
        --editable . || fail "The scorecard package could not be installed; the lines above say why."
}

pango_loads() {
    scripts/run.sh .venv/bin/python -W ignore -c "import weasyprint" >/dev/null 2>&1
}

# Without the subset library WeasyPrint works, takes longer, and writes other bytes; older systems have none.
subset_loads() {
    [ "$(uname -s)" = Darwin ] || .venv/bin/python -c 'import ctypes; ctypes.CDLL("libharfbuzz-subset.so.0")' >/dev/null 2>&1
}

install_pango() {
    if [ "$(uname -s)" = Darwin ]; then
        command -v brew >/dev/null 2>&1 && HOMEBREW_NO_AUTO_UPDATE=1 brew install --quiet pango >/dev/null
    else
        # shellcheck disable=SC2086  # one package a word
        apt_install $PANGO || apt_install libpango-1.0-0 libpangoft2-1.0-0
    fi
}

how_to_get_pango() {
    if [ "$(uname -s)" = Darwin ]; then
        echo "brew install pango"
    elif command -v apt-get >/dev/null 2>&1; then
        echo "sudo apt-get install $PANGO"
    elif command -v dnf >/dev/null 2>&1; then
        echo "sudo dnf install pango"
    elif command -v pacman >/dev/null 2>&1; then
        echo "sudo pacman -S pango"
    else
        return 1
    fi
}

say_pango_is_missing() {
    if command=$(how_to_get_pango); then
        echo "Pango is missing, so no PDF cards can be made: type \"$command\", then the same again." >&2
    else
        echo "Pango is missing, so no PDF cards can be made: install it with your system's packages, then type the same again." >&2
    fi
}

if [ "$(cat "$STAMP" 2>/dev/null || true)" != "$(wanted_stamp)" ] || ! .venv/bin/python -c pass >/dev/null 2>&1; then
    # Only the packages changed: the environment itself can stay.
    if [ "$(tail -n 1 "$STAMP" 2>/dev/null || true)" != "$(pwd)" ] || ! .venv/bin/python -c pass >/dev/null 2>&1; then
        make_venv
    fi
    rm -f "$STAMP"
    install_packages
    wanted_stamp >"$STAMP"
fi
pango_loads || { install_pango && pango_loads; } || say_pango_is_missing
subset_loads || apt_install libharfbuzz-subset0 || true
