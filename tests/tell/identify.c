/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "sample_report.h"

#include "tell/identify.h"

static void check_uuid(struct str s, char version)
{
	assert_int_equal(s.n, 36);
	assert_true(s.p[14] == version);
	assert_true(strchr("89ab", s.p[19]) != NULL);
	for (size_t i = 0; i < s.n; i++)
		assert_true(i == 8 || i == 13 || i == 18 || i == 23
				    ? s.p[i] == '-'
				    : strchr("0123456789abcdef", s.p[i]) != NULL);
}

/* The same finding twice in an image, and in a second image: never the same id. */
static void unique(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_base("one:1");
	OWNED(report_freep) struct report *s = sample_base("two:1");
	OWNED(finding_ids_done) struct finding_ids ids;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct report *const images[] = { r, s, r };
	struct str uuids[9];
	size_t n = 0;
	finding_ids_init(&ids);
	for (size_t i = 0; i < ARRAY_LEN(images); i++) {
		struct finding *f = report_add(images[i], FINDING_INTEGRITY);
		f->id = STR("x");
		finding_ids_image(&ids, images[i]);
		for (size_t k = 0; k < 3; k++) {
			struct str text = finding_ids_next(&ids, images[i], f, a);
			assert_int_equal(text.n, k || i == 2 ? 34 : 32);
			uuids[n++] = finding_ids_uuid(&ids, text, a);
			check_uuid(uuids[n - 1], '5');
		}
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(uuids[i], uuids[k]));
	/* a new build of the image has another digest and tag, and the same ids */
	OWNED(report_freep) struct report *t = sample_base("x.tar");
	OWNED(report_freep) struct report *u = sample_base("x.tar");
	OWNED(finding_ids_done) struct finding_ids first, second;
	t->image.name = STR("registry.example/team/two:1");
	u->image.name = STR("registry.example/team/two:2");
	u->image.config = sample_digest(99);
	struct finding f = { .id = STR("y"), .package = PACKAGE_NONE };
	finding_ids_init(&first);
	finding_ids_init(&second);
	finding_ids_image(&first, t);
	finding_ids_image(&second, u);
	check_str(finding_ids_uuid(&first, finding_ids_next(&first, t, &f, a), a),
		  finding_ids_uuid(&second, finding_ids_next(&second, u, &f, a), a));
}

static void times(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		long long seconds; /* -1: refused */
	} cases[] = {
		{ "1970-01-01", 0 },
		{ "1970-01-01T00:00:01Z", 1 },
		{ "2000-02-29T23:59:59Z", 951868799 },
		{ "2000-03-01", 951868800 },
		{ "2026-03-02T10:00:00Z", 1772445600 },
		{ "2024-12-31T23:59:60Z", 1735689600 },
		{ "2026-03-02T10:00:00.123Z", 1772445600 },
		{ "2026-03-02T10:00:00+01:00", -1 },
		{ "2026-3-2", -1 },
		{ "2026-13-01", -1 },
		{ "1969-12-31", -1 },
		{ "yesterday", -1 },
		{ "", -1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		uint64_t seconds = 4711;
		bool ok = time_of_text(str_of(cases[i].text), &seconds);
		assert_int_equal(ok, cases[i].seconds >= 0);
		if (ok && (long long)seconds != cases[i].seconds)
			fail_msg("%s: %llu", cases[i].text, (unsigned long long)seconds);
	}
	OWNED(report_freep) struct report *r = report_new();
	check_text(time_of_report(r), "1970-01-01T00:00:00Z");
	check_text(image_title(r), "unnamed");
	r->created = STR("2026-03-02T10:00:00Z");
	check_text(time_of_report(r), "2026-03-02T10:00:00Z");
}

static void uuids(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str s = uuid_of_time(STR("2026-03-02T10:00:00Z"), STR("x"), a);
	check_uuid(s, '7');
	/* 1772445600000 milliseconds */
	check_text(str_slice(s, 0, 13), "019cadfd-8900");
	check_str(uuid_of_time(STR("2026-03-02T10:00:00Z"), STR("x"), a), s);
	assert_false(str_eq(uuid_of_time(STR("2026-03-02T10:00:00Z"), STR("y"), a), s));
	check_uuid(uuid_of_time(STR("never"), STR(""), a), '7');
	check_uuid(uuid_of_name(STR(""), a), '5');
	assert_false(str_eq(uuid_of_name(STR("a"), a), uuid_of_name(STR("b"), a)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unique),
		cmocka_unit_test(times),
		cmocka_unit_test(uuids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
