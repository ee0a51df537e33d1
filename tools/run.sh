#!/bin/sh
# run.sh EAVES - makes the demo area once, then serves it on 127.0.0.1:8080. SIZE=town: a town of 36.
set -eu
eaves=$1
mkdir -p var
size=${SIZE:-area}
[ "$size" = town ] && made=town || made=demo
store=${EAVES_STORE:-sqlite:var/$made.db}
port=${PORT:-8080}
set -- --store "$store" --files "var/demo-files" --key var/demo.key --url "http://127.0.0.1:$port"
if ! "$eaves" migrate "$@" >/dev/null; then
    echo "run.sh: the demo in var/ was made by another version of the program. \"make fresh\" removes it (it asks first); then run this again." >&2
    exit 1
fi
"$eaves" demo --size "$size" "$@"
exec "$eaves" serve "$@" --listen "127.0.0.1:$port"
