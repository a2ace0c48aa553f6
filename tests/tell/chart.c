/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "tell/chart.h"

static size_t count(struct str s, const char *needle)
{
	size_t n = 0, at;
	while ((at = str_find(s, str_of(needle))) != SIZE_MAX) {
		n++;
		s = str_from(s, at + strlen(needle));
	}
	return n;
}

static const uint64_t none[2] = { 0, 0 }, some[2] = { 1, 3 }, huge[2] = { UINT64_MAX, UINT64_MAX };

static void draw(struct buf *b, struct arena *a, const struct chart_bars *bars,
		 const struct chart_trend *trend)
{
	struct out out;
	struct fault f = { 0 };
	buf_clear(b);
	out_init_buf(&out, b);
	struct html h = { .out = &out, .a = a, .lang = LANG_EN };
	if (bars)
		chart_bars(&h, bars);
	if (trend)
		chart_trend(&h, trend);
	check_ok(out_finish(&out, &f), &f);
	out_done(&out);
}

static void bars(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	const struct chart_series series[] = {
		{ wording(PHRASE_SEVERITY_CRITICAL), "critical" },
		{ wording(PHRASE_SEVERITY_HIGH), "high" },
	};
	const struct chart_row rows[] = {
		{ wording_same(STR("<a>")), STR("RUN \342\200\256x"), "#layer-1", some },
		{ wording_same(STR("b")), STR(""), NULL, none },
	};
	struct chart_bars c = { wording(PHRASE_PRINT), series, 2, rows, 2 };
	draw(&b, a, &c, NULL);
	struct str s = buf_str(&b);
	assert_int_equal(count(s, "<rect"), 2);
	assert_true(str_has(s, STR("class=\"fill critical\" x=\"0.0\" width=\"250.0\"")));
	assert_true(str_has(s, STR("class=\"fill high\" x=\"250.0\" width=\"750.0\"")));
	assert_true(str_has(s, STR("data-en=\"critical 1, high 3\"")));
	assert_true(str_has(s, STR("data-zh=\"严重 1、高危 3\"")));
	assert_true(str_has(s, STR(">nothing</title>")));
	assert_true(str_has(s, STR("&lt;a&gt;")));
	assert_true(str_has(s, STR("&lt;U+202E&gt;")));
	assert_int_equal(count(s, "href="), 1);
	/* sums that do not fit, and no rows at all */
	const struct chart_row much[] = { { wording_same(STR("a")), STR(""), NULL, huge } };
	c.rows = much;
	c.rows_n = 1;
	draw(&b, a, &c, NULL);
	assert_true(str_has(buf_str(&b), STR("width=\"1000.0\"")));
	c.rows_n = 0;
	draw(&b, a, &c, NULL);
	assert_int_equal(count(buf_str(&b), "<rect"), 0);
}

static void trend(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	const struct chart_series series[] = {
		{ wording(PHRASE_SEVERITY_CRITICAL), "critical" },
		{ wording(PHRASE_SEVERITY_HIGH), "high" },
	};
	static const uint64_t values[3][2] = { { 0, 10 }, { 5, 5 }, { 10, 0 } };
	const struct chart_point points[] = {
		{ STR("2026-01-01T00:00:00Z"), values[0] },
		{ STR("2026-01-02"), values[1] },
		{ STR("2026-01-03"), values[2] },
	};
	struct chart_trend c = { wording(PHRASE_PRINT), series, 2, points, 3 };
	draw(&b, a, NULL, &c);
	struct str s = buf_str(&b);
	assert_true(
		str_has(s, STR("class=\"line critical\" d=\"M0.0 100.0L500.0 50.0L1000.0 0.0\"")));
	assert_true(str_has(s, STR("1 January 2026")));
	assert_true(str_has(s, STR("2026年1月3日")));
	/* one point is a dot, none is no chart, many are thinned and keep the last */
	c.points_n = 1;
	draw(&b, a, NULL, &c);
	assert_true(str_has(buf_str(&b), STR("d=\"M500.0 100.0h0\"")));
	c.points_n = 0;
	draw(&b, a, NULL, &c);
	assert_int_equal(b.n, 0);
	struct chart_point *many = arena_array(a, 5000, sizeof(*many));
	for (size_t i = 0; i < 5000; i++)
		many[i] = (struct chart_point){ STR("2026-01-03"), i == 4999 ? huge : none };
	c.points = many;
	c.points_n = 5000;
	draw(&b, a, NULL, &c);
	s = buf_str(&b);
	assert_in_range(count(s, "L"), 2 * (LIMIT_CHART_POINTS / 2), 2 * LIMIT_CHART_POINTS);
	assert_true(str_has(s, STR("M1000.0 0.0h0")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bars),
		cmocka_unit_test(trend),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
