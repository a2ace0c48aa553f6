# SPDX-License-Identifier: Apache-2.0
# clang-format agrees with the tree; no line beyond 120 columns, no file beyond 1000 lines.
here=$PWD
cd "$ROOT" || exit 2
files=$(find src tests fuzz bench \( -name '*.c' -o -name '*.h' \) | sort)
bad=0
for f in $files; do
	# the texts and examples of a rule are one string each, and read best so
	case $f in src/find/dockerfile/* | src/find/secret/* | src/find/watch/* | src/tell/phrases*.h | bench/mix.h) texts='"' ;; *) texts='^$' ;; esac
	expand -t 8 "$f" | grep -nE '^.{121,}$' | grep -v "$texts" | cut -c 1-60 | sed "s|^|$f:|; s|$| ... beyond 120 columns|" | grep . && bad=1
	case $f in src/*) most=1000 ;; *) most=2000 ;; esac
	[ "$(wc -l <"$f")" -le $most ] || { echo "$f: more than $most lines: look for the seam"; bad=1; }
	head -n 1 "$f" | grep -q SPDX-License-Identifier || { echo "$f: no SPDX line"; bad=1; }
done
if command -v clang-format >/dev/null; then
	clang-format --dry-run -Werror $files >"$here/out" 2>&1 || { head -n 20 "$here/out"; bad=1; }
fi
exit $bad
