# SPDX-License-Identifier: Apache-2.0
# What a builder says of the build, kept beside the image: secrets in it are found, a damaged one is a gap, and none of it
# is taken for an image.
set -u
command -v python3 >/dev/null || { echo "skip: no python3"; exit 77; }
exec python3 "$ROOT/tests/cli/scan/attestation.py" "$SEAWORTHY"
