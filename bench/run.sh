#!/bin/sh
# run.sh - `make bench`: how fast, as ratios, side by side in one run. Nothing listens but on
# 127.0.0.1. EAVES_BENCH_ROUNDS (5), EAVES_BENCH_SECONDS (3), EAVES_BENCH_N (200000).
set -eu
cd "$(dirname "$0")/.."
rounds=${EAVES_BENCH_ROUNDS:-5}
seconds=${EAVES_BENCH_SECONDS:-3}
B=build-bench
here=$PWD/bench
tmp=$(mktemp -d "${TMPDIR:-/tmp}/eaves-bench-XXXXXX")
chmod 755 "$tmp"
pids=
page=/a/bench/requests
export EAVES_BENCH_DIR="$tmp"

cleanup() {
    for p in $pids; do kill "$p" 2>/dev/null || true; done
    wait
    rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# wait_for WORD FILE - until the server has said it is ready, at most 20 s.
wait_for() {
    n=0
    until grep -q "$1" "$2" 2>/dev/null; do
        n=$((n + 1))
        [ $n -lt 200 ] || { cat "$2" >&2 && exit 1; }
        sleep 0.1
    done
}

# serve PORT WORKERS LOG STORE [VAR=VALUE...] - starts eaves on core 0; sets $pid.
serve() {
    port=$1 workers=$2 log=$3 store=$4
    shift 4
    env "$@" taskset -c 0 "$B/eaves" serve --store "sqlite:$store" --files "$tmp/files" --key "$tmp/key" \
        --listen "127.0.0.1:$port" --workers "$workers" --quiet >"$log" 2>&1 &
    pid=$!
    pids="$pids $pid"
    wait_for event=ready "$log"
}

stop() {
    kill "$1" && wait "$1" || true
}

# ticks PID - processor time of a process and its children so far, in 1/100 s.
ticks() {
    for p in "$1" $(pgrep -P "$1"); do cat "/proc/$p/stat"; done | sed 's/.*) //' | awk '{ n += $12 + $13 } END { print n }'
}

# rate URL [PID NAME] - requests a second; a run with any failure counts as none. What each cost PID in
# processor time goes to $tmp/NAME.us: other work on the machine disturbs that far less.
rate() {
    before=$([ $# = 1 ] || ticks "$2")
    taskset -c 1 wrk -t1 -c16 -d"${seconds}s" -s "$here/page.lua" "$1" >"$tmp/wrk.out"
    [ $# = 1 ] || awk -v t="$(($(ticks "$2") - before))" '/requests in/ { printf "%d\n", t * 10000 / $1 }' \
        "$tmp/wrk.out" >>"$tmp/$3.us"
    awk '/^Requests\/sec/ { r = $2 } /^failures/ { f = $2 } END { printf "%d\n", f ? 0 : r }' "$tmp/wrk.out"
}

# post URL FROM - durable +1s a second; the number sent goes to $tmp/sent.
post() {
    EAVES_BENCH_FROM=$2 taskset -c 1 wrk -t1 -c64 -d"${seconds}s" -s "$here/vote.lua" "$1" >"$tmp/wrk.out"
    awk '/^Requests\/sec/ { print int($2) }' "$tmp/wrk.out"
}

median() {
    sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

spread() {
    sort -n "$1" | awk '{ v[NR] = $1 } END { print v[1] "-" v[NR] }'
}

pss() { # of a process and its children, in kB
    total=0
    for p in "$1" $(pgrep -P "$1"); do
        total=$((total + $(awk '/^Pss:/ { print $2 }' "/proc/$p/smaps_rollup")))
    done
    echo "$total"
}

row() { # WHAT FILE COMPARED FILE
    a=$(median "$2") b=$(median "$4")
    awk -v w="$1" -v a="$a" -v sa="$(spread "$2")" -v c="$3" -v b="$b" -v sb="$(spread "$4")" \
        'BEGIN { printf "| %s | %d (%s) | %s | %d (%s) | %.2f |\n", w, a, sa, c, b, sb, b ? a / b : 0 }'
}

echo "building" >&2
[ -f "$B/build.ninja" ] || meson setup "$B" --buildtype=release -Dwerror=false >/dev/null
sh tools/reconfigure.sh "$B"
ninja -C "$B" eaves >"$tmp/ninja.log" || { cat "$tmp/ninja.log" && exit 1; }
cc -O2 -o "$tmp/bare" bench/bare.c -lsqlite3
cc -O2 -shared -fPIC -D_GNU_SOURCE -o "$tmp/trace.so" bench/trace.c -lsqlite3
node=0
if command -v npm >/dev/null && mkdir -p "$B/node" && cp bench/node/package.json bench/node/server.js "$B/node"; then
    [ -d "$B/node/node_modules/express" ] ||
        (cd "$B/node" && npm install --no-audit --no-fund --no-package-lock --nodedir=/usr >"$tmp/npm.log" 2>&1) ||
        cat "$tmp/npm.log" >&2
    [ -d "$B/node/node_modules/express" ] && node=1
fi

"$B/eaves" migrate --store "sqlite:$tmp/b.db" --files "$tmp/files" --key "$tmp/key" >/dev/null
python3 bench/seed.py "$tmp/b.db" "$tmp/key" "$tmp"
cp "$tmp/b.db" "$tmp/group.db"
cp "$tmp/b.db" "$tmp/single.db"
EAVES_BENCH_COOKIE=$(cat "$tmp/cookie")
export EAVES_BENCH_COOKIE
get() { curl -sS --fail -H "Cookie: eaves=$EAVES_BENCH_COOKIE" "$1"; }

# What the page asks of the store each time it is computed: the second time, at another address.
serve 18461 1 "$tmp/trace.log" "$tmp/b.db" LD_PRELOAD="$tmp/trace.so" EAVES_BENCH_TRACE="$tmp/all.sql"
get "http://127.0.0.1:18461$page?n=1" >/dev/null
: >"$tmp/all.sql"
get "http://127.0.0.1:18461$page?n=2" >/dev/null
cp "$tmp/all.sql" "$tmp/page.sql"
stop "$pid"

serve 18462 1 "$tmp/serve.log" "$tmp/b.db" EAVES=1
eaves=$pid
mkdir -p "$tmp/www"
get "http://127.0.0.1:18462$page" >"$tmp/www/page.html"
bytes=$(wc -c <"$tmp/www/page.html")
grep -q '<tbody>' "$tmp/www/page.html" || { echo "the page has no rows" >&2 && exit 1; }
sed -e "s|@DIR@|$tmp|g" -e 's|@PORT@|18463|' bench/nginx.conf.in >"$tmp/nginx.conf"
taskset -c 0 nginx -c "$tmp/nginx.conf" -e "$tmp/nginx.log" &
nginx=$!
pids="$pids $nginx"
if [ $node = 1 ]; then
    (cd "$B/node" && exec env NODE_ENV=production taskset -c 0 node server.js 18464 "$tmp/b.db" "$tmp/page.sql" "$tmp/www/page.html") \
        >"$tmp/node.log" 2>&1 &
    express=$!
    pids="$pids $express"
    wait_for event=ready "$tmp/node.log"
    sed -n 1p "$tmp/node.log" >&2
fi
sleep 0.3
i=0
while [ $i -lt "$rounds" ]; do
    i=$((i + 1))
    echo "page, round $i" >&2
    rate "http://127.0.0.1:18462$page" "$eaves" kept >>"$tmp/kept"
    export EAVES_BENCH_FRESH=1
    rate "http://127.0.0.1:18462$page" "$eaves" eaves >>"$tmp/eaves"
    rate "http://127.0.0.1:18462$page?order=opened" "$eaves" opened >>"$tmp/opened"
    unset EAVES_BENCH_FRESH
    rate "http://127.0.0.1:18463/page.html" "$nginx" nginx >>"$tmp/nginx"
    [ $node = 0 ] || rate "http://127.0.0.1:18464$page" "$express" node >>"$tmp/node"
done
i=0
from=0
batch=0
one=0
while [ $i -lt "$rounds" ]; do
    i=$((i + 1))
    echo "+1, round $i" >&2
    post http://127.0.0.1:18462 $from >>"$tmp/post"
    from=$((from + 64 + $(awk '/requests in/ { print $1 }' "$tmp/wrk.out")))
        # shellcheck disable=SC2046 # words are meant to be split
    set -- $(taskset -c 0 "$tmp/bare" "$tmp/group.db" 64 $((seconds * 1000)) $batch)
    echo "$1" >>"$tmp/group" && batch=$2
        # shellcheck disable=SC2046 # words are meant to be split
    set -- $(taskset -c 0 "$tmp/bare" "$tmp/single.db" 1 $((seconds * 1000)) $one)
    echo "$1" >>"$tmp/single" && one=$2
done
stored=$(python3 -c "import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute(\"SELECT count(*) FROM fact WHERE kind='requests.join'\").fetchone()[0])" "$tmp/b.db")

serve 18465 2 "$tmp/two.log" "$tmp/b.db" EAVES=1
rate "http://127.0.0.1:18465$page" >/dev/null
post http://127.0.0.1:18465 $from >/dev/null
memory=$(pss "$pid")
sh bench/import.sh "$B/eaves" "$tmp" "$rounds"
sh bench/votes.sh "$B/eaves" "$tmp" "$rounds" "$seconds"
echo "Equal Shares" >&2
sh bench/shares.sh "$B/libeaves.a" "$tmp" "$rounds"

echo
echo "page $bytes bytes, $(grep -c '^SELECT' "$tmp/page.sql") queries; ${EAVES_BENCH_N:-200000} residents and as many requests; medians of $rounds alternating rounds of $seconds s (least-greatest); server on core 0, wrk on core 1, 1 worker each"
echo
echo "| what | a second | compared with | a second | ratio |"
echo "|---|---|---|---|---|"
row "list page, remembered" "$tmp/kept" "nginx, the same bytes from a file" "$tmp/nginx"
row "list page, computed, by due" "$tmp/eaves" "nginx, the same bytes from a file" "$tmp/nginx"
row "list page, computed, by opening" "$tmp/opened" "nginx, the same bytes from a file" "$tmp/nginx"
[ $node = 0 ] || row "list page, remembered" "$tmp/kept" "Node, Express, better-sqlite3, same SQL and bytes" "$tmp/node"
[ $node = 0 ] || row "list page, computed, by due" "$tmp/eaves" "Node, Express, better-sqlite3, same SQL and bytes" "$tmp/node"
row "durable +1 through HTTP, 64 voters" "$tmp/post" "bare store, 64 a commit" "$tmp/group"
row "durable +1 through HTTP, 64 voters" "$tmp/post" "bare store, one a commit" "$tmp/single"
for store in sqlite postgresql; do
    row "durable votes through HTTP, 64 voters, $store" "$tmp/vote-$store" "bare $store, 64 votes a commit" "$tmp/vote-$store-group"
    row "durable votes through HTTP, 64 voters, $store" "$tmp/vote-$store" "bare $store, one a commit" "$tmp/vote-$store-single"
done
[ ! -s "$tmp/office" ] || row "import of 5,309 homes, 15,000 people from XLSX, rows" "$tmp/import" "LibreOffice, the same file to CSV" "$tmp/office"
echo
echo "| processor time a request, us | | compared with | | times |"
echo "|---|---|---|---|---|"
row "list page, remembered" "$tmp/kept.us" "nginx" "$tmp/nginx.us"
row "list page, computed, by due" "$tmp/eaves.us" "nginx" "$tmp/nginx.us"
row "list page, computed, by opening" "$tmp/opened.us" "nginx" "$tmp/nginx.us"
[ $node = 0 ] || row "Node, Express, better-sqlite3" "$tmp/node.us" "list page, computed, by due" "$tmp/eaves.us"
echo
echo "| Equal Shares with 6,500 voters and 60 projects, exact: a count, us | | compared with | | times |"
echo "|---|---|---|---|---|"
row "a plain Python implementation" "$tmp/mes.python" "Eaves, same winners" "$tmp/mes.us"
row "a plain Python implementation, Add1" "$tmp/mes-add1.python" "Eaves, Add1, same winners" "$tmp/mes-add1.us"
echo
echo "+1s answered in those rounds: $from at most, found in the store: $stored"
echo "memory after load, serve with 2 workers: $((memory / 1024)) MB (PSS of all its processes)"
