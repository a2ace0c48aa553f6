/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Maven versions (POM reference, "Version Order Specification").
 *
 * A version is cut at dots, hyphens and between digits and letters (which is a hyphen, too) into
 * tokens, each a number or a qualifier, each remembering its separator. An empty token is 0. Then
 * "null" tokens (0, and the qualifiers ga, final, release) that stand at the end, or before a
 * hyphen, are dropped: 1.0.0-foo.0 is 1-foo.
 *
 * What remains is compared token by token; what can stand at a place sorts
 *
 *	.pre-release < -pre-release < 0 leading to a .pre-release < the end
 *	< .qualifier < -qualifier < 0 leading to a .qualifier < -number < .number
 *
 * where pre-releases are alpha < beta < milestone < rc = cr < snapshot, and other qualifiers are sp
 * and then all words by bytes, in lower case. a, b and m are short for alpha, beta and milestone
 * only directly before a digit.
 *
 * The specification pads the shorter version with 0 or "", depending on the other one, which is not
 * transitive: 2.9.0.RC1 < 2.9.0 < 2.9.0-1 < 2.9.0.RC1. Here the end has one place. For that a null
 * token has to know what it leads to, and the circle is cut where it would hurt most: a ".RC" stays
 * before its release.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

/* In the order in which they sort. */
enum rank {
	RANK_DOT_PRE,
	RANK_HYPHEN_PRE,
	RANK_NULL_PRE, /* a null token behind which a DOT_PRE comes */
	RANK_END,
	RANK_RELEASE,
	RANK_DOT_WORD,
	RANK_HYPHEN_WORD,
	RANK_NULL_WORD, /* a null token behind which a DOT_WORD comes */
	RANK_HYPHEN_NUMBER,
	RANK_DOT_NUMBER,
};

enum kind { KIND_PRE, KIND_RELEASE, KIND_WORD };

static const struct qualifier {
	const char *text;
	enum kind kind;
	int place;	  /* within its kind */
	bool needs_digit; /* only directly before a digit */
} qualifiers[] = {
	{ "alpha", KIND_PRE, 0, false },     { "a", KIND_PRE, 0, true },
	{ "beta", KIND_PRE, 1, false },	     { "b", KIND_PRE, 1, true },
	{ "milestone", KIND_PRE, 2, false }, { "m", KIND_PRE, 2, true },
	{ "rc", KIND_PRE, 3, false },	     { "cr", KIND_PRE, 3, false },
	{ "snapshot", KIND_PRE, 4, false },  { "ga", KIND_RELEASE, 0, false },
	{ "final", KIND_RELEASE, 0, false }, { "release", KIND_RELEASE, 0, false },
	{ "sp", KIND_WORD, 0, false },
};
static const struct qualifier other_word = { NULL, KIND_WORD, 1, false };

struct token {
	enum rank rank;
	bool hyphen;
	int place;	 /* of a qualifier */
	struct str text; /* of a number or an unknown qualifier */
};

struct reader {
	struct str rest;
	bool started;
	bool cut;	      /* the last token ended at a change between digits and letters */
	bool kept;	      /* null tokens count as long as at least kept_n bytes are left, */
	enum rank kept_until; /* and lead to this */
	size_t kept_n;
};

static const struct qualifier *qualifier_of(struct str word, bool before_digit)
{
	for (size_t i = 0; i < ARRAY_LEN(qualifiers); i++)
		if (str_eq_nocase(word, str_of(qualifiers[i].text)) &&
		    (before_digit || !qualifiers[i].needs_digit))
			return &qualifiers[i];
	return &other_word;
}

static void rank_word(struct token *t, const struct qualifier *q)
{
	t->place = q->place;
	if (q != &other_word)
		t->text = STR("");
	if (q->kind == KIND_PRE)
		t->rank = t->hyphen ? RANK_HYPHEN_PRE : RANK_DOT_PRE;
	else if (q->kind == KIND_RELEASE)
		t->rank = RANK_RELEASE;
	else
		t->rank = t->hyphen ? RANK_HYPHEN_WORD : RANK_DOT_WORD;
}

static bool is_number(const struct token *t)
{
	return t->rank == RANK_HYPHEN_NUMBER || t->rank == RANK_DOT_NUMBER;
}

static bool is_null(const struct token *t)
{
	return t->rank == RANK_RELEASE || (is_number(t) && order_is_zero(t->text));
}

/* The next token as written. */
static struct token read_token(struct reader *r)
{
	struct str *s = &r->rest;
	struct token t = { .rank = RANK_END, .hyphen = r->cut };
	if (s->n == 0)
		return t;
	if (r->started && !r->cut) {
		t.hyphen = s->p[0] == '-';
		*s = str_from(*s, 1);
	}
	r->started = true;
	size_t n = 0;
	bool digits = s->n && char_is_digit(s->p[0]);
	while (n < s->n && s->p[n] != '.' && s->p[n] != '-' && char_is_digit(s->p[n]) == digits)
		n++;
	t.text = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	r->cut = s->n && s->p[0] != '.' && s->p[0] != '-';
	if (digits || n == 0)
		t.rank = t.hyphen ? RANK_HYPHEN_NUMBER : RANK_DOT_NUMBER;
	else
		rank_word(&t, qualifier_of(t.text, r->cut));
	return t;
}

static struct token as_null(struct token t, enum rank until)
{
	if (until == RANK_DOT_PRE)
		return (struct token){ .rank = RANK_NULL_PRE };
	if (until == RANK_DOT_WORD)
		return (struct token){ .rank = RANK_NULL_WORD };
	return t;
}

/* The next token that counts. */
static struct token next(struct reader *r)
{
	struct token t = read_token(r);
	if (!is_null(&t))
		return t;
	if (r->kept && r->rest.n >= r->kept_n)
		return as_null(t, r->kept_until);
	/*
	 * A run of null tokens. What follows it decides: nothing of the run counts before the end
	 * or a hyphen, otherwise its part from the last hyphen on does.
	 */
	struct reader ahead = *r, from = *r;
	struct token first = t, u = read_token(&ahead);
	while (is_null(&u)) {
		if (u.hyphen) {
			first = u;
			from = ahead;
		}
		u = read_token(&ahead);
	}
	if (u.rank == RANK_END || u.hyphen) {
		*r = ahead;
		return u;
	}
	*r = from;
	r->kept = true;
	r->kept_until = u.rank;
	r->kept_n = ahead.rest.n;
	return as_null(first, r->kept_until);
}

static int compare(struct str a, struct str b)
{
	struct reader x = { .rest = a }, y = { .rest = b };
	for (;;) {
		struct token s = next(&x), t = next(&y);
		if (s.rank != t.rank)
			return order_int(s.rank, t.rank);
		if (s.rank == RANK_END)
			return 0;
		int r = order_int(s.place, t.place);
		if (r == 0)
			r = is_number(&s) ? order_digits(s.text, t.text)
					  : order_nocase(s.text, t.text);
		if (r)
			return r;
	}
}

/* Maven itself takes anything; file names and unresolved "${property}" cannot be versions. */
static bool valid(struct str version)
{
	bool alnum = false;
	for (size_t i = 0; i < version.n; i++)
		alnum |= char_is_alnum(version.p[i]);
	return alnum && order_is_plain(version, "\\/:\"<>|?*[](){}$,");
}

const struct scheme scheme_maven = { .name = "maven", .valid = valid, .compare = compare };
