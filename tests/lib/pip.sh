# SPDX-License-Identifier: Apache-2.0
# Packages of PyPI that tests compare with, in a virtual environment outside of the repository's files: $SEAWORTHY_TOOLS, or
# build/pip. To be sourced. pip_tool NAME PACKAGE==VERSION… prints the folder of the environment, or leaves with 77.
pip_tool() {
	pip_dir=${SEAWORTHY_TOOLS:-${B:-build}/pip}/$1
	case $pip_dir in /*) ;; *) pip_dir=$ROOT/$pip_dir ;; esac
	shift
	if [ "$(cat "$pip_dir/.installed" 2>/dev/null)" != "$*" ]; then
		rm -rf "$pip_dir"
		mkdir -p "$pip_dir" || return 77
		{ python3 -m venv "$pip_dir" && timeout 240 "$pip_dir/bin/pip" install -q --disable-pip-version-check "$@"; } \
			>"$pip_dir/log" 2>&1 && echo "$*" >"$pip_dir/.installed" ||
			{ echo "skip: pip cannot install $*" >&2; return 77; }
	fi
	echo "$pip_dir"
}
