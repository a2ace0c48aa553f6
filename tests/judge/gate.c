/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the cases of tests/judge/policy do not reach: a report that is judged again with other options, lists of
 * exceptions from several sources, and many findings.
 */
#include "policy_world.h"

/* Decisions as text. */
static struct str told(const struct world *w, struct buf *to)
{
	struct out o;
	buf_init(to, 4 << 20);
	out_init_buf(&o, to);
	world_tell(w, &o);
	out_done(&o);
	return buf_str(to);
}

#define FINDINGS                               \
	"findings\n"                           \
	"vulnerability CVE-1 critical fixed\n" \
	"vulnerability CVE-2 high kev\n"       \
	"vulnerability CVE-3 low\n"            \
	"secret aws-key high\n"                \
	"misconfiguration os-eol high\n"       \
	"integrity digest-mismatch critical\n" \
	"gap gap-truncated unknown\n"

/* Options of every sort: each pair of them one after the other on one report, and the second alone on a fresh one. */
static const char *const worlds[] = {
	"builtin default\n" FINDINGS,
	"builtin trivy\n" FINDINGS,
	"headline\nbuiltin default\n" FINDINGS,
	"headline\naccepted\nbuiltin default\n" FINDINGS,
	"baseline CVE-1 gap-truncated\npolicy\ngates:\n  a: {allow: [{new: false}]}\n" FINDINGS,
	"policy\nignore: [CVE-1, {kind: gap}, aws-*]\n" FINDINGS,
	"policy\nimages: {bases: [debian], registries: [x]}\nlabels: {required: [a, b]}\n" FINDINGS,
	"base debian:12\npolicy\nimages: {bases: [debian], registries: [x]}\n" FINDINGS,
	"built 2020-01-01\npolicy\ngates:\n  a: {extends: nothing, max-data-age: 1, incomplete: allow}\n" FINDINGS,
	"policy\nlabels: {required: [a]}\nignore: [label-required]\n" FINDINGS,
};

static void judged_again(void **state)
{
	const size_t n = sizeof(worlds) / sizeof(worlds[0]);
	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			struct world first, second, fresh;
			OWNED(buf_donep) struct buf x, y;
			world_read(&first, str_of(worlds[i]));
			world_read(&second, str_of(worlds[k]));
			world_read(&fresh, str_of(worlds[k]));
			assert_false(first.broken || second.broken);
			gate_decide(first.report, &first.options);
			/* the findings that the first has judged, and what the second says */
			struct report *old = second.report;
			first.report->database = second.report->database;
			first.report->base = second.report->base;
			second.report = first.report;
			gate_decide(second.report, &second.options);
			gate_decide(fresh.report, &fresh.options);
			check_str(told(&second, &x), told(&fresh, &y));
			assert_int_equal(second.report->exceptions.n, fresh.report->exceptions.n);
			assert_int_equal(second.report->plan.steps.n, fresh.report->plan.steps.n);
			second.report = old;
			world_done(&first);
			world_done(&second);
			world_done(&fresh);
		}
}

/* Whatever order they come in: VEX knows best, then ignore files, then the policy. */
static void sources(void **state)
{
	static const enum ignored_by by[] = { IGNORED_BY_FILE, IGNORED_BY_VEX };
	(void)state;
	for (unsigned turn = 0; turn < 2; turn++) {
		struct world w;
		world_read(&w, STR("policy\nignore: [CVE-1, CVE-2, CVE-3]\nfindings\n"
				   "vulnerability CVE-1 low\nvulnerability CVE-2 low\n"
				   "vulnerability CVE-3 low\n"));
		struct exception_list list = { .arena = w.arena };
		for (unsigned i = 0; i < 2; i++) {
			struct exception *e = VEC_PUSH(w.arena, &list.items);
			e->by = by[(i + turn) % 2];
			e->source = e->by == IGNORED_BY_VEX ? STR("vex.json") : STR(".trivyignore");
			*VEC_PUSH(w.arena, &e->ids) = STR("CVE-1");
			if (e->by == IGNORED_BY_FILE)
				*VEC_PUSH(w.arena, &e->ids) = STR("CVE-2");
			else
				e->status = STR("not_affected");
			if (e->by == IGNORED_BY_VEX)
				*VEC_PUSH(w.arena, &e->products) = STR("payment");
		}
		w.report->image.name = STR("payment");
		w.options.exceptions = &list;
		gate_decide(w.report, &w.options);
		assert_int_equal(w.report->exceptions.n, 5);
		for (size_t i = 0; i < w.report->findings.n; i++) {
			const struct finding *f = &w.report->findings.p[i];
			assert_non_null(f->ignored);
			assert_int_equal(f->place, PLACE_IGNORED);
			if (str_is(f->id, "CVE-2"))
				check_text(f->ignored->source, ".trivyignore");
			if (str_is(f->id, "CVE-3"))
				check_text(f->ignored->source, ".seaworthy.yaml:1:24");
			if (str_is(f->id, "CVE-1"))
				assert_int_not_equal(f->ignored->by, IGNORED_BY_POLICY);
		}
		world_done(&w);
	}
}

static uint32_t next(uint32_t *random, uint32_t n)
{
	*random = *random * 1664525u + 1013904223u;
	return (uint32_t)(((uint64_t)*random * n) >> 32);
}

static void add_many(struct world *w, size_t n, uint32_t seed)
{
	struct arena *a = w->report->arena;
	for (size_t i = 0; i < n; i++) {
		struct finding *f = report_add(w->report, (enum finding_kind)next(&seed, 5));
		f->id = str_printf(a, "X-%zu", i);
		f->severity = (enum severity)next(&seed, SEVERITY_COUNT_);
		f->own_place = next(&seed, 2) ? PLACE_ACT_NOW : PLACE_NOTE;
		if (f->kind == FINDING_VULNERABILITY) {
			struct vulnerability *v = arena_alloc(a, sizeof(*v));
			f->vulnerability = v;
			v->status = (enum advisory_status)next(&seed, ADVISORY_STATUS_COUNT_);
			if (v->status == ADVISORY_FIXED)
				v->fixed = STR("2");
			if (next(&seed, 8) == 0)
				v->kev_added = STR("2024-01-01");
		} else if (f->kind == FINDING_SECRET) {
			f->secret = arena_alloc(a, sizeof(*f->secret));
			f->secret->fingerprint = f->id;
			f->secret->live = next(&seed, 2);
		}
	}
}

/* The text of the built-in policy and what a command line makes are one and the same. */
static void trivy_twice(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed < 20; seed++) {
		struct world v, w;
		world_read(&v, STR("builtin trivy\nfindings\n"));
		world_read(&w, STR("trivy high,critical affected,will_not_fix,fix_deferred,"
				   "end_of_life\nfindings\n"));
		OWNED(buf_donep) struct buf x, y;
		assert_int_equal(w.trivy.ignored_statuses, POLICY_UNFIXED);
		add_many(&v, 300, seed);
		add_many(&w, 300, seed);
		gate_decide(v.report, &v.options);
		gate_decide(w.report, &w.options);
		check_str(told(&v, &x), told(&w, &y));
		world_done(&v);
		world_done(&w);
	}
}

/* What it is called for, said once more in C: each finding of the report by hand. */
static void trivy_by_hand(void **state)
{
	struct world w;
	(void)state;
	world_read(&w, STR("builtin trivy\nfindings\n"));
	add_many(&w, 5000, 7);
	gate_decide(w.report, &w.options);
	for (size_t i = 0; i < w.report->findings.n; i++) {
		const struct finding *f = &w.report->findings.p[i];
		bool serious = f->severity >= SEVERITY_HIGH;
		bool fixed = f->vulnerability &&
			     (f->vulnerability->status == ADVISORY_FIXED ||
			      f->vulnerability->status == ADVISORY_UNDER_INVESTIGATION);
		assert_int_equal(f->effect == GATE_BLOCK,
				 serious && (f->kind == FINDING_SECRET || fixed));
	}
	world_done(&w);
}

/* Default practice, the same way: what is to be done now is what is blocked, and nothing else. */
static void default_by_hand(void **state)
{
	struct world w;
	(void)state;
	world_read(&w, STR("builtin default\nfindings\n"));
	add_many(&w, 20000, 8);
	gate_decide(w.report, &w.options);
	for (size_t i = 0; i < w.report->findings.n; i++) {
		const struct finding *f = &w.report->findings.p[i];
		assert_int_equal(f->place, f->own_place);
		assert_int_equal(f->effect == GATE_BLOCK, f->own_place == PLACE_ACT_NOW);
	}
	world_done(&w);
}

/* Without a policy it is the built-in one, and the report says by what it was judged. */
static void without_a_policy(void **state)
{
	struct world w;
	(void)state;
	world_read(&w, STR(FINDINGS));
	w.options.policy = NULL;
	w.options.gate = NULL;
	gate_decide(w.report, &w.options);
	check_text(w.report->gate.name, "default");
	check_text(w.report->gate.policy, "built-in");
	assert_int_equal(w.report->gate.digest.n, 71);
	assert_true(w.report->gate.clauses.n > 5);
	check_text(w.report->gate.clauses.p[0].source, "");
	check_text(w.report->gate.decided_by, "exploited");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judged_again),	   cmocka_unit_test(sources),
		cmocka_unit_test(trivy_twice),	   cmocka_unit_test(trivy_by_hand),
		cmocka_unit_test(default_by_hand), cmocka_unit_test(without_a_policy),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
