# SPDX-License-Identifier: Apache-2.0
# Packages of npm that tests compare with, kept outside of the repository's files: $SEAWORTHY_TOOLS, or build/npm.
# To be sourced. npm_tool NAME NPM_PACKAGE@VERSION… prints the folder that holds node_modules, or leaves with 77.
npm_tool() {
	npm_dir=${SEAWORTHY_TOOLS:-${B:-build}/npm}/$1
	case $npm_dir in /*) ;; *) npm_dir=$ROOT/$npm_dir ;; esac
	shift
	command -v node >/dev/null && command -v npm >/dev/null || { echo "skip: no node and npm" >&2; return 77; }
	if [ "$(cat "$npm_dir/.installed" 2>/dev/null)" != "$*" ]; then
		mkdir -p "$npm_dir" || return 77
		(cd "$npm_dir" && rm -rf node_modules package.json package-lock.json .installed &&
			timeout 120 npm install --silent --no-audit --no-fund --ignore-scripts "$@" >log 2>&1 &&
			echo "$*" >.installed) ||
			{ echo "skip: npm cannot install $*" >&2; return 77; }
	fi
	echo "$npm_dir"
}
