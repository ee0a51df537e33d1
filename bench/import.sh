#!/bin/sh
# import.sh EAVES DIR ROUNDS - rows a second: DIR/import for our import (read, understood, stored,
# durable), DIR/office for LibreOffice converting the same workbook to CSV and no more. DIR/office
# stays away when LibreOffice is not installed.
set -eu
eaves=$1 dir=$2/roster rounds=$3 out=$2
mkdir -p "$dir"
python3 bench/roster.py "$dir/roster.xlsx"
rate() { # SECONDS-FILE: 15,000 rows in so many seconds
    awk '{ printf "%d\n", 15000 / $1 }' "$1"
}
took() { # COMMAND...
    from=$(date +%s%N)
    "$@" >"$dir/log" 2>&1 || { cat "$dir/log" >&2 && exit 1; }
    echo "$((($(date +%s%N) - from) / 1000000))" | awk '{ print $1 / 1000 }' >"$dir/seconds"
}
office=$(command -v soffice || command -v libreoffice || true)
i=0
while [ $i -lt "$rounds" ]; do
    i=$((i + 1))
    store="--store sqlite:$dir/$i.db --files $dir/files --key $dir/key"
    # shellcheck disable=SC2086 # words are meant to be split
    { "$eaves" migrate $store && "$eaves" area add bn Bench $store; } >"$dir/log" 2>&1 || { cat "$dir/log" >&2 && exit 1; }
    # shellcheck disable=SC2086
    took "$eaves" import roster "$dir/roster.xlsx" --area bn $store
    rate "$dir/seconds" >>"$out/import"
    rm -f "$dir/$i.db"*
    if [ -n "$office" ]; then
        took "$office" "-env:UserInstallation=file://$dir/profile" --headless --convert-to csv --outdir "$dir/csv" "$dir/roster.xlsx"
        rate "$dir/seconds" >>"$out/office"
    fi
done
