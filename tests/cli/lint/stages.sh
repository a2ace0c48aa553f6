# SPDX-License-Identifier: Apache-2.0
# lint --fix=stages over stages/*.case: "# context: names", a Dockerfile, a line "----", what it becomes. BLESS=1 rewrites.
# Whatever comes out has no finding of that kind left, nothing new that is worse than a remark, and is not split again.
set -u
unset NO_COLOR CLICOLOR_FORCE COLUMNS XDG_CONFIG_HOME
HOME=$PWD/home
export HOME
pass=0 fail=0
only="--only single-stage-build,parse-error"
check() { # NAME ACTUAL-FILE WANTED-FILE
	if cmp -s "$2" "$3"; then
		pass=$((pass + 1))
	else
		echo "FAIL $1"
		diff "$3" "$2" | head -n 20
		fail=$((fail + 1))
	fi
}
# the rules that are worse than a remark, of all rules
rules_of() {
	"$SEAWORTHY" lint --no-fail -f gnu --now 2026-01-15 "$1" | sed -n 's/.*: \([^ ]*\) \(error\|warning\): .*/\1/p' | sort -u
}
for case in "$ROOT"/tests/cli/lint/stages/*.case; do
	name=$(basename "$case" .case)
	mkdir "$name" && cd "$name" || exit 1
	for file in $(sed -n 's/^# context: //p' "$case"); do
		case $file in
		*/) mkdir -p "$file" ;;
		*) mkdir -p "$(dirname "$file")" && : >"$file" ;;
		esac
	done
	sed -n '/^----$/q; /^# context: /!p' "$case" >Dockerfile
	sed '1,/^----$/d' "$case" >../want
	cp Dockerfile ../before
	cp Dockerfile ../plain
	"$SEAWORTHY" lint $only --no-fail --diff=stages Dockerfile >../diff 2>../err
	check "$name: --diff writes nothing" Dockerfile ../before
	(mkdir ../p && cp Dockerfile ../p && cd ../p && patch -s -p1 <../diff)
	"$SEAWORTHY" lint $only --no-fail -f gnu --fix=stages Dockerfile >../out 2>../err
	check "$name: --diff shows what --fix writes" Dockerfile ../p/Dockerfile
	rm -r ../p
	if grep -q 'it stays in one stage' ../err; then
		sed 's/.*it stays in one stage: /no: /' ../err >../got
	else
		cp Dockerfile ../got
		: >../none
		check "$name: nothing is left" ../out ../none
		cp Dockerfile ../once
		"$SEAWORTHY" lint $only --no-fail -f gnu --fix=stages Dockerfile >../out 2>&1
		check "$name: twice" Dockerfile ../once
		cp ../plain Dockerfile
		"$SEAWORTHY" lint --no-fail --fix=stages Dockerfile >/dev/null 2>&1
		rules_of Dockerfile >../with
		cp ../plain Dockerfile
		"$SEAWORTHY" lint --no-fail --fix Dockerfile >/dev/null 2>&1
		rules_of Dockerfile >../without
		comm -23 ../with ../without >../new
		check "$name: nothing new" ../new ../none
	fi
	if [ -n "${BLESS:-}" ]; then
		{
			sed '/^----$/q' "$case"
			cat ../got
		} >../blessed
		cp ../blessed "$case"
	fi
	check "$name" ../got ../want
	cd ..
done
echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
