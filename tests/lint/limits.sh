# SPDX-License-Identifier: Apache-2.0
# SECURITY.md shows the limits that the program has. BLESS=1 rewrites them.
cd "$ROOT" || exit 2
table=$(tools/limits.sh src)
[ "$(echo "$table" | wc -l)" -gt 20 ] || { echo "no limits found in src/base/limits.h"; exit 1; }
if [ -n "$BLESS" ]; then
	awk -v t="$table" '/<!-- \/limits -->/ {skip=0} !skip {print} /<!-- limits:/ {print t; skip=1}' SECURITY.md >SECURITY.md.tmp && mv SECURITY.md.tmp SECURITY.md
fi
shown=$(sed -n '/<!-- limits:/,/<!-- \/limits -->/p' SECURITY.md | grep '^|')
[ "$shown" = "$table" ] || { echo "SECURITY.md shows other limits: make bless T=lint/limits"; exit 1; }
