# SPDX-License-Identifier: Apache-2.0
# The front door for daily work; meson does the building.
#   make                     build/seaworthy
#   make test [T=judge]      build and run the tests (or those below a folder)
#   make asan                the same under address and undefined-behaviour sanitizers
#   make tsan                thread sanitizer over the tests that use threads
#   make clang               build and test with clang
#   make fuzz [Z=read] [TIME=60] [ANALYZER=dpkg]
#   make bench               ratios against gzip, igzip, openssl
#   make bless T=tell        rewrite golden files and show the difference
#   make lint format docs

B ?= build
MESON_FLAGS ?=
T ?=
TIME ?= 60
Z ?= read

all: $(B)/build.ninja
	@ninja -C $(B) $(NINJA_FLAGS) >$(B)/.log 2>&1 || { cat $(B)/.log; exit 1; }
	@grep -E 'warning:' $(B)/.log || true

# The list of sources is part of the configuration: a new file reconfigures by itself.
$(B)/build.ninja: $(B)/.files
	@if [ -f $@ ]; then meson setup --reconfigure $(B) $(MESON_FLAGS) >$(B)/.meson.log 2>&1 || { cat $(B)/.meson.log; exit 1; }; \
	else meson setup $(B) $(MESON_FLAGS) >$(B)/.meson.log 2>&1 || { cat $(B)/.meson.log; rm -f $(B)/.files; exit 1; }; fi
	@touch $@
$(B)/.files: force
	@mkdir -p $(B); { find src tests fuzz bench -name '*.c'; find data -name '*.txt' -o -name '*.css' -o -name '*.js'; } | LC_ALL=C sort >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
force:

test: all
	@B=$(B) tests/run $(T)

asan:
	@$(MAKE) --no-print-directory B=build-asan MESON_FLAGS="-Db_sanitize=address,undefined -Dbuildtype=debugoptimized -Dtest_hooks=true -Db_lundef=false" test
tsan:
	@$(MAKE) --no-print-directory B=build-tsan MESON_FLAGS="-Db_sanitize=thread -Db_lundef=false" T="$(if $(T),$(T),threads)" test
clang:
	@CC=clang-14 $(MAKE) --no-print-directory B=build-clang MESON_FLAGS="-Dwerror=true" test
gcc-strict:
	@CC=gcc $(MAKE) --no-print-directory B=build-werror MESON_FLAGS="-Dwerror=true -Dtest_hooks=true" test

fuzz:
	@CC=clang-14 $(MAKE) --no-print-directory B=build-fuzz MESON_FLAGS="-Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false" NINJA_FLAGS="fuzz-$(Z)" all
	@fuzz/run build-fuzz $(Z) $(TIME)

bench: all
	@B=$(B) bench/run
bless: all
	@B=$(B) BLESS=1 tests/run $(T); git --no-pager diff --stat -- tests
lint:
	@tests/run lint
format:
	@git ls-files '*.c' '*.h' | xargs clang-format -i
clean:
	rm -rf build build-asan build-tsan build-clang build-werror build-fuzz

.PHONY: all test asan tsan clang gcc-strict fuzz bench bless lint format clean force
