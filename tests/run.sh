#!/bin/sh
# run.sh - everything `make test` runs. Each stage prints "N passed, N failed"; the sums stand alone
# on the last line, and above them every line that says FAIL. A stage that ends badly without saying
# so counts as one failure.
set -eu
cd "$(dirname "$0")/.."
B=${B:-build}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/eaves-run-XXXXXX")
chmod 755 "$tmp" # the database's own user passes through
# The stores of unit tests lie in memory where there is room: that a commit reaches the disk is what
# the fault tests are for.
quick=$tmp
if [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 4000000 ] 2>/dev/null; then
    quick=$(mktemp -d /dev/shm/eaves-run-XXXXXX)
    chmod 755 "$quick"
fi
passed=0
failed=0

cleanup() {
    [ ! "${beside:-}" ] || kill "$beside" 2>/dev/null || true
    [ ! -f "$quick/pg/port" ] || sh tools/pg.sh stop "$quick/pg" || true
    rm -rf "$tmp" "$quick"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

build() {
    if [ ! -f "$B/build.ninja" ]; then
        meson setup "$B" >"$tmp/meson.log" || { cat "$tmp/meson.log" && return 1; }
    fi
    sh tools/reconfigure.sh "$B"
    ninja -C "$B" >"$tmp/ninja.log" || { cat "$tmp/ninja.log" && return 1; }
}

on_sqlite() {
    TMPDIR=$quick "$B/eaves-tests"
}

on_postgresql() {
    dsn=$(sh tools/pg.sh start "$quick/pg") && "$B/eaves-tests" --store "$dsn" --no-pure
}

templates() {
    sh tests/mktpl_test.sh "$B/mktpl"
}

sql_on_both() {
    python3 tools/sqlcheck.py --build "$B" --pg "$(sh tools/pg.sh new "$quick/pg" sqlcheck)"
}

sanitized() {
    [ -f build-san/build.ninja ] ||
        meson setup build-san -Db_sanitize=address,undefined -Dwerror=false -Dbuildtype=plain \
            -Dc_args='-O1 -g1' >"$tmp/san.log" || return 1 # half the time of -O2 to build, none longer to run
    sh tools/reconfigure.sh build-san
    ninja -C build-san eaves-tests >"$tmp/san.log" 2>&1 || { cat "$tmp/san.log" && return 1; }
    TMPDIR=$quick EAVES_PROBES=2000 ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=tests/lsan.supp:print_suppressions=0 \
        UBSAN_OPTIONS=halt_on_error=1 build-san/eaves-tests
}

fuzzed() {
    sh tests/fuzz/run.sh 10
}

faults() {
    EAVES=$PWD/$B/eaves sh tests/faults/run.sh
}

journeys() {
    B=$B sh tests/journeys/run.sh
}

hostile() {
    if ! command -v node >/dev/null || [ ! -x /usr/bin/chromium ]; then
        echo "hostile: node or chromium is not installed: not tried"
        return 0
    fi
    sh tests/npm.sh || return 1
    EAVES=$PWD/$B/eaves node tests/xss/xss.mjs
}

deployed() {
    EAVES=$PWD/$B/eaves python3 tests/deploy.py
}

commands() {
    EAVES=$PWD/$B/eaves python3 tests/commands.py
}

headers() {
    python3 tests/policy/headers.py "$B/eaves"
}

# Random elections, counted again by a slow oracle.
tallies() {
    python3 tests/choice/trials.py "$B/tally-many" "${ELECTIONS:-1000}"
}

# Each comparison of the thresholds turned by a hair is noticed; all the rest of judged.py in make long.
turned() {
    B=$B python3 tests/choice/mutants.py lib/choice/threshold.c
}

# The town of 36 areas is made whole, and sound.
town() {
    set -- --store "sqlite:$tmp/town.db" --files "$tmp/town" --key "$tmp/town.key"
    "$B/eaves" migrate "$@" && "$B/eaves" demo --size town "$@" || return 1
    "$B/eaves" doctor "$@" || [ $? = 3 ] || return 1
    echo "1 passed, 0 failed"
}

a_new_room() {
    sh tests/new_module.sh
}

# said NAME - runs a function into its log, and keeps its exit code and how long it took.
said() {
    began=$(date +%s)
    code=0
    "$1" >"$tmp/$1.log" 2>&1 || code=$?
    echo "$code $(($(date +%s) - began))" >"$tmp/$1.end"
}

# words_of NAME - what a stage that failed says of it: its lines with FAIL, else its last words.
words_of() {
    grep -aE 'FAIL(ED)? |not ok ' "$tmp/$1.log" || tail -n 15 "$tmp/$1.log"
}

# aside NAME... - begins them, one after another, beside what follows.
aside() {
    for s in "$@"; do touch "$tmp/$s.beside"; done
    (for s in "$@"; do said "$s"; done) &
    beside=$!
}

# stage NAME - shows what a function said, run now or begun beside the others before, and adds its
# last "N passed, N failed" line to the sums.
stage() {
    if [ "${beside:-}" ] && [ -f "$tmp/$1.beside" ]; then
        while [ ! -f "$tmp/$1.end" ] && kill -0 "$beside" 2>/dev/null; do sleep 1; done
    else
        said "$1"
    fi
    code=1 seconds=0
    [ ! -f "$tmp/$1.end" ] || read -r code seconds <"$tmp/$1.end"
    echo "== $1 ($seconds s)"
    cat "$tmp/$1.log"
    sums=$(sed -n 's/^\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed$/\1 \2/p' "$tmp/$1.log" | tail -n 1)
    p=${sums%% *}
    f=${sums##* }
    if [ "$code" != 0 ] && [ "${f:-0}" = 0 ]; then
        echo "FAIL exit code $code" | tee -a "$tmp/$1.log"
        f=1
    fi
    [ "${f:-0}" = 0 ] || words_of "$1" | sed "s/^/$1: /" >>"$tmp/failures"
    passed=$((passed + ${p:-0}))
    failed=$((failed + ${f:-0}))
}

build || { echo "0 passed, 1 failed" && exit 1; }
# What needs one processor runs beside what needs the other; what measures time runs alone.
aside sanitized fuzzed
stage templates
stage on_sqlite
stage on_postgresql
stage sql_on_both
stage a_new_room
stage town
stage tallies
stage turned
stage sanitized
stage fuzzed
stage faults
aside hostile headers commands deployed
stage journeys
stage hostile
stage headers
stage commands
stage deployed
[ ! -s "$tmp/failures" ] || { echo "== what failed" && cat "$tmp/failures"; }
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
