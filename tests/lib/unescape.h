/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes in cases that are text: \n, \r, \t, \0, \xHH; behind any other backslash a byte is itself. */
#pragma once

#include "base/str.h"

static inline struct str unescape(struct arena *a, struct str s)
{
	char *to = arena_bytes(a, s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		uint8_t byte;
		if (s.p[i] != '\\' || i + 1 == s.n) {
			to[n++] = s.p[i];
		} else if (s.p[i + 1] == 'x' && str_unhex(str_slice(s, i + 2, i + 4), &byte, 1)) {
			to[n++] = (char)byte;
			i += 3;
		} else {
			char c = s.p[++i];
			to[n++] = c == 'n'   ? '\n'
				  : c == 'r' ? '\r'
				  : c == 't' ? '\t'
				  : c == '0' ? '\0'
					     : c;
		}
	}
	return str_make(to, n);
}
