#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The two lines of a common GitLab job, to the letter, with an image of a real engine: Docker, started here.
set -u
. "$ROOT/tests/lib/cases.sh"
own_home
unset CONTAINER_HOST XDG_RUNTIME_DIR SOURCE_DATE_EPOCH
[ "$(id -u)" = 0 ] || { echo 'skip: an engine can be started by root only'; exit 77; }
for c in dockerd docker; do
	command -v $c >/dev/null || { echo "skip: no $c"; exit 77; }
done
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1
# the path of a socket is short
work=$(mktemp -d) || exit 1
dockerd --data-root "$work/d" --exec-root "$work/e" -H "unix://$work/s" --pidfile "$work/p" \
	--iptables=false --ip6tables=false --bridge=none --storage-driver overlay2 >dockerd.log 2>&1 &
engine=$!
ended() {
	kill $engine 2>/dev/null
	wait $engine 2>/dev/null
	rm -rf "$work"
}
trap ended EXIT INT TERM
DOCKER_HOST=unix://$work/s
export DOCKER_HOST
n=0
until docker version >/dev/null 2>&1; do
	n=$((n + 1))
	if [ $n -gt 60 ] || ! kill -0 $engine 2>/dev/null; then
		echo "skip: the engine does not start: $(tail -n 1 dockerd.log)"
		exit 77
	fi
	sleep 1
done
docker load -q -i images/before.tar >out 2>&1 || { echo "skip: $(cat out)"; exit 77; }
IMAGE=registry.example.com/payment-service:latest

check 'the report' run 0 image --format template --template "@/contrib/html.tpl" -o gl-report.html $IMAGE
check 'is written' grep -q '</html>' gl-report.html
check 'and whole' grep -q 'CVE-2023-38408' gl-report.html
check 'the gate' run 1 image --exit-code 1 --severity CRITICAL,HIGH --ignore-unfixed $IMAGE
check 'says why' has 'NOT SEAWORTHY'
check 'the gate without anything of that kind' run 3 image --exit-code 1 --severity LOW --ignore-unfixed $IMAGE
check 'is no pass without a database' says 'only the built-in headline advisories'
check 'and one with it' run 0 image --db builtin --exit-code 1 --severity LOW --ignore-unfixed $IMAGE
check 'scan by name' run 1 scan --db builtin $IMAGE
check 'by digest of the configuration' run 1 scan --db builtin "$(docker images -q --no-trunc $IMAGE)"
check 'no such image' run 5 scan none:1
docker save -o saved.tar $IMAGE
"$SEAWORTHY" scan --db builtin --now 2026-11-21 -f packages $IMAGE >name.txt 2>err
"$SEAWORTHY" scan --db builtin --now 2026-11-21 -f packages saved.tar >file.txt 2>err
check 'the same packages as in what docker save wrote' [ -s name.txt ]
check 'line by line' cmp -s name.txt file.txt
cases_end
