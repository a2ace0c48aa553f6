# SPDX-License-Identifier: Apache-2.0
# Every line of data/eol.txt is well formed, and the check can fail.
check() {
	awk '
	function date(s) { return s ~ /^[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/ }
	/^#/ || /^$/ { next }
	{
		why = ""
		ext = $4; sub(/\*$/, "", ext)
		if (NF < 5) why = "fewer than five fields"
		else if ($3 != "-" && !date($3)) why = "END is not a date"
		else if ($4 != "-" && !date(ext)) why = "EXTENDED is not a date"
		else if (ext != "-" && $3 != "-" && ext <= $3) why = "EXTENDED is not behind END"
		else if (seen[$1 " " $2]++) why = "listed twice"
		if (why != "") { print NR ": " why ": " $0; bad = 1 }
		n++
	}
	END { if (n < 1) { print "empty"; bad = 1 } exit bad }' "$1"
}
check "$ROOT/data/eol.txt" || exit 1
[ "$(grep -vc '^#\|^$' "$ROOT/data/eol.txt")" -ge 130 ] || { echo "too few lines"; exit 1; }
head -n 2 "$ROOT/data/eol.txt" | grep -q 'as of 20[0-9][0-9]-[01][0-9]' || { echo "no date in the head"; exit 1; }
for line in 'debian 12 2026-06-10 2028-06-30' 'debian 12 2026-6-10 - Debian' 'debian 12 2026-06-10 2020-01-01 Debian'; do
	echo "$line" >bad.txt
	check bad.txt >/dev/null && { echo "passed: $line"; exit 1; }
done
exit 0
