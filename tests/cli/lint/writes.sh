# SPDX-License-Identifier: Apache-2.0
# lint --fix replaces a file whole or not at all, whatever stands in its way.
set -u
unset NO_COLOR CLICOLOR_FORCE COLUMNS XDG_CONFIG_HOME
HOME=$PWD/home
export HOME
pass=0 fail=0
is() { # NAME GOT WANT
	if [ "$2" = "$3" ]; then
		pass=$((pass + 1))
	else
		printf 'FAIL %s\n  got  %s\n  want %s\n' "$1" "$2" "$3"
		fail=$((fail + 1))
	fi
}
fix() { # ARGUMENTS…: the exit code
	"$SEAWORTHY" lint --no-fail --only DL3014 --fix "$@" >out 2>err
	echo $?
}
fresh() { cd "$top" && chmod -R u+w w 2>/dev/null; rm -rf w && mkdir w && cd w && printf '%b' "$text" >Dockerfile; }
top=$PWD
text='FROM debian:12\nRUN apt-get install curl'
want='FROM debian:12\nRUN apt-get install -y curl'
repaired() { # NAME FILE
	is "$1" "$(printf "$want" | cmp - "$2" && echo same)" same
	is "$1: no temporary file" "$(find . -name '*.tmp' | wc -l)" 0
}
untouched() { # NAME FILE
	is "$1: nothing is changed" "$(printf "$text" | cmp - "$2" && echo same)" same
	is "$1: no temporary file" "$(find . -name '*.tmp' | wc -l)" 0
}

fresh
is "exit code" "$(fix Dockerfile)" 0
repaired "no last newline" Dockerfile
fresh
chmod 444 Dockerfile
is "a read-only file" "$(fix Dockerfile)$(grep -c 'Dockerfile: it is read-only' err)" 51
untouched "a read-only file" Dockerfile
fresh
mkdir far && mv Dockerfile far/real && ln -s far/real middle && ln -s middle Dockerfile
chmod 600 far/real
is "links" "$(fix Dockerfile)" 0
repaired "links" far/real
is "links stay" "$(readlink Dockerfile)$(readlink middle)" middlefar/real
is "the mode stays" "$(stat -c %a far/real)" 600
if [ "$(id -u)" -ne 0 ]; then
	fresh
	mkdir ro && mv Dockerfile ro && chmod 500 ro
	is "a folder that cannot be written" "$(fix ro/Dockerfile)$(grep -c 'cannot create' err)" 51
	untouched "a folder that cannot be written" ro/Dockerfile
	chmod 700 ro
fi
fresh
is "the disk is full" "$(trap '' XFSZ; ulimit -f 0; "$SEAWORTHY" lint --no-fail --only DL3014 --fix Dockerfile >/dev/null 2>/dev/null; echo $?)" 5
untouched "the disk is full" Dockerfile
fresh
"$SEAWORTHY" lint --no-fail --only DL3014 Dockerfile >/dev/full 2>err
is "the report cannot be written" "$?$(grep -c 'No space' err)" 51
is "--diff cannot be written" "$("$SEAWORTHY" lint --only DL3014 --diff Dockerfile 2>err >/dev/full; echo $?)" 5
fresh
ln Dockerfile other
is "two names" "$(fix Dockerfile Dockerfile)" 0
repaired "the same file twice" Dockerfile
fresh
is "one of two is missing" "$(fix missing Dockerfile)" 5
repaired "the other one is repaired" Dockerfile
fresh
is "--fix and --diff" "$("$SEAWORTHY" lint --no-fail --only DL3014 --fix --diff Dockerfile | grep -c '^+RUN')" 1
untouched "--fix and --diff" Dockerfile
is "a file named stages" "$(cp Dockerfile stages && fix stages)" 0
repaired "a file named stages" stages

# standard input: the repaired text, and the report on the other side
fresh
is "standard input" "$(fix - <Dockerfile)" 0
repaired "standard input" out
untouched "standard input" Dockerfile
"$SEAWORTHY" lint --only DL3014,DL3008 -f gnu --fix - <Dockerfile >out 2>err
is "exit code" $? 1
repaired "only that" out
is "the report" "$(cut -d: -f1-3 err)" "hadolint:-:2"
"$SEAWORTHY" lint --only DL3014 --fix - <Dockerfile >/dev/full 2>err
is "it cannot be written" $? 5
printf 'FROM scratch\r\n' | "$SEAWORTHY" lint --only DL3014 --fix - >out 2>err
is "nothing to repair" "$(printf 'FROM scratch\r\n' | cmp - out && echo same)" same
"$SEAWORTHY" lint --only DL3014 --diff - <Dockerfile >out 2>err
is "--diff of standard input" "$(grep -c '^+RUN' out)" 1
echo "cases: $pass passed, $fail failed, 0 skipped"
[ "$fail" -eq 0 ]
