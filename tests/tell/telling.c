/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "sample_kinds.h"

#include "tell/describe.h"
#include "tell/telling.h"

/* As many as it tells, each with what the slow way says. */
static size_t told(const struct report_set *set, const struct tell_options *options)
{
	OWNED(telling_done) struct telling t;
	size_t n = 0;
	telling_init(&t, set, options);
	while (telling_image(&t)) {
		assert_ptr_equal(t.r, set->reports[t.next_image - 1]);
		OWNED(arena_freep) struct arena *a = arena_new();
		const uint32_t *steps = steps_of_findings(t.r, a);
		while (telling_finding(&t)) {
			uint32_t step = steps[t.finding - t.r->findings.p];
			struct str facts = describe_facts(t.r, t.finding, a);
			assert_int_equal(t.step, step);
			if (!str_eq(telling_facts(&t), facts))
				fail_msg("%.*s", STRF(facts));
			n++;
		}
		for (size_t i = 0; i < t.r->image.layers.n; i++) {
			struct str words = telling_layer(&t, (uint16_t)i);
			assert_ptr_equal(words.p, telling_layer(&t, (uint16_t)i).p);
			assert_true(str_starts(words, STR("layer ")));
		}
		check_text(telling_layer(&t, LAYER_NONE), "");
	}
	return n;
}

static void every_finding(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *one = sample_kinds();
	OWNED(report_freep) struct report *two = sample_hostile();
	const struct report *both[] = { one, two };
	struct report_set set = { both, 2, VERDICT_NOT_SEAWORTHY, 1 }, none = { both, 0, 0, 0 };
	struct tell_options options = { .lang = "en" }, all = { .lang = "en", .all = true };
	size_t n = one->findings.n + two->findings.n, hidden = 0;
	one->findings.p[0].place = PLACE_HIDDEN;
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < both[i]->findings.n; k++)
			hidden += !tell_has(&options, &both[i]->findings.p[k]);
	assert_true(hidden > 0);
	assert_int_equal(told(&set, NULL), n);
	assert_int_equal(told(&set, &all), n);
	assert_int_equal(told(&set, &options), n - hidden);
	assert_int_equal(told(&none, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_finding) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
