# SPDX-License-Identifier: Apache-2.0
# The include rule holds, and the check can fail.
"$ROOT/tools/check-layers.sh" "$ROOT/src" || exit 1
mkdir -p src/base src/text src/model src/read src/find src/judge src/tell src/feed && echo '#include "find/walk.h"' >src/base/x.c && echo '#include <stdio.h>' >src/find/y.c
out=$("$ROOT/tools/check-layers.sh" src) && { echo "the check passed a tree that breaks the rule"; exit 1; }
echo "$out" | grep -q 'src/base/x.c:1' && echo "$out" | grep -q 'src/find/y.c' || { echo "not named: $out"; exit 1; }
