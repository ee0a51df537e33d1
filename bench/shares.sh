#!/bin/sh
# shares.sh LIBRARY DIR ROUNDS - Equal Shares of an invented town, counted by us and by plain Python side by side:
# microseconds of a count in DIR/mes.us, DIR/mes-add1.us and DIR/mes.python, DIR/mes-add1.python. Both have read
# the file before. Red when they come to different winners.
set -eu
dir=$2 rounds=$3
cc -O2 -D_GNU_SOURCE -I. -o "$dir/shares" bench/shares.c "$1" -lgmp -lsodium
python3 bench/election.py "$dir/town.pb"
i=0
while [ $i -lt "$rounds" ]; do
    i=$((i + 1))
    for rule in mes mes-add1; do
        taskset -c 0 "$dir/shares" "$dir/town.pb" $rule 20 >"$dir/ours"
        taskset -c 0 python3 bench/shares.py "$dir/town.pb" $rule >"$dir/theirs"
        sed -n 1p "$dir/ours" >>"$dir/$rule.us"
        sed -n 1p "$dir/theirs" >>"$dir/$rule.python"
        sed 1d "$dir/ours" >"$dir/ours.won"
        sed 1d "$dir/theirs" | diff "$dir/ours.won" - >&2 || {
            echo "FAIL Equal Shares, $rule: Python comes to other winners" >&2
            exit 1
        }
    done
done
