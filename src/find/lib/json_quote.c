/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/json_quote.h"

size_t json_quote_put(char *to, struct str s)
{
	size_t n = 0;
	to[n++] = '"';
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < ' ') {
			memcpy(to + n, "\\u00", 4);
			hex_put(to + n + 4, &c, 1);
			n += 6;
			continue;
		}
		if (c == '"' || c == '\\')
			to[n++] = '\\';
		to[n++] = (char)c;
	}
	to[n++] = '"';
	return n;
}

struct str json_quote(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, JSON_QUOTED(s.n));
	return str_make(p, json_quote_put(p, s));
}
