#!/bin/sh
# shots.sh EAVES - walks the demo area and renews docs/shots. Needs chromium, poppler-utils, node 20.
set -eu
cd "$(dirname "$0")/.."
eaves=$(realpath "${1:-build/eaves}")
[ -d tests/node_modules ] || sh tests/npm.sh
exec node tests/journeys/shots.mjs "$eaves"
