/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

struct str base64_encode(struct arena *a, struct str s, enum base64_alphabet alphabet)
{
	static const char first[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	const char *last = alphabet == BASE64_URL ? "-_" : "+/";
	char *p = arena_bytes(a, (s.n / 3 + 1) * 4);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i += 3) {
		size_t have = size_min(s.n - i, 3);
		uint32_t held = 0;
		for (size_t k = 0; k < 3; k++)
			held = held << 8 | (k < have ? (uint8_t)s.p[i + k] : 0);
		for (size_t k = 0; k <= have; k++) {
			uint32_t digit = held >> (18 - 6 * k) & 63;
			p[n++] = digit < 62 ? first[digit] : last[digit - 62];
		}
		for (size_t k = have; k < 3 && alphabet == BASE64_STANDARD; k++)
			p[n++] = '=';
	}
	return str_make(p, n);
}

static int base64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (char_is_lower(c))
		return c - 'a' + 26;
	if (char_is_digit(c))
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static int base32_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

static struct str without_padding(struct str s, size_t group)
{
	size_t n = s.n;
	while (n && s.p[n - 1] == '=')
		n--;
	/* padding fills the last group or is left away */
	if (n != s.n && (s.n % group != 0 || s.n - n >= group))
		return str_make(s.p, s.n);
	return str_make(s.p, n);
}

static bool unpack(struct arena *a, struct str s, int (*digit)(char), unsigned width,
		   struct str *out)
{
	char *p = arena_bytes(a, s.n * width / 8 + 1);
	size_t n = 0;
	uint32_t held = 0;
	unsigned bits = 0;
	for (size_t i = 0; i < s.n; i++) {
		int d = digit(s.p[i]);
		if (d < 0)
			return false;
		held = held << width | (uint32_t)d;
		bits += width;
		if (bits >= 8) {
			bits -= 8;
			p[n++] = (char)(uint8_t)(held >> bits);
		}
	}
	/* a whole digit that adds no byte is one too many */
	if (bits >= width)
		return false;
	*out = str_make(p, n);
	return true;
}

bool base64_decode(struct arena *a, struct str s, struct str *out)
{
	bool standard = str_find_char(s, '+') != SIZE_MAX || str_find_char(s, '/') != SIZE_MAX;
	bool url = str_find_char(s, '-') != SIZE_MAX || str_find_char(s, '_') != SIZE_MAX;
	if (standard && url)
		return false;
	return unpack(a, without_padding(s, 4), base64_digit, 6, out);
}

bool base32_decode(struct arena *a, struct str s, struct str *out)
{
	return unpack(a, without_padding(s, 8), base32_digit, 5, out);
}
