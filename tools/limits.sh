#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Prints the table of limits in SECURITY.md from src/base/limits.h.
# usage: limits.sh SOURCE_DIR
set -eu
echo '| limit | value | of |'
echo '| --- | --- | --- |'
tr -d '\\\n\t' <"$1/base/limits.h" | sed 's/X(LIMIT_/\nX(LIMIT_/g' |
	sed -n 's/^X(LIMIT_\([A-Z_]*\), *\([^"]*\), *"\([^"]*\)").*/| \1 | \2 | \3 |/p' |
	awk -F ' [|] ' '{ name = tolower($1); gsub(/_/, " ", name); gsub(/ull/, "", $2); print name " | " $2 " | " $3 }'
