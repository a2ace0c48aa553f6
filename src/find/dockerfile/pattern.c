/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patterns with * and ? by following all ways to match at once.
 *
 * A pattern becomes a row of elements. State k means "the elements before k have matched"; a text is read
 * one character at a time and every state steps forward, so the work is pattern × text whatever they are:
 *
 *         a * b      0 ─a─► 1 ─any─► 1        1 ─(nothing)─► 2 ─b─► 3 = match
 *
 * Each state remembers the smallest place where its match began; that makes the leftmost match come out of
 * the same single pass. To trim from the end, pattern and text are read backwards.
 */
#include "find/dockerfile/pattern.h"

#include "base/buf.h"
#include "base/limits.h"

#define WORK_MAX ((size_t)1 << 26)
#define NONE	 SIZE_MAX

enum element_kind { ONE, ANY, RUN };

struct element {
	enum element_kind kind;
	struct str character; /* of ONE */
};

struct pattern {
	struct element *e;
	size_t n;
	size_t *state, *next; /* n + 1: where the match began, or NONE */
};

static bool is_tail(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* The character at `at`: one byte, or the up to three further ones of UTF-8. */
static struct str character_at(struct str s, size_t at)
{
	size_t n = 1;
	while ((unsigned char)s.p[at] >= 0xc0 && n < 4 && at + n < s.n && is_tail(s.p[at + n]))
		n++;
	return str_slice(s, at, at + n);
}

/* The character that ends before `at`. */
static struct str character_before(struct str s, size_t at)
{
	size_t n = 1;
	while (n < 4 && n < at && is_tail(s.p[at - n]))
		n++;
	struct str c = character_at(s, at - n);
	return c.n == n ? c : str_slice(s, at - 1, at);
}

static int compile(struct arena *a, struct str text, struct str value, struct pattern *out,
		   struct fault *f)
{
	size_t work;
	if (!size_mul(text.n + 1, value.n + 1, &work) || work > WORK_MAX)
		return fault_set(f, E_LIMIT, "a pattern of %zu bytes for %zu bytes", text.n,
				 value.n);
	out->e = arena_array(a, text.n + 1, sizeof(*out->e));
	out->n = 0;
	for (size_t k = 0; k < text.n;) {
		struct str c = character_at(text, k);
		enum element_kind kind = c.p[0] == '*' ? RUN : c.p[0] == '?' ? ANY : ONE;
		k += c.n;
		if (c.p[0] == '\\') {
			c = str_slice(text, k, k + 1);
			if (!c.n || !memchr("*?\\}/", c.p[0], 5))
				return fault_set(f, E_CORRUPT, "\\%.*s in a pattern", STRF(c));
			kind = ONE;
			k++;
		}
		out->e[out->n++] = (struct element){ kind, c };
	}
	out->state = arena_array(a, out->n + 1, sizeof(size_t));
	out->next = arena_array(a, out->n + 1, sizeof(size_t));
	return 0;
}

static void enter(const struct pattern *p, size_t *set, size_t k, size_t began)
{
	/* A run may be empty. Who came first began further left. */
	for (; set[k] == NONE || began < set[k]; k++) {
		set[k] = began;
		if (k == p->n || p->e[k].kind != RUN)
			return;
	}
}

static void clear(const struct pattern *p, size_t *set)
{
	for (size_t k = 0; k <= p->n; k++)
		set[k] = NONE;
}

/* All states over one character; false when none is left. */
static bool advance(struct pattern *p, struct str c)
{
	bool alive = false;
	clear(p, p->next);
	for (size_t k = 0; k < p->n; k++) {
		if (p->state[k] == NONE)
			continue;
		const struct element *e = &p->e[k];
		if (e->kind == ONE && !str_eq(e->character, c))
			continue;
		enter(p, p->next, e->kind == RUN ? k : k + 1, p->state[k]);
		alive = true;
	}
	size_t *swap = p->state;
	p->state = p->next;
	p->next = swap;
	return alive;
}

static void reverse(struct pattern *p)
{
	for (size_t k = 0; k < p->n / 2; k++) {
		struct element e = p->e[k];
		p->e[k] = p->e[p->n - 1 - k];
		p->e[p->n - 1 - k] = e;
	}
}

int pattern_trim(struct arena *a, struct str pattern, bool from_end, bool longest,
		 struct str *value, struct fault *f)
{
	struct pattern p;
	TRY(compile(a, pattern, *value, &p, f));
	if (from_end)
		reverse(&p);
	clear(&p, p.state);
	enter(&p, p.state, 0, 0);
	size_t length = NONE;
	for (size_t n = 0;;) {
		if (p.state[p.n] != NONE && (length == NONE || longest))
			length = n;
		if (n == value->n)
			break;
		struct str c =
			from_end ? character_before(*value, value->n - n) : character_at(*value, n);
		if (!advance(&p, c))
			break;
		n += c.n;
	}
	if (length != NONE)
		*value = from_end ? str_slice(*value, 0, value->n - length)
				  : str_from(*value, length);
	return 0;
}

/* The leftmost longest match at or behind `from`. */
static bool find(struct pattern *p, struct str s, size_t from, size_t *begin, size_t *end)
{
	*begin = *end = NONE;
	clear(p, p->state);
	for (size_t at = from;;) {
		if (*begin == NONE)
			enter(p, p->state, 0, at);
		size_t began = p->state[p->n];
		if (began != NONE && began <= *begin) {
			*begin = began;
			*end = at;
		}
		if (at == s.n)
			return *begin != NONE;
		struct str c = character_at(s, at);
		bool alive = advance(p, c);
		if (!alive && *begin != NONE)
			return true;
		at += c.n;
	}
}

int pattern_replace(struct arena *a, struct str pattern, struct str by, bool all, struct str *value,
		    struct fault *f)
{
	struct pattern p;
	TRY(compile(a, pattern, *value, &p, f));
	OWNED(buf_donep) struct buf out;
	buf_init(&out, LIMIT_DOCKERFILE);
	size_t at = 0, begin, end, last = NONE;
	while (at <= value->n && find(&p, *value, at, &begin, &end)) {
		buf_add_str(&out, str_slice(*value, at, begin));
		/* An empty match right behind the one before does not count. */
		if (begin != end || begin != last)
			buf_add_str(&out, by);
		last = at = end;
		if (begin == end) {
			struct str c = end < value->n ? character_at(*value, end) : STR("");
			buf_add_str(&out, c);
			at += size_max(c.n, 1);
		}
		if (!all || out.over)
			break;
	}
	buf_add_str(&out, str_from(*value, at));
	if (out.over)
		return fault_set(f, E_LIMIT, "a word expands to more than %llu bytes",
				 (unsigned long long)LIMIT_DOCKERFILE);
	*value = str_dup(a, buf_str(&out));
	return 0;
}
