#!/bin/sh
# install.sh GROUP... - installs the Debian packages of these groups that are missing.
set -eu
list=$(dirname "$0")/packages.txt
missing=
for group; do
    for p in $(sed -n "s/^$group //p" "$list"); do
        dpkg-query -W -f='${db:Status-Abbrev}' "$p" 2>/dev/null | grep -q '^ii' || missing="$missing $p"
    done
done
[ -z "$missing" ] && exit 0
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
echo "installing:$missing" >&2
$sudo apt-get update -qq >&2
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >&2
