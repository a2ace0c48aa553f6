/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Three bytes of a token, at a known place of it.
 *
 *     \b(ghp_[A-Za-z0-9]{36})                "ghp" where a word begins, with 12 bytes of a token from there on
 *     \b([0-9a-f]{32}-us[0-9]{1,2})          "us1" … "us9", 33 bytes behind the begin, within a long run
 *
 * What makes libhs slow is short literals: with "ghp_" and a hundred like it, it takes each byte instead of each
 * fourth one, and half as long again. But a token is more than its literal: it stands in a run of bytes without a
 * gap, such as few words of a text do. Where those are, secret_run.c knows at a glance, so at their
 * begins three bytes are compared with a table, and libhs does not look for such rules.
 *
 * A pattern is followed along all of its ways, a set of bytes for each place, until its length is not fixed any
 * more. A way has an anchor where three places together allow few texts, and
 *
 *     a word begins there, and 12 places from there on allow nothing but bytes of tokens; or
 *     32 places in front of it, or from it on, do.
 *
 * A rule is anchored when each of its ways is. Patterns that use more of the syntax than is understood here, and rules
 * whose literal is long enough for libhs, are not.
 */
#include "base/mem.h"
#include "find/secret_parts.h"

#define WAY_MAX	  96 /* places that are followed */
#define WAYS_MAX  48
#define SETS_MAX  64
#define DEPTH_MAX 8
#define KEYS_MAX  80 /* texts of three bytes that one anchor may have */
#define VARIANTS  4  /* a repeat that differs by no more is followed with each length */
#define LONG_RUN  32
#define WORD_RUN  12

struct set {
	uint64_t has[4];
};

struct way {
	uint8_t set[WAY_MAX];
	uint8_t n;
	bool open;		   /* its length is not fixed from here on */
	bool border[WAY_MAX + 1]; /* "\b" or "^" stands in front of the place */
};

struct ways {
	struct way at[WAYS_MAX];
	size_t n;
};

struct following {
	struct str in;
	size_t at;
	struct set sets[SETS_MAX];
	size_t sets_n;
	unsigned depth;
	bool bad; /* not understood, or too much of it */
};

/* ---- sets of bytes ---- */

static bool set_has(const struct set *s, unsigned c)
{
	return s->has[c >> 6] >> (c & 63) & 1;
}

static void set_add(struct set *s, unsigned from, unsigned to)
{
	for (unsigned c = from; c <= to; c++)
		s->has[c >> 6] |= (uint64_t)1 << (c & 63);
}

static void set_invert(struct set *s)
{
	for (size_t i = 0; i < ARRAY_LEN(s->has); i++)
		s->has[i] = ~s->has[i];
}

static void set_join(struct set *s, const struct set *other)
{
	for (size_t i = 0; i < ARRAY_LEN(s->has); i++)
		s->has[i] |= other->has[i];
}

static unsigned set_size(const struct set *s)
{
	unsigned n = 0;
	for (size_t i = 0; i < ARRAY_LEN(s->has); i++)
		n += (unsigned)__builtin_popcountll(s->has[i]);
	return n;
}

/* Are all of its bytes of this kind? */
static bool set_within(const struct set *s, bool (*is)(char c))
{
	for (unsigned c = 0; c < 256; c++)
		if (set_has(s, c) && !is((char)c))
			return false;
	return true;
}

static bool set_without(const struct set *s, bool (*is)(char c))
{
	for (unsigned c = 0; c < 256; c++)
		if (set_has(s, c) && is((char)c))
			return false;
	return true;
}

/* "\w", "\D", … and escaped bytes; false: something else. */
static bool take_escape(struct following *f, struct set *out)
{
	char e = f->at + 1 < f->in.n ? f->in.p[f->at + 1] : '\0';
	f->at += 2;
	switch (char_lower(e)) {
	case 'w':
		set_add(out, '0', '9');
		set_add(out, 'A', 'Z');
		set_add(out, 'a', 'z');
		set_add(out, '_', '_');
		break;
	case 'd':
		set_add(out, '0', '9');
		break;
	case 's':
		set_add(out, '\t', '\r');
		set_add(out, ' ', ' ');
		break;
	case 'n':
		set_add(out, '\n', '\n');
		return e == 'n';
	case 'x': {
		uint8_t byte;
		if (e != 'x' || !str_unhex(str_slice(f->in, f->at, f->at + 2), &byte, 1))
			return false;
		f->at += 2;
		set_add(out, byte, byte);
		return true;
	}
	default:
		if (char_is_alnum(e) || !e)
			return false;
		set_add(out, (uint8_t)e, (uint8_t)e);
		return true;
	}
	if (e < 'a')
		set_invert(out);
	return true;
}

/* "[a-f0-9_]"; the escapes in it are joined. */
static bool take_class(struct following *f, struct set *out)
{
	size_t i = ++f->at;
	bool inverted = i < f->in.n && f->in.p[i] == '^';
	f->at += inverted;
	bool first = true;
	while (f->at < f->in.n && (first || f->in.p[f->at] != ']')) {
		struct set one = { { 0 } };
		uint8_t from = (uint8_t)f->in.p[f->at];
		first = false;
		if (from == '[' && f->at + 1 < f->in.n && f->in.p[f->at + 1] == ':')
			return false;
		if (from == '\\') {
			if (!take_escape(f, &one))
				return false;
			set_join(out, &one);
			continue;
		}
		f->at++;
		uint8_t to = from;
		if (f->at + 1 < f->in.n && f->in.p[f->at] == '-' && f->in.p[f->at + 1] != ']') {
			to = (uint8_t)f->in.p[f->at + 1];
			if (to == '\\' || to < from)
				return false;
			f->at += 2;
		}
		set_add(out, from, to);
	}
	f->at++;
	if (inverted)
		set_invert(out);
	return f->at <= f->in.n;
}

static uint8_t keep_set(struct following *f, const struct set *s)
{
	for (size_t i = 0; i < f->sets_n; i++)
		if (memcmp(&f->sets[i], s, sizeof(*s)) == 0)
			return (uint8_t)i;
	if (f->sets_n == SETS_MAX) {
		f->bad = true;
		return 0;
	}
	f->sets[f->sets_n] = *s;
	return (uint8_t)f->sets_n++;
}

/* ---- ways ---- */

static void add_way(struct following *f, struct ways *to, const struct way *w)
{
	if (to->n == WAYS_MAX)
		f->bad = true;
	else
		to->at[to->n++] = *w;
}

static void add_place(struct way *w, uint8_t set, unsigned times)
{
	for (unsigned i = 0; i < times && !w->open; i++) {
		w->open = w->n == WAY_MAX;
		if (!w->open)
			w->set[w->n++] = set;
	}
}

struct repeat {
	uint32_t least, most;
};

static struct repeat take_repeat(struct following *f)
{
	struct repeat r = { 1, 1 };
	char c = f->at < f->in.n ? f->in.p[f->at] : '\0';
	if (c == '?' || c == '*')
		r.least = 0;
	if (c == '*' || c == '+')
		r.most = UINT32_MAX;
	if (c == '{') {
		struct str rest = str_from(f->in, f->at + 1), inner, least, most;
		size_t end = str_find_char(rest, '}');
		uint64_t n = 0, m = UINT32_MAX;
		inner = str_slice(rest, 0, end == SIZE_MAX ? 0 : end);
		bool range = str_cut(inner, ',', &least, &most);
		if (!str_u64(least, UINT32_MAX, &n) ||
		    (range && most.n && !str_u64(most, UINT32_MAX, &m))) {
			f->bad = true;
			return r;
		}
		r = (struct repeat){ (uint32_t)n, (uint32_t)(range ? m : n) };
		f->at += end + 1;
	}
	if (!strchr("?*+{", c) || !c)
		return r;
	f->at++;
	if (f->at < f->in.n && f->in.p[f->at] == '?')
		f->at++;
	return r;
}

static void follow_atom(struct following *f, struct ways *w)
{
	struct set s = { { 0 } };
	char c = f->in.p[f->at];
	if (c == '^' || (c == '\\' && f->at + 1 < f->in.n && f->in.p[f->at + 1] == 'b')) {
		f->at += c == '^' ? 1 : 2;
		for (size_t i = 0; i < w->n; i++)
			if (!w->at[i].open)
				w->at[i].border[w->at[i].n] = true;
		return;
	}
	if (c == '\\') {
		f->bad |= !take_escape(f, &s);
	} else if (c == '[') {
		f->bad |= !take_class(f, &s);
	} else if (memchr("$.*+?{", c, 6)) {
		f->bad = true;
	} else {
		set_add(&s, (uint8_t)c, (uint8_t)c);
		f->at++;
	}
	uint8_t set = keep_set(f, &s);
	struct repeat r = take_repeat(f);
	size_t n = w->n;
	for (size_t i = 0; i < n && !f->bad; i++) {
		struct way shortest = w->at[i];
		add_place(&shortest, set, r.least);
		w->at[i] = shortest;
		if (shortest.open || r.most == r.least)
			continue;
		if (r.most - r.least > VARIANTS) {
			w->at[i].open = true;
			continue;
		}
		for (uint32_t more = 1; more <= r.most - r.least; more++) {
			struct way longer = shortest;
			add_place(&longer, set, more);
			add_way(f, w, &longer);
		}
	}
}

static void follow_alternatives(struct following *f, struct ways *w);

/* "(…)", "(?:…)", and how often. */
static void follow_group(struct following *f, struct ways *w)
{
	f->at++;
	if (f->at < f->in.n && f->in.p[f->at] == '?') {
		f->bad |= !str_starts(str_from(f->in, f->at), STR("?:"));
		f->at += 2;
	}
	struct ways *without = mem_alloc(sizeof(*without));
	*without = *w;
	f->bad |= ++f->depth > DEPTH_MAX;
	if (!f->bad)
		follow_alternatives(f, w);
	f->depth--;
	f->bad |= f->at >= f->in.n;
	f->at++; /* the parenthesis */
	struct repeat r = f->bad ? (struct repeat){ 1, 1 } : take_repeat(f);
	for (size_t i = 0; i < w->n && r.most > 1; i++)
		w->at[i].open = true;
	for (size_t i = 0; i < without->n && r.least == 0 && !f->bad; i++)
		add_way(f, w, &without->at[i]);
	mem_free(without);
}

static void follow_alternatives(struct following *f, struct ways *w)
{
	struct ways *before = mem_alloc(sizeof(*before)), *one = mem_alloc(sizeof(*one));
	*before = *w;
	*one = *w;
	w->n = 0;
	while (!f->bad) {
		char c = f->at < f->in.n ? f->in.p[f->at] : ')';
		if (c == ')' || c == '|') {
			for (size_t i = 0; i < one->n; i++)
				add_way(f, w, &one->at[i]);
			*one = *before;
			if (c == ')')
				break;
			f->at++;
		} else if (c == '(') {
			follow_group(f, one);
		} else if (c == '$' || str_starts(str_from(f->in, f->at), STR("\\z"))) {
			/* an end: nothing is behind it that matters */
			f->at += c == '$' ? 1 : 2;
			for (size_t i = 0; i < one->n; i++)
				one->at[i].open = true;
		} else {
			follow_atom(f, one);
		}
	}
	mem_free(one);
	mem_free(before);
}

/* ---- anchors ---- */

/* Texts that three places allow; SIZE_MAX when a way has not so many. */
static size_t texts_at(const struct following *f, const struct way *w, size_t k)
{
	if (k + SECRET_ANCHOR > w->n)
		return SIZE_MAX;
	size_t n = 1;
	for (size_t i = 0; i < SECRET_ANCHOR; i++)
		n *= set_size(&f->sets[w->set[k + i]]);
	return n;
}

static bool all_of_run(const struct following *f, const struct way *w, size_t from, size_t n)
{
	if (from + n > w->n)
		return false;
	for (size_t i = from; i < from + n; i++)
		if (!set_within(&f->sets[w->set[i]], secret_in_run))
			return false;
	return true;
}

static bool word_begins(const struct following *f, const struct way *w, size_t k)
{
	bool border = w->border[k] ||
		      (k && set_without(&f->sets[w->set[k - 1]], secret_in_word));
	return border && set_within(&f->sets[w->set[k]], secret_in_word) &&
	       all_of_run(f, w, k, WORD_RUN);
}

static bool inside_long_run(const struct following *f, const struct way *w, size_t k)
{
	return all_of_run(f, w, k, 1) &&
	       (all_of_run(f, w, k, LONG_RUN) ||
		(k >= LONG_RUN && all_of_run(f, w, k - LONG_RUN, LONG_RUN)));
}

/* The best place of a way: where words begin, else inside; SIZE_MAX when there is none. */
static size_t choose(const struct following *f, const struct way *w, bool *out_inside)
{
	for (int inside = 0; inside < 2; inside++) {
		size_t best = SIZE_MAX, least = KEYS_MAX / (inside ? 8 : 1);
		for (size_t k = 0; k < w->n; k++) {
			size_t n = texts_at(f, w, k);
			if (n > least || (best != SIZE_MAX && n == least))
				continue;
			if (!(inside ? inside_long_run(f, w, k) : word_begins(f, w, k)))
				continue;
			best = k;
			least = n;
		}
		*out_inside = inside;
		if (best != SIZE_MAX)
			return best;
	}
	return SIZE_MAX;
}

static void add_keys(const struct following *f, const struct way *w, size_t k, bool inside,
		     uint32_t rule, struct secret_anchors *to)
{
	const struct set *s[SECRET_ANCHOR];
	for (size_t i = 0; i < SECRET_ANCHOR; i++)
		s[i] = &f->sets[w->set[k + i]];
	for (unsigned a = 0; a < 256; a++)
		for (unsigned b = 0; set_has(s[0], a) && b < 256; b++)
			for (unsigned c = 0; set_has(s[1], b) && c < 256; c++)
				if (set_has(s[2], c))
					secret_anchors_add(to, a | b << 8 | c << 16, inside, rule,
							   (uint8_t)k);
}

bool secret_anchor(const struct secret_rule *rule, uint32_t number, struct secret_anchors *to)
{
	if (rule->flags & (SECRET_CASELESS | SECRET_LOOSE))
		return false;
	struct following *f = mem_alloc(sizeof(*f));
	struct ways *w = mem_alloc(sizeof(*w));
	f->in = str_of(rule->pattern);
	w->n = 1;
	follow_alternatives(f, w);
	bool good = !f->bad && f->at >= f->in.n;
	bool inside;
	for (size_t i = 0; i < w->n && good; i++)
		good = choose(f, &w->at[i], &inside) != SIZE_MAX;
	for (size_t i = 0; i < w->n && good; i++) {
		size_t k = choose(f, &w->at[i], &inside);
		add_keys(f, &w->at[i], k, inside, number, to);
	}
	mem_free(w);
	mem_free(f);
	return good;
}
