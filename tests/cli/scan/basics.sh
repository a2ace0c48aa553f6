# SPDX-License-Identifier: Apache-2.0
# The scan command from outside, on the example images: exit codes, outputs, threads, failures, confinement.
set -u
pass=0 fail=0
ok() {
	pass=$((pass + 1))
}
bad() {
	fail=$((fail + 1))
	echo "FAIL $*"
}
expect() { # NAME EXIT COMMAND...
	name=$1 want=$2
	shift 2
	"$@" >out.txt 2>err.txt
	got=$?
	if [ "$got" -eq "$want" ]; then ok; else
		bad "$name: exit $got, not $want"
		head -n 3 err.txt
	fi
}
says() { # NAME FILE WORDS
	if grep -qF -- "$3" "$2"; then ok; else
		bad "$1: does not say \"$3\""
		head -n 5 "$2"
	fi
}

"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1
scan="$SEAWORTHY scan --now 2026-11-21"
XDG_CACHE_HOME=$PWD/cache
export XDG_CACHE_HOME
unset SEAWORTHY_DB SOURCE_DATE_EPOCH

# verdicts and exit codes
expect 'before' 1 $scan --db builtin images/before.tar
says 'before' out.txt 'NOT SEAWORTHY'
expect 'after' 0 $scan --db builtin images/after.tar
says 'after' out.txt 'SEAWORTHY'
expect 'after without a database' 3 $scan images/after.tar
says 'after without a database' out.txt 'headline'
expect '--exit-code' 9 $scan --db builtin --exit-code 9 images/before.tar
expect '--no-gate' 0 $scan --db builtin --no-gate images/before.tar
expect '--max-db-age' 4 $scan --db builtin --max-db-age 1 images/after.tar
expect '--max-db-age that is not reached' 0 $scan --db builtin --max-db-age 3650 images/after.tar
expect 'no such file' 5 $scan --db builtin images/nothing.tar
expect 'two images' 2 $scan a b
expect 'another platform' 5 $scan --db builtin --platform plan9/mips images/after.tar
expect 'all platforms' 0 $scan --db builtin --platform all images/after.tar
expect 'all digests' 0 $scan --db builtin --verify=full images/after.tar

# any number of outputs; the same bytes for any number of threads and from a pipe
expect 'outputs' 1 $scan --db builtin -j 1 -o json=one.json -o packages=one.txt -o oneline=one.line images/before.tar
expect 'four threads' 1 $scan --db builtin -j 4 -o json=four.json images/before.tar
if cmp -s one.json four.json; then ok; else bad 'four threads give another report'; fi
expect 'locale' 1 env LC_ALL=tr_TR.UTF-8 $scan --db builtin -o json=locale.json images/before.tar
if cmp -s one.json locale.json; then ok; else bad 'the locale changes the report'; fi
cat images/before.tar | $scan --db builtin -f packages - >pipe.txt 2>/dev/null
if cmp -s one.txt pipe.txt && [ -s pipe.txt ]; then ok; else bad 'a pipe gives other packages'; fi
if command -v python3 >/dev/null && ! python3 -m json.tool one.json >/dev/null; then bad 'not JSON'; else ok; fi

# nothing partial is left behind
mkdir ro && chmod 500 ro
expect 'output into a folder that is not there' 5 $scan --db builtin -o json=none/x.json images/after.tar
expect 'output is a folder' 2 $scan --db builtin -o json=ro images/after.tar
echo old >kept.json
expect 'unreadable image keeps the old output' 5 $scan --db builtin -o json=kept.json images/nothing.tar
if [ "$(cat kept.json)" = old ]; then ok; else bad 'the old output is gone'; fi
expect 'full device' 5 sh -c "$scan --db builtin images/after.tar >/dev/full"
if mkdir small && mount -t tmpfs -o size=64k tmpfs small 2>/dev/null; then
	expect 'full disk' 5 $scan --db builtin --files -f none -o json=small/r.json images/before.tar
	if [ -z "$(ls small)" ]; then ok; else bad "left on the full disk: $(ls small)"; fi
	mount -o remount,ro small
	expect 'read-only disk' 5 $scan --db builtin -f none -o json=small/r.json images/after.tar
	umount small
fi
if ls | grep -q '\.tmp$'; then bad "left behind: $(ls | grep '\.tmp$')"; else ok; fi

# nothing to judge is no clean bill; a program alone is judged by what can be seen of it
mkdir -p nothing/var/lib alone/bin
expect 'a folder without any file' 3 $scan --db builtin --rootfs nothing
says 'a folder without any file' out.txt 'there is nothing to judge: it holds no file'
says 'a folder without any file' out.txt 'nothing was judged: it holds no file'
if grep -q '^  holds  0 packages in 1 layer$' out.txt; then ok; else bad 'folders are no files'; fi
says 'a folder without any file' out.txt INCOMPLETE
cp "$SEAWORTHY" alone/bin/app
expect 'one program' 0 $scan --db builtin --rootfs alone
says 'one program' out.txt 'what its programs are made of was not judged'

# the page is honest about what it predicts, and about images that somebody changed
$scan --db builtin -f html images/before.tar >page.html
says 'a prediction' page.html 'is a prediction: rebuild, then scan again'
$scan --db builtin -f html images/after.tar >page.html
if grep -q 'is a prediction' page.html; then bad 'nothing is predicted where nothing blocks'; else ok; fi
mkdir -p planted/etc
printf '/tmp/x.so\n' >planted/etc/ld.so.preload
$scan --db builtin -f html --rootfs planted >page.html
says 'tampering' page.html 'The honest answer is to rebuild from a trusted base'

# damaged on the way
size=$(wc -c <images/before.tar)
head -c $((size / 2)) images/before.tar >cut.tar
"$SEAWORTHY" scan --db builtin cut.tar >out.txt 2>&1
case $? in 3 | 5) ok ;; *) bad "half an archive: exit $?" ;; esac

# confined while it reads: the process waits on a pipe that says nothing
mkfifo pipe
(sleep 3 >pipe) &
"$SEAWORTHY" scan --db builtin - <pipe >/dev/null 2>&1 &
pid=$!
sleep 1
if grep -q '^Seccomp:.*2' "/proc/$pid/status" && grep -q '^NoNewPrivs:.*1' "/proc/$pid/status"; then
	ok
elif ! grep -q '^Seccomp:' "/proc/$pid/status" || echo "$SEAWORTHY" | grep -q -e asan -e tsan; then
	ok # no seccomp in this kernel, or a sanitizer build: the report says so
else
	bad 'not confined while reading'
fi
wait
expect 'unconfined on demand' 0 $scan --db builtin --no-sandbox images/after.tar
says 'unconfined on demand' out.txt 'no-sandbox'

echo "cases: $pass passed, $fail failed, 0 skipped"
[ $fail -eq 0 ]
