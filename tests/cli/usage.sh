# SPDX-License-Identifier: Apache-2.0
# The command line from outside: help, version, mistakes, exit codes, closed descriptors, pipes.
set -u
unset NO_COLOR CLICOLOR_FORCE COLUMNS
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
run() { # EXPECTED-CODE ARGUMENTS…: output in out and err
	want=$1
	shift
	"$SEAWORTHY" "$@" >out 2>err
	is "exit code of: $*" $? "$want"
}

run 0 --help
has overview out "Commands:"
for c in scan help version completion; do
	has overview out "  $c "
done
is "help is not an error" "$(wc -c <err)" 0
is "no colour in a pipe" "$(grep -c "$(printf '\033')" out)" 0
cp out overview
run 0 help
is "help and --help" "$(cmp out overview && echo same)" same
run 0 -h
is "-h too" "$(cmp out overview && echo same)" same
run 2
has "no command explains" err "Commands:"
is "and not on standard output" "$(wc -c <out)" 0
run 0 --version
is "version" "$(cat out)" "$("$SEAWORTHY" version)"
has version out "seaworthy "
run 2 version now
run 0 version --version

# every command teaches with examples, within 80 columns
for c in $("$SEAWORTHY" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	run 0 help "$c"
	has "help $c" out "Usage:"
	has "help $c" out "Examples:"
	has "help $c" out "Options of every command:"
	cp out one
	run 0 "$c" --help
	is "$c --help" "$(cmp out one && echo same)" same
	run 0 "$c" --no-such-option --help
	is "help of $c wins over mistakes" "$(cmp out one && echo same)" same
	is "$c: width" "$([ "$(wc -L <one)" -le 80 ] || awk 'length($0) > 80' one)" ""
done

# help names every format that there is
for c in "scan x" "report diff x y"; do
	run 0 "${c%% *}" --help
	tr -s ' \n' ' ' <out >one
	run 2 $c --format no-such-format
	for format in $(sed 's/.*there are //; s/,//g' err); do
		is "$c names $format" "$(grep -c "Format of standard output.*[ :]$format[,; (]" one)" 1
	done
done

run 2 scna
has "nearest command" err 'unknown command "scna"; did you mean scan?'
run 2 frobnicate
has "unknown command" err 'unknown command "frobnicate"'
: >image.tar
run 2 image.tar
has "a file is no command" err "seaworthy scan image.tar"
run 2 help scna
has "help of an unknown command" err "did you mean scan?"
run 2 --colour=never --quite scan x
has "global option" err "unknown option --quite (argument 2); did you mean --quiet?"
run 2 --color scan
run 2 scan --platfrom x
has "command option" err "scan: unknown option --platfrom (argument 1); did you mean --platform?"
has "where to read on" err "seaworthy help scan"
is "nothing on standard output" "$(wc -c <out)" 0
run 2 completion bsah
has "nearest shell" err "did you mean bash?"
run 2 completion
run 2 "$(printf 'a\033[31mb\nc')"
is "a hostile word is harmless" "$(grep -c "$(printf '\033')" err)" 0
is "and one line" "$(wc -l <err)" 1
run 2 "$(printf 'x\342\200\256y')"
is "reversed writing too" "$(grep -c "$(printf '\342\200\256')" err)" 0

# colour
"$SEAWORTHY" --color=always help >out
is "forced colour" "$(grep -c "$(printf '\033\\[1m')" out | sed 's/^[1-9].*/some/')" some
"$SEAWORTHY" help --color always >out2
is "behind the command too" "$(cmp out out2 && echo same)" same
CLICOLOR_FORCE=1 "$SEAWORTHY" help >out2
is "CLICOLOR_FORCE" "$(cmp out out2 && echo same)" same
CLICOLOR_FORCE=1 "$SEAWORTHY" help --no-color >out2
is "--no-color" "$(cmp overview out2 && echo same)" same
NO_COLOR=1 CLICOLOR_FORCE=1 "$SEAWORTHY" help >out2
is "NO_COLOR" "$(cmp overview out2 && echo same)" same

# descriptors
"$SEAWORTHY" help >&- 2>err
is "closed standard output" $? 5
has "closed standard output" err "cannot write"
"$SEAWORTHY" help <&- >out 2>&-
is "closed standard input and error" $? 0
"$SEAWORTHY" help >&- 2>&-
is "all closed" $? 5
if [ -e /dev/full ]; then
	"$SEAWORTHY" help >/dev/full 2>err
	is "full disk" $? 5
	has "full disk" err "No space left"
fi
{ "$SEAWORTHY" completion bash 2>err; echo $? >code; } | :
is "a reader that went away" "$(cat code | sed 's/^[05]$/quiet/')$(cat err)" quiet

echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
