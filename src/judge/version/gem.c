/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RubyGems (Gem::Version): segments of digits and of letters; whatever stands between them only
 * separates, and a hyphen means ".pre.". A version with letters is a pre-release:
 *
 *	1.0.a.2 < 1.0.b1 < 1.0.rc < 1.0 = 1.0.0 < 1.0.1
 *
 * Segments compare one by one, letters (by bytes, so "RC" < "beta") before numbers, and each
 * version goes on with zeros for ever. Zeros directly before the first letters do not count:
 * 1.0.0.a is 1.a, which is the only thing that the reader has to look ahead for.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

struct reader {
	struct str rest;
	size_t kept;  /* zeros while more than this much is left are known to count */
	bool letters; /* some were met */
};

struct segment {
	struct str text; /* digits, or "" for an endless 0 */
	bool letters, end;
};

static bool is_plain_separator(char c)
{
	return !char_is_alnum(c) && c != '-';
}

static struct segment read_segment(struct str *rest)
{
	while (rest->n && is_plain_separator(rest->p[0]))
		*rest = str_from(*rest, 1);
	struct segment s = { .end = rest->n == 0 };
	if (s.end)
		return s;
	if (rest->p[0] == '-') {
		*rest = str_from(*rest, 1);
		return (struct segment){ .letters = true, .text = STR("pre") };
	}
	s.letters = char_is_alpha(rest->p[0]);
	s.text = s.letters ? order_take_alpha(rest) : order_take_digits(rest);
	return s;
}

static struct segment next(struct reader *r)
{
	struct segment s = read_segment(&r->rest);
	if (!s.letters && !s.end && !r->letters && order_is_zero(s.text) && r->rest.n < r->kept) {
		struct str ahead = r->rest;
		struct segment t = read_segment(&ahead);
		while (!t.letters && !t.end && order_is_zero(t.text))
			t = read_segment(&ahead);
		if (t.letters) {
			r->rest = ahead;
			s = t;
		} else {
			r->kept = ahead.n; /* this run counts: look no further before its end */
		}
	}
	r->letters |= s.letters;
	return s;
}

static int compare(struct str a, struct str b)
{
	struct reader x = { .rest = a, .kept = SIZE_MAX }, y = { .rest = b, .kept = SIZE_MAX };
	for (;;) {
		struct segment s = next(&x), t = next(&y);
		if (s.end && t.end)
			return 0;
		if (s.letters != t.letters)
			return s.letters ? -1 : 1;
		int r = s.letters ? str_cmp(s.text, t.text) : order_digits(s.text, t.text);
		if (r)
			return r;
	}
}

/* number{.word}[-word{.word}], words of letters, digits and, behind the hyphen, hyphens */
static bool valid(struct str version)
{
	struct str s = str_trim(version), numbers, suffix, word;
	bool has_suffix = str_cut(s, '-', &numbers, &suffix);
	struct str first = numbers;
	str_cut(first, '.', &first, NULL);
	order_take_digits(&first);
	if (numbers.n == 0 || first.n)
		return false;
	while (str_next(&numbers, '.', &word))
		if (word.n == 0 || !order_is_made_of(word, ""))
			return false;
	while (has_suffix && str_next(&suffix, '.', &word))
		if (word.n == 0 || !order_is_made_of(word, "-"))
			return false;
	return true;
}

const struct scheme scheme_gem = { .name = "gem", .valid = valid, .compare = compare };
