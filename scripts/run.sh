#!/bin/sh
# A command in; it runs with Homebrew's libraries in reach, which macOS does not search by itself.
# macOS drops DYLD_ variables whenever make or sh starts, so they are set here, in the last step before the command.
set -eu
if [ "$(uname -s)" = Darwin ]; then
    DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:/usr/local/lib:/usr/lib${DYLD_FALLBACK_LIBRARY_PATH:+:$DYLD_FALLBACK_LIBRARY_PATH}"
    export DYLD_FALLBACK_LIBRARY_PATH
fi
exec "$@"
