/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Python versions (PEP 440, "Version scheme" and "Normalization"):
 *
 *	[epoch!]number{.number}[{a|b|rc}n][.postn][.devn][+local]
 *
 * in every spelling that the PEP normalises: case, "v", separators '.', '-', '_' or none, alpha,
 * beta, c, pre, preview, rev, r, "1.0-1" for a post-release, missing numbers for 0.
 *
 *	1.0.dev1 < 1.0a1.dev1 < 1.0a1 < 1.0a1.post1 < 1.0rc1 < 1.0 < 1.0+x < 1.0.post1.dev1
 *	         < 1.0.post1
 *
 * parse() fills one struct whose members, compared in their order, are the order; a text that is no
 * version comes before all versions, and two such compare by bytes.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"
#include "judge/lib/semver.h"

/* Where a version without the part sorts among those with it. */
enum part { PART_LOWEST, PART_PRESENT, PART_HIGHEST };

struct version {
	bool ok;
	struct str epoch, release;
	enum part pre;
	int pre_kind; /* alpha, beta, candidate: 0, 1, 2 */
	struct str pre_number;
	enum part post;
	struct str post_number;
	enum part dev;
	struct str dev_number;
	bool has_local;
	struct str local;
};

struct word {
	const char *text;
	int kind;
};

/* A longer word stands before its own prefix. */
static const struct word pre_words[] = { { "alpha", 0 },   { "a", 0 },	 { "beta", 1 },
					 { "b", 1 },	   { "rc", 2 },	 { "c", 2 },
					 { "preview", 2 }, { "pre", 2 }, { NULL, 0 } };
static const struct word post_words[] = { { "post", 0 }, { "rev", 0 }, { "r", 0 }, { NULL, 0 } };
static const struct word dev_words[] = { { "dev", 0 }, { NULL, 0 } };

static bool is_separator(char c)
{
	return c == '.' || c == '-' || c == '_';
}

static struct str skip_separator(struct str s)
{
	return s.n && is_separator(s.p[0]) ? str_from(s, 1) : s;
}

/* [separator] word [separator] [number] */
static bool take_part(struct str *rest, const struct word *words, int *kind, struct str *number)
{
	struct str s = skip_separator(*rest);
	for (; words->text; words++) {
		struct str want = str_of(words->text);
		if (!str_eq_nocase(str_slice(s, 0, want.n), want))
			continue;
		s = skip_separator(str_from(s, want.n));
		*kind = words->kind;
		*number = order_take_digits(&s);
		*rest = s;
		return true;
	}
	return false;
}

static bool take_post(struct str *rest, struct str *number)
{
	int kind;
	if (rest->n > 1 && rest->p[0] == '-' && char_is_digit(rest->p[1])) {
		*rest = str_from(*rest, 1);
		*number = order_take_digits(rest);
		return true;
	}
	return take_part(rest, post_words, &kind, number);
}

/* Letters and digits between single separators. */
static bool local_is_valid(struct str s)
{
	bool open = true; /* a segment has to begin here */
	for (size_t i = 0; i < s.n; i++) {
		bool separator = is_separator(s.p[i]);
		if (separator ? open : !char_is_alnum(s.p[i]))
			return false;
		open = separator;
	}
	return !open;
}

static struct str take_release(struct str *rest)
{
	struct str whole = *rest;
	while (order_take_digits(rest).n) {
		if (rest->n < 2 || rest->p[0] != '.' || !char_is_digit(rest->p[1]))
			break;
		*rest = str_from(*rest, 1);
	}
	return str_slice(whole, 0, whole.n - rest->n);
}

static struct version parse(struct str text)
{
	struct version v = { .ok = false };
	struct str s = order_skip_v(str_trim(text));
	struct str ahead = s;
	struct str digits = order_take_digits(&ahead);
	if (digits.n && ahead.n && ahead.p[0] == '!') {
		v.epoch = digits;
		s = str_from(ahead, 1);
	}
	v.release = take_release(&s);
	if (v.release.n == 0)
		return v;

	int kind;
	bool pre = take_part(&s, pre_words, &v.pre_kind, &v.pre_number);
	bool post = take_post(&s, &v.post_number);
	bool dev = take_part(&s, dev_words, &kind, &v.dev_number);
	v.has_local = s.n && s.p[0] == '+';
	if (v.has_local) {
		v.local = str_from(s, 1);
		if (!local_is_valid(v.local))
			return v;
		s = STR("");
	}
	v.ok = s.n == 0;
	/* "1.0.dev1" comes even before "1.0a1", "1.0.post1.dev1" of course does not */
	v.pre = pre ? PART_PRESENT : dev && !post ? PART_LOWEST : PART_HIGHEST;
	v.post = post ? PART_PRESENT : PART_LOWEST;
	v.dev = dev ? PART_PRESENT : PART_HIGHEST;
	return v;
}

static struct str take_segment(struct str *rest)
{
	size_t n = 0;
	while (n < rest->n && !is_separator(rest->p[n]))
		n++;
	struct str segment = str_slice(*rest, 0, n);
	*rest = str_from(*rest, n + 1);
	return segment;
}

static bool is_number(struct str segment)
{
	order_take_digits(&segment);
	return segment.n == 0;
}

/* "Local version identifiers": numbers beat letters, more segments beat fewer. */
static int compare_local(struct str a, struct str b)
{
	while (a.n && b.n) {
		struct str x = take_segment(&a), y = take_segment(&b);
		bool number = is_number(x);
		if (number != is_number(y))
			return number ? 1 : -1;
		int r = number ? order_digits(x, y) : order_nocase(x, y);
		if (r)
			return r;
	}
	return order_int(a.n > 0, b.n > 0);
}

static int compare_part(enum part a, struct str number_a, enum part b, struct str number_b)
{
	if (a != b)
		return order_int(a, b);
	return a == PART_PRESENT ? order_digits(number_a, number_b) : 0;
}

static int compare(struct str a, struct str b)
{
	struct version v = parse(a), w = parse(b);
	if (!v.ok || !w.ok)
		return v.ok || w.ok ? order_int(v.ok, w.ok) : str_cmp(a, b);
	int r = order_digits(v.epoch, w.epoch);
	if (r == 0)
		r = semver_compare_numbers(v.release, w.release);
	if (r == 0 && v.pre == PART_PRESENT && w.pre == PART_PRESENT)
		r = order_int(v.pre_kind, w.pre_kind);
	if (r == 0)
		r = compare_part(v.pre, v.pre_number, w.pre, w.pre_number);
	if (r == 0)
		r = compare_part(v.post, v.post_number, w.post, w.post_number);
	if (r == 0)
		r = compare_part(v.dev, v.dev_number, w.dev, w.dev_number);
	if (r == 0)
		r = order_int(v.has_local, w.has_local);
	return r || !v.has_local ? r : compare_local(v.local, w.local);
}

static bool valid(struct str version)
{
	return parse(version).ok;
}

const struct scheme scheme_pep440 = { .name = "pep440", .valid = valid, .compare = compare };
