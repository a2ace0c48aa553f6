# SPDX-License-Identifier: Apache-2.0
# secrets from outside: files, folders, streams, configuration, exceptions, formats, exit codes.
set -u
. "$ROOT/tests/lib/cases.sh"
unset NO_COLOR CLICOLOR_FORCE COLUMNS
own_home
secrets() { # expected exit code, arguments
	want=$1
	shift
	run "$want" secrets --now 2026-06-01 "$@"
}
hasnt() { ! grep -q -e "$1" out; }
same() { [ "$1" = "$2" ] || { echo "got  $1"; echo "want $2"; return 1; }; }
json() { # python expression over the report d
	python3 -c "import json,sys; d=json.load(open('out')); sys.exit(0 if ($1) else 1)"
}
# made up for this test, and written in halves so that nobody takes this file for a leak
body=$(printf 'q7RkZ2mWx9LpT4vBn8Js%s' 'Hd3Y')
own="acme""_$body"
slack="https://hooks.slack.com/services/T0""3AB9CDE/B0""4FG8HJK/$body"

mkdir -p tree/sub work
printf 'x = 1\nurl = "%s"\n' "$slack" >tree/app.py
printf 'nothing here\n' >tree/readme.txt

# what is found
check "a folder" secrets 1 tree
check "says where" has 'tree/app.py:2:'
check "the verdict of a folder" has '^NOT SEAWORTHY  1 secret in 1 place$'
check "says how to rotate" has '  rotate  '
check "says how to remove" has '  remove  '
check "is masked" hasnt "$body"
check "counts files" has '2 files'
check "the folder itself" sh -c 'cd tree && "$SEAWORTHY" secrets . >../out; [ $? -eq 1 ]'
check "paths are below it" has '^  app.py:2:'
check "a file" secrets 1 tree/app.py
check "names it" has 'tree/app.py:2:'
"$SEAWORTHY" secrets - <tree/app.py >out 2>err
check "a stream" same $? 1
check "is called -" has '^  -:2:'
check "an empty stream" sh -c ': | "$SEAWORTHY" secrets - >out'
check "nothing found" secrets 0 tree/readme.txt
check "the verdict" has '^SEAWORTHY  no secrets found$'
check "help fits a terminal" sh -c '"$SEAWORTHY" secrets --help >out; ! grep -qE "^.{81}" out'
check "several operands" secrets 1 tree/readme.txt tree/app.py

# exit codes
check "--no-gate" secrets 0 --no-gate tree
check "--exit-code" secrets 42 --exit-code 42 tree
check "no operand" secrets 2
check "a wrong flag" secrets 2 --frmat json tree
check "a wrong format" secrets 2 -f xml tree
check "names the formats" says 'table, json, oneline, sarif'
check "standard input twice" secrets 2 - -
check "two formats for standard output" secrets 2 -o json=- tree
check "not there" secrets 5 nowhere
check "-o without a file" secrets 2 -o json tree
if [ "$(id -u)" -ne 0 ]; then
	cp tree/app.py tree/sub/shut && chmod 0 tree/sub/shut
	check "an unreadable file: secrets first" secrets 1 tree
	check "and it is named" has 'tree/sub/shut'
	check "an unreadable file is a gap" secrets 3 tree/sub
	check "an unreadable operand" secrets 5 tree/sub/shut
	rm -f tree/sub/shut
else
	skipped=$((skipped + 4))
fi
if [ -w /dev/full ]; then
	"$SEAWORTHY" secrets tree >/dev/full 2>err
	code=$?
	check "a full disk" test $code -ne 0 -a $code -ne 1
	check "and it says so" says 'standard output'
fi
mkfifo tree/pipe && ln -s app.py tree/link && ln -s .. tree/sub/up
check "pipes and links" secrets 1 -f oneline tree
check "are left alone" same "$(wc -l <out)" 1
rm tree/pipe tree/link tree/sub/up

# formats
check "json" secrets 1 -f json tree
check "is what is documented" json 'd["kind"]=="seaworthy-secrets" and d["exitCode"]==1 and d["counts"]["secrets"]==1'
check "a finding" json 'd["findings"][0]["file"]=="tree/app.py" and d["findings"][0]["line"]==2 and d["findings"][0]["column"]>5'
check "its mask" json '"*" in d["findings"][0]["match"] and "value" not in d["findings"][0]'
check "its fingerprint" json 'len(d["findings"][0]["fingerprint"])==32'
check "has no value" hasnt "$body"
check "sarif" secrets 1 -f sarif tree
check "has a result" json 'd["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]=="tree/app.py"'
check "oneline" secrets 1 -f oneline tree
check "is a place a line" has '^tree/app.py:2:[0-9]*: [a-z]* [a-z-]* '
check "a file, too" secrets 1 -o json=s.json -f none tree
check "nothing on standard output" same "$(cat out)" ""
check "the file is whole" sh -c 'python3 -c "import json;json.load(open(\"s.json\"))"'
check "--show-secrets" secrets 1 --show-secrets -f json tree
check "shows" has "$body"
check "and warns" says 'the secrets themselves'
check "never in sarif" sh -c '"$SEAWORTHY" secrets --show-secrets -f sarif tree >out 2>err; ! grep -q "$1" out' - "$body"
check "no colour in a pipe" sh -c '! "$SEAWORTHY" secrets tree | grep -q "$(printf "\033")"'
check "a narrow terminal" sh -c 'COLUMNS=30 "$SEAWORTHY" secrets tree >out; [ $? -eq 1 ]'

# one secret, many places
cp tree/app.py tree/other.py
check "the same secret twice" secrets 1 -f json tree
check "is one" json 'd["counts"]["secrets"]==1 and len(d["findings"])==2 and len({f["fingerprint"] for f in d["findings"]})==1'
rm tree/other.py

# the same bytes for any number of threads
mkdir many
i=0
while [ $i -lt 60 ]; do
	printf 'u = "https://hooks.slack.com/services/T0%s/B0%s/q7RkZ2mWx9LpT4vBn8Js%04d"\n' 3AB9CDE 4FG8HJK $i >many/f$i.py
	i=$((i + 1))
done
"$SEAWORTHY" secrets --now 2026-06-01 -j 1 -f json many >one 2>err
"$SEAWORTHY" secrets --now 2026-06-01 -j 4 -f json many >four 2>err
check "-j 1 and -j 4" cmp one four
cp one out
check "all of them" json 'len(d["findings"])==60'

# comments
mkdir comments
printf 'url = "%s"  # gitleaks:allow\n' "$slack" >comments/a.py
check "gitleaks:allow" secrets 0 comments
check "is counted" has '1 ignored'
check "and listed" secrets 0 --show-ignored comments
check "with the line" has 'comments/a.py:1, comment gitleaks:allow'
rule=$("$SEAWORTHY" secrets -f oneline tree 2>err | cut -d' ' -f3)
printf 'url = "%s"  # seaworthy:allow=%s\n' "$slack" "$rule" >comments/a.py
check "seaworthy:allow=RULE" secrets 0 comments
printf 'url = "%s"  # seaworthy:allow=npm-token,github-app-token\n' "$slack" >comments/a.py
check "another rule" secrets 0 --no-gate -f json comments
printf 'url = "%s"  # trivy:ignore:AVD-DS-0002\n' "$slack" >comments/a.py
check "a check of another kind" secrets 1 comments

# .gitleaksignore
cd work || exit 1
cp ../tree/app.py app.py
printf '# known\napp.py:slack-web-hook:2\n' >.gitleaksignore
check ".gitleaksignore" secrets 0 --show-ignored .
check "says who" has '.gitleaksignore:2'
printf 'app.py:slack-web-hook:3\n' >.gitleaksignore
check "another line" secrets 1 .
print=$("$SEAWORTHY" secrets -f oneline app.py 2>err | sed 's/.* \([0-9a-f]\{32\}\):.*/\1/')
echo "$print" >.gitleaksignore
check "a fingerprint" secrets 0 .
echo "nonsense" >.gitleaksignore
check "an entry that is none" secrets 1 .
check "is a warning" says '.gitleaksignore:1: "nonsense"'
rm .gitleaksignore

# .gitleaks.toml
printf 'key = "%s"\n' "$own" >own.py
check "unknown without a rule" secrets 0 own.py
cat >.gitleaks.toml <<'TOML'
title = "ours"
[[rules]]
id = "acme-key"
description = "Acme key"
regex = '''(key|token) = "(acme_[A-Za-z0-9]{20,40})"'''
secretGroup = 2
entropy = 3.0
keywords = ["acme_"]
TOML
check "a rule of one's own" secrets 1 -f json own.py
check "finds it" json 'd["findings"][0]["rule"]=="acme-key" and d["findings"][0]["column"]==8'
check "built-in rules stay" secrets 1 app.py
printf '[extend]\nuseDefault = false\n' >>.gitleaks.toml
check "unless it says so" secrets 0 app.py
sed -i '/extend/,$d' .gitleaks.toml
printf '[allowlist]\ndescription = "sample"\npaths = ["""^own[.]py$"""]\n' >>.gitleaks.toml
check "allowlist by path" secrets 0 --show-ignored own.py
check "says who and why" has 'gitleaks.toml:9, sample'
sed -i '/allowlist/,$d' .gitleaks.toml
printf '[[rules.allowlists]]\ncondition = "AND"\nregexTarget = "line"\nregexes = ["key ="]\nstopwords = ["Q7RK"]\n' >>.gitleaks.toml
check "two criteria" secrets 0 own.py
sed -i 's/Q7RK/zzzz/' .gitleaks.toml
check "one does not hold" secrets 1 own.py
printf 'regex = "("\n' >.gitleaks.toml
check "not TOML of rules is warned about" secrets 1 app.py
printf '[[rules]]\nid = "x"\nregex = "a(b"\n' >.gitleaks.toml
check "an expression that is none" secrets 2 .
check "with file and line" says '.gitleaks.toml:3: '
printf '[[rules]]\nid = "x"\nregex = "a(?=b)"\n' >.gitleaks.toml
check "look-around" secrets 2 .
check "is named" says 'look-around'
printf 'a = \n' >.gitleaks.toml
check "no TOML" secrets 2 .
check "with its place" says '.gitleaks.toml: line 1, column'
printf '[extend]\ndisabledRules = ["%s", "their-rule"]\n' "$rule" >.gitleaks.toml
check "a rule switched off" secrets 0 app.py
check "an unknown one" says 'no rule "their-rule"'
rm .gitleaks.toml

# trivy-secret.yaml
cat >trivy-secret.yaml <<'YAML'
rules:
  - id: acme-key
    category: Acme
    title: Acme key
    severity: CRITICAL
    regex: '(?i)key\s*=\s*"(?P<secret>acme_[a-z0-9]{20,40})"'
    secret-group-name: secret
    keywords: [acme_]
    allow-rules:
      - id: none
        regex: acme_none
YAML
check "a rule for trivy" secrets 1 -f json own.py
check "its group" json 'd["findings"][0]["rule"]=="acme-key" and d["findings"][0]["column"]==8 and d["findings"][0]["severity"]=="critical" and d["findings"][0]["provider"]=="Acme"'
printf 'disable-rules: [acme-key, %s]\n' "$rule" >>trivy-secret.yaml
check "switched off" secrets 0 .
mv trivy-secret.yaml ../own.yaml
check "--secret-config" secrets 0 --secret-config ../own.yaml .
check "a file that is not there" secrets 2 --secret-config nowhere.yaml .
printf 'allow-rules:\n  - id: tests\n    description: test data\n    path: app\n' >trivy-secret.yaml
check "allow-rules" secrets 0 --show-ignored app.py
check "say why" has 'trivy-secret.yaml:2, test data'
printf 'skip-patterns: [app]\nnonsense: 1\n' >trivy-secret.yaml
check "skip-patterns" secrets 0 app.py
check "an unknown key" says 'nonsense is not known'
printf 'enable-builtin-rules: [%s]\n' npm-token-of-others >trivy-secret.yaml
check "rules that are not ours" secrets 1 app.py
check "leave ours on" says 'all built-in rules stay on'
printf 'rules: [\n' >trivy-secret.yaml
check "no YAML" secrets 2 .
rm trivy-secret.yaml
cd ..

# scan follows the same files
mkdir root && cp -r tree root/app && printf '[allowlist]\npaths = ["^app/"]\n' >ours.toml
check "scan" run 1 scan --now 2026-06-01 --rootfs root
check "shows the mask" has 'value  *http'
check "shows the place" has 'in  *app/app.py:2'
check "shows how to rotate" has 'revoke  '
check "shows how to remove" has 'remove  *do not copy it'
check "scan with exceptions" run 0 scan --now 2026-06-01 --rootfs --all --secret-config ours.toml --show-ignored root
check "counts what they leave out" has '1 find of secrets left out'
check "names who says so" has 'ours.toml:1, allowlist'
check "scan and a bad file" run 2 scan --now 2026-06-01 --rootfs --secret-config tree/app.py root

# git
if command -v git >/dev/null; then
	mkdir repo
	git -C repo init -q && git -C repo config user.email a@b && git -C repo config user.name a
	cp tree/app.py repo/old.py
	git -C repo add . && git -C repo commit -q -m one
	git -C repo rm -q old.py && git -C repo commit -q -m two
	check "a deleted file of a repository" secrets 1 -f json repo
	check "names the commit" json 'any(len(f.get("commit",""))==40 and not f["inHead"] for f in d["findings"])'
else
	skipped=$((skipped + 2))
fi
cases_end
