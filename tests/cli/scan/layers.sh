# SPDX-License-Identifier: Apache-2.0
# seaworthy layers on real images: its numbers against those of tar, and a Dockerfile without secrets that lint can read.
set -u
for t in python3 tar; do
	command -v $t >/dev/null || { echo "skip: no $t"; exit 77; }
done
pass=0 fail=0
check() { # NAME COMMAND...
	name=$1
	shift
	if "$@" >out.txt 2>err.txt; then pass=$((pass + 1)); else
		fail=$((fail + 1))
		echo "FAIL $name"
		head -n 5 out.txt err.txt
	fi
}
exits() { # CODE COMMAND...
	want=$1
	shift
	"$@"
	[ $? -eq "$want" ]
}
silent() { # FILE WORDS...: none of them is in the file
	file=$1
	shift
	for w in "$@"; do
		if grep -qF -- "$w" "$file"; then
			echo "$file says a secret"
			return 1
		fi
	done
}
XDG_CONFIG_HOME=$PWD/config
export XDG_CONFIG_HOME
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1

# what tar says of each layer, bottom first: files, bytes
mkdir before && tar -C before -xf images/before.tar
cat >compare.py <<'END'
import json, os, sys, tarfile
root, report = sys.argv[1:]
layers = json.load(open(root + "/manifest.json"))[0]["Layers"]
got = json.load(open(report))["images"][0]["image"]["layers"]
assert len(got) == len(layers), "layers"
there = {}                          # path: (layer, bytes)
want = [dict.fromkeys("added addedBytes changed changedBytes deleted deletedBytes wasted wastedBytes".split(), 0) for _ in layers]
def gone(path, by, how):
    layer, size = there.pop(path)
    want[layer]["wasted"] += 1
    want[layer]["wastedBytes"] += size
    if how == "deleted":
        want[by]["deleted"] += 1
        want[by]["deletedBytes"] += size
for i, name in enumerate(layers):
    members = [m for m in tarfile.open(root + "/" + name) if not m.isdir()]
    below = set(there)
    for m in members:
        path = os.path.normpath(m.name)
        base = os.path.basename(path)
        if base.startswith(".wh."):
            victim = os.path.join(os.path.dirname(path), base[4:])
            for p in [p for p in there if p == victim or p.startswith(victim + "/")]:
                gone(p, i, "deleted")
    for m in members:
        path = os.path.normpath(m.name)
        if os.path.basename(path).startswith(".wh."):
            continue
        size = m.size if m.isreg() else 0
        kind = "changed" if path in there else "added"
        if path in there:
            gone(path, i, "replaced")
        want[i][kind] += 1
        want[i][kind + "Bytes"] += size
        there[path] = (i, size)
bad = 0
for i, w in enumerate(want):
    for k, v in w.items():
        if got[i]["changes"][k] != v:
            print("layer", i, k, got[i]["changes"][k], "tar says", v)
            bad = 1
    sizes = sorted((m.size for m in tarfile.open(root + "/" + layers[i]) if m.isreg() and m.size), reverse=True)[:10]
    if [t["bytes"] for t in got[i]["changes"]["largest"]] != sizes:
        print("layer", i, "largest", sizes)
        bad = 1
assert sum(w["wasted"] for w in want) > 0 and sum(w["deleted"] for w in want) > 0, "nothing was compared"
sys.exit(bad)
END
check 'layers as JSON' exits 0 sh -c '"$SEAWORTHY" layers --now 2026-11-21 -f json images/before.tar >layers.json'
check 'the numbers of tar' python3 compare.py before layers.json
check 'from a pipe' sh -c 'cat images/before.tar | "$SEAWORTHY" layers --now 2026-11-21 -f json - >pipe.json; python3 compare.py before pipe.json'
check 'one thread' sh -c '"$SEAWORTHY" layers -j 1 --now 2026-11-21 -f json images/before.tar | cmp - layers.json'
"$SEAWORTHY" scan --db builtin --now 2026-11-21 -f json images/before.tar >scan.json
check 'scan says the same of layers' python3 -c '
import json
a, b = (json.load(open(f))["images"][0]["image"] for f in ("layers.json", "scan.json"))
assert a["layers"] == b["layers"] and a["dockerfile"] == b["dockerfile"] and a["history"] == b["history"]'
"$SEAWORTHY" scan --db builtin --now 2026-11-21 --scanners vuln --no-gate -f json images/before.tar >vuln.json
check 'who does not look at files says nothing of them' python3 -c '
import json
layers = json.load(open("vuln.json"))["images"][0]["image"]["layers"]
assert layers and not any("changes" in l for l in layers)'

# the secrets of the image are in nothing that is printed
token=$(python3 -c '
import glob, json, re
for f in glob.glob("before/*.json"):
    m = re.search(r"GITHUB_TOKEN=(\S+)", open(f).read())
    if m: print(m.group(1))')
[ -n "$token" ] || { echo "FAIL no token in the example"; exit 1; }
"$SEAWORTHY" layers images/before.tar >table.txt
"$SEAWORTHY" layers --dockerfile images/before.tar >Dockerfile
"$SEAWORTHY" scan --db builtin -a images/before.tar >scan.txt
for f in layers.json scan.json vuln.json table.txt Dockerfile scan.txt; do
	check "no secret in $f" silent $f "$token" 'pa55-Winter2023-lemon'
done
check 'secrets on demand' sh -c '"$SEAWORTHY" scan --db builtin -f json --show-secrets images/before.tar | grep -qF "$0"' "$token"

# the Dockerfile
check 'lint reads it' sh -c '"$SEAWORTHY" lint -f json Dockerfile >lint.json; [ -s lint.json ] && ! grep -q parse-error lint.json'
check 'an instruction for each step' sh -c 'grep -q "^ADD file:bookworm /" Dockerfile && grep -q "^ARG GITHUB_TOKEN$" Dockerfile &&
	grep -q "^RUN apt-get install -y curl" Dockerfile && grep -q "^RUN rm -rf /root/.ssh /app/.git" Dockerfile && grep -q "^EXPOSE 22 8080" Dockerfile &&
	grep -q "^CMD .*server.js" Dockerfile && grep -q "^WORKDIR /app" Dockerfile'
check 'after' sh -c '"$SEAWORTHY" layers --dockerfile images/after.tar | grep -q "^HEALTHCHECK CMD"'

# widths, colours
cat >terminal.py <<'END'
import os, pty, struct, sys, fcntl, termios, unicodedata
width, *command = sys.argv[1:]
pid, fd = pty.fork()
if pid == 0:
    os.environ.update(COLUMNS=width, TERM="xterm", NO_COLOR="1")
    os.execvp(command[0], command)
data = b""
while True:
    try:
        more = os.read(fd, 65536)
    except OSError:
        break
    if not more:
        break
    data += more
lines = data.decode("utf-8").replace("\r", "").split("\n")
assert len(lines) > 40, data
too_long = [l for l in lines if len(l) > int(width) and " " in l.strip()]
assert not too_long, too_long[0]
END
for w in 40 80 200; do
	check "$w columns" python3 terminal.py $w "$SEAWORTHY" layers images/before.tar
done
check 'no colour in a pipe' sh -c '! grep -q "$(printf "\033")" table.txt'
check 'colour on demand' sh -c '"$SEAWORTHY" layers --color=always images/before.tar | grep -q "$(printf "\033")"'
check 'NO_COLOR' sh -c '! NO_COLOR=1 "$SEAWORTHY" layers images/before.tar | grep -q "$(printf "\033")"'

# failures
check 'no image' exits 2 "$SEAWORTHY" layers
check 'two images' exits 2 "$SEAWORTHY" layers a b
check 'not there' exits 5 "$SEAWORTHY" layers images/nothing.tar
check '--dockerfile and JSON' exits 2 "$SEAWORTHY" layers --dockerfile -f json images/after.tar
check 'too many' exits 2 "$SEAWORTHY" layers --top 11 images/after.tar
head -c 30000000 images/before.tar >cut.tar
check 'cut off' sh -c '"$SEAWORTHY" layers cut.tar; case $? in 3 | 5) ;; *) exit 1 ;; esac'

echo "cases: $pass passed, $fail failed, 0 skipped"
[ $fail -eq 0 ]
