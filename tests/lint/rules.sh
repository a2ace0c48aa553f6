# SPDX-License-Identifier: Apache-2.0
# docs/rules/ is what the rules say of themselves. BLESS=1 rewrites it.
set -u
pages=$ROOT/docs/rules
mkdir made
"$SEAWORTHY" explain --markdown-dir made || exit 1
[ "$(ls made | wc -l)" -gt 50 ] || { echo "too few pages"; exit 1; }
if [ -n "${BLESS:-}" ]; then
	mkdir -p "$pages"
	rm -f "$pages"/*.md
	cp made/*.md "$pages"
fi
diff -ru "$pages" made >difference || {
	head -n 20 difference
	echo "docs/rules is not up to date: make bless T=lint/rules"
	exit 1
}
# every page is complete
for page in made/*.md; do
	[ "$page" = made/README.md ] && continue
	for part in "## Why" "## What to write" "This is found:" "This is not:" "# seaworthy ignore="; do
		grep -qF "$part" "$page" || { echo "$page: no \"$part\""; exit 1; }
	done
	grep -qF "($(basename "$page"))" made/README.md || { echo "$page is not in the index"; exit 1; }
done
