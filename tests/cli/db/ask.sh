#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# db status and db lookup: what is said, in both formats, and what is not claimed.
set -u
. "$ROOT/tests/lib/cases.sh"
. "$ROOT/tests/lib/feeds.sh"

make_feeds feeds
own_home
"$SEAWORTHY" -q db build --from feeds -o a.db >/dev/null || exit 1

check "status" run 0 db status a.db
check "verifies" has "checksum over the whole content holds"
check "newest date" has "^newest data  *202"
check "reasons" has "refused: withdrawn"
check "status as JSON" run 0 db status -f json a.db
check "digest" has '"digest": "sha256:[0-9a-f]*"'
check "status of the built-in advisories" run 0 db status
check "says that they are" sh -c '"$SEAWORTHY" db status -f json | grep -q "\"builtin\": true"'
SEAWORTHY_DB=$PWD/a.db run 0 db status -f json
check "SEAWORTHY_DB" has '"builtin": false'
SEAWORTHY_DB=$PWD/missing.db run 5 db status
check "SEAWORTHY_DB must be there" says "missing.db"
check "a missing file" run 5 db status missing.db

check "not affected after the fix" run 0 db lookup --db a.db alpine:v3.20 boats 1.36.1-r29
check "answer" has "1.36.1-r29 is not affected"
check "affected before the fix" run 0 db lookup --db a.db Alpine:3.20 boats 1.36.1-r28
check "with the fix" has "1.36.1-r28 is affected; fixed in 1.36.1-r29"
check "the distribution's no" has "CVE-2023-10002  not_affected"
check "a second branch" run 0 db lookup --db a.db npm knots 2.1.3
check "its fix" has "2.1.3 is affected; fixed in 2.1.4"
check "aliases" has "also *CVE-2025-10004"
check "a version between the branches" run 0 db lookup --db a.db npm knots 1.9.9
check "is free" has "1.9.9 is not affected"
check "a version that is none" run 0 db lookup --db a.db npm knots not-a-version
check "is unknown, not free" has "not-a-version is unknown"
check "lookup as JSON" run 0 db lookup --db a.db -f json npm knots 1.0.0
check "answer in JSON" has '"answer": "affected"'
check "no escape sequences" sh -c '! grep -q "$(printf "\033")" out'

check "an unknown name" run 0 db lookup --db a.db alpine:3.20 sails
check "says so" says "no advisory names sails in Alpine 3.20"
check "an unknown release is not a clean one" run 3 db lookup --db a.db alpine:3.99 boats
check "says that" says "no data for Alpine 3.99"
check "nor one with single advisories" run 3 db lookup --db a.db debian:12 sails
check "says that, too" says "no feed covers that release"
check "an unknown name of a registry" run 0 db lookup --db a.db npm sails
check "coverage in JSON" sh -c '"$SEAWORTHY" db lookup -f json --db a.db npm knots | grep -q "\"coverage\": \"single advisories\""'
check "an unknown ecosystem" run 2 db lookup --db a.db cobol boats
check "a release is needed" run 2 db lookup --db a.db alpine boats
check "no operands" run 2 db lookup
check "nothing to do" run 2 db
check "a near miss" run 2 db stauts
check "is corrected" says 'did you mean "status"'

size=$(wc -c <a.db)
head -c $((size / 2)) a.db >cut.db
check "a cut file" run 5 db status cut.db
check "says so" says "the head says $size"
(head -c $((size - 100)) a.db; printf 'x'; tail -c 99 a.db) >flipped.db
check "a flipped byte" run 5 db status flipped.db
check "says so" says "differs from its checksum"
echo "SQLite format 3" >other.db
check "another format" run 5 db status other.db
check "says so" says "not an advisory database"

cases_end
