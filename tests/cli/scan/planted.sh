# SPDX-License-Identifier: Apache-2.0
# Three hundred made-up credentials in files of every kind, in layers, history, configuration and git: they are found, where
# they are, and never shown.
set -u
command -v python3 >/dev/null || { echo "skip: no python3"; exit 77; }
command -v git >/dev/null || { echo "skip: no git"; exit 77; }
exec python3 "$ROOT/tests/cli/scan/planted.py" "$SEAWORTHY"
