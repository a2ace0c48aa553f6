# SPDX-License-Identifier: Apache-2.0
# What a reviewer finds in the Dockerfiles of the example, and what is left for him when --fix is through. The lists
# stand in payment_service.expect beside this file; BLESS=1 rewrites it: read the difference as the reviewer.
set -u
unset NO_COLOR CLICOLOR_FORCE COLUMNS XDG_CONFIG_HOME
for v in $(env | sed -n 's/^\(HADOLINT_[A-Z_]*\)=.*/\1/p'); do unset "$v"; done
expect=$ROOT/tests/cli/lint/payment_service.expect
example=$ROOT/examples/payment-service
mkdir service
cp "$example"/app/* service/

found() { # FILE: line and rule
	"$SEAWORTHY" lint --now 2026-06-01 -f tty "$1" >out
	case $? in 0 | 1) ;; *) return 1 ;; esac
	sed -n 's/^service.Dockerfile:\([0-9]*\):[0-9]*: [a-z]* \([a-z-]*\).*/\1 \2/p' out
}

for f in "$example"/before/*Dockerfile "$example"/after/Dockerfile; do
	name=${f#"$example/"}
	cp "$f" service/Dockerfile
	echo "== $name"
	found service/Dockerfile || exit 1
	"$SEAWORTHY" lint --now 2026-06-01 --fix service/Dockerfile >/dev/null 2>&1
	cmp -s "$f" service/Dockerfile && continue
	echo "== $name, repaired"
	found service/Dockerfile || exit 1
	cp service/Dockerfile once
	"$SEAWORTHY" lint --now 2026-06-01 --fix service/Dockerfile >/dev/null 2>&1
	cmp once service/Dockerfile || exit 1
done >got

if [ -n "${BLESS:-}" ]; then
	cp got "$expect"
fi
diff -u "$expect" got
