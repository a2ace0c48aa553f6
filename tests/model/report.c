/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/mem.h"
#include "model/report.h"

static void starts_empty(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	assert_int_equal(report_count_live(r), 0);
	assert_int_equal(r->findings.n, 0);
	report_sort(r); /* nothing to sort is fine */
	struct finding *g = report_add(r, FINDING_SECRET);
	assert_int_equal(g->kind, FINDING_SECRET);
	assert_int_equal(g->layer, LAYER_NONE);
	assert_int_equal(g->package, PACKAGE_NONE);
	assert_null(g->vulnerability);
	report_free(NULL);
}

static void gaps(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = report_new();
	struct fault f;
	fault_set(&f, E_TRUNCATED, "ends too early");
	struct finding *g = report_gap(r, E_TRUNCATED, "layer 3 is cut", &f);
	check_text(g->id, "gap-truncated");
	check_text(g->title, "layer 3 is cut");
	check_text(g->message, "ends too early");
	assert_int_equal(g->place, PLACE_GAP);
	assert_int_equal(g->kind, FINDING_GAP);
	fault_set(&f, E_IO, "overwritten"); /* the report holds copies */
	check_text(r->findings.p[0].message, "ends too early");
	check_text(report_gap(r, E_IO, "x", NULL)->id, "gap-input-output");
	check_text(report_gap(r, 12345, "x", NULL)->id, "gap-unknown");
	/* what is not what its digest says is no mere gap, though it makes the result incomplete */
	g = report_gap(r, E_MISMATCH, "x", &f);
	check_text(g->id, "digest-mismatch");
	assert_int_equal(g->kind, FINDING_INTEGRITY);
	check_text(g->message, "overwritten");
	assert_int_equal(report_count_place(r, PLACE_GAP), 4);
	assert_int_equal(report_count_place(r, PLACE_ACT_NOW), 0);
}

/* Rows in the wanted order; every field decides once. */
static const struct row {
	const char *name, *version, *arch, *location;
	bool live;
	uint16_t layer;
} rows[] = {
	{ "a", "1", "amd64", "db", true, 0 },  { "a", "1", "amd64", "db", true, 1 },
	{ "a", "1", "amd64", "db", false, 0 }, { "a", "1", "amd64", "db2", true, 0 },
	{ "a", "1", "arm64", "db", true, 0 },  { "a", "10", "amd64", "db", true, 0 },
	{ "a", "2", "amd64", "db", true, 0 },  { "ab", "0", "amd64", "db", true, 0 },
	{ "b", "1", "amd64", "db", true, 0 },  { "\xff", "1", "amd64", "db", true, 0 },
};

static const struct item {
	enum finding_place place;
	enum severity severity;
	bool kev;
	double epss; /* < 0: none */
	const char *id;
	int row; /* of the package, -1 none */
	const char *path;
} items[] = {
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, true, 0.1, "CVE-9", 0, "" },
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, false, 0.9, "CVE-8", 0, "" },
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, false, 0.2, "CVE-1", 0, "" },
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, false, 0.2, "CVE-1", 9, "" },
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, false, 0.2, "CVE-1", -1, "a" },
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, false, 0.2, "CVE-1", -1, "b" },
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, false, 0, "CVE-0", 0, "" },
	{ PLACE_ACT_NOW, SEVERITY_CRITICAL, false, -1, "CVE-0", 0, "" },
	{ PLACE_ACT_NOW, SEVERITY_HIGH, true, 1, "CVE-0", 0, "" },
	{ PLACE_NO_FIX, SEVERITY_CRITICAL, true, 1, "CVE-0", 0, "" },
	{ PLACE_GAP, SEVERITY_UNKNOWN, false, -1, "gap-limit", -1, "" },
};

/* The rows and items in an order of their own for each seed, as threads would bring them. */
static struct report *shuffled(unsigned seed)
{
	struct report *r = report_new();
	uint32_t where[ARRAY_LEN(rows)];
	for (size_t k = 0; k < ARRAY_LEN(rows); k++) {
		size_t i = (k * 7 + seed) % ARRAY_LEN(rows); /* 7 and 10 have no common factor */
		const struct row *row = &rows[i];
		where[i] = (uint32_t)r->packages.n;
		*VEC_PUSH(r->arena, &r->packages) = (struct package){
			.name = sym_of(r->syms, str_of(row->name)),
			.version = sym_of(r->syms, str_of(row->version)),
			.arch = sym_of(r->syms, str_of(row->arch)),
			.location = sym_of(r->syms, str_of(row->location)),
			.flags = row->live ? PACKAGE_LIVE : 0,
			.layer = row->layer,
		};
	}
	for (size_t k = 0; k < ARRAY_LEN(items); k++) {
		const struct item *item = &items[(k * 7 + seed) % ARRAY_LEN(items)];
		struct finding *g = report_add(r, FINDING_VULNERABILITY);
		g->place = item->place;
		g->severity = item->severity;
		g->id = str_of(item->id);
		g->path = str_of(item->path);
		g->vulnerability = arena_alloc(r->arena, sizeof(*g->vulnerability));
		g->vulnerability->kev_added = item->kev ? STR("2024-01-01") : STR("");
		g->vulnerability->has_epss = item->epss >= 0;
		g->vulnerability->epss = item->epss >= 0 ? item->epss : 0;
		if (item->row >= 0)
			g->package = where[item->row];
	}
	return r;
}

static void sorting(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 22; seed++) {
		OWNED(report_freep) struct report *r = shuffled(seed);
		report_sort(r);
		for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
			const struct package *p = &r->packages.p[i];
			check_text(sym_str(r->syms, p->name), rows[i].name);
			check_text(sym_str(r->syms, p->version), rows[i].version);
			check_text(sym_str(r->syms, p->arch), rows[i].arch);
			check_text(sym_str(r->syms, p->location), rows[i].location);
			assert_int_equal((p->flags & PACKAGE_LIVE) != 0, rows[i].live);
			assert_int_equal(p->layer, rows[i].layer);
		}
		for (size_t i = 0; i < ARRAY_LEN(items); i++) {
			const struct finding *g = &r->findings.p[i];
			check_text(g->id, items[i].id);
			check_text(g->path, items[i].path);
			assert_int_equal(g->place, items[i].place);
			assert_int_equal(g->severity, items[i].severity);
			/* the package is the same one, wherever it went */
			assert_true(g->package ==
				    (items[i].row < 0 ? PACKAGE_NONE : (uint32_t)items[i].row));
		}
		assert_int_equal(report_count_live(r), ARRAY_LEN(rows) - 1);
		assert_int_equal(report_count_place(r, PLACE_ACT_NOW), 9);
	}
}

static void outcomes(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *fit = report_new();
	OWNED(report_freep) struct report *unfit = report_new();
	OWNED(report_freep) struct report *gaps_only = report_new();
	fit->gate.stale = true;
	unfit->verdict = VERDICT_NOT_SEAWORTHY;
	gaps_only->verdict = VERDICT_INCOMPLETE;
	const struct report *all[] = { fit, gaps_only, unfit };
	assert_int_equal(run_verdict(run_outcome_of(all, 0)), VERDICT_SEAWORTHY);
	assert_int_equal(run_verdict(run_outcome_of(all, 1)), VERDICT_SEAWORTHY);
	assert_int_equal(run_verdict(run_outcome_of(all, 2)), VERDICT_INCOMPLETE);
	assert_int_equal(run_verdict(run_outcome_of(all, 3)), VERDICT_NOT_SEAWORTHY);
	assert_int_equal(run_verdict(run_outcome_of(all + 2, 1)), VERDICT_NOT_SEAWORTHY);
	/* the worst hides nothing of the others */
	struct run_outcome o = run_outcome_of(all, 3);
	assert_true(o.failed && o.incomplete && o.stale);
	assert_false(run_outcome_of(all + 1, 2).stale);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_empty),
		cmocka_unit_test(gaps),
		cmocka_unit_test(sorting),
		cmocka_unit_test(outcomes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
