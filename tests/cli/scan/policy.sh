#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a team decides, from the command line: where a policy is looked for, which gate decides, what is ignored and on
# whose word, what is new, what a history knows, which exit code that gives; and one clear line for each mistake.
set -u
# shellcheck source=tests/lib/cases.sh
. "$ROOT/tests/lib/cases.sh"
own_home
command -v dpkg-query >/dev/null && command -v git >/dev/null && command -v python3 >/dev/null || {
	echo 'needs dpkg, git and python3'
	exit 77
}
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1
mkdir -p team/ci other
cp images/before.tar team/ci/image.tar

value() { # FILE EXPRESSION over the only image
	python3 -c 'import json, sys; i = json.load(open(sys.argv[1]))["images"][0]; print(eval(sys.argv[2]))' "$1" "$2"
}
is() { # NAME FILE EXPRESSION WANT
	got=$(value "$2" "$3")
	[ "$got" = "$4" ] || echo "got $got, want $4"
	check "$1" [ "$got" = "$4" ]
}
scan() { # EXIT OPTIONS... of the image in team/ci
	want=$1
	shift
	run "$want" scan --now 2026-11-21 --db builtin -f json "$@" team/ci/image.tar
	cp out last.json
}
one_line() { # TEXT: the only line on standard error
	[ "$(wc -l <err)" -eq 1 ] && grep -qF -- "$1" err
}

# ---- where the policy is ----
check 'without a policy' scan 1
is 'the built-in one is said' last.json 'i["gate"]["policy"] + " " + i["gate"]["name"]' 'built-in default'
cat >team/.seaworthy.yaml <<'END'
version: 1
gate: ci
gates:
  ci:
    extends: nothing
    block:
      - name: exploited
        exploited: true
  relaxed:
    extends: nothing
    warn:
      - name: everything
        severity: low
ignore:
  - id: CVE-2023-4911
    until: 2026-12-01
    owner: payments
    reason: no setuid program in the image
END
check 'above the image' scan 0
is 'its gate' last.json 'i["gate"]["name"], i["gate"]["policy"].endswith("team/.seaworthy.yaml")' "('ci', True)"
is 'who, why, until when' last.json '[(f["id"], f["place"], f["ignored"]["owner"], f["ignored"]["until"]) for f in i["findings"] if "ignored" in f]' \
	"[('CVE-2023-4911', 'ignored', 'payments', '2026-12-01')]"
is 'what a gate lets pass is not lost' last.json 'sum(f["place"] == "allowed" for f in i["findings"]) > 10' True
check 'a day later it does not hold' run 1 scan --now 2026-12-02 --db builtin -f json team/ci/image.tar
cp out last.json
is 'the clause that decided' last.json 'i["gate"]["decidedBy"]' exploited
is 'the entry is told' last.json '[e["state"] for e in i["exceptions"]]' "['expired']"
check 'another gate of it' scan 0 --gate relaxed
is 'a warning blocks nothing' last.json 'i["gate"]["clauses"][0]["effect"], i["gateFailed"]' "('warn', False)"
check 'none is looked for' scan 1 --no-policy-file
check 'a built-in one by name' scan 1 --policy trivy
is 'gaps and tampering are not its business' last.json 'i["gate"]["name"]' trivy
check 'a policy beside a standard input is that of the folder' sh -c "cd team/ci && $SEAWORTHY scan --now 2026-11-21 --db builtin -f json - <image.tar >../../last.json"
is 'from above the working folder' last.json 'i["gate"]["name"]' ci

# a root file system does not judge itself
mkdir -p root/etc
printf 'gates: {own: {extends: nothing}}\n' >root/.seaworthy.yaml
check 'a root file system' run 0 scan --now 2026-11-21 --db builtin --rootfs -f json root
cp out last.json
is 'its own policy is not used' last.json 'i["gate"]["name"]' default

# ---- ignore files, VEX, baseline ----
mv team/.seaworthy.yaml kept.yaml
printf 'CVE-2023-4911 exp:2026-12-24\n# a comment\nCVE-1999-1\n' >.trivyignore
check 'an ignore file of the working folder' scan 1
is 'one used, one of no use' last.json 'sorted(e["state"] for e in i["exceptions"])' "['unused', 'used']"
check 'not looked for' scan 1 --no-ignorefile
is 'nothing is ignored' last.json '"exceptions" in i' False
check 'VEX out' scan 1 -o openvex=out.vex.json
rm .trivyignore
check 'VEX in' scan 1 --vex out.vex.json
is 'the same is ignored' last.json '[(f["id"], f["ignored"]["by"], f["ignored"]["status"]) for f in i["findings"] if "ignored" in f]' \
	"[('CVE-2023-4911', 'vex', 'not_affected')]"
check 'a report to compare with' scan 1 -o json=old.json
check 'a baseline' scan 1 --baseline old.json
is 'nothing is new' last.json 'any(f["new"] for f in i["findings"]), i["baseline"]' "(False, 'old.json')"
printf 'gates:\n  new:\n    extends: nothing\n    block:\n      - new: true\n        severity: low\n' >new.yaml
check 'only what is new' scan 0 --policy new.yaml --baseline old.json
check 'without a baseline everything is' scan 1 --policy new.yaml
python3 - <<'END'
import json
r = json.load(open("old.json"))
r["images"][0]["findings"] = [f for f in r["images"][0]["findings"] if f["id"] != "CVE-2023-38545"]
r["images"][0]["plan"].update(steps=[], needed=0)
json.dump(r, open("older.json", "w"))
END
check 'one that is new' scan 1 --policy new.yaml --baseline older.json
is 'it is named' last.json '[f["id"] for f in i["findings"] if f["new"]]' "['CVE-2023-38545']"
check 'judged again, without the image' run 0 report convert --now 2026-11-21 --policy new.yaml --baseline old.json -f none old.json
check 'and by the usual gate' run 1 report convert --now 2026-11-21 --policy default -f none old.json

# ---- history ----
check 'remembered' scan 1 --history past.db
check 'again, a week later' run 1 scan --now 2026-11-28 --db builtin -f json --history past.db team/ci/image.tar
cp out last.json
is 'since when' last.json '{f.get("firstSeen") for f in i["findings"] if f["kind"] == "vulnerability"}' "{'2026-11-21'}"
is 'the way here' last.json '[t["time"][:10] for t in i["trend"]]' "['2026-11-21']"
check 'a folder that is not there' run 1 scan --now 2026-11-28 --db builtin -f none --history no/such/past.db team/ci/image.tar
check 'is a warning' one_line 'no/such/past.db'

# ---- Dockerfile, language, age ----
check 'lines of the Dockerfile' scan 1 --dockerfile "$ROOT/examples/payment-service/after/Dockerfile"
is 'another one is said to be so' last.json '[f["title"].split("/")[-1] for f in i["findings"] if f["id"] == "dockerfile-other"]' "['Dockerfile']"
check 'Chinese' run 1 scan --now 2026-11-21 --db builtin --lang zh -f markdown team/ci/image.tar
check 'is' grep -q '漏洞' out
printf 'gates:\n  fresh:\n    extends: nothing\n    incomplete: allow\n    max-data-age: 7d\n' >fresh.yaml
check 'old data' scan 4 --policy fresh.yaml

# ---- mistakes: one line, what and where, nothing written ----
mistake() { # NAME TEXT OPTIONS...
	name=$1 text=$2
	shift 2
	check "$name" run 2 scan --now 2026-11-21 -f none -o json=never.json "$@" team/ci/image.tar
	check "$name: said" one_line "$text"
	check "$name: nothing written" [ ! -e never.json ]
}
mistake 'no such policy' 'no such file' --policy none.yaml
mistake 'no such gate' 'ci' --policy kept.yaml --gate nightly
printf 'gates:\n  ci:\n    blok: []\n' >wrong.yaml
mistake 'a wrong key' 'wrong.yaml:3:5' --policy wrong.yaml
printf 'gates: [\n' >broken.yaml
mistake 'not YAML' 'broken.yaml:' --policy broken.yaml
mistake 'no such ignore file' 'none.ignore' --ignorefile none.ignore
mistake 'no such VEX' 'none.json' --vex none.json
mistake 'no such baseline' 'none.json' --baseline none.json
mistake 'no such Dockerfile' 'none' --dockerfile none
mistake 'no such language' 'en or zh' --lang fr
cases_end
