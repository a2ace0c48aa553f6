#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Trivy-style command lines: exit code, a pattern of standard output, a pattern of standard error. One line, one case.
set -u
. "$ROOT/tests/lib/cases.sh"
own_home
unset DOCKER_HOST CONTAINER_HOST XDG_RUNTIME_DIR SOURCE_DATE_EPOCH
for v in $(env | sed -n 's/^\(TRIVY_[A-Z_]*\)=.*/\1/p'); do unset "$v"; done
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1
B="--db builtin --now 2026-11-21 --input images/before.tar"
A="--db builtin --now 2026-11-21 --input images/after.tar"
O="--format oneline"

# EXIT 'COMMAND LINE' 'PATTERN OF STANDARD OUTPUT' 'PATTERN OF STANDARD ERROR'; empty: nothing at all is
# written there, "-": whatever. A pattern with a "!" before it must not be found.
matches() { # FILE PATTERN
	case $2 in
	-) true ;;
	'') [ ! -s "$1" ] ;;
	!*) ! grep -qE -e "${2#!}" "$1" ;;
	*) grep -qE -e "$2" "$1" ;;
	esac
}
t() {
	want=$1 line=$2
	eval "\"$SEAWORTHY\" $line" >out 2>err
	code=$?
	if [ $code -eq "$want" ] && matches out "$3" && matches err "$4"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "failed: exit $code, wanted $want: $line   [$3] [$4]"
		head -n 4 out err
	fi
}

# what a report without --exit-code gives: 0, whatever is found
t 0 "image $B" 'NOT SEAWORTHY' ''
t 0 "i $B $O" 'act-now critical CVE-2023-38408' ''
t 0 "image $A" 'SEAWORTHY' ''
t 0 "image $O --db builtin images/before.tar" 'CVE-2023-38408' -
t 0 "image --input=images/after.tar --db=builtin" 'SEAWORTHY' ''
t 0 "image --db builtin --input - <images/after.tar" 'SEAWORTHY' ''
t 0 "image --db builtin - <images/after.tar" 'SEAWORTHY' ''
t 0 "trivy image $A" 'SEAWORTHY' ''

# the gate
t 1 "image $B --exit-code 1" 'NOT SEAWORTHY' ''
t 0 "image $A --exit-code 1" 'SEAWORTHY' ''
t 7 "image $B --exit-code=7" 'NOT SEAWORTHY' -
t 0 "image $B --exit-code 0" 'NOT SEAWORTHY' -
t 1 "image $B --exit-code 1 --severity CRITICAL,HIGH --ignore-unfixed" 'NOT SEAWORTHY' 'not in the report: 4 findings of other severities'
t 2 "image $B --exit-code 256" '' 'no number from 0 to 255'
t 2 "image $B --exit-code=-1" '' 'no number'
t 2 "image $B --exit-code one" '' '--exit-code: "one" is no number'

# severities: what is shown and what counts are the same
t 0 "image $B $O --severity CRITICAL" '! high |medium CVE' 'other severities'
t 0 "image $B $O -s HIGH" 'high CVE-2023-4911' -
t 0 "image $B $O -s HIGH" '!critical' -
t 0 "image $B $O -s high,critical" 'critical CVE' -
t 0 "image $B $O -s HIGH -s CRITICAL" 'critical CVE' -
t 0 "image $B $O --severity=MEDIUM" 'medium generic-password' -
t 0 "image $B $O -sCRITICAL" '!high CVE' -
t 1 "image $B -s MEDIUM --exit-code 1" '-' -
t 0 "image $B -s LOW --exit-code 1" 'SEAWORTHY' '22 findings of other severities'
t 0 "image $B $O -s UNKNOWN --exit-code 1" 'os-eol' -
t 2 "image $B -s SEVERE" '' '"SEVERE" is none of UNKNOWN, LOW, MEDIUM, HIGH, CRITICAL'
t 2 "image $B --severity" '' '--severity needs a value'

# statuses
t 0 "image $B $O --ignore-status fixed --scanners vuln" '!CVE-' 'of statuses that are ignored'
t 0 "image $B $O --ignore-status affected,will_not_fix --scanners vuln" 'CVE-' ''
t 0 "image $B --ignore-status unknown" '-' ''
t 0 "image $B --ignore-unfixed=false" '-' ''
t 2 "image $B --ignore-unfixed=maybe" '' 'neither true nor false'
t 2 "image $B --ignore-status gone" '' '"gone" is no status'

# scanners
t 0 "image $B $O --scanners vuln" '!private-key' ''
t 0 "image $B $O --scanners secret" '!CVE-' ''
t 1 "image $B --scanners secret --exit-code 1" '-' ''
t 0 "image $B $O --scanners vuln,misconfig" 'leftover-compiler' ''
t 0 "image $B $O --image-config-scanners misconfig" 'leftover-compiler' ''
t 0 "image $B --scanners vuln,license" '-' 'licences are not judged'
t 2 "image $B --scanners license" '' 'nothing to look for'
t 2 "image $B --scanners rootkit" '' '"rootkit" is none of'
t 0 "image $B $O --security-checks vuln" '!private-key' ''
t 0 "image $B $O --pkg-types os --scanners vuln" 'CVE-' ''
t 2 "image $B $O --pkg-types library --scanners vuln" '' 'not read by this program'
t 0 "image $B $O --vuln-type os" 'CVE-' ''
t 2 "image $B --pkg-types disk" '' 'neither os nor library'

# paths
t 0 "image $B $O --skip-dirs root" '!root/.ssh' 'in files that are skipped'
t 0 "image $B $O --skip-dirs /root/.ssh/" '!root/.ssh' -
t 0 "image $B $O --skip-files root/.ssh/id_rsa" '!root/.ssh' -
t 0 "image $B $O --skip-files '**/id_rsa'" '!root/.ssh' -
t 0 "image $B $O --skip-dirs nowhere --skip-files '*.go'" 'root/.ssh' ''

# end of life, gaps
t 0 "image $A --exit-on-eol 5" '-' ''
t 5 "image --db builtin --now 2030-01-01 --input images/after.tar --exit-on-eol 5" 'NOT SEAWORTHY' ''
t 0 "image --db builtin --now 2030-01-01 --input images/after.tar --exit-code 1" '-' ''
t 0 "image --input images/after.tar" 'INCOMPLETE' 'incomplete: 1 thing could not be read or judged: only the built-in'
t 0 "image --quiet --input images/after.tar" 'INCOMPLETE' 'incomplete: 1 thing'
t 3 "image --exit-code 1 --input images/after.tar" 'INCOMPLETE' 'incomplete: 1 thing'
t 0 "image --exit-code 1 --exit-on-gaps 0 --input images/after.tar" 'INCOMPLETE' 'incomplete: 1 thing'
t 9 "image --exit-on-gaps 9 --input images/after.tar" 'INCOMPLETE' 'incomplete: 1 thing'
t 1 "image --exit-code 1 --input images/before.tar" 'NOT SEAWORTHY' 'incomplete: 1 thing'

# formats
t 0 "image $A --format template --template @/contrib/html.tpl" '<![dD][oO][cC][tT][yY][pP][eE] html' ''
t 0 "image $A --format template -t '@html.tpl' -o r.html" '' ''
t 0 "image $A -f table -o r.txt" '' ''
t 0 "image $A --format template --template=contrib/junit.tpl" '<testsuites' ''
t 2 "image $A --format template --template @mine.tpl" '' 'there is no template engine; of the known ones there are html.tpl'
t 2 "image $A --format template" '' 'there is no template engine'
t 0 "image $A --template @html.tpl" 'SEAWORTHY' 'counts with --format template only'
t 2 "image $A --format cyclonedx" '' 'bills of materials are not written'
t 2 "image $A --format spdx" '' 'bills of materials are not written'
t 2 "image $A -f spdx-json" '' 'bills of materials are not written'
t 2 "image $A -f pictures" '' 'unknown format "pictures"'
t 0 "image $A -f sarif" '"version": *"2.1.0"' ''
t 5 "image $A -f table -o none/r.txt" '' 'none/r.txt'
t 2 "image $A -o --quiet" '' '--output needs a value, not --quiet'

# accepted without effect, in one line; always so here: not a word
t 0 "image $A --timeout 10m --insecure --cache-backend redis" '-' 'accepted, and without effect here: --timeout, --insecure, --cache-backend$'
t 0 "image $A --timeout 5m0s" '-' ''
t 0 "image $A --username me --password secret" '-' '--username, --password$'
t 0 "image $A --db-repository host/db:2" '-' '--db-repository$'
t 0 "image $A --no-progress --offline-scan --skip-db-update --skip-java-db-update --skip-check-update" '-' ''
t 0 "image $A --disable-telemetry --skip-version-check --list-all-pkgs --show-suppressed --parallel 2" '-' ''
t 0 "image $A -q --timeout 10m" '-' ''
t 0 "image $A -qd" '-' -
t 0 "image $A --removed-pkgs --dependency-tree --table-mode summary --max-image-size 1GB" '-' 'without effect'
t 0 "image $A --cache-dir nowhere" '-' ''

# refused
t 2 "image $A --ignore-policy p.rego" '' '^seaworthy: image: --ignore-policy: Rego is not run here: write'
t 2 "image $A --compliance docker-cis-1.6.0" '' '--compliance: compliance reports'
t 2 "image $A --server http://x" '' 'there is no client and server'
t 2 "image $A --distro alpine/3.20" '' '--distro: the distribution is what the image says'
t 2 "image $A --vuln-severity-source nvd" '' '--vuln-severity-source'
t 0 "image $A --vuln-severity-source auto" '-' ''
t 2 "image $A --file-patterns x:y" '' '--file-patterns'
t 2 "image $A --vex repo" '' '--vex repo: nothing is fetched'
t 2 "image $A --vex none.json" '' 'none.json'
t 2 "image --image-src remote,containerd payment:1.2" '' 'images come from docker or podman'
t 2 "image $A --severty HIGH" '' 'unknown flag --severty; did you mean --severity\?'
t 2 "image $A --zzzzzzzz" '' 'unknown flag --zzzzzzzz'
t 2 "image $A -Z" '' 'unknown flag -Z'
t 2 "image" '' 'one image is scanned, IMAGE or --input FILE, 0 were given'
t 2 "image $A images/before.tar" '' '2 were given'
t 5 "image --db builtin images/none.tar" '' 'no such file'
t 5 "image --db builtin --input payment:1.2" '' 'no such file'
t 5 "image --db builtin payment:none" '' 'no container engine listens on this machine.*docker save payment:none'
t 2 "image --db builtin --docker-host tcp://10.0.0.1:2375 payment:1.2" '' 'only the unix socket'

# what is ignored
printf 'CVE-2023-38408\n' >ignored
t 0 "image $B $O --scanners vuln --severity CRITICAL --ignorefile ignored" '!act-now critical CVE-2023-38408' -
t 0 "image $B $O --ignorefile none" 'act-now critical CVE-2023-38408' '--ignorefile none: no such file: nothing is ignored'
cp ignored .trivyignore
t 0 "image $B $O --scanners vuln" '!act-now critical CVE-2023-38408' -
rm .trivyignore

# other commands
mkdir -p tree/etc tree/sub tree/.git empty
printf 'FROM debian:latest\nRUN sudo true\n' >tree/sub/Dockerfile.dev
printf 'FROM alpine@sha256:%064d\nUSER 1000\nHEALTHCHECK CMD true\nCMD ["true"]\n' 1 >tree/app.dockerfile
printf 'url=postgres://payments:%s@10.20.30.40/x\n' 'Zq8vLm2RtY6w' >tree/app.properties
t 0 "fs --db builtin $O tree" 'database-url' 'lock files of languages'
t 1 "filesystem --db builtin --exit-code 1 tree" 'NOT SEAWORTHY' -
t 0 "repo --db builtin $O --scanners secret tree" 'database-url' -
t 0 "repository --db builtin $O --skip-files app.properties tree" '!database-url' -
t 2 "repo https://example.org/x.git" '' 'nothing is cloned'
t 2 "fs --branch main tree" '' '--branch: nothing is cloned'
t 0 "rootfs --db builtin tree" '-' -
t 2 "rootfs images/after.tar" '' 'is not a folder'
t 5 "rootfs nowhere" '' 'nowhere'
t 2 "fs" '' 'one folder is scanned'
t 0 "config tree" 'sub/Dockerfile.dev' 'Dockerfiles are judged; manifests'
t 1 "conf --exit-code 1 tree" 'Dockerfile.dev' -
t 4 "config --exit-code 4 --severity HIGH,CRITICAL tree" '-' -
t 0 "config -f sarif -o c.sarif tree" '' -
t 0 "config --format template --template @contrib/junit.tpl tree" '<testsuite' -
t 2 "config -f json tree" '' 'config writes table, sarif'
t 0 "config tree/sub/Dockerfile.dev" 'Dockerfile.dev' -
t 0 "config empty" '' 'no Dockerfile in it; nothing was judged'
t 3 "config --exit-code 1 empty" '' 'nothing was judged'
t 5 "config nowhere" '' 'nowhere'
t 0 "clean --all" '' 'not needed: nothing is cached'
t 0 "registry login --username x host" '' 'not needed'
t 0 "vex repo init" '' 'not needed'
t 0 "plugin install x" '' 'not needed'
t 0 "module list" '' 'not needed'
t 2 "sbom bom.json" '' 'bills of materials are not read'
t 2 "k8s --report summary cluster" '' 'clusters are not asked'
t 2 "kubernetes" '' 'seaworthy image'
t 2 "server --listen :4954" '' 'there is no server'
t 2 "client x" '' 'there is no server'
t 2 "vm disk.img" '' 'disks are not read'
"$SEAWORTHY" scan --db builtin --now 2026-11-21 -f json images/before.tar >saved.json 2>/dev/null
t 0 "convert --format table saved.json" 'NOT SEAWORTHY' ''
t 0 "convert --format template --template @contrib/html.tpl -o c.html saved.json" '' ''
t 2 "convert --severity HIGH saved.json" '' 'say it where the scan is made'
t 5 "convert none.json" '' 'none.json'
t 2 "convert" '' 'one saved report'

# flags before the command; help
t 0 "--cache-dir x --quiet image $A" 'SEAWORTHY' ''
t 0 "-q image $A" 'SEAWORTHY' ''
t 0 "--color never image $A" 'SEAWORTHY' ''
t 0 "trivy --quiet i $A" 'SEAWORTHY' ''
t 2 "trivy frobnicate" '' 'no command of a Trivy-style line'
t 0 "image --help" '--ignore-unfixed' ''
t 0 "fs -h" '--ignore-unfixed' ''
t 0 "help trivy" 'Refused:' ''
t 0 "help image" 'Refused:' ''
t 0 "help" 'Trivy-style command lines are understood: seaworthy help trivy' ''
t 0 "help" '!^  (image|fs|k8s) ' ''

check 'an output of a run that fails is not there' [ ! -e none ]
check 'the page is whole' grep -q '</html>' r.html
check 'and converted too' grep -q '</html>' c.html
check 'a table in a file' grep -q SEAWORTHY r.txt
check 'a report in a file' grep -q 'sarif' c.sarif
cases_end
