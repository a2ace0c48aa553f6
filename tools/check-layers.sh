#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The include rule: base < text < model < read < find < judge < tell; feed and cmd as noted. Names the offending line.
# usage: check-layers.sh SOURCE_DIR
set -u
out=$(mktemp)
cd "$1" || exit 2
bad=0

# folder, then the folders it may include
while read -r dir may; do
	[ -d "$dir" ] || continue
	for f in $(find "$dir" -name '*.[ch]'); do
		grep -n '^#include "' "$f" | sed 's/^\([0-9]*\):#include "\([^"]*\)".*/\1 \2/' | while read -r line inc; do
			top=${inc%%/*}
			case " $may " in
			*" $top "*) ;;
			*) echo "src/$f:$line: $dir may not include $inc" ;;
			esac
		done
	done
done <<RULES >$out
base base
text text base
model model text base
read read model text base
find find read model text base
judge judge model text base
tell tell model text base
feed feed judge read model text base
history history model text base
guard guard judge model text base
RULES
[ -s $out ] && bad=1
cat $out

# a feed knows of judge the database's writer, and the version orders that events are sorted by
grep -rn '#include "judge/' feed --include='*.[ch]' | grep -vE '"judge/(db/build|scheme)\.h"' |
	sed 's/^/src\//; s/$/   (feed may not know it)/' >$out
[ -s $out ] && bad=1
cat $out

# an analyzer is pure: no operating system below find/
grep -HnE '#include <(unistd|stdio|stdlib|fcntl|time|sys/.*)\.h>|#include "(read/net/|base/fs|base/out)' $(find find -name '*.[ch]') |
	sed 's/^/src\//; s/$/   (find must not touch the system)/' >$out
[ -s $out ] && bad=1
cat $out

# no sibling of an extension point includes another
for dir in read/source read/filter find/package find/system judge/version tell/format tell/lint tell/weekly find/dockerfile/rule feed/source; do
	[ -d "$dir" ] && grep -n "#include \"$dir/" "$dir"/*.c | sed 's/^/src\//; s/$/   (a sibling)/'
done >$out 2>/dev/null
[ -s $out ] && bad=1
cat $out
grep -rn '#include "cmd/' --include='*.[ch]' base text model read find judge tell feed history >$out && bad=1
cat $out
rm -f $out
exit $bad
