/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/secret_places.h"

#include "base/limits.h"
#include "check.h"

static const struct secret_rule rule = {
	.id = "some-token",
	.title = "Some token",
	.severity = SEVERITY_HIGH,
	.rotate = "Revoke it",
};

static const struct secret_rule public_rule = {
	.id = "public-key",
	.title = "Publishable key",
	.severity = SEVERITY_HIGH,
	.flags = SECRET_PUBLIC,
	.rotate = "Nothing to do",
};

static struct secret_fact fact(const struct secret_rule *of, const char *fingerprint)
{
	return (struct secret_fact){ .rule = of,
				     .provider = "Some",
				     .fingerprint = str_of(fingerprint),
				     .masked = STR("so**"),
				     .value = STR("the value") };
}

static struct secret_place place(const char *path, uint32_t line, uint16_t layer,
				 uint16_t deleted_by)
{
	return (struct secret_place){
		.path = str_of(path), .line = line, .layer = layer, .deleted_by = deleted_by
	};
}

static void add(struct secret_places *p, const struct secret_rule *of, const char *fingerprint,
		struct secret_place at)
{
	struct secret_fact f = fact(of, fingerprint);
	secret_places_add(p, &f, &at);
}

static void test_one_finding_for_all_watchers(void **state)
{
	OWNED(report_freep) struct report *r = report_new();
	OWNED(arena_freep) struct arena *a = arena_new();
	struct secret_places p;
	secret_places_begin(&p, r, a, false);
	add(&p, &rule, "aaaa", place("old/file", 7, 0, 2));
	add(&p, &rule, "bbbb", place("x", 1, 0, LAYER_NONE));
	add(&p, &rule, "aaaa", place("old/file", 7, 0, 2));
	secret_places_end(&p);
	assert_int_equal(r->findings.n, 2);
	struct finding *n = &r->findings.p[0];
	assert_false(n->secret->live);
	assert_int_equal(n->own_place, PLACE_ACT_NOW);
	assert_int_equal(n->secret->places.n, 1);
	assert_true(str_has(n->message, STR("it ships")));

	secret_places_begin(&p, r, a, false);
	add(&p, &rule, "aaaa", place("old/file", 7, 0, 2));
	add(&p, &rule, "aaaa", place("z/live", 3, 4, LAYER_NONE));
	add(&p, &rule, "aaaa", place("b/live", 30, 1, LAYER_NONE));
	add(&p, &rule, "aaaa", place("b/live", 4, 1, LAYER_NONE));
	secret_places_end(&p);
	assert_int_equal(r->findings.n, 2);
	n = &r->findings.p[0];
	const struct secret *s = n->secret;
	assert_int_equal(s->places.n, 4);
	assert_true(s->live);
	assert_int_equal(s->places.p[0].line, 4);
	assert_int_equal(s->places.p[1].line, 30);
	assert_int_equal(s->places.p[2].layer, 4);
	assert_int_equal(s->places.p[3].deleted_by, 2);
	check_text(n->path, "b/live");
	check_text(n->message, "In b/live, line 4, and 3 other places.");
	assert_true(str_starts(n->fix, STR("Revoke it; do not copy")));
	assert_int_equal(str_find(n->fix, STR("; ")), 9);
	assert_int_equal(str_rfind_char(n->fix, ';'), 9);
	assert_int_equal(s->value.n, 0);
}

static void test_value_only_when_asked(void **state)
{
	OWNED(report_freep) struct report *r = report_new();
	OWNED(arena_freep) struct arena *a = arena_new();
	struct secret_places p;
	secret_places_begin(&p, r, a, true);
	add(&p, &public_rule, "cc", place("config ENV", 0, LAYER_NONE, LAYER_NONE));
	secret_places_end(&p);
	const struct finding *n = &r->findings.p[0];
	check_text(n->secret->value, "the value");
	assert_int_equal(n->own_place, PLACE_NOTE);
	assert_int_equal(n->path.n, 0);
	assert_true(str_has(n->fix, STR("--mount=type=secret")));
}

static void test_limit_prefers_live(void **state)
{
	OWNED(report_freep) struct report *r = report_new();
	OWNED(arena_freep) struct arena *a = arena_new();
	struct secret_places p;
	secret_places_begin(&p, r, a, false);
	for (uint32_t i = 0; i < LIMIT_SECRET_PLACES + 10; i++)
		add(&p, &rule, "dd", place("deleted", i + 1, 0, 1));
	add(&p, &rule, "dd", place("here", 1, 0, LAYER_NONE));
	secret_places_end(&p);
	const struct secret *s = r->findings.p[0].secret;
	assert_int_equal(s->places.n, LIMIT_SECRET_PLACES);
	assert_int_equal(s->more, 11);
	assert_true(s->live);
	check_text(s->places.p[0].path, "here");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_finding_for_all_watchers),
		cmocka_unit_test(test_value_only_when_asked),
		cmocka_unit_test(test_limit_prefers_live),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
