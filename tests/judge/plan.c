/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "sample_report.h"

#include "judge/plan.h"

static struct report *image_on_base(void)
{
	struct report *r = sample_base("x");
	sample_debian(r);
	r->base = (struct base_info){ .name = STR("debian:12"), .layers = 1, .steps = 1 };
	return r;
}

static struct finding *add(struct report *r, const char *name, unsigned layer,
			   enum severity severity, const char *id, const char *fixed, bool blocked)
{
	uint32_t p = UINT32_MAX;
	for (uint32_t i = 0; i < r->packages.n; i++)
		if (str_is(sym_str(r->syms, r->packages.p[i].name), name))
			p = i;
	if (p == UINT32_MAX)
		p = sample_package(r, PACKAGE_DEB, name, "1-1", name, "1-1", (uint16_t)layer);
	struct finding *f = sample_vulnerability(r, blocked ? PLACE_ACT_NOW : PLACE_MINOR, severity,
						 id, "", p, fixed);
	f->effect = blocked ? GATE_BLOCK : GATE_NOTHING;
	return f;
}

static struct str told(const struct report *r, struct arena *a)
{
	struct str s = str_printf(a, "%u blocking, %u needed, %u stuck\n", r->plan.now.blocking,
				  r->plan.needed, r->plan.stuck);
	for (size_t i = 0; i < r->plan.steps.n; i++) {
		const struct step *t = &r->plan.steps.p[i];
		s = str_printf(a, "%.*s%s %.*s [%.*s] removes %zu, %u blocking and %u left\n",
			       STRF(s), step_kind_name(t->kind), STRF(t->title), STRF(t->command),
			       t->findings.n, t->after.blocking, t->after.vulnerabilities);
	}
	return s;
}

static void check_plan(struct report *r, const char *want)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	report_sort(r);
	plan_make(r);
	check_text(told(r, a), want);
	report_free(r);
}

/* Two packages of the base: one step instead of two. One of them alone is upgraded. */
static void base_or_upgrade(void **state)
{
	(void)state;
	struct report *r = image_on_base();
	add(r, "ssl", 0, SEVERITY_HIGH, "CVE-2025-1", "2-1", true);
	add(r, "xml", 0, SEVERITY_HIGH, "CVE-2025-2", "2-1", true);
	add(r, "xml", 0, SEVERITY_LOW, "CVE-2025-3", "2-1", false);
	add(r, "curl", 1, SEVERITY_HIGH, "CVE-2025-4", "2-1", true);
	check_plan(
		r,
		"3 blocking, 2 needed, 0 stuck\n"
		"base take a newer debian:12 [docker build --pull .] removes 3, 1 blocking and 1 left\n"
		"upgrade upgrade curl 1-1 to 2-1 [apt-get update && apt-get install -y "
		"--only-upgrade curl] removes 1, 0 blocking and 0 left\n");

	r = image_on_base();
	add(r, "ssl", 0, SEVERITY_HIGH, "CVE-2025-1", "2-1", true);
	add(r, "xml", 0, SEVERITY_LOW, "CVE-2025-3", "2-1", false);
	check_plan(r, "1 blocking, 1 needed, 0 stuck\n"
		      "upgrade upgrade ssl 1-1 to 2-1 [apt-get update && apt-get install -y "
		      "--only-upgrade ssl] removes 1, 0 blocking and 1 left\n"
		      "upgrade upgrade xml 1-1 to 2-1 [apt-get update && apt-get install -y "
		      "--only-upgrade xml] removes 1, 0 blocking and 0 left\n");
}

/* Nothing to upgrade with, and nobody knows the base's name: still the only way. */
static void distroless(void **state)
{
	(void)state;
	struct report *r = sample_base("x");
	sample_debian(r);
	r->os.distroless = true;
	add(r, "ssl", 0, SEVERITY_HIGH, "CVE-2025-1", "2-1", true);
	check_plan(r,
		   "1 blocking, 1 needed, 0 stuck\n"
		   "base build on a newer base image [docker build --pull .] removes 1, 0 blocking "
		   "and 0 left\n");
}

/* Without a fix the package goes, where the gate insists; a gap that blocks has no step. */
static void no_fix(void **state)
{
	(void)state;
	struct report *r = image_on_base();
	add(r, "ssl", 0, SEVERITY_HIGH, "CVE-2025-1", "", true);
	add(r, "xml", 0, SEVERITY_HIGH, "CVE-2025-2", "", false);
	struct finding *g = report_gap(r, E_CORRUPT, "a layer", NULL);
	g->effect = GATE_BLOCK;
	check_plan(r,
		   "2 blocking, 1 needed, 1 stuck\n"
		   "remove remove ssl 1-1: there is no fixed version [] removes 1, 1 blocking and "
		   "1 left\n");
}

static void past_end_of_life(void **state)
{
	(void)state;
	struct report *r = image_on_base();
	struct finding *f = report_add(r, FINDING_MISCONFIGURATION);
	f->id = STR("os-eol");
	f->title = STR("past its end");
	f->effect = GATE_BLOCK;
	add(r, "ssl", 0, SEVERITY_HIGH, "CVE-2025-1", "2-1", true);
	report_sort(r);
	plan_make(r);
	assert_int_equal(r->plan.needed, 1);
	assert_int_equal(r->plan.steps.p[0].kind, STEP_BASE);
	assert_int_equal(r->plan.steps.p[0].after.blocking, 0);
	report_free(r);
}

/* What is ignored asks for nothing. */
static void ignored(void **state)
{
	(void)state;
	struct report *r = image_on_base();
	struct finding *f = add(r, "ssl", 0, SEVERITY_HIGH, "CVE-2025-1", "2-1", true);
	f->place = PLACE_IGNORED;
	check_plan(r, "0 blocking, 0 needed, 0 stuck\n");
}

/* ---- properties of made-up reports ---- */

static uint32_t next(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static struct report *random_report(uint64_t seed)
{
	static const char *const names[] = { "a", "b", "c", "d", "e" };
	struct report *r = image_on_base();
	r->os.distroless = next(&seed) % 5 == 0;
	size_t n = next(&seed) % 12;
	for (size_t i = 0; i < n; i++) {
		size_t name = next(&seed) % ARRAY_LEN(names);
		bool fixed = next(&seed) % 4 != 0;
		struct finding *f = add(r, names[name], name % 2, SEVERITY_HIGH,
					str_cstr(r->arena, str_printf(r->arena, "CVE-2025-%zu", i)),
					fixed ? "2-1" : "", next(&seed) % 2);
		if (next(&seed) % 6 == 0)
			f->place = PLACE_IGNORED;
	}
	report_sort(r);
	plan_make(r);
	return r;
}

/* The fewest of "one package" and "newer base" that take away all that can be: by trying all. */
static uint32_t fewest(const struct report *r)
{
	uint32_t best = UINT32_MAX;
	for (unsigned set = 0; set < 1u << 11; set++) { /* five upgrades, five removals, the base */
		bool covers = true;
		for (size_t i = 0; i < r->findings.n; i++) {
			const struct finding *f = &r->findings.p[i];
			if (f->place == PLACE_IGNORED || f->effect != GATE_BLOCK)
				continue;
			const struct package *p = &r->packages.p[f->package];
			unsigned name = (unsigned)(sym_str(r->syms, p->name).p[0] - 'a');
			bool fixed = f->vulnerability->fixed.n > 0;
			bool by_base =
				fixed && (set & 1u << 10) && (p->layer == 0 || r->os.distroless);
			covers &= by_base || (set & 1u << (fixed ? name : 5 + name));
		}
		if (covers && (uint32_t)__builtin_popcount(set) < best)
			best = (uint32_t)__builtin_popcount(set);
	}
	return best;
}

static void properties(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 400; seed++) {
		OWNED(report_freep) struct report *r = random_report(seed * 7919);
		const struct plan *p = &r->plan;
		unsigned taken[64] = { 0 };
		uint32_t blocking = p->now.blocking, left = p->now.vulnerabilities;
		for (size_t i = 0; i < p->steps.n; i++) {
			const struct step *s = &p->steps.p[i];
			assert_int_equal(s->needed, i < p->needed);
			assert_true(s->findings.n > 0);
			for (size_t k = 0; k < s->findings.n; k++) {
				const struct finding *f = &r->findings.p[s->findings.p[k]];
				assert_true(k == 0 || s->findings.p[k - 1] < s->findings.p[k]);
				assert_true(taken[s->findings.p[k]]++ == 0);
				assert_true(f->place != PLACE_IGNORED);
				blocking -= f->effect == GATE_BLOCK;
				left--;
			}
			assert_int_equal(s->after.blocking, blocking);
			assert_int_equal(s->after.vulnerabilities, left);
		}
		assert_int_equal(p->stuck, 0); /* every vulnerability has a step */
		assert_int_equal(p->needed, fewest(r));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base_or_upgrade), cmocka_unit_test(distroless),
		cmocka_unit_test(no_fix),	   cmocka_unit_test(past_end_of_life),
		cmocka_unit_test(ignored),	   cmocka_unit_test(properties),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
