#!/bin/sh
# reconfigure.sh BUILDDIR - lets meson look again when the list of sources has changed.
set -eu
now=$(for k in c tests sql html assets; do python3 tools/sources.py $k; done)
[ -f "$1/sources.txt" ] && [ "$now" = "$(cat "$1/sources.txt")" ] && exit 0
meson setup --reconfigure "$1" >/dev/null
printf '%s\n' "$now" >"$1/sources.txt"
