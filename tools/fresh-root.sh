#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The newcomer's check: a Debian 12 root with nothing but git and ca-certificates, a clone, ./dev demo, ./dev test.
# Needs root, debootstrap and a Debian mirror (that of this machine is used, with its certificates and proxies).
# usage: fresh-root.sh FOLDER [demo|test|all]
set -eu
root=$1
what=${2:-all}
here=$(cd "$(dirname "$0")/.." && pwd)
mirror=$(sed -n 's/^deb .*\(https\{0,1\}:[^ ]*debian\/\{0,1\}\) .*/\1/p; s/^URIs: *\([^ ]*debian\/\{0,1\}\)$/\1/p' \
	/etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)

if [ ! -f "$root/.ready" ]; then
	debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" "${mirror:-http://deb.debian.org/debian}" >/dev/null
	: >"$root/.ready"
fi
# how this machine reaches the mirror
for f in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt /etc/apt/apt.conf.d/*; do
	[ -f "$f" ] && mkdir -p "$root$(dirname "$f")" && cp "$f" "$root$f"
done
if [ -d /etc/apt/sources.list.d ]; then cp /etc/apt/sources.list.d/* "$root/etc/apt/sources.list.d/" 2>/dev/null || true; fi
[ -s /etc/apt/sources.list ] && cp /etc/apt/sources.list "$root/etc/apt/sources.list"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/dev" || mount --bind /dev "$root/dev"
trap 'umount "$root/proc" "$root/dev" 2>/dev/null || true' EXIT INT TERM

rm -rf "$root/source.git" "$root/home/newcomer"
git clone -q --bare "$here" "$root/source.git"
mkdir -p "$root/home/newcomer"
inside() {
	env -i HOME=/home/newcomer PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
		${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
		chroot "$root" sh -c "$1"
}
inside 'cd /home/newcomer && git clone -q /source.git seaworthy'
[ "$what" = test ] || inside 'cd /home/newcomer/seaworthy && ./dev demo'
[ "$what" = demo ] || inside 'cd /home/newcomer/seaworthy && ./dev test'
