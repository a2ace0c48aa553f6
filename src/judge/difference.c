/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing two reports.
 *
 *         findings   by fingerprint:  new · fixed · changed (and what of it) · same
 *         packages   by name, kind and architecture, the same versions first; what is left over on both
 *                    sides is an upgrade or a downgrade, in the order of versions
 *         layers     by digest of their content
 *
 * Everything is a look-up in a map, so the work is linear (sorting aside). Nothing depends on which of the two came
 * first in time: diff(B, A) is diff(A, B) seen from the other side, and diff(A, A) is empty; tests hold it to that.
 */
#include "judge/difference.h"

#include "base/map.h"
#include "base/sort.h"
#include "judge/scheme.h"
#include "model/identity.h"

/* ---- findings ---- */

/* The first finding of each fingerprint. */
static void index_findings(const struct report *r, struct arena *a, struct map *out)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	map_init(out, a);
	for (size_t i = 0; r && i < r->findings.n; i++) {
		arena_reset(scratch);
		struct str key = finding_fingerprint(r, &r->findings.p[i], scratch);
		if (!map_get(out, key))
			*map_put(out, str_dup(a, key), NULL) = (uint32_t)i;
	}
}

static bool exploited(const struct finding *g)
{
	return g->vulnerability && g->vulnerability->kev_added.n;
}

static unsigned what_changed(const struct report *ra, const struct finding *a,
			     const struct report *rb, const struct finding *b)
{
	enum origin from = report_finding_origin(ra, a), to = report_finding_origin(rb, b);
	const struct vulnerability *va = a->vulnerability, *vb = b->vulnerability;
	unsigned what = 0;
	if (ra->is_past || rb->is_past) /* all that a history says of it */
		return a->severity != b->severity ? CHANGE_SEVERITY : 0;
	/* where one of them does not know its base, nothing has moved */
	if (from != to && from != ORIGIN_UNKNOWN && to != ORIGIN_UNKNOWN)
		what |= CHANGE_ORIGIN;
	if (a->severity != b->severity)
		what |= CHANGE_SEVERITY;
	if (va && vb && va->status != vb->status)
		what |= CHANGE_STATUS;
	if (va && vb && !str_eq(va->fixed, vb->fixed))
		what |= CHANGE_FIX;
	if (a->place != b->place)
		what |= CHANGE_PLACE;
	if (exploited(a) != exploited(b))
		what |= CHANGE_EXPLOITED;
	if (a->secret && b->secret && a->secret->live != b->secret->live)
		what |= CHANGE_LIVE;
	return what;
}

static void add_change(struct difference *d, struct arena *a, struct finding_change c)
{
	*VEC_PUSH(a, &d->findings) = c;
	d->count[c.kind]++;
}

static struct finding_change compare(const struct difference *d, uint32_t before, uint32_t after)
{
	struct finding_change c = { CHANGE_SAME, 0, before, after };
	c.what = what_changed(d->before, &d->before->findings.p[before], d->after,
			      &d->after->findings.p[after]);
	if (c.what)
		c.kind = CHANGE_CHANGED;
	return c;
}

/* Pairs of the second report's order, those of one kind. */
static void add_pairs(struct difference *d, const struct map *before, const struct map *after,
		      enum change_kind kind, struct arena *a)
{
	for (uint32_t i = 0; i < after->n; i++) {
		const uint32_t *old = map_get(before, after->entries[i].key);
		if (!old)
			continue;
		struct finding_change c = compare(d, *old, after->entries[i].value);
		if (c.kind == kind)
			add_change(d, a, c);
	}
}

static void compare_findings(struct difference *d, struct arena *a)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct map before, after;
	index_findings(d->before, scratch, &before);
	index_findings(d->after, scratch, &after);
	for (uint32_t i = 0; i < after.n; i++) {
		if (map_get(&before, after.entries[i].key))
			continue;
		uint32_t at = after.entries[i].value;
		add_change(d, a, (struct finding_change){ CHANGE_NEW, 0, CHANGE_NONE, at });
		d->blocking += d->after->findings.p[at].place == PLACE_ACT_NOW;
	}
	for (uint32_t i = 0; i < before.n; i++)
		if (!map_get(&after, before.entries[i].key))
			add_change(d, a,
				   (struct finding_change){ CHANGE_FIXED, 0,
							    before.entries[i].value, CHANGE_NONE });
	add_pairs(d, &before, &after, CHANGE_CHANGED, a);
	add_pairs(d, &before, &after, CHANGE_SAME, a);
}

/* ---- packages ---- */

/* A package of one side, under the name by which those of both are brought together. */
struct row {
	struct str name, arch, version;
	const struct scheme *scheme;
	uint32_t index;
	uint8_t kind;
	bool is_after;
};

struct rows {
	VEC(struct row) list;
};

static int by_thing(const struct row *a, const struct row *b)
{
	int r = str_cmp(a->name, b->name);
	if (r == 0)
		r = a->kind - b->kind;
	return r ? r : str_cmp(a->arch, b->arch);
}

static int by_version(const struct row *a, const struct row *b)
{
	int r = a->scheme ? a->scheme->compare(a->version, b->version) : 0;
	return r ? r : str_cmp(a->version, b->version);
}

static int by_row(const void *pa, const void *pb)
{
	const struct row *a = pa, *b = pb;
	int r = by_thing(a, b);
	if (r == 0)
		r = by_version(a, b);
	return r ? r : a->is_after - b->is_after;
}

static void add_rows(struct rows *rows, const struct report *r, bool is_after, struct arena *a)
{
	for (size_t i = 0; r && i < r->packages.n; i++) {
		const struct package *p = &r->packages.p[i];
		if (!(p->flags & PACKAGE_LIVE))
			continue;
		*VEC_PUSH(a, &rows->list) = (struct row){
			.name = sym_str(r->syms, p->name),
			.arch = sym_str(r->syms, p->arch),
			.version = sym_str(r->syms, p->version),
			.scheme = scheme_find(package_kind_name((enum package_kind)p->kind)),
			.index = (uint32_t)i,
			.kind = p->kind,
			.is_after = is_after,
		};
	}
}

static void add_package(struct difference *d, struct arena *a, enum package_change_kind kind,
			const struct row *before, const struct row *after)
{
	*VEC_PUSH(a, &d->packages) = (struct package_change){
		kind,
		before ? before->index : CHANGE_NONE,
		after ? after->index : CHANGE_NONE,
	};
	d->package_count[kind]++;
}

static enum package_change_kind direction(const struct row *before, const struct row *after)
{
	if (!before->scheme)
		return PACKAGE_REPLACED;
	int r = before->scheme->compare(before->version, after->version);
	return r < 0 ? PACKAGE_UPGRADED : r > 0 ? PACKAGE_DOWNGRADED : PACKAGE_REPLACED;
}

/*
 * All rows of one package: [from, to), by version. Equal versions of both sides go away in pairs; the rest is
 * paired from the lowest up.
 */
static void compare_rows(struct difference *d, const struct row *p, size_t n,
			 const struct row **left[2], struct arena *a)
{
	size_t count[2] = { 0, 0 };
	for (size_t i = 0; i < n;) {
		size_t end = i, sides[2] = { 0, 0 };
		while (end < n && str_eq(p[end].version, p[i].version))
			sides[p[end++].is_after]++;
		/* the rows of the first side stand before those of the second */
		size_t same = size_min(sides[0], sides[1]);
		d->packages_same += (uint32_t)same;
		for (size_t k = same; k < sides[0]; k++)
			left[0][count[0]++] = &p[i + k];
		for (size_t k = same; k < sides[1]; k++)
			left[1][count[1]++] = &p[i + sides[0] + k];
		i = end;
	}
	size_t pairs = size_min(count[0], count[1]);
	for (size_t i = 0; i < pairs; i++)
		add_package(d, a, direction(left[0][i], left[1][i]), left[0][i], left[1][i]);
	for (size_t i = pairs; i < count[0]; i++)
		add_package(d, a, PACKAGE_REMOVED, left[0][i], NULL);
	for (size_t i = pairs; i < count[1]; i++)
		add_package(d, a, PACKAGE_ADDED, NULL, left[1][i]);
}

static void compare_packages(struct difference *d, struct arena *a)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct rows rows = { 0 };
	add_rows(&rows, d->before, false, scratch);
	add_rows(&rows, d->after, true, scratch);
	size_t n = rows.list.n;
	if (n == 0)
		return;
	sort_stable(scratch, rows.list.p, n, sizeof(*rows.list.p), by_row);
	const struct row **left[2] = { arena_array(scratch, n, sizeof(struct row *)),
				       arena_array(scratch, n, sizeof(struct row *)) };
	for (size_t i = 0; i < n;) {
		size_t end = i;
		while (end < n && by_thing(&rows.list.p[end], &rows.list.p[i]) == 0)
			end++;
		compare_rows(d, &rows.list.p[i], end - i, left, a);
		i = end;
	}
}

/* ---- layers ---- */

static uint64_t layer_bytes(const struct report *r, size_t i)
{
	return i < r->layers.n ? r->layers.p[i].bytes : r->image.layers.p[i].size;
}

static uint64_t size_of(const struct report *r)
{
	uint64_t n = 0;
	for (size_t i = 0; r && i < r->image.layers.n; i++)
		if (__builtin_add_overflow(n, layer_bytes(r, i), &n))
			n = UINT64_MAX;
	return n;
}

static struct str layer_key(const struct report *r, size_t i, struct arena *a)
{
	const struct layer *l = &r->image.layers.p[i];
	struct str key = digest_text(a, l->diff_id.kind ? &l->diff_id : &l->digest);
	return key.n ? key : str_printf(a, "layer %zu", i);
}

/* Layers of `r` that the map does not have, or not as often. */
static void add_layers(struct difference *d, const struct report *r, struct map *other,
		       bool is_after, struct arena *a)
{
	for (size_t i = 0; r && i < r->image.layers.n; i++) {
		uint32_t *n = map_get(other, layer_key(r, i, other->arena));
		if (n && *n > 0) {
			--*n;
			d->layers_same += is_after;
			continue;
		}
		*VEC_PUSH(a, &d->layers) = (struct layer_change){
			is_after ? CHANGE_NONE : (uint32_t)i,
			is_after ? (uint32_t)i : CHANGE_NONE,
			layer_bytes(r, i),
		};
	}
}

static void count_layers(const struct report *r, struct arena *a, struct map *out)
{
	map_init(out, a);
	for (size_t i = 0; r && i < r->image.layers.n; i++)
		++*map_put(out, layer_key(r, i, a), NULL);
}

static void compare_layers(struct difference *d, struct arena *a)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct map before, after;
	count_layers(d->before, scratch, &before);
	count_layers(d->after, scratch, &after);
	add_layers(d, d->before, &after, false, a);
	add_layers(d, d->after, &before, true, a);
	d->size_before = size_of(d->before);
	d->size_after = size_of(d->after);
}

/* ---- images ---- */

static void compare_images(struct difference *d, const struct report *before,
			   const struct report *after, struct arena *a)
{
	d->before = before;
	d->after = after;
	compare_findings(d, a);
	if (before && after && (before->is_past || after->is_past)) {
		d->is_past = true;
		return;
	}
	compare_packages(d, a);
	compare_layers(d, a);
}

static void add_images(struct difference_set *set, const struct report *before,
		       const struct report *after, struct arena *a)
{
	struct difference *d = VEC_PUSH(a, &set->images);
	compare_images(d, before, after, a);
	set->is_past |= d->is_past;
	for (size_t i = 0; i < CHANGE_KIND_COUNT_; i++)
		set->count[i] += d->count[i];
	set->blocking += d->blocking;
	set->packages += (uint32_t)d->packages.n;
	set->size_before += d->size_before;
	set->size_after += d->size_after;
}

static struct str key_of(const struct report *r, struct arena *a)
{
	struct str platform = platform_text(a, &r->image.platform);
	return str_printf(a, "%.*s %.*s", STRF(image_key(r, a)), STRF(platform));
}

/* Which of `before` goes with each of `after`: each at most once, those of one name in their order. */
static void pair_images(struct report_list before, struct report_list after, uint32_t *pair,
			struct arena *a)
{
	struct map first;
	uint32_t *next = arena_array(a, size_max(1, before.n), sizeof(*next));
	map_init(&first, a);
	for (size_t i = before.n; i-- > 0;) { /* so that each list begins with its first */
		bool fresh;
		uint32_t *head = map_put(&first, key_of(before.p[i], a), &fresh);
		next[i] = fresh ? CHANGE_NONE : *head;
		*head = (uint32_t)i;
	}
	for (size_t i = 0; i < after.n; i++) {
		uint32_t *head = map_get(&first, key_of(after.p[i], a));
		pair[i] = head ? *head : CHANGE_NONE;
		if (pair[i] != CHANGE_NONE)
			*head = next[pair[i]];
	}
}

void difference_make(struct report_list before, struct report_list after, struct arena *a,
		     struct difference_set *out)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	uint32_t *pair = arena_array(scratch, size_max(1, after.n), sizeof(*pair));
	bool *used = arena_array(scratch, size_max(1, before.n), sizeof(*used));
	*out = (struct difference_set){ .verdict_before =
						run_verdict(run_outcome_of(before.p, before.n)),
					.verdict_after =
						run_verdict(run_outcome_of(after.p, after.n)) };
	if (before.n == 1 && after.n == 1)
		pair[0] = 0;
	else
		pair_images(before, after, pair, scratch);
	for (size_t i = 0; i < after.n; i++) {
		bool paired = pair[i] != CHANGE_NONE;
		if (paired)
			used[pair[i]] = true;
		add_images(out, paired ? before.p[pair[i]] : NULL, after.p[i], a);
	}
	for (size_t i = 0; i < before.n; i++)
		if (!used[i])
			add_images(out, before.p[i], NULL, a);
}
