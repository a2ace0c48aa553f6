# SPDX-License-Identifier: Apache-2.0
# Bases from outside: added, listed, recognised, asked for; broken catalogues, places that cannot be written, lies.
set -u
command -v python3 >/dev/null || { echo "skip: no python3"; exit 77; }
pass=0 fail=0
expect() { # NAME EXIT WORDS COMMAND...: the exit code, and words of what is said
	name=$1 want=$2 words=$3
	shift 3
	"$@" >out.txt 2>err.txt
	got=$?
	if [ $got -eq "$want" ] && { [ -z "$words" ] || cat out.txt err.txt | grep -qF -- "$words"; }; then pass=$((pass + 1)); else
		fail=$((fail + 1))
		echo "FAIL $name: exit $got, not $want, or not \"$words\""
		head -n 4 out.txt err.txt
	fi
}
same() { # NAME A B
	if cmp -s "$2" "$3"; then pass=$((pass + 1)); else
		fail=$((fail + 1))
		echo "FAIL $1"
		diff "$2" "$3" | head -n 4
	fi
}
unset HOME
XDG_CONFIG_HOME=$PWD/config XDG_CACHE_HOME=$PWD/cache
export XDG_CONFIG_HOME XDG_CACHE_HOME

# mkimage.py OUT NAME LAYER.tar...: a docker-archive, one step of history a layer and one without; LAYER.tar=CONTENT.tar lies
cat >mkimage.py <<'END'
import hashlib, io, json, sys, tarfile
out, name, *layers = sys.argv[1:]
t = tarfile.open(out, "w")
def put(n, data):
    i = tarfile.TarInfo(n)
    i.size = len(data)
    t.addfile(i, io.BytesIO(data))
ids = []
for k, l in enumerate(layers):
    said, _, real = l.partition("=")
    ids.append("sha256:" + hashlib.sha256(open(said, "rb").read()).hexdigest())
    put(f"{k}/layer.tar", open(real or said, "rb").read())
config = json.dumps({"architecture": "amd64", "os": "linux", "created": "2026-01-02T03:04:05Z", "config": {"Cmd": ["sh"]},
    "rootfs": {"type": "layers", "diff_ids": ids},
    "history": [h for k in range(len(layers)) for h in ({"created_by": f"COPY l{k} / # buildkit"}, {"created_by": f"ENV L{k}=1", "empty_layer": True})]}).encode()
put("config.json", config)
put("manifest.json", json.dumps([{"Config": "config.json", "RepoTags": [name] if name != "-" else [], "Layers": [f"{k}/layer.tar" for k in range(len(layers))]}]).encode())
t.close()
END
for i in 1 2 3; do
	mkdir d$i && echo $i >d$i/file$i
	tar --sort=name --mtime=@0 --owner=0 --group=0 -C d$i -cf l$i.tar .
done
image() { python3 mkimage.py "$@"; }
image base.tar corp/base:1 l1.tar l2.tar
image app.tar corp/app:1 l1.tar l2.tar l3.tar
image other.tar corp/other:1 l2.tar l1.tar l3.tar
image nameless.tar - l1.tar
image lie.tar corp/app:2 l1.tar l2.tar=l3.tar l3.tar
mkdir folder && tar -C folder -xf app.tar

# adding
expect 'add' 0 'added corp/base:1: 2 layers' "$SEAWORTHY" base add base.tar
cp .seaworthy-bases first
expect 'the same again' 0 'known corp/base:1' "$SEAWORTHY" base add base.tar
same 'nothing changed' first .seaworthy-bases
expect 'another name' 0 'added aaa' "$SEAWORTHY" base add --name aaa base.tar
expect 'sorted' 0 'aaa' sed -n 3p .seaworthy-bases
expect 'from a pipe' 0 'added piped' sh -c '"$SEAWORTHY" base add --name piped:1 --catalogue piped - <base.tar'
expect 'date, layers, steps' 0 ' 2026-01-02 2 4 sha256:' cat piped
expect 'no name' 2 '--name' "$SEAWORTHY" base add nameless.tar
expect 'no such name' 2 '--name' "$SEAWORTHY" base add --name 'a b' nameless.tar
expect 'not there' 5 'nothing.tar' "$SEAWORTHY" base add nothing.tar
expect 'a lie is not added' 5 'digest' "$SEAWORTHY" base add --catalogue lies lie.tar
expect 'nor is its file made' 1 '' test -e lies
expect 'no image named' 2 'base add' "$SEAWORTHY" base add
expect 'no such subcommand' 2 'did you mean "add"' "$SEAWORTHY" base ad x
expect 'no folder' 5 'none/bases' "$SEAWORTHY" base add --catalogue none/bases base.tar
if mkdir ro && mount -t tmpfs -o size=64k tmpfs ro 2>/dev/null; then
	cp first ro/bases
	mount -o remount,ro ro
	expect 'read-only' 5 'ro/bases' "$SEAWORTHY" base add --name bbb --catalogue ro/bases base.tar
	same 'the old one is kept' first ro/bases
	umount ro
fi
expect 'nothing is left behind' 1 '' sh -c 'ls -a . | grep "\.tmp$"'

# listing
expect 'list' 0 'corp/base:1' "$SEAWORTHY" base list
expect 'built in' 0 'built in' "$SEAWORTHY" base list
expect 'list as JSON' 0 '' sh -c '"$SEAWORTHY" base list -f json | python3 -m json.tool'
mkdir -p config/seaworthy && sed 's/^corp/user/' first >config/seaworthy/bases
expect 'the user'"'"'s' 0 'user/base:1' "$SEAWORTHY" base list
rm -r config

# recognising; of two names the first
sed -i '/^aaa/d' .seaworthy-bases
scan="$SEAWORTHY scan --db builtin --now 2026-11-21 --no-gate"
expect 'recognised' 0 'corp/base:1 of 2026-01-02: 2 of 3 layers' $scan app.tar
expect 'in a pipe' 0 'corp/base:1 of 2026-01-02' sh -c "$scan - <app.tar"
expect 'JSON' 0 'base 2 app' sh -c "$scan -f json app.tar | python3 -c '
import json, sys
i = json.load(sys.stdin)[\"images\"][0]
print(i[\"image\"][\"base\"][\"name\"][5:9], i[\"image\"][\"base\"][\"layers\"], i[\"image\"][\"layers\"][2][\"origin\"])'"
expect 'its steps are not in the Dockerfile' 0 'FROM corp/base:1' sh -c '"$SEAWORTHY" layers --dockerfile app.tar >f && ! grep -q l1 f && ! grep -q L1 f && grep -q "COPY l2 /" f && cat f'
expect 'order counts' 1 '' sh -c "$scan other.tar | grep corp/base"
expect 'a lie is not named' 1 '' sh -c "$scan lie.tar | grep corp/base"
expect 'and is found' 3 'not what its digest says' $scan lie.tar
expect 'by name' 0 'corp/base:1 of' $scan --base corp/base app.tar
expect 'asked for, and not it' 0 'not built on corp/base' $scan --base corp/base other.tar
rm .seaworthy-bases
expect 'by image' 0 'corp/base:1 of 2026-01-02: 2 of 3 layers' $scan --base base.tar app.tar
expect 'by image, in a folder' 0 'corp/base:1 of' $scan --base base.tar folder/../app.tar
expect 'by image, compressed' 0 'corp/base:1 of' sh -c "gzip -k base.tar && $scan --base base.tar.gz app.tar"
expect 'without a catalogue' 1 '' sh -c "$scan app.tar | grep corp/base"
expect 'no such base' 2 'base list' $scan --base nothing app.tar
expect '--catalogue' 0 'corp/base:1 of' $scan --catalogue first app.tar
expect '--catalogue that is not there' 2 'none' $scan --catalogue none app.tar

# broken catalogues
printf '# x\n\ncorp/base:1 2026 1 1 x\n' >.seaworthy-bases
expect 'the line is named' 2 '.seaworthy-bases:3: "2026" is no date' $scan app.tar
expect 'add does not overwrite it' 2 '.seaworthy-bases:3' "$SEAWORTHY" base add base.tar
expect 'it is as it was' 0 '2026 1 1 x' cat .seaworthy-bases
head -c 5000000 /dev/zero >.seaworthy-bases
expect 'too large' 2 '.seaworthy-bases' $scan app.tar
rm .seaworthy-bases

# a published root, by what is built in
tgz=${SEAWORTHY_CORPUS:-}/images/alpine-minirootfs-3.20.3-x86_64.tar.gz
if [ -f "$tgz" ]; then
	gzip -dc "$tgz" >alpine.tar
	image alpine-app.tar app:1 alpine.tar l1.tar
	expect 'Alpine' 0 'alpine:3.20.3-minirootfs-x86_64 of 2024-09-06: 1 of 2 layers' $scan alpine-app.tar
	expect 'whose packages are the base'"'"'s' 0 '14 packages' $scan alpine-app.tar
fi

echo "cases: $pass passed, $fail failed, 0 skipped"
[ $fail -eq 0 ]
