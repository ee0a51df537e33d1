#!/bin/sh
# run.sh [SECONDS] - builds every tests/fuzz/fuzz_*.c with clang's libFuzzer, ASan and UBSan and runs
# each for SECONDS (60). Seeds lie in tests/fuzz/corpus/NAME/, if there are any; what is found on
# the way stays in build-fuzz/corpus/. Prints executions per target; last line "N passed, N failed".
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
B=${FUZZ_BUILD:-build-fuzz}
packages='libmicrohttpd sqlite3 libpq libsodium jansson expat libzip xlsxwriter opencc libqrencode liboath zlib vips libseccomp'
flags='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'
passed=0
failed=0

if [ ! -f "$B/build.ninja" ]; then
    CC=clang meson setup "$B" -Dwerror=false -Db_lundef=false -Dbuildtype=debugoptimized \
        -Dc_args="$flags" -Dc_link_args='-fsanitize=address,undefined' >"$B.log" 2>&1 ||
        { cat "$B.log" && echo "0 passed, 1 failed" && exit 1; }
fi
sh tools/reconfigure.sh "$B"
# What the targets read with: lib/ and the roster, not the rooms above.
objects=$(ninja -C "$B" -t targets all |
    sed -n 's/^\(libeaves.a.p\/\(lib_\|src_roster_\|src_places_places_rules\|meson-generated_\)[^:]*\.o\):.*/\1/p')
# shellcheck disable=SC2086
(ninja -j2 -C "$B" $objects && cd "$B" && rm -f libfuzzed.a && ar rcs libfuzzed.a $objects) >"$B.log" 2>&1 ||
    { tail -n 40 "$B.log" && echo "0 passed, 1 failed" && exit 1; }

for source in tests/fuzz/fuzz_*.c; do
    name=$(basename "$source" .c)
    corpus=$B/corpus/$name
    mkdir -p "$corpus" "$B/found"
    # shellcheck disable=SC2046,SC2086
    clang -std=c17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -I. \
        -I"$B" -I"$B/libeaves.a.p" $(pkg-config --cflags $packages) "$source" -o "$B/$name" "$B/libfuzzed.a" \
        $(pkg-config --libs $packages) || { echo "FAIL $name does not build" && failed=$((failed + 1)) && continue; }
    seeds=
    [ ! -d "tests/fuzz/corpus/${name#fuzz_}" ] || seeds=tests/fuzz/corpus/${name#fuzz_}
    # shellcheck disable=SC2086
    if "$B/$name" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$B/found/$name-" "$corpus" $seeds >"$B/$name.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        tail -n 30 "$B/$name.log"
        echo "FAIL $name: $(grep -am 1 'ERROR' "$B/$name.log" || tail -n 1 "$B/$name.log")"
    fi
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$B/$name.log") executions in $seconds s"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
