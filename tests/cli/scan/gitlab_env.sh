#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# scan without an operand, in a job of GitLab's.
set -u
. "$ROOT/tests/lib/cases.sh"
own_home
"$ROOT/examples/payment-service/mkimage.sh" images >/dev/null || exit 1
unset CS_IMAGE CS_DOCKERFILE_PATH CS_SEVERITY_THRESHOLD CS_IGNORE_UNFIXED SOURCE_DATE_EPOCH
N="--db builtin --now 2026-11-21 -f oneline --all"
check 'no image' run 2 scan $N
check 'is asked for' says 'scan needs an image'
CS_IMAGE=images/before.tar
export CS_IMAGE
check 'CS_IMAGE' run 1 scan $N
check 'medium ones, too' has 'medium CVE'
CS_SEVERITY_THRESHOLD=High
export CS_SEVERITY_THRESHOLD
check 'a threshold' run 1 scan $N
check 'leaves out' [ "$(grep -c 'medium CVE' out)" -eq 0 ]
check 'and says so' says 'not in the report, as CS_SEVERITY_THRESHOLD'
check 'an operand means what it says' run 1 scan $N images/before.tar
check 'all of it' has 'medium CVE'
CS_SEVERITY_THRESHOLD=Unknown
check 'the lowest' run 1 scan $N
check 'is all' has 'medium CVE'
CS_SEVERITY_THRESHOLD=Awful
check 'a word that is none' run 2 scan $N
check 'is named' says 'CS_SEVERITY_THRESHOLD: "Awful"'
unset CS_SEVERITY_THRESHOLD
CS_IGNORE_UNFIXED=perhaps
export CS_IGNORE_UNFIXED
check 'neither true nor false' run 2 scan $N
CS_IGNORE_UNFIXED=true
CS_DOCKERFILE_PATH=$ROOT/examples/payment-service/before/Dockerfile
export CS_DOCKERFILE_PATH
check 'all of them' run 1 scan $N
CS_DOCKERFILE_PATH=none
check 'no such Dockerfile is none' run 1 scan $N
check 'two operands' run 2 scan $N images/before.tar images/after.tar
check '--rootfs has no image' run 2 scan $N --rootfs
cases_end
