#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Images of an engine: against one that a script plays, which breaks off, lies and keeps silent.
set -u
. "$ROOT/tests/lib/cases.sh"
own_home
unset DOCKER_HOST CONTAINER_HOST XDG_RUNTIME_DIR SOURCE_DATE_EPOCH
command -v python3 >/dev/null || { echo 'skip: no python3'; exit 77; }
[ -e /var/run/docker.sock ] && { echo 'skip: an engine runs on this machine'; exit 77; }
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1
python3 "$ROOT/tests/cli/trivy/engine.py" engine.sock images/after.tar &
engine=$!
trap 'kill $engine' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -S engine.sock ] && break
	sleep 0.5
done
S="unix://$PWD/engine.sock"
DOCKER_HOST=$S
export DOCKER_HOST
N="--db builtin --now 2026-11-21"

check 'scan' run 0 scan $N payment:1.2
check 'the name is the reference' has 'SEAWORTHY.*1.2.0'
cp out by-name
"$SEAWORTHY" scan $N - <images/after.tar >out 2>err
check 'the same as from a pipe' [ "$(grep -c . out)" -eq "$(grep -c . by-name)" ]
check 'image' run 0 image $N payment:1.2
check 'i, with a host in the name' run 0 i $N host:5000/team/payment:1.2
check 'a digest' run 0 image $N "payment@sha256:$(printf '%064d' 1)"
check 'localhost/ is tried' run 0 image $N short:1
check 'no such image' run 5 image $N none:1
check 'is said with what to type' says 'none:1: no such file, and no image of the engine at .*engine.sock; images are not pulled here: docker pull none:1 first'
check 'in one line' [ "$(wc -l <err)" -eq 1 ]
check 'no such image, by scan' run 5 scan $N none:1
check 'a broken transfer is an error' run 5 image $N broken:1
check 'of reading' says 'broken:1.*reset'
check 'one that ends between two blocks, too' run 5 image $N cut:1
check 'an engine with an error' run 5 image $N angry:1
check 'gives its words' says '500 .*no way'
check 'an engine that changes its mind' run 5 image $N fickle:1
check 'hostile words of an engine' run 5 image $N evil:1
check 'are harmless' [ "$(grep -c "$(printf '\033')" err)" -eq 0 ]
check 'an engine that hangs up' run 5 image $N silent:1
check 'not an archive' run 5 image $N garbage:1
# the other commands that read images
check 'layers' run 0 layers payment:1.2
check 'layers of it' has '^1.2.0'
check 'layers: no such image' run 5 layers none:1
check 'layers: a broken transfer' run 5 layers broken:1
cp images/before.tar before.tar
check 'diff, a file and a name' run 0 report diff --db builtin before.tar payment:1.2
check 'diff says what is compared' has 'payment:1.2'
cp out by-name
"$SEAWORTHY" report diff --db builtin before.tar images/after.tar >out 2>err
check 'the same as of a file' [ "$(grep -c . out)" -eq "$(grep -c . by-name)" ]
check 'diff, two names' run 0 report diff --db builtin payment:1.2 team/payment:1.2
check 'diff: no such image' run 5 report diff --db builtin payment:1.2 none:1
check 'diff: a broken transfer' run 5 report diff --db builtin before.tar broken:1
check 'says which' says 'broken:1.*reset'
check '--docker-host' run 0 image $N --docker-host "$S" payment:1.2
DOCKER_HOST=unix:///none.sock
check 'before DOCKER_HOST' run 0 image $N --docker-host "$S" payment:1.2
check '--podman-host' run 0 image $N --podman-host "$S" --image-src podman payment:1.2
check 'an engine that is not there' run 5 image $N payment:1.2
check 'is no engine' says 'no container engine listens.*save payment:1.2 | seaworthy scan -'
check 'nor for layers' run 5 layers payment:1.2
check 'which names its own command' says 'save payment:1.2 | seaworthy layers -'
check 'nor for diff' run 5 report diff images/after.tar payment:1.2
check 'which wants a file' says 'save payment:1.2 -o image.tar, and compare image.tar'
unset DOCKER_HOST
mkdir -p run/podman
ln -s "$PWD/engine.sock" run/podman/podman.sock
XDG_RUNTIME_DIR=$PWD/run
export XDG_RUNTIME_DIR
check "Podman's socket of a user" run 0 image $N payment:1.2
check 'not when only docker is asked' run 5 image $N --image-src docker payment:1.2
DOCKER_HOST=tcp://127.0.0.1:2375
export DOCKER_HOST
check 'other machines are not asked' run 2 scan $N payment:1.2
DOCKER_HOST=$S
cp images/after.tar payment
check 'a file of that name comes first' run 0 image $N payment
for word in ./payment:1 /x payment.tar 'a b' 'a?b' ../x; do
	check "no name of an image: $word" run 5 image $N "$word"
	check "and nobody is asked: $word" says 'no such file or folder'
done
# a reader that gives up leaves nobody behind
run 5 image $N -o none/x payment:1.2
check 'no process stays' [ -z "$(pgrep -P $$ -f 'image --db builtin')" ]
cases_end
