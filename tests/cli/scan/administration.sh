# SPDX-License-Identifier: Apache-2.0
# What real administration does to real roots is no tampering: packages that apk adds, upgrades and removes; in a Debian
# root that debootstrap makes, an upgrade, locales, certificates, users. Needs to be root, for chroot. The Debian part
# downloads packages for minutes: it runs when SEAWORTHY_DEBOOTSTRAP is set.
set -u
# shellcheck source=tests/lib/cases.sh
. "$ROOT/tests/lib/cases.sh"
own_home
[ "$(id -u)" -eq 0 ] || { echo "skip: not root"; exit 77; }
command -v python3 >/dev/null || { echo "skip: no python3"; exit 77; }

integrity() { # ROOT: "id path" of each finding
	"$SEAWORTHY" scan --db builtin --scanners integrity --no-gate -f json --rootfs "$1" >report.json 2>err &&
		python3 -c '
import json
for f in json.load(open("report.json"))["images"][0]["findings"]:
    if f["kind"] == "integrity" or f["place"] == "gap":
        print(f["id"], f.get("path", ""), f["message"])' >out
}
nothing() { integrity "$1" && [ ! -s out ]; }
finds() { integrity "$1" && grep -q "^$2 " out && [ "$(wc -l <out)" -eq 1 ]; }
within() { LC_ALL=C DEBIAN_FRONTEND=noninteractive chroot "$@" >log 2>&1 </dev/null; }

alpine() { # ARCHIVE
	name=$(basename "$1" .tar.gz)
	rm -rf root && mkdir root && tar -xzf "$1" -C root
	within root /sbin/apk --version || { echo "skip: $name does not run here"; skipped=$((skipped + 1)); return; }
	apk() { within root /sbin/apk --allow-untrusted --no-network --repositories-file /dev/null "$@"; }
	script='#!/bin/sh'
	python3 "$ROOT/tests/lib/mkapk.py" root/tmp/one.apk hello 1.0-r0 usr/bin/hello="755:$script" usr/bin/as-root="4755:$script" \
		usr/libexec/hello/helper="2755:$script" etc/hello.conf=644:one usr/share/hello/data=644:one
	python3 "$ROOT/tests/lib/mkapk.py" root/tmp/two.apk hello 1.1-r0 usr/bin/hello="755:$script # 1.1" usr/bin/as-root="4755:$script" \
		etc/hello.conf=644:two usr/share/hello/data=644:two
	check "$name: apk add" apk add /tmp/one.apk
	check "$name: is in the database" grep -q '^P:hello$' root/lib/apk/db/installed
	check "$name: it runs" within root /usr/bin/hello
	check "$name: nothing after apk add" nothing root
	chmod 4755 root/usr/bin/hello
	check "$name: setuid that apk did not give" finds root 'privilege-added usr/bin/hello'
	chmod 755 root/usr/bin/hello
	chmod 6755 root/usr/bin/as-root
	check "$name: setgid beside its setuid" finds root 'privilege-added usr/bin/as-root'
	chmod 4755 root/usr/bin/as-root
	echo x >>root/usr/share/hello/data
	check "$name: a file that is changed" finds root 'package-file-changed usr/share/hello/data'
	echo changed >root/etc/hello.conf
	check "$name: apk add of the next version" apk add /tmp/two.apk
	check "$name: nothing after the upgrade" nothing root
	check "$name: apk del" apk del hello
	check "$name: nothing after apk del" nothing root
	within root adduser -D -u 1000 app
	check "$name: nothing after adduser" nothing root
}

if ls "${SEAWORTHY_CORPUS:-/nowhere}"/images/alpine-minirootfs-*.tar.gz >/dev/null 2>&1; then
	for archive in "$SEAWORTHY_CORPUS"/images/alpine-minirootfs-*.tar.gz; do
		alpine "$archive"
	done
else
	echo "skip: no Alpine roots (SEAWORTHY_CORPUS)"
	skipped=$((skipped + 1))
fi

debian() {
	debootstrap --variant=minbase bookworm debian >log 2>&1 || { echo "skip: debootstrap fails"; skipped=$((skipped + 1)); return; }
	check "debian: nothing as it was made" nothing debian
	chmod 4755 debian/usr/bin/date
	check "debian: setuid for date" finds debian 'privilege-added usr/bin/date'
	chmod 755 debian/usr/bin/date
	apt() { within debian apt-get -y -q --no-install-recommends "$@"; }
	check "debian: programs with setuid" apt install openssl ca-certificates locales sudo openssh-client dbus cron at
	check "debian: nothing after apt-get install" nothing debian
	check "debian: locale-gen" sh -c 'sed -i "s/^# *\(de_DE.UTF-8\|en_US.UTF-8\)/\1/" debian/etc/locale.gen && chroot debian locale-gen >log 2>&1'
	check "debian: made one" test -s debian/usr/lib/locale/locale-archive
	check "debian: nothing after locale-gen" nothing debian
	mkdir -p debian/usr/local/share/ca-certificates
	openssl req -x509 -newkey rsa:2048 -nodes -keyout key -subj /CN=test -days 9 -out debian/usr/local/share/ca-certificates/own.crt 2>/dev/null
	check "debian: update-ca-certificates" within debian update-ca-certificates
	check "debian: useradd" within debian useradd -m -s /bin/bash app
	check "debian: nothing after both" nothing debian
	# the suite of security fixes is beside the other: what is newer there is upgraded
	sed 's|/debian bookworm main|/debian-security bookworm-security main|' debian/etc/apt/sources.list >debian/etc/apt/sources.list.d/security.list
	check "debian: apt-get update" apt update
	check "debian: apt-get upgrade" apt upgrade
	grep -q '^Setting up ' log || { echo "skip: nothing to upgrade"; skipped=$((skipped + 1)); }
	check "debian: nothing after the upgrade" nothing debian
	check "debian: apt-get purge" apt purge at cron
	check "debian: nothing after the purge" nothing debian
}

if [ -n "${SEAWORTHY_DEBOOTSTRAP:-}" ] && command -v debootstrap >/dev/null && command -v openssl >/dev/null; then
	debian
else
	echo "skip: no Debian root (SEAWORTHY_DEBOOTSTRAP)"
	skipped=$((skipped + 1))
fi
cases_end
