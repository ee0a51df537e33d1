#!/bin/sh
# run.sh - walks the product as people do, in a real browser, on a demo store of its own.
# Ends with "N passed, N failed". B names the build directory; KEEP=1 keeps the screenshots.
set -eu
cd "$(dirname "$0")/../.."
eaves=$(pwd)/${B:-build}/eaves
if ! command -v node >/dev/null || [ ! -x /usr/bin/chromium ]; then
    echo "journeys: node or chromium is not installed: not walked"
    exit 0
fi
sh tests/npm.sh || {
    echo "FAIL journeys: npm install in tests/"
    echo "0 passed, 1 failed"
    exit 1
}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/eaves-journeys-XXXXXX")
pid=
cleanup() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
    [ -z "$pid" ] || wait "$pid" 2>/dev/null || true
    [ "${KEEP:-0}" = 1 ] || rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
mkdir "$tmp/files" "$tmp/shots"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port
on="--store sqlite:$tmp/store.db --files $tmp/files --key $tmp/key --url $url"
# shellcheck disable=SC2086
{ "$eaves" migrate $on && "$eaves" demo $on; } >"$tmp/demo.log" 2>&1 || {
    cat "$tmp/demo.log"
    echo "FAIL journeys: no demo store"
    echo "0 passed, 1 failed"
    exit 1
}
# shellcheck disable=SC2086
EAVES_SMS_FILE=$tmp/sms "$eaves" serve $on --listen "127.0.0.1:$port" >"$tmp/serve.log" 2>&1 &
pid=$!
i=0
until python3 -c "import urllib.request; urllib.request.urlopen('$url/healthz', timeout=2)" 2>/dev/null; do
    i=$((i + 1))
    [ "$i" -lt 50 ] || { cat "$tmp/serve.log"; echo "FAIL journeys: the server does not answer"; echo "0 passed, 1 failed"; exit 1; }
    sleep 0.2
done
# The first run has an empty house of its own; its checks are counted with the walk's.
EAVES=$eaves SHOTS=$tmp/shots node tests/journeys/firstrun.mjs >"$tmp/first.log" 2>&1 || true
cat "$tmp/first.log"
URL=$url SMS=$tmp/sms SHOTS=$tmp/shots node tests/journeys/walk.mjs >"$tmp/walk.log" 2>&1 || true
cat "$tmp/walk.log"
sed -n 's/^\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed$/\1 \2/p' "$tmp/first.log" "$tmp/walk.log" |
    awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f; exit f > 0 || NR < 2 }'
