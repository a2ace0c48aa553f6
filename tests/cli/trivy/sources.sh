#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Where a flag's value comes from: flag before variable before trivy.yaml before default; files that are wrong or hostile.
set -u
. "$ROOT/tests/lib/cases.sh"
own_home
unset DOCKER_HOST CONTAINER_HOST XDG_RUNTIME_DIR SOURCE_DATE_EPOCH
for v in $(env | sed -n 's/^\(TRIVY_[A-Z_]*\)=.*/\1/p'); do unset "$v"; done
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1
I="--db builtin --now 2026-11-21 --input images/before.tar --scanners vuln"
shows() { # the severities in the report, worst first
	"$SEAWORTHY" image $I --format oneline "$@" >out 2>err
	code=$?
	for s in critical high medium; do grep -q " $s CVE" out && printf '%s ' $s; done
}
sees() { # WANT FLAGS…
	want=$1
	shift
	got=$(shows "$@")
	[ "$got" = "$want" ] || { echo "saw \"$got\", not \"$want\""; return 1; }
}
exits() { # WANT FLAGS…
	want=$1
	shift
	"$SEAWORTHY" image $I "$@" >out 2>err
	code=$?
	[ $code -eq "$want" ] || { echo "exit $code, not $want"; return 1; }
}
wrong() { # PATTERN: the trivy.yaml on standard input is refused with that, and nothing is scanned
	cat >trivy.yaml
	"$SEAWORTHY" image $I >out 2>err
	code=$?
	rm trivy.yaml
	[ $code -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && says "$1"
}

# precedence
check 'default' sees 'critical high medium '
printf 'severity:\n  - MEDIUM\n' >trivy.yaml
check 'the file' sees 'medium '
TRIVY_SEVERITY=HIGH
export TRIVY_SEVERITY
check 'a variable before the file' sees 'high '
check 'a flag before the variable' sees 'critical ' --severity CRITICAL
check 'a flag does not add to the variable' sees 'critical medium ' -s CRITICAL,MEDIUM
unset TRIVY_SEVERITY
check 'a flag before the file' sees 'critical ' --severity CRITICAL
printf 'severity: HIGH,CRITICAL\n' >other.yaml
check '--config' sees 'critical high ' --config other.yaml
check '-c' sees 'critical high ' -c other.yaml
TRIVY_CONFIG=other.yaml
export TRIVY_CONFIG
check 'TRIVY_CONFIG' sees 'critical high '
unset TRIVY_CONFIG
rm trivy.yaml
check 'a configuration that is named has to be there' exits 2 --config none.yaml
check 'and is named' says 'config none.yaml: no such file'
check 'no trivy.yaml is fine' exits 0

# every kind of value, from each of the three
printf 'exit-code: 6\n' >trivy.yaml
check 'a number of the file' exits 6
TRIVY_EXIT_CODE=7
export TRIVY_EXIT_CODE
check 'a number of a variable' exits 7
check 'a number of a flag' exits 8 --exit-code 8
check 'the default by a flag' exits 0 --exit-code 0
TRIVY_EXIT_CODE=many
check 'a variable that is wrong' exits 2
check 'is named' says 'TRIVY_EXIT_CODE: "many" is no number'
TRIVY_EXIT_CODE=
check 'an empty variable is none' exits 6
unset TRIVY_EXIT_CODE
rm trivy.yaml
printf 'vulnerability:\n  ignore-status:\n  - fixed\n' >trivy.yaml
check 'a nested list' sees ''
printf 'vulnerability: {ignore-unfixed: true}\nseverity: "CRITICAL, HIGH"\n' >trivy.yaml
check 'a flow map, and a list in a word' sees 'critical high '
printf 'scan:\n  skip-dirs: [root]\nformat: oneline\nquiet: true\n' >trivy.yaml
check 'three levels and flags of the program' exits 0
check 'the format of the file' has 'act-now critical CVE-'
check 'quiet' [ ! -s err ]
rm trivy.yaml
TRIVY_IGNORE_STATUS=fixed TRIVY_FORMAT=oneline
export TRIVY_IGNORE_STATUS TRIVY_FORMAT
check 'a list of a variable' exits 0
check 'is used' [ "$(grep -c CVE- out)" -eq 0 ]
unset TRIVY_IGNORE_STATUS TRIVY_FORMAT
TRIVY_QUIET=1 TRIVY_TIMEOUT=10m
export TRIVY_QUIET TRIVY_TIMEOUT
check 'a truth of a variable' exits 0
check 'no notes' [ ! -s err ]
unset TRIVY_QUIET
check 'a variable without effect' exits 0
check 'is noted by its name' says 'without effect here: TRIVY_TIMEOUT'
unset TRIVY_TIMEOUT
TRIVY_NONSENSE=1 TRIVY_VERSION=0.50
export TRIVY_NONSENSE TRIVY_VERSION
check 'variables of others' exits 0
check 'are not noted' [ ! -s err ]
unset TRIVY_NONSENSE TRIVY_VERSION
TRIVY_COMPLIANCE=docker-cis
export TRIVY_COMPLIANCE
check 'a variable that is refused' exits 2
check 'is refused by name' says 'TRIVY_COMPLIANCE: compliance reports'
unset TRIVY_COMPLIANCE

# the generated file names every key, and changes nothing
check 'it is written' run 0 image --generate-default-config
check 'and read' exits 0 --config trivy-default.yaml
check 'without a note' [ ! -s err ]
check 'nested' grep -q '^  ignore-unfixed: false' trivy-default.yaml
cp out with.txt
check 'the same without it' exits 0
check 'the same bytes' cmp -s out with.txt
rm trivy-default.yaml

# notes and mistakes
printf 'severty: HIGH\nvulnerability:\n  ignore-unfixd: true\nkubernetes: {burst: 5}\n' >trivy.yaml
check 'unknown keys' exits 0
check 'are told' says 'trivy.yaml: keys that are not known here: severty, vulnerability.ignore-unfixd, kubernetes$'
rm trivy.yaml
check 'refused' wrong 'trivy.yaml:2:3: scan.compliance: compliance' <<'Y'
scan:
  compliance: docker-cis
Y
check 'no number' wrong 'trivy.yaml:1:1: exit-code: "x" is no number' <<'Y'
exit-code: x
Y
check 'no list' wrong 'trivy.yaml:1:1: exit-code: one value is expected' <<'Y'
exit-code: [1, 2]
Y
check 'no value' wrong 'severity: a list is expected here' <<'Y'
severity: {a: b}
Y
check 'a list in a list' wrong 'a list of words is expected' <<'Y'
severity: [[HIGH]]
Y
check 'neither true nor false' wrong 'neither true nor false' <<'Y'
quiet: perhaps
Y
check 'no map' wrong 'a configuration is a map' <<'Y'
- severity
Y
check 'broken' wrong 'trivy.yaml: ' <<'Y'
severity: [HIGH
Y
check 'two documents' wrong 'trivy.yaml' <<'Y'
a: 1
---
b: 2
Y
check 'a tab' wrong 'trivy.yaml' <<'Y'
scan:
	skip-dirs: x
Y
check 'an alias to itself' wrong 'trivy.yaml' <<'Y'
severity: &a [*a]
Y
check 'a bomb' wrong 'trivy.yaml' <<'Y'
a: &a [x,x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]
g: [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]
Y
head -c 1100000 /dev/zero | tr '\0' '#' >trivy.yaml
check 'too large' [ "$("$SEAWORTHY" image $I 2>&1 | wc -l)" -eq 1 ]
awk 'BEGIN { for (i = 0; i < 60; i++) { printf "%*ss:\n", i, "" } }' >trivy.yaml
check 'deep' exits 0
check 'and one note' [ "$(wc -l <err)" -eq 1 ]
awk 'BEGIN { for (i = 0; i < 3000; i++) print "k" i ": 1" }' >trivy.yaml
check 'many unknown keys' exits 0
check 'are not all listed' says 'k11 and 2988 more$'
printf 'k\033[31mred: 1\n' >trivy.yaml
"$SEAWORTHY" image $I >out 2>err
check 'control characters stay in the file' [ "$(grep -c "$(printf '\033')" err)" -eq 0 ]
printf '\377\376\000severity' >trivy.yaml
"$SEAWORTHY" image $I >out 2>err
code=$?
check 'no text' [ $code -eq 2 ] 
: >trivy.yaml
check 'empty' exits 0
printf '# nothing\n' >trivy.yaml
check 'a comment' exits 0
printf 'severity:\nexit-code: ~\nscan:\n' >trivy.yaml
check 'keys without values' exits 0
check 'are not worth a note' [ ! -s err ]
rm trivy.yaml
mkdir trivy.yaml
"$SEAWORTHY" image $I >out 2>err
code=$?
check 'a folder' [ $code -ne 0 ] && [ $code -lt 6 ]
cases_end
