/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packagist (Composer documentation, "Versions and constraints"; PHP manual, version_compare).
 *
 * A version is cut into runs of digits and of letters; all else separates. What can stand at a
 * place sorts
 *
 *	other words < dev < a… < b… < RC, rc < the end < p… < a number
 *
 * so that 1.0-dev < 1.0a1 < 1.0RC1 < 1.0 < 1.0pl1 < 1.0.1. As in PHP a word is known by its
 * beginning ("patch", "post" are "p") and in exactly this case, all other words are the same, and
 * "1.0" comes before "1.0.0". A leading "v" and the build behind "+" do not count.
 *
 * Names of branches (dev-main, 1.x-dev) have no place among versions and are not valid.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

/* In the order in which they sort. */
enum rank {
	RANK_OTHER,
	RANK_DEV,
	RANK_ALPHA,
	RANK_BETA,
	RANK_CANDIDATE,
	RANK_END,
	RANK_PATCH,
	RANK_NUMBER,
};

static const struct {
	const char *text;
	enum rank rank;
} words[] = {
	{ "dev", RANK_DEV },	  { "a", RANK_ALPHA },	    { "b", RANK_BETA },
	{ "RC", RANK_CANDIDATE }, { "rc", RANK_CANDIDATE }, { "p", RANK_PATCH },
};

static struct str strip(struct str version)
{
	version = order_skip_v(str_trim(version));
	str_cut(version, '+', &version, NULL);
	return version;
}

static enum rank next(struct str *rest, struct str *number)
{
	while (rest->n && !char_is_alnum(rest->p[0]))
		*rest = str_from(*rest, 1);
	*number = STR("");
	if (rest->n == 0)
		return RANK_END;
	if (char_is_digit(rest->p[0])) {
		*number = order_take_digits(rest);
		return RANK_NUMBER;
	}
	struct str word = order_take_alpha(rest);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_starts(word, str_of(words[i].text)))
			return words[i].rank;
	return RANK_OTHER;
}

static int compare(struct str a, struct str b)
{
	a = strip(a);
	b = strip(b);
	for (;;) {
		struct str x, y;
		enum rank at = next(&a, &x), bt = next(&b, &y);
		if (at != bt)
			return order_int(at, bt);
		if (at == RANK_END)
			return 0;
		int r = order_digits(x, y);
		if (r)
			return r;
	}
}

static bool take_word(struct str *rest, const char *const *names)
{
	struct str s = *rest;
	if (s.n && (s.p[0] == '.' || s.p[0] == '-' || s.p[0] == '_'))
		s = str_from(s, 1);
	struct str word = order_take_alpha(&s);
	for (; *names; names++) {
		if (!str_eq_nocase(word, str_of(*names)))
			continue;
		*rest = s;
		return true;
	}
	return false;
}

/* Numbers, a stability with numbers, "dev", a build: all but the first may be missing. */
static bool valid(struct str version)
{
	static const char *const stability[] = { "stable", "beta",  "b",  "rc", "alpha",
						 "a",	   "patch", "pl", "p",	NULL };
	static const char *const dev[] = { "dev", NULL };
	struct str s = order_skip_v(str_trim(version)), build;
	if (str_cut(s, '+', &s, &build) && (build.n == 0 || !order_is_made_of(build, "-.")))
		return false;
	if (order_take_digits(&s).n == 0)
		return false;
	while (s.n > 1 && (s.p[0] == '.' || s.p[0] == '-') && char_is_digit(s.p[1])) {
		s = str_from(s, 1);
		order_take_digits(&s);
	}
	if (take_word(&s, stability)) {
		while (s.n &&
		       (char_is_digit(s.p[0]) ||
			(s.n > 1 && (s.p[0] == '.' || s.p[0] == '-') && char_is_digit(s.p[1])))) {
			s = str_from(s, 1);
			order_take_digits(&s);
		}
	}
	return s.n == 0 || (take_word(&s, dev) && s.n == 0);
}

const struct scheme scheme_composer = { .name = "composer", .valid = valid, .compare = compare };
