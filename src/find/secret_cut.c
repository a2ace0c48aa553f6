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
 * or more, which texts seldom have, at the first repeat of more than one; else only a repeat that is long itself is
 * shortened. Of alternatives each is cut by itself, and what follows the group is dropped. Patterns that are only
 * looked for near runs have a sixth of the candidates: they are cut sooner, and nothing of the repeat stays.
 *
 * A pattern that uses more of the syntax than is understood here stays whole.
 */
#include "find/secret_parts.h"

#define CUT_RARE      5u
#define CUT_RARE_NEAR 4u
#define CUT_LITERAL   8u /* libhs looks for no more of one */
#define CUT_COMMON    2u
#define CUT_REPEAT    8u
#define CUT_DEPTH     32

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
	struct secret_pattern in;
	struct buf *out;
	unsigned enough; /* length of a literal behind which it may be cut */
	bool eager;	 /* at any repeat */
	bool near;	 /* and nothing of it is kept */
	unsigned run;	 /* literal bytes just seen */
	struct level level[CUT_DEPTH];
	size_t depth;
};

static void copy(struct cutting *c, size_t from, size_t to)
{
	buf_add_str(c->out, str_slice(c->in.text, from, to));
}

static bool one_atom(struct cutting *c)
{
	struct level *l = &c->level[c->depth];
	size_t from = c->in.at;
	enum secret_atom atom = secret_take_atom(&c->in);
	if (atom == SECRET_ATOM_UNKNOWN)
		return false;
	size_t end = c->in.at;
	struct secret_repeat r = secret_take_repeat(&c->in);
	if (l->cut)
		return true;
	bool plain = !r.given;
	if (!plain && l->best >= c->enough &&
	    (r.least >= CUT_REPEAT || (c->eager && r.most != r.least && r.most > 1))) {
		unsigned n = c->near && c->eager ? 0 : r.least < CUT_REPEAT ? r.least : CUT_REPEAT;
		if (n) {
			copy(c, from, end);
			buf_printf(c->out, "{%u}", n);
		}
		l->cut = l->any_cut = true;
		return true;
	}
	copy(c, from, c->in.at);
	if (str_ends(buf_str(c->out), STR("https://"))) { /* long, but nothing is more common */
		l->best = c->run = 0;
		return true;
	}
	c->run = plain && atom == SECRET_ATOM_LITERAL ? c->run + 1 : 0;
	if (c->run > l->best)
		l->best = c->run;
	return true;
}

static bool open_group(struct cutting *c)
{
	size_t from = c->in.at;
	enum secret_group group = secret_take_group(&c->in);
	if (group == SECRET_GROUP_UNKNOWN)
		return false;
	bool flags = group == SECRET_GROUP_FLAGS;
	struct level *outer = &c->level[c->depth];
	size_t out_from = c->out->n;
	if (!outer->cut)
		copy(c, from, c->in.at);
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
		copy(c, c->in.at, c->in.at + 1);
	c->in.at++;
}

static bool close_group(struct cutting *c)
{
	if (!c->depth)
		return false;
	struct level l = c->level[c->depth--];
	struct level *outer = &c->level[c->depth];
	if (l.best < l.least)
		l.least = l.best;
	size_t from = c->in.at++;
	struct secret_repeat r = secret_take_repeat(&c->in);
	c->run = 0;
	if (outer->cut)
		return true;
	if (!l.any_cut) {
		copy(c, from, c->in.at);
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
		copy(c, l.in_from, c->in.at);
	return true;
}

/* False: not understood. The longest literal that every match has. */
static bool cut(struct str pattern, unsigned enough, bool eager, bool near, struct buf *out,
		unsigned *out_best)
{
	struct cutting c = {
		.in = { pattern, 0 },
		.out = out,
		.enough = enough,
		.eager = eager,
		.near = near,
		.level[0].least = UINT32_MAX,
	};
	buf_clear(out);
	while (c.in.at < pattern.n) {
		char next = pattern.p[c.in.at];
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

bool secret_cut(const struct secret_rule *rule, enum secret_part part, struct buf *out)
{
	struct str pattern = str_of(rule->pattern);
	bool near = part == SECRET_NEAR_RUNS;
	unsigned best;
	if (!cut(pattern, UINT32_MAX, false, near, out, &best))
		return false;
	bool eager = best >= (near ? CUT_RARE_NEAR : CUT_RARE) && !(rule->flags & SECRET_GENERIC);
	unsigned enough = best < CUT_LITERAL ? best : CUT_LITERAL;
	if (!eager)
		enough = CUT_COMMON;
	return cut(pattern, enough, eager, near, out, &best) && !out->over;
}
