#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Saved reports from outside: converted they are what the scan wrote, compared they tell the story of the examples,
# and what is no report is said in one line.
set -u
# shellcheck source=tests/lib/cases.sh
. "$ROOT/tests/lib/cases.sh"
own_home
command -v dpkg-query >/dev/null && command -v git >/dev/null && command -v python3 >/dev/null || {
	echo 'needs dpkg, git and python3'
	exit 77
}
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1

# ---- convert: each format as the scan itself writes it ----
run 2 scan --format no-such-format images/before.tar
formats=$(sed -n 's/.*there are //p' err | tr -d ',')
check 'the formats are known' [ "$(echo "$formats" | wc -w)" -gt 5 ]
everything() { # FOLDER: -o for each format
	for format in $formats; do echo "-o $format=$1/$format"; done
}
same() {
	for format in $formats; do
		cmp "$1/$format" "$2/$format" || return 1
	done
}
scan() { # EXIT IMAGE FOLDER OPTIONS…
	want=$1 image=$2 folder=$3
	shift 3
	mkdir -p "$folder"
	# shellcheck disable=SC2046
	run "$want" scan --now 2026-11-21 --db builtin -f none $(everything "$folder") "$@" "images/$image.tar"
}
convert() { # FROM TO OPTIONS…
	from=$1 to=$2
	shift 2
	mkdir -p "$to"
	# shellcheck disable=SC2046
	run 0 report convert -f none $(everything "$to") "$@" "$from/json"
}
check 'scan before' scan 1 before b --all --files
check 'convert it' convert b b2 --all
check 'every format is the same' same b b2
check 'convert the converted' convert b2 b3 --all
check 'still the same' same b b3
check 'scan after' scan 0 after a --files
check 'convert it' convert a a2
check 'every format is the same, after' same a a2
check 'with the secrets themselves' scan 1 before s --show-secrets
check 'convert that' convert s s2
check 'secrets are kept' same s s2

# several images in one report
python3 - <<'END'
import json
one, two = json.load(open("b/json")), json.load(open("a/json"))
one["images"] += two["images"] + one["images"]
json.dump(one, open("three.json", "w"), indent=2, ensure_ascii=False)
open("three.json", "a").write("\n")
END
check 'three images' run 0 report convert -f json three.json
check 'come out as they went in' python3 -c '
import json
assert json.load(open("out")) == json.load(open("three.json"))'

# from a pipe, compressed
gzip -c b/json >b.json.gz
check 'compressed' run 0 report convert -f json b.json.gz
check 'is the same' cmp out b/json
cat b/json | "$SEAWORTHY" report convert -f json - >out 2>err
check 'from a pipe' cmp out b/json
check 'Chinese' run 0 report convert --lang zh -f table b/json
check 'a policy of the terminal: the table by default' run 0 report convert b/json
check 'it is the table' grep -q 'ACT NOW' out

# ---- what is no report ----
one_line() { # EXIT TEXT FILE
	run "$1" report convert "$3" || return 1
	[ "$(wc -l <err)" -eq 1 ] && grep -qF -- "$2" err && grep -qF -- "$3" err && [ ! -s out ]
}
check 'an image' one_line 5 'line 1, column 1: this is a tar archive, not a report' images/after.tar
echo '{"$schema":"s","version":"2.1.0","runs":[]}' >sarif.json
check 'SARIF' one_line 5 'line 1, column ' sarif.json
check 'SARIF is named' one_line 5 'this is a SARIF log' sarif.json
head -c 5000 b/json >cut.json
check 'cut off' one_line 5 'line ' cut.json
sed 's/"layer": 1,/"layer": 77,/' b/json >bad.json
check 'an index that is none' one_line 5 'is 77, and there are 7' bad.json
: >empty.json
check 'empty' one_line 5 'it is empty' empty.json
check 'a list' sh -c 'echo "[1]" >list.json'
check 'a list' one_line 5 'a JSON list' list.json
check 'not there' run 5 report convert no-such-file.json
check 'no file is left behind by a failure' sh -c '
	"$SEAWORTHY" report convert -o json=made.json cut.json >/dev/null 2>&1; [ $? -eq 5 ] && [ ! -e made.json ]'
check 'an unknown format' run 2 report convert -f nothing-like-it b/json
check 'nothing to do' run 2 report
check 'no such thing' run 2 report convret b/json
check 'the nearest' says 'did you mean "convert"'
check 'an option of another part' run 2 report convert --fail-on new b/json
check 'no operand' run 2 report convert

# large: 20,000 findings in less than 150 MiB
python3 - <<'END'
import json
d = json.load(open("b/json"))
image = d["images"][0]
some = [f for f in image["findings"] if f["kind"] == "vulnerability"]
image["plan"]["steps"], image["plan"]["needed"] = [], 0
while len(image["findings"]) < 20000:
    f = dict(some[len(image["findings"]) % len(some)])
    f["id"] = "CVE-2030-%d" % len(image["findings"])
    f["message"] = "x" * 800 + f["id"]
    image["findings"].append(f)
json.dump(d, open("large.json", "w"), indent=2)
END
lean() {
	python3 - "$SEAWORTHY" <<'END'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "report", "convert", "-f", "json", "large.json"], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
print("20,000 findings: %d MiB" % used)
assert used < 150, used
END
}
if "$SEAWORTHY" --version | grep -q -i sanitize || nm "$SEAWORTHY" 2>/dev/null | grep -q __asan_init; then
	skipped=$((skipped + 1))
else
	check '20,000 findings fit into 150 MiB' lean
fi

# ---- Trivy ----
trivy=$ROOT/tests/read/saved/trivy.json
check 'a report of Trivy' run 0 report convert -f json "$trivy"
cp out trivy.json
check 'what was in it' python3 - <<'END'
import json
image, = json.load(open("trivy.json"))["images"]
assert image["verdict"] == "not seaworthy" and image["image"]["name"] == "registry.example/payment:1.2"
assert [p["name"] for p in image["packages"]] == ["git", "libssl3", "lodash", "openssl"]
assert [p["kind"] for p in image["packages"]] == ["deb", "deb", "generic", "deb"]
by = {f["id"]: f for f in image["findings"]}
assert sorted(by) == ["CVE-2018-1000021", "CVE-2021-23337", "CVE-2024-5535", "DS002", "github-pat", "not-converted", "os-eol"]
ssl = by["CVE-2024-5535"]
assert (ssl["place"], ssl["severity"], ssl["fixed"], ssl["packages"]) == ("act-now", "critical", "3.0.15-1~deb12u1", [1, 3])
assert ssl["cvss"] == {"score": 9.1, "vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:H"}
assert by["CVE-2021-23337"]["fixed"] == "4.17.21" and by["CVE-2021-23337"]["path"] == "app/package-lock.json"
assert by["CVE-2018-1000021"]["place"] == "minor" and by["DS002"]["line"] == 7
assert image["packages"][0]["version"] == "1:2.39.2-1.1"
assert len(image["image"]["layers"]) == 2 and image["image"]["layers"][1]["createdBy"] == "COPY app /app"
END
python3 -c 'import json; json.dump(json.load(open("'"$trivy"'")), open("sorted.json", "w"), sort_keys=True)'
check 'members in another order' run 0 report convert -f json sorted.json
check 'are the same report' cmp out trivy.json
check 'converted again' run 0 report convert -f json trivy.json
check 'it is the same' cmp out trivy.json
check 'against itself' run 0 report diff -f json "$trivy" trivy.json
check 'nothing changed' grep -q '"changed": 0' out
sed 's/"SchemaVersion": 2/"SchemaVersion": 1/' "$trivy" >old.json
check 'an older Trivy' one_line 5 'another SchemaVersion' old.json

# ---- diff ----
check 'of reports' run 0 report diff b/json a/json
check 'two lines that say it' sh -c 'sed -n 2p out | grep -q "29 fixed, 0 new, 1 unchanged; 33 packages changed; -"'
check 'the verdict' sh -c 'sed -n 1p out | grep -q "^Not seaworthy → Seaworthy  a/json compared with b/json$"'
cp out reports.txt
check 'of images' run 0 report diff --now 2026-11-21 --db builtin images/before.tar images/after.tar
check 'is the same but for the names' sh -c 'sed 1d out >x; sed 1d reports.txt | cmp - x'
check 'of a report and an image' run 0 report diff --now 2026-11-21 --db builtin b/json images/after.tar
check 'is the same, too' sh -c 'sed 1d out >x; sed 1d reports.txt | cmp - x'
check 'nothing new' run 0 report diff --fail-on new b/json a/json
check 'something new' run 1 report diff --fail-on new a/json b/json
check 'without asking' run 0 report diff a/json b/json
check 'of the same' run 0 report diff --fail-on new b/json b2/json
check 'is nothing' sh -c 'sed -n 2p out | grep -q "^0 new, 30 unchanged; same size$" && [ "$(wc -l <out)" -eq 2 ]'
check 'all formats at once' run 0 report diff -f none -o json=d.json -o markdown=d.md -o html=d.html -o table=d.txt a/json b/json
check 'the table is what the terminal gets' sh -c '"$SEAWORTHY" report diff a/json b/json | cmp - d.txt'
check 'JSON' python3 - <<'END'
import json
d = json.load(open("d.json"))
assert (d["kind"], d["version"], d["before"]["verdict"], d["after"]["verdict"]) == ("difference", 1, "seaworthy", "not seaworthy")
image, = d["images"]
new = [f for f in image["findings"] if f["change"] == "new"]
assert d["counts"]["new"] == len(new) == 29 and d["counts"]["newBlocking"] > 5
assert all("after" in f and "before" not in f for f in new)
assert image["size"]["after"] > image["size"]["before"] and len(image["layers"]) == 9
up = [p for p in image["packages"] if p["name"] == "libssl3"][0]
assert up["change"] == "downgraded" and up["before"] == "3.0.22-1~deb12u2" and up["after"] == "3.0.9-1", up
END
check 'the same bytes again' sh -c '"$SEAWORTHY" report diff -f json a/json b/json | cmp - d.json'
check 'folders' sh -c 'mkdir -p x1 && tar -C x1 -xf images/after.tar'
cat a/json | "$SEAWORTHY" report diff - b/json >out 2>err
check 'one from a pipe' grep -q '29 new' out
check 'two from a pipe' run 2 report diff - -
check 'a database for reports' run 2 report diff --db builtin a/json b/json
check 'one operand' run 2 report diff a/json
check 'one is broken' run 5 report diff a/json cut.json
check 'which one' says 'cut.json: line '

# ---- against the history ----
check 'remembered' run 1 scan --now 2026-11-14 --db builtin -f none --history past.db images/before.tar
check 'since then' run 0 report diff --history past.db --db builtin --now 2026-11-21 images/before.tar
check 'nothing is new' has '^0 new, [0-9]* unchanged$'
check 'when that was' has 'past.db (2026-11-14)'
check 'a report against it' run 0 report diff --history past.db -f json b/json
check 'the same findings' [ "$(jq -c '.counts | [.new, .fixed, .changed]' out)" = '[0,0,0]' ]
check 'what it does not know it does not tell' [ "$(jq -c '.images[0] | [.past, has("size"), has("packages")]' out)" = '[true,false,false]' ]
check 'less was looked for' run 1 scan --now 2026-11-14 --db builtin -f none --scanners vuln --history less.db images/before.tar
check 'then the rest is new' run 1 report diff --history less.db --fail-on new --db builtin --now 2026-11-21 -f json images/before.tar
check 'secrets among it' jq -e '.images[0].findings | any(.change == "new" and .id == "private-key")' out
for format in table markdown html; do
	check "as $format" run 0 report diff --history less.db -f $format b/json
done
check 'an image that was never scanned' run 5 report diff --history past.db --db builtin images/after.tar
check 'which one' says 'past.db: no scan of '
check 'two images and a history' run 2 report diff --history past.db a/json b/json
check 'no such history' run 5 report diff --history none.db a/json
echo 'not a database' >wrong.db
check 'no history at all' run 5 report diff --history wrong.db a/json
cases_end
