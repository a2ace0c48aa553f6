#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a fuzzer ever found in the Dockerfile code (tests/corpus/DRIVER), read again by the same drivers.
set -eu
passed=0 failed=0
for folder in "$ROOT"/tests/corpus/*; do
	driver=$(basename "$folder")
	case $driver in dockerfile | shell | build | lint) ;; *) continue ;; esac
	for file in "$folder"/*; do
		if "$B/fuzz-$driver" "$file"; then
			passed=$((passed + 1))
		else
			echo "fuzz-$driver: ${file#"$ROOT"/}"
			failed=$((failed + 1))
		fi
	done
done
echo "cases: $passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
