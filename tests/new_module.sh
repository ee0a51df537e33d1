#!/bin/sh
# new_module.sh - builds the room of docs/new-module.md from its text and runs its test.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d "${TMPDIR:-/tmp}/eaves-room-XXXXXX")
trap 'rm -rf "$tmp"' EXIT
git ls-files -co --exclude-standard | while read -r f; do [ ! -f "$f" ] || echo "$f"; done |
    tar -cf - -T - | tar -xf - -C "$tmp"
cd "$tmp"
mkdir -p src/pets
awk '/^```[a-z]+ src\// { out = $2; next } /^```/ { out = "" } out { print >out }' docs/new-module.md
sed -i 's|^#include "lib/web/web.h"|&\n#include "src/pets/pets.h"|; s|^    NULL,$|    \&pets_module,\n    NULL,|' app/modules.c
meson setup build -Dbuildtype=plain >/dev/null
ninja -C build eaves-tests >ninja.log 2>&1 || { cat ninja.log && exit 1; }
build/eaves-tests --only pets
