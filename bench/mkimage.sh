#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the benchmark image, over 1 GB of Debian packages in five layers, as OCI layouts (gzip, zstd) and as
# docker-archive. Needs debootstrap, buildah, skopeo, root and a Debian mirror; takes about ten minutes.
# usage: bench/mkimage.sh OUT
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
[ -f "$out/done" ] && exit 0
store=$out/store
mkdir -p "$store"
cat >"$store/storage.conf" <<END
[storage]
driver = "vfs"
graphroot = "$store/graph"
runroot = "$store/run"
END
CONTAINERS_STORAGE_CONF=$store/storage.conf
export CONTAINERS_STORAGE_CONF
mirror=$(sed -n 's/^deb .*\(https\{0,1\}:[^ ]*debian\/\{0,1\}\) .*/\1/p; s/^URIs: *\([^ ]*debian\/\{0,1\}\)$/\1/p' \
	/etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1)

[ -d "$out/root" ] || debootstrap --variant=minbase --include=ca-certificates bookworm "$out/root.new" "${mirror:-http://deb.debian.org/debian}" >"$out/debootstrap.log" 2>&1
[ -d "$out/root" ] || mv "$out/root.new" "$out/root"
for f in /etc/apt/apt.conf.d/*proxy* /etc/ssl/certs/ca-certificates.crt; do
	[ -f "$f" ] && cp "$f" "$out/root$f"
done
cp /etc/resolv.conf "$out/root/etc/" 2>/dev/null || true

c=$(buildah from scratch)
buildah add -q "$c" "$out/root" / >/dev/null
c_image=$(buildah commit -q --rm "$c" bench:0)
: "$c_image"
n=0
for packages in 'build-essential python3-dev git curl' 'nodejs npm' 'openjdk-17-jdk-headless maven' 'ruby-full golang-go' 'python3-scipy python3-pandas'; do
	c=$(buildah from --pull-never "bench:$n")
	n=$((n + 1))
	buildah run --isolation chroot "$c" -- sh -c \
		"apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages && rm -rf /var/lib/apt/lists/*" \
		>>"$out/build.log" 2>&1
	buildah commit -q --rm "$c" "bench:$n" >/dev/null
done
buildah push -q "bench:$n" "oci:$out/gzip:bench"
skopeo copy -q --dest-compress --dest-compress-format zstd "oci:$out/gzip:bench" "oci:$out/zstd:bench"
skopeo copy -q "oci:$out/gzip:bench" "docker-archive:$out/docker.tar:bench:1"
rm -rf "$store" "$out/root"
: >"$out/done"
du -sh "$out"/* >&2
