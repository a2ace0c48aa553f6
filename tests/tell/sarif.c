/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "tell/sarif.h"

static void uri(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "usr/lib/x86_64-linux-gnu/libc.so.6", "usr/lib/x86_64-linux-gnu/libc.so.6" },
		{ "./sub folder/Dockerfile", "sub%20folder/Dockerfile" },
		{ "././/a", "a" },
		{ "/srv/Dockerfile", "/srv/Dockerfile" },
		{ "//host/share", "/host/share" },
		{ ".//host", "host" },
		{ "javascript:alert(1)", "javascript%3Aalert%281%29" },
		{ "a?b#c%d&e", "a%3Fb%23c%25d%26e" },
		{ "app.jar!/BOOT-INF/x.class", "app.jar%21/BOOT-INF/x.class" },
		{ "\xe4\xb8\xad\xff\n", "%E4%B8%AD%FF%0A" },
		{ "..", ".." },
		{ "./", "./" },
		{ "", "" },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_text(sarif_uri(a, str_of(cases[i][0])), cases[i][1]);
	check_text(sarif_uri(a, str_make("a\0b", 3)), "a%00b");
}

static void severities(void **state)
{
	(void)state;
	assert_string_equal(sarif_level(SEVERITY_CRITICAL), "error");
	assert_string_equal(sarif_level(SEVERITY_MEDIUM), "warning");
	assert_string_equal(sarif_level(SEVERITY_UNKNOWN), "note");
	assert_string_equal(sarif_score(SEVERITY_CRITICAL), "9.5");
	assert_string_equal(sarif_score(SEVERITY_COUNT_), "0.0");
}

static const struct json *frame(struct arena *a, const struct report *r)
{
	struct out out;
	struct emit e;
	OWNED(buf_donep) struct buf b;
	struct fault f = { 0 };
	const struct json *tree;
	buf_init(&b, 64 * KIB);
	out_init_buf(&out, &b);
	emit_init(&e, &out, false);
	sarif_begin(&e, "seaworthy test", "1.2.3");
	emit_object(&e);
	emit_member_text(&e, "id", "R1");
	emit_object_end(&e);
	sarif_rules_end(&e);
	sarif_put_gaps(&e, r);
	emit_key(&e, "results");
	emit_array(&e);
	emit_array_end(&e);
	sarif_end(&e);
	check_ok(out_finish(&out, &f), &f);
	out_done(&out);
	assert_true(str_ends(buf_str(&b), STR("}\n")));
	check_ok(json_parse(a, buf_str(&b), &tree, &f), &f);
	return tree;
}

/* What the three calls leave open fits together, and a gap is a run that did not succeed. */
static void whole(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(report_freep) struct report *r = report_new();
	const struct json *run = json_at(json_get(frame(a, r), "runs"), 0);
	const struct json *driver = json_get(json_get(run, "tool"), "driver");
	check_text(json_get_text(driver, "fullName"), "seaworthy test");
	check_text(json_get_text(json_at(json_get(driver, "rules"), 0), "id"), "R1");
	const struct json *invocation = json_at(json_get(run, "invocations"), 0);
	assert_true(json_get(invocation, "executionSuccessful")->truth);

	struct fault why = { 0 };
	fault_set(&why, E_CORRUPT, "it ends early");
	report_gap(r, E_CORRUPT, "a layer could not be read", &why);
	invocation = json_at(json_get(json_at(json_get(frame(a, r), "runs"), 0), "invocations"), 0);
	assert_false(json_get(invocation, "executionSuccessful")->truth);
	const struct json *said = json_at(json_get(invocation, "toolExecutionNotifications"), 0);
	assert_true(
		str_has(json_get_text(json_get(said, "message"), "text"), STR("it ends early")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uri),
		cmocka_unit_test(severities),
		cmocka_unit_test(whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
