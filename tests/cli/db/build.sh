#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# db build: one file that appears whole, the same bytes from the same feeds, and honest exit codes.
set -u
. "$ROOT/tests/lib/cases.sh"
. "$ROOT/tests/lib/feeds.sh"

make_feeds feeds
own_home

check "builds" run 0 db build --from feeds -o a.db
check "counts what was refused" has "1  refused: withdrawn"
check "names the partitions" has "^Alpine 3.20 *[0-9]* *[0-9]*  complete$"
check "no time in a pipe" sh -c '! grep -q "^time" out'
check "again" run 0 db build --from feeds -o b.db
check "the same bytes" cmp -s a.db b.db
mkdir elsewhere && cp -r feeds/kev elsewhere/zzz && cp -r feeds/osv elsewhere/aaa && cp -r feeds/alpine elsewhere/mmm
check "from another place" run 0 db build --from elsewhere -o c.db
check "the order of the feeds does not matter" cmp -s a.db c.db
check "without texts" run 0 db build --from feeds --no-text -o small.db
check "is smaller" [ "$(wc -c <small.db)" -lt "$(wc -c <a.db)" ]

check "the default place is made" run 0 db build --from feeds
check "under the home folder" cmp -s a.db home/.cache/seaworthy/seaworthy.db
XDG_CACHE_HOME=$PWD/cache run 0 db build --from feeds && check "or under XDG_CACHE_HOME" cmp -s a.db cache/seaworthy/seaworthy.db
check "into a pipe" sh -c '"$SEAWORTHY" -q db build --from feeds -o /dev/stdout | cmp -s - a.db'

check "no --from" run 2 db build -o x.db
check "says what is missing" says "needs --from"
check "a folder that is not there" run 5 db build --from nowhere -o x.db
mkdir empty && cp feeds/README empty
check "no feed in the folder" run 5 db build --from empty -o x.db
check "says so" says "none of 1 files"
check "a target that cannot be written" run 5 db build --from feeds -o no/such/folder/x.db
check "an option of another subcommand" run 2 db build --from feeds --db x
check "operands" run 2 db build feeds
check "nothing was left behind" sh -c '! ls x.db* 2>/dev/null'

cp a.db old.db
head -c 300 feeds/alpine/v3.20/main.json >feeds/alpine/v3.20/community.json
check "a damaged feed file" run 3 db build --from feeds -o old.db
check "is named" says "community.json"
check "the rest is in the database" run 0 db lookup -q --db old.db alpine:3.20 boats
check "and no temporary file stays" sh -c '! ls ./*.tmp 2>/dev/null'

cases_end
