#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# history and report weekly from outside: options, files that are not ours, what is written where.
set -u
. "$ROOT/tests/lib/cases.sh"

own_home
unset SEAWORTHY_HISTORY XDG_STATE_HOME CI
not_there() { ! [ -e "$1" ]; }

check "no history yet" run 5 history status
check "names it" says "home/.local/state/seaworthy/history.db: it cannot be opened"
check "nor is one made by asking" not_there home/.local
XDG_STATE_HOME=$PWD/state run 5 history list
check "XDG_STATE_HOME" says "state/seaworthy/history.db"
SEAWORTHY_HISTORY=$PWD/named.db run 5 report weekly
check "SEAWORTHY_HISTORY" says "named.db: it cannot be opened"
check "prune makes none" run 5 history prune --history x.db
check "none is there" not_there x.db

check "no subcommand" run 2 history
check "a wrong one" run 2 history forget
check "an option of another" run 2 history status --keep 3d
check "says so" says "history status has no --keep"
check "too many operands" run 2 history status a b
: >empty.db
check "keep is no span" run 2 history prune --history empty.db --keep soon
check "says how" says "write a number of days"
check "max-size is no size" run 2 history prune --history empty.db --max-size big

echo "this is a text, not a database, and it is long enough to be read as one" >text.db
check "not a history" run 5 history status --history text.db
check "in one line" test "$(wc -l <err)" -eq 1
check "says what it is" says "text.db: this is not a history"
check "a folder" run 5 history status --history .
check "an empty file holds nothing" run 5 history status --history empty.db
check "says so" says "holds no scan yet"
check "an empty file is filled by prune" run 0 history prune --history empty.db
check "and then has a status" run 0 history status --history empty.db -f json
check "in JSON" has '"scans": 0'
check "text, too" run 0 history status --history empty.db
check "an unknown image" run 5 history list --history empty.db nobody
check "no scan, no week" run 5 report weekly --history empty.db
check "says so" says "holds no scan of that time"

check "weekly: a wrong format" run 2 report weekly --history empty.db -f sarif
check "says which" says "there are html, json, markdown, table"
check "weekly: no file" run 2 report weekly --history empty.db -o html
check "weekly: a wrong span" run 2 report weekly --history empty.db --since yesterday
check "weekly: no span" run 2 report weekly --history empty.db --since 0
check "weekly: from the future" run 2 report weekly --history empty.db --now 2026-01-01 --since 2026-01-02
check "weekly: a wrong level" run 2 report weekly --history empty.db --service-level urgent=7
check "says how" says "write critical=7,high=30"
check "weekly: a level without days" run 2 report weekly --history empty.db --service-level high=soon
check "nothing partial is left" run 5 report weekly --history empty.db -o json=out.json
check "no file" not_there out.json

# the policy's service level counts, unless one is given
mkdir -p alone/bin team/ci
echo x >alone/bin/app
printf 'report: {service-level: {critical: 3d}}\n' >team/.seaworthy.yaml
check "a scan" run 0 scan --db builtin --history week.db --rootfs alone
in_team() {
	(cd team/ci && "$SEAWORTHY" report weekly --history ../../week.db "$@" >../../out 2>../../err)
}
check "weekly with a policy above" in_team
check "its service level" has "Service level: critical 3"
check "and with a flag" in_team --service-level high=9
check "the flag wins" has "Service level: high 9"
printf 'report: {service-level: {urgent: 3d}}\n' >team/.seaworthy.yaml
check "a wrong policy" test "$(in_team; echo $?)" = 2
check "is named" says "is no severity"
# who asks is confined before the file is read: seen while another process keeps it locked
if command -v python3 >/dev/null && ! grep -q __asan_init "$SEAWORTHY"; then
	cat >lock.py <<-'END'
		import fcntl, subprocess, sys, time
		with open('week.db', 'r+b') as file:
		    fcntl.lockf(file, fcntl.LOCK_EX, 512, 0x40000000)
		    run = subprocess.Popen(sys.argv[1:])
		    time.sleep(0.7)
		    status = open(f'/proc/{run.pid}/status').read()
		print(*[line for line in status.splitlines() if line.startswith('Seccomp:')])
		sys.exit(run.wait())
	END
	asked() {
		python3 lock.py "$SEAWORTHY" "$@" >out 2>err
	}
	for question in "history status" "history list" "report weekly"; do
		check "$question, while it is locked" asked $question --history week.db
		check "it waited confined" has "^Seccomp:.2"
	done
	check "free when it is told so" asked report weekly --no-sandbox --history week.db
	check "it waited" has "^Seccomp:.0"
else
	skipped=$((skipped + 1))
fi
mkdir -p elsewhere links
cp week.db elsewhere/real.db
ln -sf ../elsewhere/real.db links/week.db
check "behind a link, files in another folder" run 0 report weekly --history links/week.db -f none -o json=team/week.json
check "is written" grep -q '"images"' team/week.json
check "two for standard output" run 2 report weekly --history week.db -f json -o html=-
check "an option of weekly" run 2 report convert --since 7d x.json
cases_end
