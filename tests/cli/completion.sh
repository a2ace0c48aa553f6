# SPDX-License-Identifier: Apache-2.0
# Completion in real shells: what a person gets for a line with the cursor at its end.
set -u
pass=0 fail=0 skip=0
for shell in bash zsh fish; do
	"$SEAWORTHY" completion $shell >$shell.script || exit 1
done
: >image.tar
mkdir layout
check() { # SHELL LINE WANT GOT
	if [ "$3" = "$4" ]; then
		pass=$((pass + 1))
	else
		printf 'FAIL %s: %s\n  got  %s\n  want %s\n' "$1" "$2" "$4" "$3"
		fail=$((fail + 1))
	fi
}

# The words are parted as readline does it: at the equals sign, too.
in_bash() {
	bash --norc -c '
		. ./bash.script
		line=$1
		spaced=${line//=/ = }
		read -r -a COMP_WORDS <<<"$spaced"
		[[ $line == *[\ =] && $line != *= ]] && COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_seaworthy
		printf "%s\n" "${COMPREPLY[@]}" | LC_ALL=C sort | tr "\n" " "' - "$1" 2>&1 | sed 's/ $//'
}
if command -v bash >/dev/null; then
	bash -n bash.script || fail=$((fail + 1))
	check bash "seaworthy sc" "scan" "$(in_bash 'seaworthy sc')"
	check bash "seaworthy help ve" "version" "$(in_bash 'seaworthy help ve')"
	check bash "seaworthy completion " "bash fish zsh" "$(in_bash 'seaworthy completion ')"
	check bash "seaworthy --qu" "--quiet" "$(in_bash 'seaworthy --qu')"
	check bash "seaworthy scan --verb" "--verbose" "$(in_bash 'seaworthy scan --verb')"
	check bash "seaworthy scan --platf" "--platform" "$(in_bash 'seaworthy scan --platf')"
	check bash "seaworthy scan --color " "always auto never" "$(in_bash 'seaworthy scan --color ')"
	check bash "seaworthy scan --color=a" "always auto" "$(in_bash 'seaworthy scan --color=a')"
	check bash "seaworthy scan --color=" "always auto never" "$(in_bash 'seaworthy scan --color=')"
	check bash "seaworthy scan --format js" "json" "$(in_bash 'seaworthy scan --format js')"
	check bash "seaworthy scan -f ta" "table" "$(in_bash 'seaworthy scan -f ta')"
	check bash "seaworthy scan im" "image.tar" "$(in_bash 'seaworthy scan im')"
	check bash "seaworthy scan --all la" "layout" "$(in_bash 'seaworthy scan --all la')"
	check bash "seaworthy -q sc" "scan" "$(in_bash 'seaworthy -q sc')"
	check bash "seaworthy lint --fix=" "stages" "$(in_bash 'seaworthy lint --fix=')"
	check bash "seaworthy lint --fix im" "image.tar" "$(in_bash 'seaworthy lint --fix im')"
	check bash "seaworthy lint -f che" "checkstyle" "$(in_bash 'seaworthy lint -f che')"
	check bash "hidden options" "" "$(in_bash 'seaworthy help --ma')"
else
	skip=$((skip + 1))
fi

if command -v zsh >/dev/null; then
	zsh -n zsh.script && pass=$((pass + 1)) || { echo "FAIL zsh -n"; fail=$((fail + 1)); }
	cat >drive.zsh <<'END'
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; source ./zsh.script; zstyle ":completion:*" list-prompt ""; LISTMAX=1000; echo READY'
zpty -r z got '*READY*READY*'
zpty -n -w z "$1"$'\t'
sleep 1
zpty -n -w z $'\x05 # END\n'
zpty -r z got '*# END*'
print -r -- "$got"
END
	zsh -f drive.zsh 'seaworthy sca' >zsh.out 2>&1
	check zsh "seaworthy sca" found "$(grep -q 'seaworthy scan' zsh.out && echo found)"
	zsh -f drive.zsh 'seaworthy scan --platf' >zsh.out 2>&1
	check zsh "seaworthy scan --platf" found "$(grep -q -- '--platform' zsh.out && echo found)"
else
	skip=$((skip + 1))
	echo "skip zsh: not installed"
fi

in_fish() {
	fish --no-config -c "source fish.script; complete -C '$1'" | cut -f 1 | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}
if command -v fish >/dev/null; then
	fish --no-execute fish.script && pass=$((pass + 1)) || { echo "FAIL fish -n"; fail=$((fail + 1)); }
	check fish "seaworthy sc" "scan" "$(in_fish 'seaworthy sc')"
	check fish "seaworthy completion " "bash fish zsh" "$(in_fish 'seaworthy completion ')"
	check fish "seaworthy scan --platf" "--platform" "$(in_fish 'seaworthy scan --platf')"
	check fish "seaworthy scan --color " "always auto never" "$(in_fish 'seaworthy scan --color ')"
	check fish "seaworthy scan im" "image.tar" "$(in_fish 'seaworthy scan im')"
else
	skip=$((skip + 1))
	echo "skip fish: not installed"
fi
echo "cases: $pass passed, $fail failed, $skip skipped"
[ "$fail" -eq 0 ]
