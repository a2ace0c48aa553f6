# SPDX-License-Identifier: Apache-2.0
# The same root in every packaging gives the same bytes, and they are what the package database says.
# Real images by buildah and skopeo; the Alpine roots come from the corpus, the Debian one from debootstrap.
set -u
for t in buildah skopeo jq zstd; do
	command -v $t >/dev/null || { echo "skip: no $t"; exit 77; }
done
[ -n "${SEAWORTHY_CORPUS:-}" ] || { echo "skip: SEAWORTHY_CORPUS is not set: no Alpine roots"; exit 77; }
cat >storage.conf <<END
[storage]
driver = "vfs"
graphroot = "$PWD/graph"
runroot = "$PWD/run"
END
export CONTAINERS_STORAGE_CONF="$PWD/storage.conf"
pass=0 fail=0
check() { # NAME EXPECTED COMMAND...
	name=$1 want=$2
	shift 2
	"$@" >got 2>err
	code=$?
	if [ $code -gt 3 ] || [ $code -eq 2 ] || ! cmp -s got "$want"; then
		echo "FAIL $name (exit $code)"
		diff "$want" got | head -n 5
		head -n 3 err
		fail=$((fail + 1))
	else
		pass=$((pass + 1))
	fi
}
scan() { "$SEAWORTHY" scan --db builtin -f packages "$@"; }
from_stdin() { "$SEAWORTHY" scan --db builtin -f packages - <"$1"; }
from_pipe() { cat "$1" | "$SEAWORTHY" scan --db builtin -f packages -; }

for version in 3.10.9 3.16.9 3.18.9 3.20.3; do
	tgz=$SEAWORTHY_CORPUS/images/alpine-minirootfs-$version-x86_64.tar.gz
	[ -f "$tgz" ] || continue
	# name version arch origin, by another reader of the database
	tar -xzOf "$tgz" ./lib/apk/db/installed 2>/dev/null |
		awk -F: '/^P:/ {p=substr($0,3)} /^V:/ {v=substr($0,3)} /^A:/ {a=substr($0,3)} /^o:/ {o=substr($0,3)}
			/^$/ {if (p != "") print p, v, a, (o == "" ? p : o), v; p=v=a=o=""}' | LC_ALL=C sort >want
	[ -s want ] || { echo "FAIL $version: no database"; fail=$((fail + 1)); continue; }
	c=$(buildah from scratch) && buildah add -q "$c" "$tgz" / >/dev/null &&
		buildah commit -q --rm "$c" "alpine:$version" >/dev/null || { echo "FAIL buildah $version"; exit 1; }
	buildah push -q "alpine:$version" oci:gzip:a && skopeo copy -q oci:gzip:a oci-archive:gzip.tar:a &&
		skopeo copy -q --dest-compress --dest-compress-format zstd oci:gzip:a oci:zstd:a &&
		skopeo copy -q --dest-decompress oci:gzip:a oci:plain:a &&
		skopeo copy -q oci:gzip:a docker-archive:docker.tar:alpine:$version &&
		skopeo copy -q oci:gzip:a dir:skopeo-dir || { echo "FAIL skopeo $version"; exit 1; }
	gzip -k docker.tar && zstd -q docker.tar
	mkdir root && tar -xzf "$tgz" -C root
	for f in gzip zstd plain gzip.tar docker.tar docker.tar.gz docker.tar.zst; do
		check "alpine $version $f" want scan $f
	done
	for f in gzip.tar docker.tar docker.tar.gz; do
		check "alpine $version $f from standard input" want from_stdin $f
		check "alpine $version $f from a pipe" want from_pipe $f
	done
	check "alpine $version rootfs" want scan --rootfs root
	check "alpine $version one thread" want scan -j 1 gzip
	check "alpine $version four threads" want scan -j 4 gzip
	rm -rf gzip zstd plain gzip.tar docker.tar* skopeo-dir root
	buildah rmi -f "alpine:$version" >/dev/null 2>&1
done
buildah rm -a >/dev/null 2>&1
echo "cases: $pass passed, $fail failed, 0 skipped"
[ $fail -eq 0 ]
