#!/bin/sh
# pg.sh start DIR - makes a private PostgreSQL in DIR (initdb, socket and 127.0.0.1, a free port)
#                   with an empty database "eaves", and prints its address.
# pg.sh new DIR NAME - another empty database there; prints its address.
# pg.sh crash DIR - it ends as if the power had gone, and comes back.
# pg.sh stop DIR - stops it; the directory stays.
# PostgreSQL refuses to run as root, so root lends it to the user postgres.
set -eu

as_owner() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$dir" LC_ALL=C.UTF-8 "$@"
    else
        LC_ALL=C.UTF-8 "$@"
    fi
}

free_port() {
    python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

start() {
    if [ "$(id -u)" = 0 ]; then
        chown postgres:postgres "$dir"
    fi
    cd "$dir" # a directory its user may stand in
    as_owner "$bin/initdb" -D "$dir/data" -U eaves --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
        --no-instructions >"$dir/initdb.log"
    port=$(free_port)
    printf '%s\n' "$port" >"$dir/port"
    as_owner "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/data/server.log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir" start >/dev/null
    new eaves
}

new() {
    port=$(cat "$dir/port")
    psql -qX -h 127.0.0.1 -p "$port" -U eaves -d postgres -c "CREATE DATABASE $1"
    printf 'postgresql://eaves@127.0.0.1:%s/%s\n' "$port" "$1"
}

command=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
bin=$(find /usr/lib/postgresql -name bin | sort -V | tail -n 1)
case $command in
start) start ;;
new) new "$3" ;;
crash) cd "$dir" && as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w -t 60 -l "$dir/data/server.log" restart >/dev/null ;;
stop) cd "$dir" && as_owner "$bin/pg_ctl" -D "$dir/data" -m fast -w stop >/dev/null ;;
*) echo "pg.sh start|new|crash|stop DIR" >&2 && exit 2 ;;
esac
