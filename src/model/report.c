/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report as a container: made, added to, brought into order.
 *
 * Layers are read by several threads, so packages and findings arrive in any order. report_sort()
 * sorts indices by a comparison that looks at everything that is printed: two rows that compare
 * equal print alike, so the bytes of a report do not depend on the threads. Numbers of syms are
 * never compared, only their text.
 *
 *         packages ──sort──► order ──► moved ──► old index → new index ──► finding.package
 *
 * A finding names its package by index, hence packages are sorted first. An index that names no
 * package (a bug of the caller) dies here instead of printing another package's name.
 */
#define _GNU_SOURCE /* qsort_r */
#include "model/report.h"

#include "base/log.h"
#include "model/instruction.h"

#include <stdlib.h>

const char *verdict_name(enum verdict v)
{
	switch (v) {
	case VERDICT_SEAWORTHY:
		return "seaworthy";
	case VERDICT_NOT_SEAWORTHY:
		return "not seaworthy";
	case VERDICT_INCOMPLETE:
		return "incomplete";
	}
	return "incomplete"; /* whatever is not known to be good */
}

struct run_outcome run_outcome_of(const struct report *const *reports, size_t n)
{
	struct run_outcome o = { 0 };
	for (size_t i = 0; i < n; i++) {
		o.failed |= reports[i]->verdict == VERDICT_NOT_SEAWORTHY;
		o.incomplete |= reports[i]->verdict == VERDICT_INCOMPLETE;
		o.stale |= reports[i]->gate.stale;
	}
	return o;
}

enum verdict run_verdict(struct run_outcome o)
{
	return o.failed	      ? VERDICT_NOT_SEAWORTHY
	       : o.incomplete ? VERDICT_INCOMPLETE
			      : VERDICT_SEAWORTHY;
}

const char *exception_state_name(enum exception_state s)
{
	static const char *const names[EXCEPTION_STATE_COUNT_] = {
		[EXCEPTION_USED] = "used",
		[EXCEPTION_UNUSED] = "unused",
		[EXCEPTION_EXPIRED] = "expired",
		[EXCEPTION_REFUSED] = "refused",
	};
	return (unsigned)s < EXCEPTION_STATE_COUNT_ ? names[s] : "unknown";
}

struct report *report_new_shared(struct sym_table *syms)
{
	struct arena *a = arena_new();
	struct report *r = arena_alloc(a, sizeof(*r));
	r->arena = a;
	r->syms = syms;
	r->syms_shared = true;
	return r;
}

struct report *report_new(void)
{
	struct report *r = report_new_shared(sym_table_new());
	r->syms_shared = false;
	return r;
}

void report_free(struct report *r)
{
	if (!r)
		return;
	if (!r->syms_shared)
		sym_table_free(r->syms);
	arena_free(r->arena); /* r itself is in it */
}

void report_freep(struct report **r)
{
	report_free(*r);
}

struct finding *report_add(struct report *r, enum finding_kind kind)
{
	struct finding *g = VEC_PUSH(r->arena, &r->findings);
	g->kind = kind;
	g->layer = LAYER_NONE;
	g->package = PACKAGE_NONE;
	return g;
}

/* Bytes that differ from the digest that names them are worse than unreadable: they are not what was built. */
static struct finding *report_mismatch(struct report *r, const struct fault *why)
{
	struct finding *n = report_add(r, FINDING_INTEGRITY);
	n->place = n->own_place = PLACE_GAP;
	n->severity = SEVERITY_CRITICAL;
	n->id = STR("digest-mismatch");
	n->title = STR("content that is not what its digest says");
	n->message = str_dup(r->arena, str_of(why ? why->text : NULL));
	n->fix = STR("fetch or build the image again; do not ship this one");
	return n;
}

struct finding *report_gap(struct report *r, int code, const char *what, const struct fault *why)
{
	if (code == E_MISMATCH)
		return report_mismatch(r, why);
	struct finding *g = report_add(r, FINDING_GAP);
	struct str name = str_of(fault_name(code));
	char *slug = arena_bytes(r->arena, name.n + 1);
	for (size_t i = 0; i < name.n; i++)
		slug[i] = char_is_alnum(name.p[i]) ? name.p[i] : '-';
	g->place = g->own_place = PLACE_GAP;
	g->id = str_printf(r->arena, "gap-%.*s", (int)name.n, slug);
	g->title = str_dup(r->arena, str_of(what));
	if (why)
		g->message = str_dup(r->arena, str_of(why->text));
	return g;
}

/* ---- order ---- */

struct order {
	const struct report *report;
	const uint32_t *rank; /* of a package, by its old index */
};

static int by_number(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* Returns from the calling comparison when the difference decides it. */
#define DECIDE(difference)                  \
	do {                                \
		int decide_ = (difference); \
		if (decide_)                \
			return decide_;     \
	} while (0)

static int by_package(const void *pa, const void *pb, void *context)
{
	const struct order *o = context;
	const struct sym_table *t = o->report->syms;
	const struct package *a = &o->report->packages.p[*(const uint32_t *)pa];
	const struct package *b = &o->report->packages.p[*(const uint32_t *)pb];
	DECIDE(sym_cmp(t, a->name, b->name));
	DECIDE(sym_cmp(t, a->version, b->version));
	DECIDE(sym_cmp(t, a->arch, b->arch));
	DECIDE(sym_cmp(t, a->location, b->location));
	DECIDE(by_number(!(a->flags & PACKAGE_LIVE), !(b->flags & PACKAGE_LIVE)));
	DECIDE(by_number(a->layer, b->layer));
	DECIDE(by_number(a->kind, b->kind));
	DECIDE(sym_cmp(t, a->source_name, b->source_name));
	DECIDE(sym_cmp(t, a->source_version, b->source_version));
	DECIDE(sym_cmp(t, a->licence, b->licence));
	DECIDE(by_number(a->file_count, b->file_count));
	return sym_cmp(t, a->files, b->files);
}

/* Exploited first, then the likelier; findings of other kinds are neither. */
static int by_urgency(const struct vulnerability *a, const struct vulnerability *b)
{
	bool kev_a = a && a->kev_added.n, kev_b = b && b->kev_added.n;
	double epss_a = a && a->has_epss ? a->epss : -1, epss_b = b && b->has_epss ? b->epss : -1;
	DECIDE(by_number(!kev_a, !kev_b));
	return (epss_a < epss_b) - (epss_a > epss_b);
}

static int by_finding(const void *pa, const void *pb, void *context)
{
	const struct order *o = context;
	const struct finding *a = &o->report->findings.p[*(const uint32_t *)pa];
	const struct finding *b = &o->report->findings.p[*(const uint32_t *)pb];
	DECIDE(by_number(a->place, b->place));
	DECIDE(by_number(b->severity, a->severity));
	DECIDE(by_urgency(a->vulnerability, b->vulnerability));
	DECIDE(str_cmp(a->id, b->id));
	/* PACKAGE_NONE is the greatest number: a finding about no package stands last */
	uint32_t package_a = a->package == PACKAGE_NONE ? PACKAGE_NONE : o->rank[a->package];
	uint32_t package_b = b->package == PACKAGE_NONE ? PACKAGE_NONE : o->rank[b->package];
	DECIDE(by_number(package_a, package_b));
	DECIDE(str_cmp(a->path, b->path));
	DECIDE(by_number(a->layer, b->layer));
	DECIDE(by_number(a->line, b->line));
	DECIDE(by_number(a->kind, b->kind));
	DECIDE(str_cmp(a->title, b->title));
	DECIDE(str_cmp(a->message, b->message));
	DECIDE(str_cmp(a->fix, b->fix));
	if (!a->vulnerability || !b->vulnerability)
		return by_number(!a->vulnerability, !b->vulnerability);
	DECIDE(by_number(a->vulnerability->status, b->vulnerability->status));
	DECIDE(str_cmp(a->vulnerability->fixed, b->vulnerability->fixed));
	return str_cmp(a->vulnerability->matched_by, b->vulnerability->matched_by);
}

static uint32_t *identity(struct arena *a, size_t n)
{
	ENSURE(n < UINT32_MAX);
	uint32_t *p = arena_array(a, n, sizeof(*p));
	for (size_t i = 0; i < n; i++)
		p[i] = (uint32_t)i;
	return p;
}

static int by_index(const void *a, const void *b)
{
	return by_number(*(const uint32_t *)a, *(const uint32_t *)b);
}

static void renumber(struct vulnerability *v, const uint32_t *rank, size_t n)
{
	for (size_t i = 0; i < v->packages.n; i++) {
		ENSURE(v->packages.p[i] < n);
		v->packages.p[i] = rank[v->packages.p[i]];
	}
	if (v->packages.n)
		qsort(v->packages.p, v->packages.n, sizeof(*v->packages.p), by_index);
}

void report_sort(struct report *r)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	size_t n = r->packages.n, m = r->findings.n;
	struct order o = { .report = r };

	uint32_t *order = identity(scratch, n);
	qsort_r(order, n, sizeof(*order), by_package, &o);
	uint32_t *rank = arena_array(scratch, n, sizeof(*rank));
	for (size_t i = 0; i < n; i++)
		rank[order[i]] = (uint32_t)i;
	o.rank = rank;

	for (size_t i = 0; i < m; i++)
		ENSURE(r->findings.p[i].package == PACKAGE_NONE || r->findings.p[i].package < n);
	uint32_t *finding_order = identity(scratch, m);
	qsort_r(finding_order, m, sizeof(*finding_order), by_finding, &o);

	struct package *packages = arena_array(scratch, n, sizeof(*packages));
	for (size_t i = 0; i < n; i++)
		packages[i] = r->packages.p[order[i]];
	if (n)
		memcpy(r->packages.p, packages, n * sizeof(*packages));

	struct finding *findings = arena_array(scratch, m, sizeof(*findings));
	for (size_t i = 0; i < m; i++) {
		findings[i] = r->findings.p[finding_order[i]];
		if (findings[i].package != PACKAGE_NONE)
			findings[i].package = rank[findings[i].package];
		if (findings[i].vulnerability)
			renumber(findings[i].vulnerability, rank, n);
	}
	if (m)
		memcpy(r->findings.p, findings, m * sizeof(*findings));
}

size_t report_count_live(const struct report *r)
{
	size_t count = 0;
	for (size_t i = 0; i < r->packages.n; i++)
		count += (r->packages.p[i].flags & PACKAGE_LIVE) != 0;
	return count;
}

uint64_t report_count_files(const struct report *r)
{
	uint64_t n = 0;
	for (size_t i = 0; i < r->layers.n; i++) {
		const struct layer_facts *l = &r->layers.p[i];
		uint64_t files = l->entries;
		if (r->has_changes && !u64_add(l->changes.added, l->changes.changed, &files))
			files = UINT64_MAX;
		if (!u64_add(n, files, &n))
			n = UINT64_MAX;
	}
	return n;
}

const struct finding *report_find_empty(const struct report *r)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (r->findings.p[i].kind == FINDING_GAP &&
		    str_is(r->findings.p[i].id, "gap-nothing-to-judge"))
			return &r->findings.p[i];
	return NULL;
}

size_t report_count_place(const struct report *r, enum finding_place place)
{
	size_t count = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		count += r->findings.p[i].place == place;
	return count;
}

uint32_t report_dockerfile_line(const struct report *r, uint16_t layer)
{
	if (r->dockerfile_path.n == 0 || layer >= r->image.layers.n)
		return 0;
	uint32_t h = r->image.layers.p[layer].history;
	return h < r->image.history.n ? r->image.history.p[h].dockerfile_line : 0;
}

struct str report_layer_words(const struct report *r, uint16_t layer, struct arena *a)
{
	if (layer >= r->image.layers.n)
		return STR("");
	struct str number = str_printf(a, "layer %u of %zu", layer + 1u, r->image.layers.n);
	uint32_t h = r->image.layers.p[layer].history;
	if (h >= r->image.history.n || r->image.history.p[h].created_by.n == 0)
		return number;
	struct str text = instruction_short(a, r->image.history.p[h].created_by);
	return str_printf(a, "%.*s: %.*s", STRF(number), STRF(text));
}

enum origin report_origin(const struct report *r, uint16_t layer)
{
	if (r->base.name.n == 0 || layer == LAYER_NONE)
		return ORIGIN_UNKNOWN;
	return layer < r->base.layers ? ORIGIN_BASE : ORIGIN_APP;
}

/* A vulnerability is its package's; what is neither of a layer nor of a package is nobody's. */
enum origin report_finding_origin(const struct report *r, const struct finding *f)
{
	if (f->package < r->packages.n)
		return report_origin(r, r->packages.p[f->package].layer);
	return report_origin(r, f->layer);
}

const char *origin_name(enum origin o)
{
	return o == ORIGIN_BASE ? "base" : o == ORIGIN_APP ? "app" : NULL;
}
