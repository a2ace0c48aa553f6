# SPDX-License-Identifier: Apache-2.0
# Images made by an attacker: every one ends with the exit code it should, says why, and stays within the memory goal.
set -u
command -v python3 >/dev/null || { echo "skip: no python3"; exit 77; }
exec python3 "$ROOT/tests/cli/scan/hostile.py" "$SEAWORTHY"
