# SPDX-License-Identifier: Apache-2.0
# What users of hadolint bring along: every option, environment variable, place and key of its configuration, once.
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
# the findings of two files as "CODE:LEVEL …", then the exit code
D=$PWD/Dockerfile
printf 'FROM evil.example/debian:12\nRUN ["sudo", "true"]\nLABEL version=x other=y\nWORKDIR app\n' >"$D"
rules="--only DL3004,DL3000,DL3026,DL3049,DL3050,DL3052,DL3056,DL3048"
lint() { # ARGUMENTS…: "DL3004:error DL3000:error 1"
	"$SEAWORTHY" lint $rules -f gnu "$@" "$D" >out 2>err
	code=$?
	sed 's/^.*:[0-9]*: \([^ ]*\) \([a-z]*\): .*/\1:\2/' out | sort | tr '\n' ' '
	echo $code
}
both="DL3000:error DL3004:error "
is "plain" "$(lint)" "${both}1"

# options
is "--ignore" "$(lint --ignore DL3004)" "DL3000:error 1"
is "--ignore twice" "$(lint --ignore DL3004 --ignore DL3000)" "0"
is "--ignore of shellcheck's" "$(lint --ignore SC2086)" "${both}1"
for level in error warning info style; do
	is "--$level" "$(lint --$level DL3004 --ignore DL3000 -t none)" "DL3004:$level 1"
done
is "--failure-threshold" "$(lint --warning DL3004 --ignore DL3000 --failure-threshold error)" "DL3004:warning 0"
is "-t" "$(lint --warning DL3004 --ignore DL3000 -t warning)" "DL3004:warning 1"
is "info by default: style passes" "$(lint --style DL3004 --ignore DL3000)" "DL3004:style 0"
is "info by default: info fails" "$(lint --info DL3004 --ignore DL3000)" "DL3004:info 1"
is "-t ignore" "$(lint --style DL3004 --ignore DL3000 -t ignore)" "DL3004:style 1"
is "--no-fail" "$(lint --no-fail)" "${both}0"
is "--trusted-registry" "$(lint --trusted-registry docker.io)" "${both}DL3026:error 1"
is "--trusted-registry *" "$(lint --trusted-registry '*.example')" "${both}1"
is "--require-label" "$(lint --require-label version:semver)" "${both}DL3056:warning 1"
is "--require-label that is missing" "$(lint --require-label title:text)" "${both}DL3049:info 1"
is "--strict-labels" "$(lint --require-label version:text --strict-labels)" "${both}DL3050:info 1"
is "--file-path-in-report" "$(lint --file-path-in-report a/b >/dev/null; cut -d: -f2 out | uniq)" "a/b"
is "--disable-ignore-pragma" "$(lint --disable-ignore-pragma)" "${both}1"
is "--no-color" "$(lint --no-color)" "${both}1"
is "--verbose" "$(lint --verbose)" "${both}1"
is "-V" "$(lint -V)" "${both}1"
printf 'ignored: [DL3004]\n' >config
is "-c" "$(lint -c config)" "DL3000:error 1"
is "--config" "$(lint --config config)" "DL3000:error 1"
is "--config that is missing" "$(lint --config nothing)" "5"
is "-f" "$("$SEAWORTHY" lint $rules -f json "$D" | grep -c '"code":"DL3004"')" 1
is "--format" "$("$SEAWORTHY" lint $rules --format checkstyle "$D" | grep -c 'checkstyle version')" 1
is "-" "$("$SEAWORTHY" lint $rules -f gnu - <"$D" | cut -d: -f1-3 | tail -n 1)" "hadolint:-:4"
is "several files" "$("$SEAWORTHY" lint $rules -f gnu "$D" "$D" | grep -c DL3004)" 2
"$SEAWORTHY" lint --version >out 2>&1
is "--version" $? 0
"$SEAWORTHY" lint -h >out 2>&1
is "-h" $? 0

# environment
env_is() { # VARIABLE=VALUE WANT
	is "$1" "$(export "$1" && lint)" "$2"
}
env_is HADOLINT_NOFAIL=1 "${both}0"
env_is HADOLINT_NOFAIL=yes "${both}0"
env_is HADOLINT_NOFAIL=no "${both}1"
env_is HADOLINT_VERBOSE=true "${both}1"
env_is HADOLINT_FAILURE_THRESHOLD=none "${both}1"
env_is HADOLINT_IGNORE=DL3004,DL3000 "0"
env_is HADOLINT_OVERRIDE_ERROR=DL3004 "${both}1"
env_is HADOLINT_OVERRIDE_WARNING=DL3004 "DL3000:error DL3004:warning 1"
env_is HADOLINT_OVERRIDE_INFO=DL3004 "DL3000:error DL3004:info 1"
env_is HADOLINT_OVERRIDE_STYLE=DL3004,SC1000 "DL3000:error DL3004:style 1"
env_is HADOLINT_STRICT_LABELS=1 "${both}1"
env_is HADOLINT_REQUIRE_LABELS=version:semver,other:text "${both}DL3056:warning 1"
env_is HADOLINT_TRUSTED_REGISTRIES=docker.io,quay.io "${both}DL3026:error 1"
env_is HADOLINT_TRUSTED_REGISTRIES=evil.example "${both}1"
is "both of them" "$(HADOLINT_STRICT_LABELS=1 HADOLINT_REQUIRE_LABELS=version:text lint)" "${both}DL3050:info 1"
printf '# hadolint global ignore=DL3004\n' | cat - "$D" >p && cp p "$D"
is "a pragma" "$(lint)" "DL3000:error 1"
env_is HADOLINT_DISABLE_IGNORE_PRAGMA=1 "${both}1"
sed -i 1d "$D"
is "HADOLINT_FORMAT" "$(HADOLINT_FORMAT=codacy "$SEAWORTHY" lint $rules "$D" | grep -c patternId)" 2
is "NO_COLOR" "$(NO_COLOR=1 CLICOLOR_FORCE=1 "$SEAWORTHY" lint $rules "$D" | grep -c "$(printf '\033')")" 0
is "flags beat the environment" "$(HADOLINT_FAILURE_THRESHOLD=error lint --ignore DL3000 --info DL3004 -t info)" "DL3004:info 1"

# places, the first one wins
XDG_CONFIG_HOME=$PWD/xdg
export XDG_CONFIG_HOME
mkdir -p xdg home/.config home/.hadolint home/hadolint
set -- .hadolint.yaml .hadolint.yml xdg/hadolint.yaml home/.config/hadolint.yaml home/.hadolint/hadolint.yaml home/hadolint/config.yaml home/.hadolint.yaml
for place; do printf 'ignored: [DL3004]\n' >"$place"; done
for place; do
	printf 'ignored: [DL3000]\n' >"$place"
	is "$place" "$(lint)" "DL3004:error 1"
	rm "$place"
done
is "none" "$(lint)" "${both}1"

# keys
key() { # YAML WANT
	printf "$1" >.hadolint.yaml
	is "$1" "$(lint)" "$2"
	is "nothing is said of: $1" "$(cat err)" ""
}
key 'failure-threshold: error\noverride:\n  warning: [DL3000, DL3004]\n' "DL3000:warning DL3004:warning 0"
key 'override:\n  error:\n    - DL3000\n  warning:\n    - DL3004\n' "DL3000:error DL3004:warning 1"
key 'override:\n  info:\n    - DL3000\n  style:\n    - DL3004\n' "DL3000:info DL3004:style 1"
key 'ignored:\n  - DL3000\n  - SC1010\n' "DL3004:error 1"
key 'ignored: DL3000\n' "DL3004:error 1"
key 'no-fail: true\n' "${both}0"
key 'no-color: true\n' "${both}1"
key 'strict-labels: true\nlabel-schema:\n  version: text\n' "${both}DL3050:info 1"
key 'label-schema:\n  version: semver\n  other: url\n' "${both}DL3052:warning DL3056:warning 1"
key 'trustedRegistries:\n  - docker.io\n  - my-company.com:5000\n' "${both}DL3026:error 1"
key 'trustedRegistries: "evil.*"\n' "${both}1"
key 'disable-ignore-pragma: true\n' "${both}1"
key 'format: gnu\n' "${both}1"
key '' "${both}1"
key '# nothing\n---\n' "${both}1"
printf 'format: json\n' >.hadolint.yaml
is "format" "$("$SEAWORTHY" lint $rules "$D" | grep -c '"level":"error"')" 1
printf 'failure-threshold: terrible\n' >.hadolint.yaml
is "a mistake" "$(lint)" "2"

echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
