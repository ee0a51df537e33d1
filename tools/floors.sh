#!/bin/sh
# floors.sh - who may include whom: app -> pages -> store -> rules -> lib/base; tiers go down only.
set -u
cd "$(dirname "$0")/.." || exit 1
bad=$(mktemp)
climb() { # $1 files, $2 forbidden include or text, $3 why
    for f in $1; do
        if [ -e "$f" ]; then
            grep -nE "$2" "$f" /dev/null | sed "s|\$|   <- $3|" >>"$bad"
        fi
    done
}
climb 'lib/base/*.[ch]' '#include "(lib/(db|log|web|text|sheet|paper)|src|app)/' 'base knows nobody'
climb 'lib/db/*.[ch]' '#include "(lib/(log|web|text|sheet|paper)|src|app)/' 'db knows base only'
climb 'lib/text/*.[ch] lib/sheet/*.[ch] lib/calendar/*.[ch]' '#include "(lib/(db|log|web|paper)|src|app)/' 'text, sheet and calendar know base only'
climb 'lib/log/*.[ch] lib/paper/*.[ch]' '#include "(lib/web|src|app)/' 'the log does not know pages'
climb 'lib/web/*.[ch]' '#include "(src|app)/' 'web does not know the neighbourhood'
climb 'src/*/*_rules.c' '#include ("lib/(db|log|web)/|<(stdio|time|unistd|fcntl|sqlite3)\.h>)' 'rules do no I/O'
climb 'src/*/*_store.c' '#include "lib/web/' 'a store shows nothing'
climb 'src/*/*_pages.c src/*/*_rules.c src/*/*.html app/*.html app/*_pages.c' \
    '\bdb_(int|exec|query|text|begin_area|begin_read|commit)[ (]|"(SELECT|INSERT|UPDATE|DELETE) ' 'SQL lives in *_store.c'
climb 'src/*/*.[ch] app/*.[ch]' '\b(malloc|calloc|realloc|free|strcpy|strcat|sprintf|alloca|strtok) ?\(' 'no malloc outside lib, no strcpy family'
climb 'lib/*/*.[ch]' '\b(strcpy|strcat|sprintf|alloca|strtok|gets) ?\(' 'banned'
# tiers: a room includes headers of its own or lower tiers
tier() {
    case $1 in
    # tier 0, in this order
    places) echo 0 ;; accounts) echo 1 ;; people) echo 2 ;; owners | claims) echo 3 ;; bodies) echo 4 ;;
    terms | rota | matters | rolls | occasions | pledges | ledger | reviews) echo 5 ;;
    requests | topics | meetings | ballots | funds | roster) echo 6 ;;
    postbook) echo 7 ;;
    overview) echo 9 ;; # the town: above all that it counts
    *) echo 8 ;;
    esac
}
for f in src/*/*.[ch] src/*/*.html; do
    [ -e "$f" ] || continue
    room=$(basename "$(dirname "$f")")
    mine=$(tier "$room")
    # duties.h is a vocabulary that routes of any tier name; it includes lib/base only
    grep -v '"src/bodies/duties.h"' "$f" | sed -n 's|.*#include "src/\([a-z]*\)/.*|\1|p' | sort -u | while read -r other; do
        if [ "$other" != "$room" ] && [ "$(tier "$other")" -ge "$mine" ] && ! grep -q 'tests/' "$f"; then
            echo "$f: includes src/$other   <- a room includes lower tiers only" >>"$bad"
        fi
    done
    if grep -q '#include "app/' "$f"; then
        echo "$f: includes app/   <- app is above" >>"$bad"
    fi
done
# sizes
for f in src/*/*.[ch] lib/*/*.[ch] app/*.[ch]; do
    [ -e "$f" ] || continue
    n=$(wc -l <"$f")
    if [ "$n" -gt 520 ]; then
        echo "$f: $n lines   <- about 500 at most" >>"$bad"
    fi
done
cat "$bad"
n=$(wc -l <"$bad")
rm -f "$bad"
[ "$n" = 0 ]
