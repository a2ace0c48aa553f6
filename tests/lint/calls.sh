# SPDX-License-Identifier: Apache-2.0
# Calls that the conventions forbid, and malloc outside its module.
cd "$ROOT/src" || exit 2
bad=0
grep -nwE '(strcpy|strcat|sprintf|vsprintf|atoi|atol|atof|strtok|scanf|sscanf|fscanf|strtol|strtoul|strtoull|strtoll|gets|alloca|system|popen|tmpnam|mktemp)\(' \
	$(find . -name '*.[ch]') | grep -v '^\S*:[0-9]*:\s*\*' && bad=1
grep -nwE '(malloc|calloc|realloc|strdup|free)\(' $(find . -name '*.[ch]' ! -path ./base/mem.c) |
	grep -v '^\S*:[0-9]*:\s*[/ ]\*' && bad=1
[ $bad -eq 0 ] || { echo "these calls are forbidden (CONTRIBUTING.md)"; exit 1; }
