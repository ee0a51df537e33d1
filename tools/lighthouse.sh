#!/bin/sh
# lighthouse.sh [EAVES] - four public pages of the demo area by Lighthouse, on a phone and a slow net;
# red below the floors. Needs chromium and node 20; Lighthouse itself comes by npm into tests/.
set -eu
cd "$(dirname "$0")/.."
eaves=$(realpath "${1:-build/eaves}")
[ -d tests/node_modules/lighthouse ] || (cd tests && npm install --no-audit --no-fund --silent >/dev/null)
EAVES=$eaves exec node tests/lighthouse.mjs
