/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alpine package versions (apk-package(5), "pkgver"):
 *
 *	number{.number}[letter]{_suffix[number]}[~hash][-r number]
 *
 *	1.2.10b_rc3_git20240101~1a2b3c-r4
 *
 * Both versions are read token by token and the first difference decides. Where the tokens are of
 * one kind their values do; where not, the kinds sort as in enum kind: a further number beats a
 * letter, a letter beats "_p1", that beats "-r1", that beats the end, and the end beats a
 * pre-release suffix. This is the order of the reader below, so it is a total one.
 *
 * Numbers behind the first one with a leading zero are compared as decimal fractions are: by
 * bytes, so 1.1 > 1.09 and 8.2.0015 < 8.2.002. The first number is always a plain one.
 *
 * What apk refuses still gets a place: a dot without a number (KIND_HOLE) and a rest that cannot be
 * read (KIND_BROKEN) make a version older than the same without them, and all unreadable rests are
 * equal. Revision 0 before such a rest counts as no revision.
 */
#include "judge/scheme.h"

#include "judge/lib/order.h"

/* In the order in which they sort where they meet. */
enum kind {
	KIND_BROKEN,
	KIND_HOLE,
	KIND_PRE, /* _alpha, _beta, _pre, _rc */
	KIND_END,
	KIND_REVISION,
	KIND_HASH,
	KIND_SUFFIX_NUMBER,
	KIND_POST, /* _cvs, _svn, _git, _hg, _p */
	KIND_LETTER,
	KIND_NUMBER,
};

static const char *const pre_suffixes[] = { "alpha", "beta", "pre", "rc" };
static const char *const post_suffixes[] = { "cvs", "svn", "git", "hg", "p" };

struct token {
	enum kind kind;
	struct str text;
	int suffix; /* index into its table */
	bool first; /* the first number */
};

struct reader {
	struct str rest;
	struct token last;
	bool started;
};

static bool after(const struct reader *r, unsigned kinds)
{
	return kinds >> r->last.kind & 1;
}

#define NUMBERS	 (1u << KIND_NUMBER | 1u << KIND_HOLE)
#define SUFFIXES (1u << KIND_PRE | 1u << KIND_POST | 1u << KIND_SUFFIX_NUMBER)
#define LETTERS	 (1u << KIND_LETTER)
#define CLOSING	 (1u << KIND_HASH | 1u << KIND_REVISION)

static struct token broken(void)
{
	return (struct token){ .kind = KIND_BROKEN };
}

static struct token number(struct str *rest, enum kind kind)
{
	return (struct token){ .kind = kind, .text = order_take_digits(rest) };
}

static struct token suffix(struct str *rest)
{
	*rest = str_from(*rest, 1);
	struct str word = order_take_alpha(rest);
	for (int i = 0; i < (int)ARRAY_LEN(pre_suffixes); i++)
		if (str_is(word, pre_suffixes[i]))
			return (struct token){ .kind = KIND_PRE, .suffix = i };
	for (int i = 0; i < (int)ARRAY_LEN(post_suffixes); i++)
		if (str_is(word, post_suffixes[i]))
			return (struct token){ .kind = KIND_POST, .suffix = i };
	return broken();
}

static struct token hash(struct str *rest)
{
	*rest = str_from(*rest, 1);
	size_t n = 0;
	while (n < rest->n &&
	       (char_is_digit(rest->p[n]) || (rest->p[n] >= 'a' && rest->p[n] <= 'f')))
		n++;
	struct token t = { .kind = n ? KIND_HASH : KIND_BROKEN, .text = str_slice(*rest, 0, n) };
	*rest = str_from(*rest, n);
	return t;
}

static struct token revision(struct str *rest)
{
	if (!str_starts(*rest, STR("-r")))
		return broken();
	*rest = str_from(*rest, 2);
	struct token t = number(rest, KIND_REVISION);
	return rest->n && order_is_zero(t.text) ? broken() : t;
}

static struct token read_first(struct str *rest)
{
	if (!char_is_digit(rest->p[0]))
		return (struct token){ .kind = KIND_HOLE }; /* ".1", "a": as if "" stood there */
	struct token t = number(rest, KIND_NUMBER);
	t.first = true;
	return t;
}

static struct token read_next(struct reader *r)
{
	struct str *rest = &r->rest;
	char c = rest->p[0];
	if (c == '.' && after(r, NUMBERS | LETTERS)) {
		*rest = str_from(*rest, 1);
		if (rest->n == 0 || !char_is_digit(rest->p[0]))
			return (struct token){ .kind = KIND_HOLE };
		return number(rest, KIND_NUMBER);
	}
	if (char_is_digit(c) && after(r, LETTERS))
		return number(rest, KIND_NUMBER); /* "6.6.2p1" */
	if (char_is_digit(c) && after(r, 1u << KIND_PRE | 1u << KIND_POST))
		return number(rest, KIND_SUFFIX_NUMBER);
	if (char_is_lower(c) && after(r, NUMBERS)) {
		struct token t = { .kind = KIND_LETTER, .text = str_slice(*rest, 0, 1) };
		*rest = str_from(*rest, 1);
		return t;
	}
	if (c == '_' && after(r, NUMBERS | LETTERS | SUFFIXES))
		return suffix(rest);
	if (c == '~' && !after(r, CLOSING))
		return hash(rest);
	if (c == '-' && !after(r, 1u << KIND_REVISION))
		return revision(rest);
	return broken();
}

static struct token next(struct reader *r)
{
	struct token t = { .kind = KIND_END };
	if (r->rest.n)
		t = r->started ? read_next(r) : read_first(&r->rest);
	if (t.kind == KIND_BROKEN)
		r->rest = STR("");
	r->started = true;
	r->last = t;
	return t;
}

static int compare_numbers(const struct token *a, const struct token *b)
{
	bool fraction = (a->text.n && a->text.p[0] == '0') || (b->text.n && b->text.p[0] == '0');
	return fraction && !a->first ? str_cmp(a->text, b->text) : order_digits(a->text, b->text);
}

static int compare_tokens(const struct token *a, const struct token *b)
{
	if (a->kind != b->kind)
		return order_int(a->kind, b->kind);
	switch (a->kind) {
	case KIND_NUMBER:
		return compare_numbers(a, b);
	case KIND_SUFFIX_NUMBER:
	case KIND_REVISION:
		return order_digits(a->text, b->text);
	case KIND_PRE:
	case KIND_POST:
		return order_int(a->suffix, b->suffix);
	case KIND_LETTER:
	case KIND_HASH:
		return str_cmp(a->text, b->text);
	case KIND_BROKEN:
	case KIND_HOLE:
	case KIND_END:
		break;
	}
	return 0;
}

static int compare(struct str a, struct str b)
{
	struct reader x = { .rest = a }, y = { .rest = b };
	for (;;) {
		struct token s = next(&x), t = next(&y);
		int r = compare_tokens(&s, &t);
		if (r || s.kind == KIND_END || s.kind == KIND_BROKEN)
			return r;
	}
}

static bool valid(struct str version)
{
	struct reader r = { .rest = version };
	bool letter = false;
	size_t n = 0;
	for (;; n++) {
		struct token t = next(&r);
		if (t.kind == KIND_END)
			return n > 0;
		if (t.kind == KIND_BROKEN || t.kind == KIND_HOLE)
			return false;
		if (t.kind == KIND_NUMBER && letter)
			return false;
		if (t.kind == KIND_REVISION && t.text.n == 0)
			return false;
		letter = t.kind == KIND_LETTER;
	}
}

const struct scheme scheme_apk = { .name = "apk", .valid = valid, .compare = compare };
