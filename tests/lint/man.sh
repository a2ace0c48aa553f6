# SPDX-License-Identifier: Apache-2.0
# docs/man/seaworthy.1 is what the command tables say, and renders without a warning. BLESS=1 rewrites it.
set -u
page=$ROOT/docs/man/seaworthy.1
"$SEAWORTHY" help --man >made || exit 1
if [ -n "${BLESS:-}" ]; then
	cp made "$page"
fi
if ! cmp -s made "$page"; then
	diff -u "$page" made | head -n 20
	echo "docs/man/seaworthy.1 is not up to date: make bless T=lint/man"
	exit 1
fi
for word in "SYNOPSIS" "EXIT STATUS" "ENVIRONMENT" "seaworthy scan"; do
	sed 's/\\-/-/g' made | grep -q "$word" || { echo "no \"$word\" in the page"; exit 1; }
done
if ! command -v man >/dev/null || ! command -v groff >/dev/null; then
	echo "up to date; skip of the rendering: no man or groff"
	exit 0
fi
for width in 60 80 120; do
	LC_ALL=C.UTF-8 MANWIDTH=$width man --warnings -l made >text 2>warnings || { cat warnings; exit 1; }
	[ ! -s warnings ] || { cat warnings; exit 1; }
	[ "$(wc -l <text)" -gt 50 ] || { echo "the page is empty"; exit 1; }
	LC_ALL=C.UTF-8 MANWIDTH=$width man --warnings -l "$ROOT/docs/man/seaworthy-policy.5" >text 2>warnings || { cat warnings; exit 1; }
	[ ! -s warnings ] || { cat warnings; exit 1; }
	[ "$(wc -l <text)" -gt 50 ] || { echo "the page about policies is empty"; exit 1; }
done
