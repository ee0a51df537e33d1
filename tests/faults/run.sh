#!/bin/sh
# run.sh [--long] - every fault test, one after the other; the sums stand on the last line. The
# program is $EAVES (build/eaves). A test that ends without saying its sums counts as failed.
set -eu
cd "$(dirname "$0")"
passed=0
failed=0
tmp=$(mktemp "${TMPDIR:-/tmp}/eaves-faults-XXXXXX")
trap 'rm -f "$tmp"' EXIT
for t in smuggling slow lifecycle uploads sweep exports killed imports powercut votes busy full backup; do
    python3 "$t.py" "$@" >"$tmp" 2>&1 || true
    sums=$(sed -n 's/^\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed$/\1 \2/p' "$tmp" | tail -n 1)
    sed "s/^/$t: /" "$tmp"
    p=${sums%% *}
    f=${sums##* }
    passed=$((passed + ${p:-0}))
    failed=$((failed + ${f:-1}))
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
