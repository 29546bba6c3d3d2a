# shellcheck shell=sh
# Sourced by the other scripts: packages of the system in, where no password is needed; Chromium found; what is made once.

# Install Debian packages without a question; fails where apt-get, the right to use it, or a network is missing.
apt_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif sudo -n true >/dev/null 2>&1; then
        as_root="sudo -n"
    else
        return 1
    fi
    echo "Installing with apt-get: $*" >&2
    # A list that was never fetched, or is old, makes the first try fail.
    apt_get install "$@" || { apt_get update && apt_get install "$@"; }
}

apt_get() {
    # shellcheck disable=SC2086  # as_root is no word or two
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends \
        -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=120 "$@" >/dev/null 2>&1 </dev/null
}

# Print the path of Chromium or Chrome; $CHROMIUM goes before all.
find_chromium() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Say what could not be had, in one line.
missing() {
    echo "Not at hand: $1" >&2
}

# Nothing is fetched twice while what it is made from has not changed: a folder, then the files that it is made from.
is_made() {
    folder=$1
    shift
    [ "$(cat "$folder/made-from" 2>/dev/null || true)" = "$(cat "$@" | cksum)" ]
}

mark_made() {
    folder=$1
    shift
    cat "$@" | cksum >"$folder/made-from"
}
