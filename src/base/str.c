/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem, memrchr */
#include "base/str.h"

#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

int str_cmp(struct str a, struct str b)
{
	size_t n = size_min(a.n, b.n);
	int r = n ? memcmp(a.p, b.p, n) : 0;
	if (r)
		return r;
	return (a.n > b.n) - (a.n < b.n);
}

static int compare_items(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void str_sort(struct str *p, size_t n)
{
	if (n > 1)
		qsort(p, n, sizeof(*p), compare_items);
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (char_lower(a.p[i]) != char_lower(b.p[i]))
			return false;
	return true;
}

size_t str_find(struct str s, struct str needle)
{
	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return SIZE_MAX;
	/* memmem() prepares tables for the needle; mostly not even its first byte occurs */
	const char *from = memchr(s.p, needle.p[0], s.n - needle.n + 1);
	const char *hit =
		from ? memmem(from, s.n - (size_t)(from - s.p), needle.p, needle.n) : NULL;
	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

/* Sixteen bytes at a time where the processor can: whole images are counted through. */
size_t str_count_char(struct str s, char c)
{
	size_t n = 0, i = 0;
#ifdef __SSE2__
	const __m128i wanted = _mm_set1_epi8(c), zero = _mm_setzero_si128();
	while (s.n - i >= 16) {
		__m128i found = zero; /* in each byte how many, less than 256 */
		for (unsigned k = 0; k < 255 && s.n - i >= 16; k++, i += 16) {
			__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
			found = _mm_sub_epi8(found, _mm_cmpeq_epi8(x, wanted));
		}
		__m128i sums = _mm_sad_epu8(found, zero);
		n += (size_t)_mm_cvtsi128_si32(sums) +
		     (size_t)_mm_cvtsi128_si32(_mm_srli_si128(sums, 8));
	}
#endif
	for (; i < s.n; i++)
		n += s.p[i] == c;
	return n;
}

size_t str_find_char(struct str s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t str_rfind_char(struct str s, char c)
{
	const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;
	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

struct str str_trim(struct str s)
{
	while (s.n && char_is_space(s.p[0]))
		s = str_from(s, 1);
	while (s.n && char_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool str_cut(struct str s, char c, struct str *head, struct str *tail)
{
	size_t at = str_find_char(s, c);
	bool found = at != SIZE_MAX;
	struct str h = found ? str_slice(s, 0, at) : s;
	struct str t = found ? str_from(s, at + 1) : str_make(NULL, 0);
	if (head)
		*head = h;
	if (tail)
		*tail = t;
	return found;
}

bool str_next(struct str *rest, char c, struct str *piece)
{
	if (!rest->p)
		return false;
	if (!str_cut(*rest, c, piece, rest))
		*rest = str_make(NULL, 0);
	return true;
}

bool str_next_line(struct str *rest, struct str *line)
{
	if (rest->n == 0)
		return false;
	str_cut(*rest, '\n', line, rest);
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

bool str_next_word(struct str *rest, struct str *word)
{
	struct str s = *rest;
	while (s.n && char_is_space(s.p[0]))
		s = str_from(s, 1);
	size_t n = 0;
	while (n < s.n && !char_is_space(s.p[n]))
		n++;
	*rest = str_from(s, n);
	*word = str_slice(s, 0, n);
	return n > 0;
}

bool str_u64(struct str s, uint64_t max, uint64_t *out)
{
	uint64_t v = 0;
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!char_is_digit(s.p[i]))
			return false;
		if (!u64_mul(v, 10, &v) || !u64_add(v, (uint64_t)(s.p[i] - '0'), &v) || v > max)
			return false;
	}
	if (v > max)
		return false;
	*out = v;
	return true;
}

static int hex_value(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool str_unhex(struct str s, uint8_t *out, size_t n)
{
	if (s.n != n * 2)
		return false;
	for (size_t i = 0; i < n; i++)
		if (hex_value(s.p[2 * i]) < 0 || hex_value(s.p[2 * i + 1]) < 0)
			return false;
	for (size_t i = 0; i < n; i++)
		out[i] = (uint8_t)(hex_value(s.p[2 * i]) << 4 | hex_value(s.p[2 * i + 1]));
	return true;
}

void hex_put(char *to, const void *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const uint8_t *p = bytes;
	for (size_t i = 0; i < n; i++) {
		to[2 * i] = digits[p[i] >> 4];
		to[2 * i + 1] = digits[p[i] & 15];
	}
}

struct str str_hex(struct arena *a, struct str bytes)
{
	size_t n;
	if (!size_mul(bytes.n, 2, &n))
		die("str_hex: %zu bytes", bytes.n);
	char *p = arena_bytes(a, n);
	hex_put(p, bytes.p, bytes.n);
	return str_make(p, n);
}

struct str str_dup(struct arena *a, struct str s)
{
	if (s.n == 0)
		return STR("");
	return str_make(memcpy(arena_bytes(a, s.n), s.p, s.n), s.n);
}

const char *str_cstr(struct arena *a, struct str s)
{
	size_t n;
	if (!size_add(s.n, 1, &n))
		die("str_cstr: %zu bytes", s.n);
	char *z = arena_bytes(a, n);
	if (s.n)
		memcpy(z, s.p, s.n);
	z[s.n] = '\0';
	return z;
}

struct str str_lower(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.n ? s.n : 1);
	for (size_t i = 0; i < s.n; i++)
		p[i] = char_lower(s.p[i]);
	return str_make(p, s.n);
}

struct str str_vprintf(struct arena *a, const char *fmt, va_list args)
{
	char small[512]; /* most texts fit, and are formatted once then */
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(small, sizeof(small), fmt, args);
	ENSURE(n >= 0);
	char *p = arena_bytes(a, (size_t)n + 1);
	if ((size_t)n < sizeof(small))
		memcpy(p, small, (size_t)n + 1);
	else
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return str_make(p, (size_t)n);
}

struct str str_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str s = str_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

/*
 * Multiply-mix over 8-byte steps, finished with the splitmix64 constants; read little-endian so
 * that it can be stored.
 */
uint64_t str_hash(struct str s)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ s.n;
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = s.n;
	while (n >= 8) {
		uint64_t k;
		memcpy(&k, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		k = __builtin_bswap64(k);
#endif
		h = (h ^ k) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
		p += 8;
		n -= 8;
	}
	uint64_t tail = 0;
	for (size_t i = 0; i < n; i++)
		tail |= (uint64_t)p[i] << (8 * i);
	h = (h ^ tail) * 0xbf58476d1ce4e5b9u;
	h ^= h >> 27;
	h *= 0x94d049bb133111ebu;
	return h ^ h >> 31;
}

/*
 * The two-pointer match, with one remembered star of each kind. An older star is never retried once
 * a newer one of the same kind was met: the newer one can eat whatever the older would have.
 */
bool str_glob(struct str pattern, struct str text)
{
	size_t p = 0, t = 0;
	size_t star_p = SIZE_MAX, star_t = 0; /* behind the last '*', and what it has eaten up to */
	size_t deep_p = SIZE_MAX, deep_t = 0; /* the same for the last double star */
	bool by_component =
		false; /* the last double star was a whole component: whole components only */
	while (t < text.n || p < pattern.n) {
		char c = p < pattern.n ? pattern.p[p] : '\0';
		if (p + 1 < pattern.n && c == '*' && pattern.p[p + 1] == '*') {
			by_component = (p == 0 || pattern.p[p - 1] == '/') && p + 2 < pattern.n &&
				       pattern.p[p + 2] == '/';
			p += by_component ? 3 : 2;
			deep_p = p;
			deep_t = t;
			star_p = SIZE_MAX;
		} else if (p < pattern.n && c == '*') {
			star_p = ++p;
			star_t = t;
		} else if (p < pattern.n && t < text.n &&
			   (c == text.p[t] || (c == '?' && text.p[t] != '/'))) {
			p++;
			t++;
		} else if (star_p != SIZE_MAX && star_t < text.n && text.p[star_t] != '/') {
			p = star_p;
			t = ++star_t;
		} else if (deep_p != SIZE_MAX && deep_t < text.n) {
			if (by_component) {
				size_t slash = str_find_char(str_from(text, deep_t), '/');
				if (slash == SIZE_MAX)
					return false;
				deep_t += slash;
			}
			p = deep_p;
			t = ++deep_t;
			star_p = SIZE_MAX;
		} else {
			return false;
		}
	}
	return true;
}

bool str_is_utf8(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	for (size_t i = 0; i < s.n;) {
		unsigned c = p[i];
		if (c < 0x80) {
			i++;
			continue;
		}
		size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
		if (c < 0xc2 || c > 0xf4 || s.n - i <= more)
			return false;
		uint32_t v = c & (0x3fu >> more);
		for (size_t k = 1; k <= more; k++) {
			if ((p[i + k] & 0xc0) != 0x80)
				return false;
			v = v << 6 | (p[i + k] & 0x3f);
		}
		static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
		if (v < least[more] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
			return false;
		i += more + 1;
	}
	return true;
}
