/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Borrowed bytes with a length. No NUL promise, no encoding promise: file names and package fields
 * are bytes.
 *
 * A struct str never owns what it points to; it is valid as long as the buffer, arena or mapping
 * behind it. Comparison is by unsigned bytes, whatever the locale.
 */
#pragma once

#include "base/arena.h"
#include "base/base.h"

struct str {
	const char *p; /* may be NULL only when n is 0 */
	size_t n;      /* bytes */
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_INIT(literal)                       \
	{                                       \
		"" literal, sizeof(literal) - 1 \
	} /* in a static initialiser */

/* For "%.*s". */
#define STRF(s) (int)((s).n > INT_MAX ? INT_MAX : (s).n), (s).n ? (s).p : ""

static inline struct str str_make(const void *p, size_t n)
{
	return (struct str){ p, n };
}

/* Of a NUL-terminated string; NULL gives the empty one. */
static inline struct str str_of(const char *z)
{
	return (struct str){ z, z ? strlen(z) : 0 };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* The first byte that differs decides: most words of a table differ in their first. */
static inline bool str_is(struct str a, const char *z)
{
	if (!z)
		return a.n == 0;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != z[i] || !z[i])
			return false;
	return !z[a.n];
}

/* The part from `from` to the end, or [from, to); positions beyond the end are cut to it. */
static inline struct str str_from(struct str s, size_t from)
{
	from = size_min(from, s.n);
	return str_make(from ? s.p + from : s.p, s.n - from);
}

static inline struct str str_slice(struct str s, size_t from, size_t to)
{
	to = size_min(to, s.n);
	return from >= to ? str_make(s.p, 0) : str_make(s.p + from, to - from);
}

/* < 0, 0, > 0 by unsigned bytes; a prefix sorts first. */
int str_cmp(struct str a, struct str b);

/* By str_cmp, in place. */
void str_sort(struct str *p, size_t n);

/* ASCII letters only, in any locale. */
bool str_eq_nocase(struct str a, struct str b);

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n &&
	       (prefix.n == 0 || (s.p[0] == prefix.p[0] && memcmp(s.p, prefix.p, prefix.n) == 0));
}

static inline bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

/* Position of the first occurrence, SIZE_MAX when there is none. */
size_t str_find(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);
size_t str_rfind_char(struct str s, char c);
size_t str_count_char(struct str s, char c);
static inline bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle) != SIZE_MAX;
}

/* Without leading and trailing space, tab, CR, LF, FF, VT. */
struct str str_trim(struct str s);

/*
 * Splits at the first `c`: true, *head what stands before it and *tail what stands behind it;
 * without one false, *head = s and *tail empty. head or tail may be NULL, and may be &s of the
 * caller.
 */
bool str_cut(struct str s, char c, struct str *head, struct str *tail);

/*
 * Takes the next piece of *rest up to `c` (or the end) and steps over the separator. False when
 * *rest was used up (its p is then NULL). "a,,b" gives three pieces, "" gives one empty piece, "a,"
 * gives "a" and "".
 */
bool str_next(struct str *rest, char c, struct str *piece);

/*
 * Takes the next line without its LF or CRLF. False at the end; a final LF does not make an empty
 * last line.
 */
bool str_next_line(struct str *rest, struct str *line);

/* The next run of bytes that are not space or tab (or CR or LF); false when none is left. */
bool str_next_word(struct str *rest, struct str *word);

/* Decimal digits only, the whole string, at most `max`; false and *out untouched otherwise. */
bool str_u64(struct str s, uint64_t max, uint64_t *out);

/* 0-9a-f of either case, even count, exactly n bytes out. */
bool str_unhex(struct str s, uint8_t *out, size_t n);

/* The other way, in lower case: of any bytes in the arena, or of n bytes as 2 * n at `to`. */
struct str str_hex(struct arena *a, struct str bytes);
void hex_put(char *to, const void *bytes, size_t n);

/*
 * A copy in the arena; str_cstr adds the NUL and is for the system-call border only (an inner NUL
 * ends it).
 */
struct str str_dup(struct arena *a, struct str s);
const char *str_cstr(struct arena *a, struct str s);
struct str str_lower(struct arena *a, struct str s); /* ASCII */
struct str str_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str str_vprintf(struct arena *a, const char *fmt, va_list args) PRINTF_LIKE(2, 0);

/* 64-bit hash (not keyed, same on every machine and in every run: it may be stored). */
uint64_t str_hash(struct str s);

/*
 * Shell-like match of a whole path: '*' any run without '/', '?' one byte but '/', '**' any run,
 * everything else itself. Linear in pattern × text, no recursion.
 */
bool str_glob(struct str pattern, struct str text);

/* True for well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF). */
bool str_is_utf8(struct str s);

static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool char_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool char_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool char_is_alnum(char c)
{
	return char_is_alpha(c) || char_is_digit(c);
}

static inline bool char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}
