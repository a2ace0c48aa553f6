#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the example images and judges them, as a CI job would.
# usage: demo.sh SEAWORTHY
set -eu
seaworthy=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/../.."
out=out/demo

show() {
	printf '\n$ %s\n' "$*"
	set +e
	"$@"
	code=$?
	set -e
	printf '(exit %s)\n' "$code"
}

echo 'making the example images from files of this machine ...'
examples/payment-service/mkimage.sh "$out"
PATH=$(dirname "$seaworthy"):$PATH
SEAWORTHY_HISTORY=off # an example is nobody's past
export PATH SEAWORTHY_HISTORY
show seaworthy scan --db builtin -o html="$out/before.html" "$out/before.tar"
show seaworthy scan --db builtin "$out/after.tar"
