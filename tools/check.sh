#!/bin/sh
# check.sh - what `make check` looks at; says in words what is wrong and where.
set -u
cd "$(dirname "$0")/.." || exit 1
wrong=0

look() { # NAME COMMAND...
    name=$1
    shift
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        echo "ok    $name"
    else
        echo "WRONG $name"
        sed 's/^/      /' "$log" | head -n 40
        wrong=$((wrong + 1))
    fi
    rm -f "$log"
}

formatted() {
    git ls-files '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

shells() {
    git ls-files '*.sh' | xargs shellcheck -S warning
}

built_with() { # COMPILER
    dir=build-check-$1
    [ -f "$dir/build.ninja" ] || CC=$1 meson setup "$dir" >/dev/null || return 1
    sh tools/reconfigure.sh "$dir" && ninja -C "$dir"
}

sql_on_both() {
    tmp=$(mktemp -d) && chmod 755 "$tmp" || return 1
    sh tools/pg.sh start "$tmp/pg" >/dev/null &&
        python3 tools/sqlcheck.py --build build-check-gcc --pg "$(sh tools/pg.sh new "$tmp/pg" sqlcheck)"
    code=$?
    sh tools/pg.sh stop "$tmp/pg"
    rm -rf "$tmp"
    return $code
}

docs_current() {
    build-check-gcc/eaves routes | diff -u docs/routes.tsv - &&
        build-check-gcc/eaves roles | diff -u docs/roles.md - &&
        build-check-gcc/eaves openapi | diff -u docs/openapi.json -
}

look 'format: clang-format' formatted
look 'floors and tiers' python3 tools/floors.py
look 'shell scripts' shells
look 'sentences translated' python3 tools/mkpot.py --check
look 'builds with gcc' built_with gcc
look 'builds with clang' built_with clang
look 'SQL on both stores' sql_on_both
look 'docs from the program are current' docs_current
[ "$wrong" = 0 ] && echo 'all is well'
[ "$wrong" = 0 ]
