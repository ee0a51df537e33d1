#!/bin/sh
# votes.sh EAVES DIR ROUNDS SECONDS - durable votes a second in a real ballot: through HTTP (session,
# csrf, act key, who may speak, marks, sums, fact), 64 owners at once, each their first vote; beside it
# the same rows straight into the store, 64 a commit and one a commit; on SQLite and on PostgreSQL.
# Writes DIR/vote-{sqlite,postgresql}, -group, -single. Server and store on core 0, wrk on core 1.
set -eu
eaves=$1 out=$2 rounds=$3 seconds=$4
dir=$out/votes
mkdir -p "$dir"
chmod 755 "$out" "$dir"
cc -O2 -I"$(pg_config --includedir 2>/dev/null || echo /usr/include/postgresql)" -o "$dir/bare" bench/bare_vote.c -lsqlite3 -lpq
pid=
trap '[ ! "$pid" ] || kill "$pid"; [ ! -f "$dir/pg/port" ] || sh tools/pg.sh stop "$dir/pg"' EXIT
export EAVES_BENCH_DIR="$dir"
# Enough that nobody votes twice: a vote changed is another thing.
: "${EAVES_BENCH_OWNERS:=$((rounds * (seconds + 2) * 3000))}"
export EAVES_BENCH_OWNERS

house="--files $dir/files --key $dir/key"
# shellcheck disable=SC2086 # words are meant to be split
{
    "$eaves" migrate --store "sqlite:$dir/http.db" $house >/dev/null
    python3 bench/ballot.py "$dir/http.db" "$dir/key" "$dir"
    cp "$dir/http.db" "$dir/group.db"
    cp "$dir/http.db" "$dir/single.db"
    dsn=$(taskset -c 0 sh tools/pg.sh start "$dir/pg")
    copy=$("$eaves" backup "$dir/copies" --store "sqlite:$dir/http.db" $house)
    "$eaves" restore "$copy" --store "$dsn" $house >/dev/null
    for bare in bare_group bare_single; do
        psql -qX -d "${dsn%/*}/postgres" -c "CREATE DATABASE $bare TEMPLATE eaves"
    done
    group=${dsn%/*}/bare_group
    single=${dsn%/*}/bare_single
}

serve() { # STORE
    taskset -c 0 "$eaves" serve --store "$1" --files "$dir/files" --key "$dir/key" --listen 127.0.0.1:18467 \
        --workers "$2" --quiet >"$dir/log" 2>&1 &
    pid=$!
    n=0
    until grep -q event=ready "$dir/log"; do
        n=$((n + 1))
        [ $n -lt 200 ] || { cat "$dir/log" >&2 && exit 1; }
        sleep 0.1
    done
}

votes() { # NAME SECONDS: goes on with the owners who have not voted
    from=$(cat "$dir/from-$1" 2>/dev/null || echo 0)
    EAVES_BENCH_FROM=$from taskset -c 1 wrk -t1 -c64 -d"${2}s" -s bench/ballot.lua http://127.0.0.1:18467 >"$dir/wrk"
    awk -v f="$from" '/requests in/ { print f + 64 + $1 }' "$dir/wrk" >"$dir/from-$1"
}

# The first votes prepare statements and fill caches (on PostgreSQL, more than half a second): not measured.
http() { # NAME STORE WORKERS
    serve "$2" "$3"
    votes "$1" 2
    votes "$1" "$seconds"
    awk '/^Requests\/sec/ { print int($2) }' "$dir/wrk" >>"$out/vote-$1"
    kill "$pid" && wait "$pid" || true
    pid=
}

bare() { # NAME ENGINE STORE BATCH
    # shellcheck disable=SC2046 # words are meant to be split
    set -- "$1" $(taskset -c 0 "$dir/bare" "$2" "$3" "$4" $((seconds * 1000)) "$(cat "$dir/from-$1" 2>/dev/null || echo 0)")
    echo "$2" >>"$out/vote-$1"
    echo "$3" >"$dir/from-$1"
}

i=0
while [ $i -lt "$rounds" ]; do
    i=$((i + 1))
    echo "votes, round $i" >&2
    http sqlite "sqlite:$dir/http.db" 1
    bare sqlite-group sqlite "$dir/group.db" 64
    bare sqlite-single sqlite "$dir/single.db" 1
    http postgresql "$dsn" 1
    bare postgresql-group postgresql "$group" 64
    bare postgresql-single postgresql "$single" 1
done
