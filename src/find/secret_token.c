/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which rules are about tokens: whatever matches has a run of SECRET_RUN bytes of the alphabet of base64 in it.
 *
 *     (?i:algolia)[\w.-]{0,16}…["']?([0-9a-f]{32})
 *                                    └─ 32 bytes of a run, at most 137 behind the beginning of the match
 *
 * Nine of ten rules are; they need not be looked for where no such run is near (secret_runs.c), which is in five of
 * six bytes of all text.
 *
 * The pattern is read once from left to right. Of each part of it is known: how long it is; whether all of it is in
 * the alphabet; how much of it at least at its beginning, and at its end; and where a run lies in it, if one
 * always does. Two parts side by side have a run where the end of the first and the beginning of the second make one:
 *
 *     [\w.-]{0,16}   glpat-   [\w-]{20}
 *                    └── run of 26 ──┘
 *
 * A pattern that is not understood is not about tokens; it is looked for everywhere.
 */
#include "find/secret_parts.h"

#define DEPTH	  32
#define UNBOUNDED 0x100000u

/* Of a part of a pattern, over all that it matches. Lengths in bytes. */
struct shape {
	uint32_t least, most;
	uint32_t front, back; /* so many are of the alphabet */
	uint32_t run;	      /* a run begins no later; UINT32_MAX: there may be none */
	bool all;	      /* nothing else is in it */
};

#define NOTHING                                \
	(struct shape)                         \
	{                                      \
		.run = UINT32_MAX, .all = true \
	}

static bool in_alphabet(unsigned c)
{
	return c < 0x80 && secret_in_alphabet((char)c);
}

static uint32_t add(uint32_t a, uint32_t b)
{
	return a >= UNBOUNDED || b >= UNBOUNDED - a ? UNBOUNDED : a + b;
}

static struct shape follow(struct shape a, struct shape b)
{
	struct shape s = {
		.least = add(a.least, b.least),
		.most = add(a.most, b.most),
		.front = a.all ? add(a.least, b.front) : a.front,
		.back = b.all ? add(b.least, a.back) : b.back,
		.run = a.run,
		.all = a.all && b.all,
	};
	if (b.run != UINT32_MAX && add(a.most, b.run) < s.run)
		s.run = add(a.most, b.run);
	if (add(a.back, b.front) >= SECRET_RUN && a.most - a.back < s.run)
		s.run = a.most - a.back;
	return s;
}

static struct shape either(struct shape a, struct shape b)
{
	return (struct shape){
		.least = a.least < b.least ? a.least : b.least,
		.most = a.most > b.most ? a.most : b.most,
		.front = a.front < b.front ? a.front : b.front,
		.back = a.back < b.back ? a.back : b.back,
		.run = a.run > b.run ? a.run : b.run,
		.all = a.all && b.all,
	};
}

static uint32_t times(uint32_t n, uint32_t most)
{
	return n && most >= UNBOUNDED / n ? UNBOUNDED : n * most;
}

static struct shape repeat(struct shape s, struct secret_repeat r)
{
	struct shape many = s;
	if (r.least > 1) /* where two of them meet a run may be, which one has not */
		many = follow(s, s);
	many.least = times(s.least, r.least);
	many.most = times(s.most, r.most);
	if (s.all) {
		many.front = many.back = many.least;
		many.run = many.least >= SECRET_RUN ? 0 : UINT32_MAX;
	}
	if (!r.least) {
		many.front = many.back = 0;
		many.run = UINT32_MAX;
	}
	return many;
}

/* ---- one byte ---- */

/* The byte that an escape stands for; 256: several of the alphabet, UINT32_MAX: something else. */
static unsigned escaped(struct str s, size_t *at)
{
	char e = s.p[*at + 1];
	*at += 2;
	switch (e) {
	case 'd':
	case 'w':
		return 256;
	case 'x':
		*at += 2; /* none of the alphabet is written so */
		return UINT32_MAX;
	default:
		return char_is_alnum(e) ? UINT32_MAX : (uint8_t)e;
	}
}

static unsigned one_of_class(struct str s, size_t *at)
{
	return s.p[*at] == '\\' ? escaped(s, at) : (uint8_t)s.p[(*at)++];
}

/* Is all that lies between two bytes of the alphabet in it, too? */
static bool is_range(unsigned from, unsigned to)
{
	for (unsigned c = from; c <= to; c++)
		if (!in_alphabet(c))
			return false;
	return from <= to;
}

static bool class_fits(struct str s)
{
	size_t at = 1, end = s.n - 1;
	if (s.p[at] == '^')
		return false;
	while (at < end) {
		unsigned from = one_of_class(s, &at), to = from;
		if (from < 256 && at + 1 < end && s.p[at] == '-') {
			at++;
			to = one_of_class(s, &at);
		}
		if (from == 256 ? false : !is_range(from, to))
			return false;
	}
	return true;
}

static bool atom_fits(struct str s)
{
	size_t at = 0;
	if (s.p[0] == '[')
		return class_fits(s);
	if (s.p[0] == '.')
		return false;
	unsigned c = one_of_class(s, &at);
	return c == 256 || in_alphabet(c);
}

static bool take_one(struct secret_pattern *p, struct shape *out)
{
	size_t from = p->at;
	enum secret_atom atom = secret_take_atom(p);
	if (atom == SECRET_ATOM_UNKNOWN)
		return false;
	bool fits = atom != SECRET_ATOM_BORDER && atom_fits(str_slice(p->text, from, p->at));
	struct shape one = { 1, 1, fits, fits, UINT32_MAX, fits };
	struct secret_repeat r = secret_take_repeat(p);
	*out = atom == SECRET_ATOM_BORDER ? NOTHING : repeat(one, r);
	return true;
}

/* ---- a pattern ---- */

struct open {
	struct shape now;    /* of the alternative that is being read, so far */
	struct shape before; /* of those in front of it */
	bool several;
};

static struct shape close(const struct open *o)
{
	return o->several ? either(o->before, o->now) : o->now;
}

static bool shape_of(struct str pattern, struct shape *out)
{
	struct secret_pattern p = { pattern, 0 };
	struct open open[DEPTH];
	size_t depth = 0;
	open[0] = (struct open){ .now = NOTHING };
	while (p.at < pattern.n) {
		struct open *o = &open[depth];
		struct shape part;
		switch (pattern.p[p.at]) {
		case '|':
			o->before = close(o);
			o->several = true;
			o->now = NOTHING;
			p.at++;
			continue;
		case '(':
			switch (secret_take_group(&p)) {
			case SECRET_GROUP_UNKNOWN:
				return false;
			case SECRET_GROUP_FLAGS:
				continue;
			case SECRET_GROUP_OPEN:
				if (++depth == DEPTH)
					return false;
				open[depth] = (struct open){ .now = NOTHING };
				continue;
			}
			return false;
		case ')':
			if (!depth--)
				return false;
			part = close(o);
			p.at++;
			part = repeat(part, secret_take_repeat(&p));
			break;
		default:
			if (!take_one(&p, &part))
				return false;
			break;
		}
		open[depth].now = follow(open[depth].now, part);
	}
	*out = close(&open[0]);
	return depth == 0;
}

bool secret_is_token(struct str pattern, struct str beginning)
{
	struct shape whole, part;
	return shape_of(pattern, &whole) && whole.run <= SECRET_NEAR &&
	       shape_of(beginning, &part) && part.most <= SECRET_NEAR;
}
