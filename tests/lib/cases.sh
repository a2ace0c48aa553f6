# SPDX-License-Identifier: Apache-2.0
# For scripts of many cases: counts them, and looks at what the program wrote. A script sources this file and ends
# with cases_end. Output of the last run is in the files out and err, what a server saw in log.
passed=0 failed=0 skipped=0
check() { # NAME, then a command that must succeed
	name=$1
	shift
	if "$@"; then passed=$((passed + 1)); else
		failed=$((failed + 1))
		echo "failed: $name"
		cat out err log 2>/dev/null
	fi
}
run() { # expected exit code, arguments
	want=$1
	shift
	"$SEAWORTHY" "$@" >out 2>err
	code=$?
	[ $code -eq "$want" ] || { echo "exit $code, not $want: $*"; return 1; }
}
has() { grep -q -e "$1" out; }
says() { grep -q -e "$1" err; }
own_home() { # a home folder of the test's own, and no setting of the user's
	HOME=$PWD/home
	export HOME
	mkdir -p home
	unset SEAWORTHY_DB XDG_CACHE_HOME http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY no_proxy NO_PROXY
}
cases_end() {
	echo "cases: $passed passed, $failed failed, $skipped skipped"
	[ $failed -eq 0 ]
}
