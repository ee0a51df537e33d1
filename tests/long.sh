#!/bin/sh
# long.sh - `make long`: the same proofs, longer. Once per step; figures go to docs/scoreboard.md.
set -eu
cd "$(dirname "$0")/.."
[ -f build/build.ninja ] || meson setup build >/dev/null
sh tools/reconfigure.sh build
ninja -C build >/dev/null
echo '== faults, long'
sh tests/faults/run.sh --long
echo '== the restore drill: SQLite, into PostgreSQL, and back'
pg=$(mktemp -d "${TMPDIR:-/tmp}/eaves-drill-pg-XXXXXX")
chmod 755 "$pg"
python3 tests/drill.py build/eaves --size "${DRILL_SIZE:-area}" --pg "$(sh tools/pg.sh start "$pg")"
sh tools/pg.sh stop "$pg"
rm -rf "$pg"
echo '== a compound of 5,309 homes votes; random votes and rolls, counted again'
EAVES_LONG=1 build/eaves-tests --only votes_compound
EAVES_LONG=1 build/eaves-tests --only results_compound
EAVES_TRIALS=3000 build/eaves-tests --only votes_trial
EAVES_TRIALS=1000 build/eaves-tests --only electorate
echo '== a hundred thousand random elections a method, counted again'
python3 tests/choice/trials.py build/tally-many 100000
echo '== each comparison that decides turned by a hair; the branches its tests take'
red=0 # told at the end: what follows runs all the same
python3 tests/choice/mutants.py || red=1
python3 tests/choice/coverage.py || red=1
echo '== fuzzing, 10 minutes a target'
sh tests/fuzz/run.sh "${SECONDS_EACH:-600}"
echo '== ids at random against every route, a million'
EAVES_PROBES=${EAVES_PROBES:-1000000} EAVES_SEED=${EAVES_SEED:-$(date +%s)} build/eaves-tests --only policy
echo '== two years of a neighbourhood, by a clock; a slow mail server'
EAVES_LIFE_DAYS=${LIFE_DAYS:-730} EAVES_LIFE_FROM=2025-01-01 EAVES_SEED=${EAVES_SEED:-$(date +%s)} build/eaves-tests --only life
EAVES_LONG=1 build/eaves-tests --only messages_mail
echo '== a corpus of bad intent, all of it in every text field'
XSS_ALL=1 EAVES=$PWD/build/eaves node tests/xss/xss.mjs
echo '== Lighthouse: four public pages on a phone'
sh tools/lighthouse.sh build/eaves
exit "$red"
