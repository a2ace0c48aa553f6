# SPDX-License-Identifier: Apache-2.0
# The mirror law: every entry of an extension folder has its cases, every module of base and text its unit test.
cd "$ROOT" || exit 2
bad=0
for f in src/base/*.c src/text/*.c; do
	m=${f#src/}
	case $m in
	base/mem.c) continue ;; # dies or works: nothing to observe from inside
	esac
	[ -f "tests/$m" ] || { echo "no tests/$m for $f"; bad=1; }
done
for d in find/package find/system judge/version tell/format feed/source; do
	for f in src/$d/*.c; do
		n=$(basename "$f" .c)
		[ -e "tests/$d/$n" ] || [ -e "tests/$d/$n.data" ] || [ -e "tests/$d/$n.c" ] || { echo "no cases tests/$d/$n for $f"; bad=1; }
	done
done
exit $bad
