# SPDX-License-Identifier: Apache-2.0
# lint and explain from outside: files, exit codes, configuration, pragmas, repairs.
set -u
unset NO_COLOR CLICOLOR_FORCE COLUMNS XDG_CONFIG_HOME
for v in $(env | sed -n 's/^\(HADOLINT_[A-Z_]*\)=.*/\1/p'); do unset "$v"; done
HOME=$PWD/home
export HOME
mkdir home
pass=0 fail=0
is() { # NAME GOT WANT
	if [ "$2" = "$3" ]; then
		pass=$((pass + 1))
	else
		printf 'FAIL %s\n  got  %s\n  want %s\n' "$1" "$2" "$3"
		fail=$((fail + 1))
	fi
}
has() { # NAME FILE TEXT
	if grep -qF -- "$3" "$2"; then
		pass=$((pass + 1))
	else
		printf 'FAIL %s: no "%s" in\n' "$1" "$3"
		head -n 5 "$2"
		fail=$((fail + 1))
	fi
}
hasnt() { # NAME FILE TEXT
	if grep -qF -- "$3" "$2"; then
		printf 'FAIL %s: there is "%s" in\n' "$1" "$3"
		fail=$((fail + 1))
	else
		pass=$((pass + 1))
	fi
}
run() { # EXPECTED-CODE ARGUMENTS…: output in out and err
	want=$1
	shift
	"$SEAWORTHY" "$@" >out 2>err
	is "exit code of: $*" $? "$want"
}
lint() { # EXPECTED-CODE ARGUMENTS…: one line a finding
	want=$1
	shift
	run "$want" lint $few -f gnu --now 2026-06-01 "$@"
}
# new rules must not change what is tested here
few="--only parse-error,sudo,apt-no-yes,ignore-expired,ignore-unused"

# which file
run 5 lint
has "no file" err "no Dockerfile or Containerfile here"
printf 'FROM scratch\nFOO\n' >Containerfile
lint 1
has "Containerfile" out "Containerfile:2: DL1000 error:"
printf 'FROM scratch\n' >Dockerfile
printf 'FROM scratch\nBAR\n' >Broken
lint 0
is "Dockerfile comes first and is fine" "$(cat out)" ""
lint 1 Dockerfile Broken Containerfile
is "several files" "$(cut -d: -f2 out | tr '\n' ' ')" "Broken Containerfile "
lint 5 Dockerfile no-such-file Broken
has "the others are linted" out "Broken:2: DL1000"
has "and the missing one is named" err "no-such-file"
lint 5 .
lint 1 - <Broken
has "standard input" out "hadolint:-:2: DL1000"
lint 1 --file-path-in-report services/x/Dockerfile - <Broken
has "its name in the report" out "services/x/Dockerfile:2:"
: >Empty
"$SEAWORTHY" lint Empty >out 2>&1
is "an empty file cannot be built" $? 1

# mistakes in options
run 2 lint --format yaml
has "formats are listed" err "checkstyle, codacy, codeclimate"
run 2 lint -t worse
has "thresholds are listed" err "error, warning, info, style or none"
run 2 lint --ignore apt-unpined
has "the nearest rule" err "apt-unpinned"
run 2 lint --require-label version
run 2 lint --require-label version:number
run 2 lint --only nothing
run 2 lint --fix=stage Dockerfile
has "the nearest repair" err "did you mean stages?"
run 2 lint --target nothing Dockerfile
has "the target is not there" err "nothing"

# thresholds and levels
printf 'FROM scratch\nRUN ["sudo", "true"]\nBAR\n' >Broken
lint 1 -t error Broken
lint 0 --no-fail Broken
has "it reports all the same" out DL1000
lint 0 --ignore DL1000,sudo,dl3004 Broken
lint 0 --ignore parse-error --ignore SC2086 --ignore DL3004 Broken
lint 0 --warning DL1000 -t error --ignore DL3004 Broken
has "another level" out "DL1000 warning"
lint 1 --style DL1000 -t none --ignore DL3004 Broken
lint 0 --style DL1000 --ignore DL3004 Broken

# environment, as hadolint has it
printf 'FROM scratch\nBAR\n' >Broken
HADOLINT_IGNORE=DL1000 "$SEAWORTHY" lint $few Broken >out 2>&1
is HADOLINT_IGNORE $? 0
HADOLINT_NOFAIL=1 "$SEAWORTHY" lint $few Broken >out 2>&1
is HADOLINT_NOFAIL $? 0
HADOLINT_FORMAT=json "$SEAWORTHY" lint $few Broken >out 2>&1
has HADOLINT_FORMAT out '"code":"DL1000"'
HADOLINT_OVERRIDE_INFO=DL1000 HADOLINT_FAILURE_THRESHOLD=warning "$SEAWORTHY" lint $few Broken >out 2>&1
is HADOLINT_OVERRIDE_INFO $? 0
HADOLINT_FAILURE_THRESHOLD=bad "$SEAWORTHY" lint $few Broken >out 2>&1
is HADOLINT_FAILURE_THRESHOLD $? 2

# .hadolint.yaml: places, keys, mistakes
printf 'ignored:\n  - DL1000\n  - SC2086\n' >.hadolint.yaml
lint 0 Broken
lint 1 -c /dev/null Broken
printf 'override:\n  info: [DL1000]\nfailure-threshold: warning\nformat: json\n' >.hadolint.yaml
run 0 lint $few Broken
has "format of the file" out '"level":"info"'
run 1 lint $few -t info -f gnu Broken
has "flags beat it" out "DL1000 info"
printf 'ignore:\n  - DL1000\n' >.hadolint.yaml
lint 1 Broken
has "unknown keys are told" err '.hadolint.yaml:1: unknown key "ignore"; did you mean ignored?'
printf 'ignored: [DL1000\n' >.hadolint.yaml
lint 2 Broken
has "with the place" err "line 2, column 1"
printf 'no-fail: perhaps\n' >.hadolint.yaml
lint 2 Broken
has "with the place" err ".hadolint.yaml:1:1: no-fail is true or false"
rm .hadolint.yaml
mkdir -p home/.config xdg
printf 'no-fail: true\n' >home/.config/hadolint.yaml
lint 0 Broken
printf 'no-fail: false\n' >xdg/hadolint.yaml
XDG_CONFIG_HOME=$PWD/xdg "$SEAWORTHY" lint $few Broken >out 2>&1
is "XDG_CONFIG_HOME comes first" $? 1
printf 'ignored: [DL1000]\n' >.hadolint.yml
lint 0 -V Broken
has "-V names the file" err ".hadolint.yml"
rm -r .hadolint.yml home/.config

# .seaworthy.yaml: strict, and its ignores prove themselves
cat >.seaworthy.yaml <<X
lint:
  ignore:
    - id: DL1000
      until: 2026-06-01
      because: it is generated
X
lint 0 Broken
run 1 lint $few -f gnu --now 2026-06-02 Broken
has "expired" out "DL1000 error"
has "and told" out ".seaworthy.yaml:3: ignore-expired info: the ignore of DL1000 ended on 2026-06-01"
lint 1 Dockerfile
has "unused" out ".seaworthy.yaml:3: ignore-unused info: the ignore of DL1000 hides nothing"
lint 0 Dockerfile Broken
printf 'lint:\n  ignore: DL1000\n' >.seaworthy.yaml
lint 0 Broken
printf 'lint:\n  ignore:\n    - {id: [DL1000], files: "sub/*"}\n' >.seaworthy.yaml
lint 1 Broken
# found above the working folder, as scan finds it
mkdir -p below/deeper
cp Broken below/deeper/
printf 'lint:\n  ignore: DL1000\n' >.seaworthy.yaml
is "a policy above" "$(cd below/deeper && "$SEAWORTHY" lint Broken >/dev/null 2>&1; echo $?)" 0
printf 'gates:\n  ci:\nreport: {language: zh}\nlint:\n  ignore: DL1000\n' >.seaworthy.yaml
lint 0 Broken
printf 'gatse:\n  ci:\nlint:\n  ignore: DL1000\n' >.seaworthy.yaml
lint 2 Broken
has "place of the section" err '.seaworthy.yaml:1:1: unknown key "gatse"'
printf 'lint:\n  ignroe: []\n' >.seaworthy.yaml
lint 2 Broken
has "place of the key" err '.seaworthy.yaml:2:3: unknown key "ignroe"; did you mean ignore?'
printf 'lint:\n  ignore:\n    - parse-eror\n' >.seaworthy.yaml
lint 2 Broken
has "place of the rule" err '.seaworthy.yaml:3:7: there is no rule "parse-eror"; did you mean parse-error?'
printf 'lint:\n  ignore: [{id: DL1000, until: soon}]\n' >.seaworthy.yaml
lint 2 Broken
rm .seaworthy.yaml

# pragmas
printf 'FROM scratch\n# hadolint ignore=DL1000 # why\nBAR\n' >Hidden
lint 0 Hidden
lint 1 --disable-ignore-pragma Hidden
HADOLINT_DISABLE_IGNORE_PRAGMA=true "$SEAWORTHY" lint $few Hidden >out 2>&1
is HADOLINT_DISABLE_IGNORE_PRAGMA $? 1

# repairs: written whole, mode and links kept, once is enough
printf 'FROM debian:12-slim\r\n# why\r\nRUN apt-get update && apt-get install --no-install-recommends curl=1 && rm -rf /var/lib/apt/lists/*\r\nCMD ["x"]' >Fix
chmod 640 Fix
ln -s Fix Link
cp Fix before
run 1 lint $few --diff Fix
cp out patch
is "nothing is written" "$(cmp Fix before && echo same)" same
has "the reason" patch "# apt-no-yes (DL3014): adds -y"
has "the rule of the hunk" patch " @@ apt-no-yes"
lint 0 --fix Link
hasnt "it is repaired" out DL3014
is "the link is still one" "$(readlink Link)" Fix
is "and the mode" "$(stat -c %a Fix)" 640
cp Fix after
lint 0 --fix Link
is "once is enough" "$(cmp Fix after && echo same)" same
is "only that" "$(sed 's/ -y / /; s/ -y$//' after | cmp - before && echo same)" same
is "no temporary file" "$(ls | grep -c tmp)" 0
run 0 lint $few --diff Fix
is "no difference left" "$(cat out)" ""
if command -v patch >/dev/null; then
	mkdir p && cp before p/Fix && (cd p && patch -s -p1 <../patch)
	is "patch takes it" "$(cmp p/Fix after && echo same)" same
fi
if command -v git >/dev/null; then
	mkdir g && cp before g/Fix && (cd g && git init -q . && git apply ../patch)
	is "git takes it" "$(cmp g/Fix after && echo same)" same
fi

# explain
for id in parse-error DL1000 dl1000 PARSE-ERROR; do
	run 0 explain $id
	has "explain $id" out "This is found:"
done
run 2 explain DL100
has "the nearest" err "did you mean"
run 2 explain something-else-altogether
has "where to look" err "explain --list"
run 2 explain
run 0 explain --list
has "the list" out "parse-error"
run 2 explain CVE-1999-0001 --db builtin
has "only headlines were asked" err "seaworthy db update"
run 0 explain cve-2024-3094 --db builtin
has "the number as it is written" out "CVE-2024-3094"
has "what it is" out "xz backdoor"
has "which packages" out "debian:13 xz-utils"
run 0 explain --db builtin ghsa-JFH8-c2jp-5v3q
has "by an alias" out "Log4Shell"
has "whose name it is" out "CVE-2021-44228"

# every name of every rule is explained, and ignores it
names=$(sed -n 's/^| other names |\(.*\)|$/\1/p' "$ROOT"/docs/rules/*.md | tr -d '`')
run 0 explain $names $("$SEAWORTHY" explain --list | cut -d' ' -f1)
run 0 explain sc2086
has "shellcheck's are named as such" out "https://www.shellcheck.net/wiki/SC2086"
run 0 explain multipleInstructionsDisallowed
is "an alias of three rules explains them" "$(grep -c '^[a-z]*-repeated' out)" 3
printf 'FROM scratch\nCMD ["a"]\nCMD ["b"]\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n' >Twice
run 1 lint --only MultipleInstructionsDisallowed -f gnu Twice
is "and runs them" "$(grep -c . out)" 2
run 0 lint --only MultipleInstructionsDisallowed --ignore MultipleInstructionsDisallowed Twice
few="--only MultipleInstructionsDisallowed,ignore-unused -f gnu"
{ echo '# seaworthy global ignore=MultipleInstructionsDisallowed'; cat Twice; } >Hidden
run 0 lint $few Hidden
is "a pragma ignores all of them, and is used by the two" "$(cat out)" ""
{ echo '# check=skip=MultipleInstructionsDisallowed'; cat Twice; } >Hidden
run 0 lint $few Hidden
printf '# seaworthy global ignore=MultipleInstructionsDisallowed\nFROM scratch\n' >Hidden
run 1 lint $few Hidden
is "one remark when it hides nothing" "$(grep -c 'hides nothing' out)" 1
printf 'lint:\n  ignore: [MultipleInstructionsDisallowed]\n' >.seaworthy.yaml
run 0 lint $few Twice
is "a configuration, too" "$(cat out)" ""
run 1 lint $few Dockerfile
is "with one remark" "$(grep -c 'hides nothing' out)" 1
rm .seaworthy.yaml

echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
