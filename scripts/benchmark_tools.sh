#!/bin/sh
# Nothing in; .proof/peers/ with the generators and the browser driver that the benchmarks compare with out.
# One line for each that could not be had: it is left out of the tables.
# .proof/peers/venv/   Pelican and Hugo, as locked in benchmarks/peers/requirements.lock
# .proof/peers/node/   Eleventy and playwright-core, as locked in benchmarks/peers/package-lock.json
set -eu
cd "$(dirname "$0")/.."
. scripts/system.sh

install_python_packages() {
    rm -rf .proof/peers/venv
    .venv/bin/python -m venv .proof/peers/venv || return 1
    .proof/peers/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
        --only-binary :all: --requirement benchmarks/peers/requirements.lock || return 1
}

install_node_packages() {
    command -v npm >/dev/null 2>&1 || apt_install nodejs npm || return 1
    mkdir -p .proof/peers/node
    cp benchmarks/peers/package.json benchmarks/peers/package-lock.json .proof/peers/node/
    (cd .proof/peers/node && npm ci --silent --ignore-scripts --no-audit --no-fund) || return 1
}

mkdir -p .proof/peers
if ! is_made .proof/peers/venv benchmarks/peers/requirements.lock; then
    if install_python_packages; then
        mark_made .proof/peers/venv benchmarks/peers/requirements.lock
    else
        missing "Pelican and Hugo, to compare pages with (need a network)"
    fi
fi
if ! is_made .proof/peers/node benchmarks/peers/package-lock.json; then
    if install_node_packages; then
        mark_made .proof/peers/node benchmarks/peers/package-lock.json
    else
        missing "Eleventy and playwright-core, to compare pages and cards with (need a network and Node.js)"
    fi
fi
command -v hugo >/dev/null 2>&1 || apt_install hugo || missing "the system's own Hugo, to compare pages with"
find_chromium >/dev/null || apt_install chromium || missing "Chromium, to compare cards with"
