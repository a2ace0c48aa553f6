/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several rules may find something at one place. A provider's rule knows more than one that goes by the surroundings,
 * so a hit of a SECRET_GENERIC rule goes where it overlaps with another rule's, wrapped or not. Of hits of
 * exactly the same bytes one stays: the proven one, else that of the first rule.
 *
 * Hits wait until everything that may begin in front of them is known, so they are told in order. When none is
 * left waiting, their memory is used again.
 */
#include "base/sort.h"
#include "find/secret_parts.h"

static int by_number(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int compare(const void *pa, const void *pb)
{
	const struct secret_pending *a = pa, *b = pb;
	int r = by_number(a->from, b->from);
	if (r == 0)
		r = by_number(a->to, b->to);
	if (r == 0)
		r = by_number(a->order, b->order);
	if (r == 0)
		r = by_number(a->hit.value.n, b->hit.value.n);
	if (r == 0)
		r = (int)b->hit.proven - (int)a->hit.proven;
	return r ? r : by_number(a->rule, b->rule);
}

static bool is_generic(const struct secret_pending *p)
{
	return p->hit.rule->flags & SECRET_GENERIC;
}

static bool same_bytes(const struct secret_pending *a, const struct secret_pending *b)
{
	return a->from == b->from && a->to == b->to && a->order == b->order &&
	       str_eq(a->hit.value, b->hit.value);
}

/* Stays, next to what was kept in front of it? `reach`: up to where those of providers go. */
static bool stays(const struct secret_pending *p, const struct secret_pending *kept, uint64_t reach,
		  uint64_t generic_reach)
{
	if (kept && same_bytes(kept, p))
		return false;
	return !is_generic(p) || (p->from >= reach && p->from >= generic_reach);
}

/* Is `plain` what it is, or `value` with percent signs? */
static bool is_same_value(struct str value, struct str plain)
{
	size_t n = 0;
	for (size_t i = 0; i < plain.n; i++, n++) {
		uint8_t c = (uint8_t)plain.p[i];
		if (c == '%' && str_unhex(str_slice(plain, i + 1, i + 3), &c, 1))
			i += 2;
		if (n >= value.n || (uint8_t)value.p[n] != c)
			return false;
	}
	return n == value.n;
}

static bool says_the_same(const struct secret_pending *plain, const struct secret_pending *decoded)
{
	return plain->hit.wrap != SECRET_PERCENT &&
	       (str_eq(plain->hit.value, decoded->hit.value) ||
		is_same_value(decoded->hit.value, plain->hit.value));
}

/* Percent-encoding leaves most secrets readable: then they were found without decoding, too. */
static bool found_plain(const struct secret_pending *p, size_t n, size_t i)
{
	if (p[i].hit.wrap != SECRET_PERCENT)
		return false;
	for (size_t j = i + 1; j < n && p[j].from < p[i].to; j++)
		if (says_the_same(&p[j], &p[i]))
			return true;
	for (size_t j = i; j-- > 0 && p[j].from == p[i].from;)
		if (says_the_same(&p[j], &p[i]))
			return true;
	return false;
}

void secret_settle_pending(struct secret_scan *s)
{
	size_t n = s->pending.n;
	struct secret_pending *p = s->pending.p;
	sort_stable(s->arena, p, n, sizeof(*p), compare);
	/* From the back: generic ones that a provider's begins in. */
	uint64_t next = UINT64_MAX;
	bool *dropped = arena_array(s->arena, n, sizeof(*dropped));
	for (size_t i = n; i-- > 0;) {
		dropped[i] = found_plain(p, n, i) || (is_generic(&p[i]) && next < p[i].to);
		if (!dropped[i] && !is_generic(&p[i]))
			next = p[i].from;
	}
	uint64_t reach = 0, generic_reach = 0;
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (dropped[i] || !stays(&p[i], kept ? &p[kept - 1] : NULL, reach, generic_reach))
			continue;
		uint64_t *r = is_generic(&p[i]) ? &generic_reach : &reach;
		if (p[i].to > *r)
			*r = p[i].to;
		p[kept++] = p[i];
	}
	s->pending.n = kept;
}

/*
 * What comes later begins at most SECRET_SPAN in front of the border. A hit is safe when it is behind that
 * by a key block, so that no generic one that overlaps with it can come any more.
 */
void secret_tell_pending(struct secret_scan *s, uint64_t border)
{
	const uint64_t slack = SECRET_BLOCK_KEY + (uint64_t)2 * SECRET_SPAN;
	if (!s->pending.n)
		return;
	secret_settle_pending(s);
	size_t told = 0;
	for (; told < s->pending.n; told++) {
		struct secret_pending *p = &s->pending.p[told];
		if (border != UINT64_MAX && p->to + slack > border)
			break;
		const struct secret_engine *e = s->reader->engine;
		if (!e->leaves_out || !e->leaves_out(e->context, &p->hit, s->reader->path))
			s->reader->hit(s->reader->context, &p->hit);
	}
	s->pending.n -= told;
	memmove(s->pending.p, s->pending.p + told, s->pending.n * sizeof(*s->pending.p));
	if (!s->pending.n) {
		memset(&s->pending, 0, sizeof(s->pending));
		arena_reset(s->arena);
	}
}
