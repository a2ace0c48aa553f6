/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "feed/events.h"
#include "recorder.h"

/* "i1 f2 l3 m4": introduced, fixed, last affected, limit. */
static struct str settle(struct arena *a, const char *scheme, const char *text, size_t *out_empty)
{
	struct event events[16];
	size_t n = 0;
	struct str rest = str_of(text), word;
	while (str_next_word(&rest, &word)) {
		events[n] = (struct event){
			.kind = word.p[0] == 'i'   ? EVENT_INTRODUCED
				: word.p[0] == 'f' ? EVENT_FIXED
				: word.p[0] == 'l' ? EVENT_LAST_AFFECTED
						   : EVENT_LIMIT,
			.version = str_from(word, 1),
			.listed = (uint32_t)n,
		};
		n++;
	}
	struct advisory_package p = { 0 };
	*out_empty = events_settle(a, scheme_find(scheme), events, n, &p);
	struct str runs = STR("");
	for (size_t i = 0; i < p.intervals.n; i++)
		runs = str_printf(
			a, "%.*s[%.*s,%.*s%s", STRF(runs), STRF(p.intervals.p[i].introduced),
			STRF(p.intervals.p[i].last_affected.n ? p.intervals.p[i].last_affected
							      : p.intervals.p[i].fixed),
			p.intervals.p[i].last_affected.n ? "]" : ")");
	return runs;
}

static void runs(void **state)
{
	static const struct {
		const char *scheme, *events, *runs;
		size_t empty;
	} cases[] = {
		{ "deb", "", "", 0 },
		{ "deb", "i0", "[,)", 0 },
		{ "deb", "i0 f1", "[,1)", 0 },
		{ "deb", "f1 i0", "[,1)", 0 },
		{ "deb", "i1 f10 i9 f2", "[1,2)[9,10)", 0 },
		{ "deb", "i1.10 f1.9", "[1.10,)", 0 },
		{ "deb", "i2 l3", "[2,3]", 0 },
		{ "deb", "i2 l2", "[2,2]", 0 },
		{ "deb", "i2 f2", "", 1 },
		{ "deb", "f2 i2", "", 1 },
		{ "deb", "i0 f0", "", 1 },
		{ "deb", "i1 f2 i2 f3", "[1,2)[2,3)", 0 },
		{ "deb", "i1 l2 i2 l3", "[1,2][2,3]", 0 },
		{ "deb", "i1 l2 i2 l2", "[1,2][2,2]", 0 },
		{ "deb", "i0 i1 i2 f3", "[,3)", 0 },
		{ "deb", "i0 f2 f3", "[,2)", 0 },
		{ "deb", "f3", "", 0 },
		{ "deb", "i0 m4", "[,4)", 0 },
		{ "deb", "i1~rc1 f1", "[1~rc1,1)", 0 },
		{ "deb", "f1:1 i2", "[2,1:1)", 0 },
		{ "rpm", "i0 f1:1-2", "[,1:1-2)", 0 },
		{ "semver", "i1.0.0-alpha f1.0.0 i1.0.1 f1.0.2", "[1.0.0-alpha,1.0.0)[1.0.1,1.0.2)",
		  0 },
		/* without an order the list is believed */
		{ NULL, "i9 f1 i0 f2", "[9,1)[,2)", 0 },
	};
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t empty;
		struct str got = settle(a, cases[i].scheme, cases[i].events, &empty);
		if (!str_is(got, cases[i].runs) || empty != cases[i].empty)
			fail_msg("%s: got %.*s, %zu empty; want %s, %zu", cases[i].events,
				 STRF(got), empty, cases[i].runs, cases[i].empty);
	}
}

static void covering(void **state)
{
	(void)state;
	struct advisory_interval intervals[] = {
		{ .fixed = STR("1.5") },
		{ .introduced = STR("2.0"), .last_affected = STR("2.3") },
		{ .introduced = STR("3.0") },
	};
	struct advisory_package p = { .intervals = { intervals, 3, 3 } };
	const struct scheme *deb = scheme_find("deb");
	assert_true(events_cover(deb, &p, STR("1.4")));
	assert_false(events_cover(deb, &p, STR("1.5")));
	assert_true(events_cover(deb, &p, STR("2.3")));
	assert_false(events_cover(deb, &p, STR("2.3.1")));
	assert_true(events_cover(deb, &p, STR("99")));
	assert_false(events_cover(NULL, &p, STR("1.4")));
	assert_false(events_cover(deb, &p, STR("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs),
		cmocka_unit_test(covering),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
