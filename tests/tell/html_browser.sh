#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The HTML report in a headless Chromium: does it search, switch, print, and keep hostile strings as text?
# Skips without Chromium (Debian: chromium) or without Python 3.
set -u
command -v python3 >/dev/null || { echo 'skip: no python3'; exit 77; }
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
	{ echo 'skip: no Chromium (package chromium)'; exit 77; }
[ -x "$B/test-tell-format-html" ] || { echo 'skip: no test programs'; exit 77; }
"$B/test-tell-format-html" . || exit 1
PYTHONDONTWRITEBYTECODE=1 exec timeout 600 python3 "$ROOT/tests/tell/html_browser.py" "$(pwd)"
