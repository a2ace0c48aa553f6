#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Archives as real tools write them, in every format and compression; the listing is compared with Python's tarfile.
set -u
READ=$B/bench-read
command -v python3 >/dev/null || { echo "skip: no python3"; exit 77; }
tar --version 2>/dev/null | grep -q 'GNU tar' || { echo "skip: no GNU tar"; exit 77; }

mkdir tree && cd tree || exit 1
mkdir -p plain "with space" "deep/$(printf 'd%.0s' $(seq 90))/$(printf 'e%.0s' $(seq 90))/$(printf 'f%.0s' $(seq 90))"
echo hello >plain/file
: >plain/empty
head -c 300000 /dev/zero | tr '\0' 'x' >plain/large
echo long >"$(echo deep/d*/e*)/$(printf 'n%.0s' $(seq 120))"
echo long >"$(echo deep/d*/e*/f*)/$(printf 'n%.0s' $(seq 200))"
ln plain/file plain/zhard
ln -s "$(printf 'target/%.0s' $(seq 40))" plain/longlink
ln -s file plain/soft
mkfifo plain/pipe
printf 'bytes' >"$(printf 'name\377\374')"
echo utf >'naïve ☃'
truncate -s 5000000 plain/hole
printf middle | dd of=plain/hole bs=1 seek=1000000 conv=notrunc 2>/dev/null
i=0
truncate -s 20000000 plain/holes
while [ $i -lt 60 ]; do
	printf 'piece%d' $i | dd of=plain/holes bs=1 seek=$((i * 300000 + 77)) conv=notrunc 2>/dev/null
	i=$((i + 1))
done
truncate -s 3000000 plain/onlyhole
touch -d @1234567890 plain/file plain/hole
touch -d @-12345 plain/empty
cd ..

cat >list.py <<'P'
import hashlib, sys, tarfile
def text(s):
    b = s.encode('utf-8', 'surrogateescape')
    return ''.join(chr(c) if 32 < c < 127 and c != 92 else '\\%03o' % c for c in b)
def normal(n):
    return '/'.join(p for p in n.split('/') if p not in ('', '.'))
kinds = {b'5': 'd', b'2': 'l', b'1': 'h', b'3': 'c', b'4': 'b', b'6': 'p'}
with tarfile.open(sys.argv[1], 'r:', encoding='utf-8', errors='surrogateescape') as t:
    for m in t:
        if m.type == b'V': continue  # the name of the volume is no file
        kind = kinds.get(m.type, '-')
        link = m.linkname if kind == 'l' else normal(m.linkname) if kind == 'h' else ''
        h = hashlib.sha256()
        if kind == '-':
            f = t.extractfile(m)
            while True:
                b = f.read(1 << 20)
                if not b: break
                h.update(b)
        import math
        print(kind, '%04o' % (m.mode & 0o7777), m.uid, m.gid, m.size if kind == '-' else 0, math.floor(m.mtime),
              text(normal(m.name)) or '.', text(link) or '-', 'sha256:' + h.hexdigest() if kind == '-' else '-')
P

passed=0 failed=0
check() { # name file plain-tar
	if "$READ" -l "$2" >got 2>&1 && python3 list.py "$3" >want 2>err && cmp -s got want && [ -s got ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not the same: $1"
		cat err
		diff got want | head -n 6
	fi
}

for how in v7 ustar gnu oldgnu pax \
	"pax --sparse --sparse-version=0.0" "pax --sparse --sparse-version=0.1" "pax --sparse --sparse-version=1.0" \
	"gnu --sparse" "oldgnu --sparse" "pax --pax-option=globexthdr.name=g,comment=hi" \
	"pax --xattrs" "gnu -b 1" "gnu --label=volume"; do
	name=$(echo "$how" | tr ' ' '_')
	# shellcheck disable=SC2086
	tar --format=$how -C tree -cf "$name.tar" . 2>/dev/null
	check "$how" "$name.tar" "$name.tar"
done
gzip -c gnu.tar >gnu.tar.gz && check gzip gnu.tar.gz gnu.tar
(head -c 100000 gnu.tar | gzip -9; tail -c +100001 gnu.tar | gzip -1) >two.gz && check "gzip, two members" two.gz gnu.tar
SEAWORTHY_TEST_INFLATE=zlib check "gzip, zlib asked for" gnu.tar.gz gnu.tar
if command -v zstd >/dev/null; then
	for level in 1 3 19; do
		zstd -q -$level -c gnu.tar >gnu.zst && check "zstd -$level" gnu.zst gnu.tar
	done
	zstd -q --long=27 -c pax.tar >long.zst
	if "$READ" -l long.zst >got 2>&1 || ! grep -q 'window' got; then
		# the window is never larger than the content
		check "zstd --long" long.zst pax.tar
	else
		passed=$((passed + 1))
	fi
fi
command -v xz >/dev/null && xz -6 -c gnu.tar >gnu.xz && check xz gnu.xz gnu.tar
python3 - <<'P'
import tarfile, io
for fmt, name in ((tarfile.PAX_FORMAT, 'py-pax.tar'), (tarfile.GNU_FORMAT, 'py-gnu.tar')):
    t = tarfile.open(name, 'w', format=fmt)
    for i, n in enumerate(['a', 'x' * 300, 'd/' + 'y' * 180 + '/' + 'z' * 99]):
        m = tarfile.TarInfo(n); m.size = i * 511; m.uid = 3000000000 + i; m.mtime = -7.5 if fmt == tarfile.PAX_FORMAT else 9; t.addfile(m, io.BytesIO(b'q' * m.size))
    t.close()
P
check "tarfile, pax" py-pax.tar py-pax.tar
check "tarfile, gnu" py-gnu.tar py-gnu.tar
echo "cases: $passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
