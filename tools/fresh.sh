#!/bin/sh
# fresh.sh - removes the demos in var/, after asking. A house of your own (var/eaves.db) is left alone.
set -eu
found=$(ls -d var/demo.* var/town.* var/demo-files 2>/dev/null || true)
[ -n "$found" ] || { echo "fresh.sh: there is no demo in var/"; exit 0; }
echo "$found"
printf 'Remove these? [y/N] '
read -r answer || answer=n
case $answer in
y | Y | yes) rm -rf var/demo.* var/town.* var/demo-files && echo "removed; make run makes a new one" ;;
*) echo "nothing was removed" ;;
esac
