/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The beginning of a pattern, which is all that libhs looks for.
 *
 *     \b(sk_live_[0-9A-Za-z]{24,99})(?:[^\w/+=-]|$)      what the rule says, and PCRE2 confirms
 *     \b(sk_live_[0-9A-Za-z]{8})                         what libhs gets
 *
 * Whatever the pattern matches begins with a match of its beginning, at the same byte, so nothing is missed; what
 * is found too much PCRE2 throws out. Long repeats make up most of a database: whole patterns take four
 * megabytes, which displace everything else from the caches, beginnings a fraction of it.
 *
 * Where to cut is a matter of cost, because a candidate costs half a microsecond. Behind a literal of CUT_RARE bytes
 * or more, which texts seldom have, at the first repeat; else only a repeat that is long itself is
 * shortened. Of alternatives each is cut by itself, and what follows the group is dropped.
 *
 * A pattern that uses more of the syntax than is understood here stays whole.
 */
#include "find/secret_parts.h"

#define CUT_RARE 5u
#ifndef CUT_LITERAL
#define CUT_LITERAL 8u
#endif /* libhs looks for no more of one */
#define CUT_COMMON 2u
#define CUT_REPEAT 8u
#define CUT_DEPTH  32

/* A group that is open, or the whole pattern. */
struct level {
	size_t out_from, in_from; /* the parenthesis */
	unsigned seen;		  /* longest literal in front of it */
	unsigned best;		  /* in this alternative, or in front of the group */
	unsigned least;		  /* of the alternatives so far */
	bool cut;		  /* this alternative is: nothing more of it is copied */
	bool any_cut;
};

struct cutting {
	struct str in;
	size_t at;
	struct buf *out;
	unsigned enough; /* length of a literal behind which it may be cut */
	bool eager;	 /* at any repeat */
	unsigned run;	 /* literal bytes just seen */
	struct level level[CUT_DEPTH];
	size_t depth;
};

struct repeat {
	uint32_t least, most;
	size_t from, to; /* its text; empty when there is none */
};

static bool take_number(struct str s, size_t *at, uint32_t *out)
{
	uint32_t n = 0;
	size_t from = *at;
	for (; *at < s.n && char_is_digit(s.p[*at]) && *at - from < 6; ++*at)
		n = n * 10 + (uint32_t)(s.p[*at] - '0');
	*out = n;
	return *at > from;
}

static char char_at(struct str s, size_t at)
{
	return at < s.n ? s.p[at] : '\0';
}

/* "{2,5}", "{2,}", "{2}"; anything else in braces is a literal. */
static bool take_braces(struct str s, size_t *at, struct repeat *r)
{
	size_t i = *at + 1;
	if (!take_number(s, &i, &r->least))
		return false;
	r->most = r->least;
	if (char_at(s, i) == ',') {
		i++;
		if (!take_number(s, &i, &r->most))
			r->most = UINT32_MAX;
	}
	if (char_at(s, i) != '}')
		return false;
	*at = i + 1;
	return true;
}

static struct repeat take_repeat(struct cutting *c)
{
	struct repeat r = { 1, 1, c->at, c->at };
	switch (char_at(c->in, c->at)) {
	case '?':
		r.least = 0;
		c->at++;
		break;
	case '*':
		r.least = 0;
		r.most = UINT32_MAX;
		c->at++;
		break;
	case '+':
		r.most = UINT32_MAX;
		c->at++;
		break;
	case '{':
		if (!take_braces(c->in, &c->at, &r))
			return r;
		break;
	default:
		return r;
	}
	if (char_at(c->in, c->at) == '?')
		c->at++;
	r.to = c->at;
	return r;
}

static void copy(struct cutting *c, size_t from, size_t to)
{
	buf_add_str(c->out, str_slice(c->in, from, to));
}

/* Over "[…]"; false when it does not end. */
static bool take_class(struct cutting *c)
{
	size_t i = c->at + 1;
	if (char_at(c->in, i) == '^')
		i++;
	if (char_at(c->in, i) == ']')
		i++;
	for (; i < c->in.n && c->in.p[i] != ']'; i++) {
		if (c->in.p[i] == '\\')
			i++;
		else if (c->in.p[i] == '[' && char_at(c->in, i + 1) == ':')
			return false;
	}
	c->at = i + 1;
	return i < c->in.n;
}

enum atom {
	ATOM_UNKNOWN,
	ATOM_LITERAL, /* one byte */
	ATOM_SOME,    /* one byte of several */
	ATOM_BORDER,  /* none: what stands between */
};

static enum atom take_escape(struct cutting *c)
{
	char e = char_at(c->in, c->at + 1);
	c->at += 2;
	if (e == 'x') {
		c->at += 2;
		return char_at(c->in, c->at - 2) == '{' ? ATOM_UNKNOWN : ATOM_LITERAL;
	}
	if (str_find_char(STR("bBAzZ"), e) != SIZE_MAX)
		return ATOM_BORDER;
	if (str_find_char(STR("wWdDsS"), e) != SIZE_MAX)
		return ATOM_SOME;
	if (str_find_char(STR("nrtf"), e) != SIZE_MAX)
		return ATOM_LITERAL;
	return e && !char_is_alnum(e) ? ATOM_LITERAL : ATOM_UNKNOWN;
}

static enum atom take_atom(struct cutting *c)
{
	switch (c->in.p[c->at]) {
	case '\\':
		return take_escape(c);
	case '[':
		return take_class(c) ? ATOM_SOME : ATOM_UNKNOWN;
	case '.':
		c->at++;
		return ATOM_SOME;
	case '^':
	case '$':
		c->at++;
		return ATOM_BORDER;
	case '*':
	case '+':
	case '?':
		return ATOM_UNKNOWN;
	default:
		c->at++;
		return ATOM_LITERAL;
	}
}

static bool one_atom(struct cutting *c)
{
	struct level *l = &c->level[c->depth];
	size_t from = c->at;
	enum atom atom = take_atom(c);
	if (atom == ATOM_UNKNOWN || c->at > c->in.n)
		return false;
	size_t end = c->at;
	struct repeat r = take_repeat(c);
	if (l->cut)
		return true;
	bool plain = r.to == r.from;
	if (!plain && l->best >= c->enough &&
	    (r.least >= CUT_REPEAT || (c->eager && r.most != r.least))) {
		unsigned n = r.least < CUT_REPEAT ? r.least : CUT_REPEAT;
		if (n) {
			copy(c, from, end);
			buf_printf(c->out, "{%u}", n);
		}
		l->cut = l->any_cut = true;
		return true;
	}
	copy(c, from, c->at);
	c->run = plain && atom == ATOM_LITERAL ? c->run + 1 : 0;
	if (c->run > l->best)
		l->best = c->run;
	return true;
}

/* "(", "(?:", "(?i:", "(?<name>"; "(?i)" is none. */
static bool open_group(struct cutting *c)
{
	size_t from = c->at++;
	bool flags = false;
	if (char_at(c->in, c->at) == '*')
		return false;
	if (char_at(c->in, c->at) == '?') {
		c->at++;
		while (char_at(c->in, c->at) == 'i' || char_at(c->in, c->at) == '-' ||
		       char_at(c->in, c->at) == 's' || char_at(c->in, c->at) == 'm')
			c->at++;
		char last = char_at(c->in, c->at);
		if (last != ':' && last != ')')
			return false;
		c->at++;
		flags = last == ')';
	}
	struct level *outer = &c->level[c->depth];
	size_t out_from = c->out->n;
	if (!outer->cut)
		copy(c, from, c->at);
	c->run = 0;
	/* flags hold for the alternatives behind, too: they may not go with what is cut */
	if (flags)
		return !outer->cut;
	if (++c->depth == CUT_DEPTH)
		return false;
	c->level[c->depth] = (struct level){
		.out_from = out_from,
		.in_from = from,
		.seen = outer->best,
		.best = outer->best,
		.least = UINT32_MAX,
		.cut = outer->cut,
	};
	return true;
}

static void next_alternative(struct cutting *c)
{
	struct level *l = &c->level[c->depth];
	bool skipped = c->depth && c->level[c->depth - 1].cut;
	if (l->best < l->least)
		l->least = l->best;
	l->best = l->seen;
	l->cut = skipped;
	c->run = 0;
	if (!skipped)
		copy(c, c->at, c->at + 1);
	c->at++;
}

static bool close_group(struct cutting *c)
{
	if (!c->depth)
		return false;
	struct level l = c->level[c->depth--];
	struct level *outer = &c->level[c->depth];
	if (l.best < l.least)
		l.least = l.best;
	size_t from = c->at++;
	struct repeat r = take_repeat(c);
	c->run = 0;
	if (outer->cut)
		return true;
	if (!l.any_cut) {
		copy(c, from, c->at);
		if (r.least && l.least > outer->best)
			outer->best = l.least;
		return true;
	}
	if (r.least) { /* the first of its repeats is cut */
		copy(c, from, from + 1);
		outer->cut = outer->any_cut = true;
		return true;
	}
	/* It may be missing: it is left away with all behind it, or stays as it was. */
	c->out->n = l.out_from;
	if (outer->best >= c->enough)
		outer->cut = outer->any_cut = true;
	else
		copy(c, l.in_from, c->at);
	return true;
}

/* False: not understood. The longest literal that every match has. */
static bool cut(struct str pattern, unsigned enough, bool eager, struct buf *out,
		unsigned *out_best)
{
	struct cutting c = {
		.in = pattern,
		.out = out,
		.enough = enough,
		.eager = eager,
		.level[0].least = UINT32_MAX,
	};
	buf_clear(out);
	while (c.at < pattern.n) {
		char next = pattern.p[c.at];
		if (next == '|')
			next_alternative(&c);
		else if (!(next == '('	 ? open_group(&c)
			   : next == ')' ? close_group(&c)
					 : one_atom(&c)))
			return false;
	}
	struct level *l = &c.level[0];
	*out_best = l->best < l->least ? l->best : l->least;
	return c.depth == 0;
}

bool secret_cut(const struct secret_rule *rule, struct buf *out)
{
	struct str pattern = str_of(rule->pattern);
	unsigned best;
	if (!cut(pattern, UINT32_MAX, false, out, &best))
		return false;
	bool eager = best >= CUT_RARE && !(rule->flags & SECRET_GENERIC);
	unsigned enough = best < CUT_LITERAL ? best : CUT_LITERAL;
	if (!eager)
		enough = CUT_COMMON;
	return cut(pattern, enough, eager, out, &best) && !out->over;
}
