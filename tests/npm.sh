#!/bin/sh
# npm.sh - installs what the browser tests need in tests/; two that ask at once wait for each other.
set -eu
cd "$(dirname "$0")"
exec flock package.json npm install --omit=dev --no-audit --no-fund --no-save --silent >/dev/null 2>&1
