/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/ip_address.h"

/* Four numbers up to 255 without leading zeros; the length, 0 when it is none. */
static size_t read_address(struct str s, unsigned octets[4])
{
	size_t at = 0;
	for (unsigned k = 0; k < 4; k++) {
		if (k && !(at < s.n && s.p[at++] == '.'))
			return 0;
		size_t from = at;
		unsigned value = 0;
		while (at < s.n && char_is_digit(s.p[at]) && at - from < 4)
			value = value * 10 + (unsigned)(s.p[at++] - '0');
		if (at == from || at - from > 3 || value > 255 ||
		    (at - from > 1 && s.p[from] == '0'))
			return 0;
		octets[k] = value;
	}
	return at;
}

static bool is_constant(const unsigned o[4])
{
	return o[0] == 0 || o[0] == 127 || o[0] >= 224 || o[3] == 0 || o[3] == 255 ||
	       (o[0] == 169 && o[1] == 254) || (o[0] == 192 && o[1] == 0 && o[2] == 2) ||
	       (o[0] == 198 && o[1] == 51 && o[2] == 100) ||
	       (o[0] == 203 && o[1] == 0 && o[2] == 113);
}

static bool is_private(const unsigned o[4])
{
	return (o[0] == 192 && o[1] == 168) || (o[0] == 172 && o[1] >= 16 && o[1] <= 31) ||
	       o[0] == 10;
}

static bool joins_before(char c)
{
	return char_is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '~';
}

bool ip_address_next(struct str text, size_t *at, struct str *out, bool *out_sure)
{
	for (size_t n = *at; n < text.n; n++) {
		unsigned o[4];
		if (!char_is_digit(text.p[n]) || (n && joins_before(text.p[n - 1])))
			continue;
		size_t length = read_address(str_from(text, n), o), end = n + length;
		if (length == 0)
			continue;
		char next = end < text.n ? text.p[end] : ' ';
		bool more = end + 1 < text.n &&
			    (char_is_alnum(text.p[end + 1]) || text.p[end + 1] == '*');
		if (char_is_alnum(next) || next == '_' || next == '-' || next == '+' ||
		    next == '~' || (next == '.' && more)) {
			n = end;
			continue;
		}
		bool prefix = next == '/' && more && char_is_digit(text.p[end + 1]);
		if (prefix || is_constant(o)) {
			n = end;
			continue;
		}
		bool url = n >= 3 && str_eq(str_slice(text, n - 3, n), STR("://"));
		bool port = next == ':' && more && char_is_digit(text.p[end + 1]);
		*out_sure = url || port || is_private(o) || (n && text.p[n - 1] == '@');
		*out = str_slice(text, n, end);
		*at = end;
		return true;
	}
	*at = text.n;
	return false;
}
