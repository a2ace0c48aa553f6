#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Images made by real tools, in every form they write, read to the same thing: the same configuration and the
# same layers, each proved by its diff id. Needs buildah and skopeo and the rights to use them.
set -u
dump="$B/test-read-source dump"
for tool in buildah skopeo gzip zstd; do
	command -v $tool >/dev/null || { echo "skip: no $tool"; exit 77; }
done
[ "$(id -u)" = 0 ] || { echo "skip: buildah without root rights needs more than a test may ask for"; exit 77; }

pass=0 fail=0
here=$(pwd)
export CONTAINERS_STORAGE_CONF="$here/storage.conf" TMPDIR="$here"
cat >storage.conf <<EOF
[storage]
driver = "vfs"
graphroot = "$here/graph"
runroot = "$here/run"
EOF
echo '{"default":[{"type":"insecureAcceptAnything"}]}' >policy.json
skopeo="skopeo --policy $here/policy.json --insecure-policy"
quiet() { "$@" >log 2>&1 || { cat log; echo "skip: $1 $2 does not work here"; exit 77; }; }

# A base and an application on top of it: two layers, a file deleted, settings.
mkdir -p root/bin root/etc root/lib app
root=$(ls "${SEAWORTHY_CORPUS:-/nowhere}"/images/alpine-minirootfs-*x86_64*.tar.gz 2>/dev/null | head -n 1)
if [ -n "$root" ]; then tar -xzf "$root" -C root; else echo "ID=small" >root/etc/os-release; head -c 300000 /dev/zero >root/lib/zeros; fi
echo "the application" >app/server
c=$(buildah from scratch 2>log) || { cat log; echo "skip: buildah from scratch does not work here"; exit 77; }
quiet buildah add "$c" root /
quiet buildah config --cmd /bin/sh --env A=1 --arch amd64 "$c"
quiet buildah commit "$c" localhost/base:1
c=$(buildah from --pull-never localhost/base:1)
quiet buildah add "$c" app /app
quiet buildah config --history-comment app --cmd /app/server --arch amd64 "$c"
quiet buildah commit "$c" localhost/pay:1.2
quiet buildah push --signature-policy policy.json localhost/pay:1.2 docker-archive:docker.tar:localhost/pay:1.2
quiet buildah push --signature-policy policy.json localhost/pay:1.2 oci:layout:1.2
quiet $skopeo copy oci:layout:1.2 oci-archive:oci.tar:1.2
quiet $skopeo copy --dest-compress --dest-compress-format zstd oci:layout:1.2 oci:zstd:1.2
quiet $skopeo copy oci:zstd:1.2 oci-archive:zstd.tar
quiet $skopeo copy oci:zstd:1.2 dir:dir
quiet $skopeo copy --dest-decompress oci:layout:1.2 dir:plain
quiet $skopeo copy oci:layout:1.2 docker-archive:docker2.tar:localhost/pay:1.2
gzip -1 <docker.tar >docker.tar.gz
zstd -q -1 docker.tar -o docker.tar.zst
zstd -q -1 zstd.tar -o zstd.tar.zst

ok() { pass=$((pass + 1)); echo "ok $1"; }
not_ok() { fail=$((fail + 1)); echo "not ok $1"; }
# same NAME COMMAND…: prints what the first form printed, configuration apart (a tool may rewrite it)
same() {
	name=$1; shift
	"$@" >out 2>err || true
	sed 's/^\(image [^ ]*\) .*/\1/' out >got
	[ -f want ] || cp got want
	if cmp -s want got && [ "$(grep -c ' proved named' got)" = 2 ] && ! grep -q WRONG got; then
		ok "$name ($(sed -n 1p err | cut -d' ' -f1); $(sed -n 2p err | tr -d ' '))"
	else
		not_ok "$name"; diff want got; cat err
	fi
}
same "docker-archive" $dump docker.tar
same "docker-archive by skopeo" $dump docker2.tar
same "docker-archive in gzip" $dump docker.tar.gz
same "docker-archive in zstd" $dump docker.tar.zst
same "docker-archive on standard input" sh -c "$dump - <docker.tar"
same "docker-archive through a pipe" sh -c "cat docker.tar | $dump -"
same "gzip through a pipe" sh -c "cat docker.tar.gz | $dump -"
same "oci layout" $dump layout
same "oci layout with zstd layers" $dump zstd
same "oci archive" $dump oci.tar
same "oci archive through a pipe" sh -c "cat oci.tar | $dump -"
same "oci archive with zstd layers" $dump zstd.tar
same "oci archive in zstd with zstd layers" $dump zstd.tar.zst
same "dir with zstd layers" $dump dir
same "dir with plain layers" $dump plain

# says NAME TEXT COMMAND…: the first line of output holds TEXT
says() {
	name=$1 text=$2; shift 2
	"$@" >out 2>/dev/null || true
	if grep -qF -e "$text" out; then ok "$name"; else not_ok "$name"; echo "wanted: $text"; cat out; fi
}
says "step of each layer" "step 1" $dump docker.tar

# Several images in one layout, and one for two platforms.
quiet buildah push --signature-policy policy.json localhost/base:1 oci:layout:base
says "several images ask for a name" "--image NAME: 1.2, base" $dump layout
says "one of them by name" "image linux/amd64" $dump layout base
c=$(buildah from --arch arm64 scratch)
quiet buildah add "$c" app /app
quiet buildah config --arch arm64 "$c"
quiet buildah commit "$c" localhost/pay:arm
quiet buildah manifest create localhost/both
quiet buildah manifest add localhost/both localhost/pay:1.2
quiet buildah manifest add --arch arm64 localhost/both localhost/pay:arm
quiet buildah manifest push --signature-policy policy.json --all localhost/both oci:both:1
says "an index: this platform" "image linux/amd64" $dump both "" linux/amd64
says "an index: another" "image linux/arm64" $dump both "" linux/arm64
says "an index: one that is not there" "no image for linux/s390x in it, say which by --platform: " $dump both "" linux/s390x
says "an index: all, first" "image linux/amd64" $dump both "" all
says "an index: all, second" "image linux/arm64" $dump both "" all

# Damage: a flipped byte in the manifest, in the configuration, in a layer; a blob removed.
flip() { # FILE: changes its last byte but one
	n=$(stat -c %s "$1"); new='#'
	[ "$(tail -c 2 "$1" | head -c 1 | tr '\0' 0)" = '#' ] && new='$'
	printf '%s' "$new" | dd of="$1" bs=1 seek=$((n - 2)) conv=notrunc 2>/dev/null
}
manifest=$(grep -o '"digest":"sha256:[0-9a-f]*"' zstd/index.json | head -n 1 | cut -d: -f3 | tr -d '"')
layer=$(grep -o '"digest":"sha256:[0-9a-f]*"' "zstd/blobs/sha256/$manifest" | sed -n 3p | cut -d: -f3 | tr -d '"')
config=$(grep -o '"digest":"sha256:[0-9a-f]*"' "zstd/blobs/sha256/$manifest" | sed -n 1p | cut -d: -f3 | tr -d '"')
cp -r zstd bad1; flip "bad1/blobs/sha256/$manifest"
says "damaged manifest" "digest mismatch: " $dump bad1
cp -r zstd bad2; flip "bad2/blobs/sha256/$config"
says "damaged configuration" "digest mismatch: " $dump bad2
cp -r zstd bad3; rm "bad3/blobs/sha256/$layer"
says "missing layer" "layer 2 of 2, blobs/sha256/$layer: not in the image" $dump bad3
cp -r zstd bad4; flip "bad4/blobs/sha256/$layer"
says "damaged layer" "WRONG MISNAMED" $dump bad4
head -c 100000 docker.tar >cut.tar
cp -r plain bad5; flip "bad5/$(grep -o 'sha256:[0-9a-f]*' plain/manifest.json | sed -n 3p | cut -d: -f2)"
says "damaged plain layer" "WRONG MISNAMED" $dump bad5
says "cut archive" "truncated: cut.tar: a damaged tar archive" $dump cut.tar
buildah rm --all >/dev/null 2>&1
echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
