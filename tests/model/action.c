/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "sample_report.h"

#include "model/action.h"

static void groups(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_payment();
	OWNED(arena_freep) struct arena *a = arena_new();
	struct action_list list;
	actions_of(r, PLACE_ACT_NOW, a, &list);
	assert_int_equal(list.actions.n, 3);
	assert_int_equal(list.findings, 7);
	assert_int_equal(list.exploited, 1);
	const struct action *xz = &list.actions.p[0], *ssl = &list.actions.p[1];
	check_text(xz->name, "xz-utils");
	assert_true(xz->exploited);
	check_text(ssl->name, "openssl");
	check_text(ssl->fixed, "3.0.18-1~deb12u2"); /* the highest of three */
	assert_int_equal(ssl->severity, SEVERITY_CRITICAL);
	assert_int_equal(ssl->packages.n, 2);
	assert_int_equal(ssl->layers.n, 2);
	check_text(action_command(r, list.actions.p, 3, a),
		   "apt-get update && apt-get install -y --only-upgrade liblzma5 libssl3 openssl "
		   "curl");
	r->os.distroless = true;
	assert_int_equal(action_command(r, list.actions.p, 3, a).n, 0);
}

/* By the order of versions, not of bytes: 3.0.9 is below 3.0.11. */
static void highest_fix(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_base("x");
	OWNED(arena_freep) struct arena *a = arena_new();
	sample_debian(r);
	uint32_t p = sample_package(r, PACKAGE_DEB, "b", "3.0.1-1", "b", "3.0.1-1", 0);
	static const char *const fixed[] = { "3.0.9-1", "3.0.11-1", "3.0.11~rc1-1", "3.0.2-1" };
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
		sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH,
				     str_cstr(r->arena, str_printf(r->arena, "CVE-2025-%zu", i)),
				     "", p, fixed[i]);
	sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-2025-9", "", p, "");
	struct action_list list;
	actions_of(r, PLACE_ACT_NOW, a, &list);
	assert_int_equal(list.actions.n, 2); /* with a fix, and without */
	check_text(list.actions.p[0].fixed.n ? list.actions.p[0].fixed : list.actions.p[1].fixed,
		   "3.0.11-1");
}

/* What is exploited is named first, though it is the milder one. */
static void exploited_first(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_base("x");
	OWNED(arena_freep) struct arena *a = arena_new();
	sample_debian(r);
	uint32_t p = sample_package(r, PACKAGE_DEB, "b", "1-1", "b", "1-1", 0);
	uint32_t q = sample_package(r, PACKAGE_DEB, "c", "1-1", "c", "1-1", 0);
	sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_CRITICAL, "CVE-2025-1", "", q, "2-1");
	sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_CRITICAL, "CVE-2025-2", "", p, "2-1");
	sample_exploited(
		sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_MEDIUM, "CVE-2025-3", "", p, "2-1"),
		"2025-01-01", false, 0.5);
	struct action_list list;
	actions_of(r, PLACE_ACT_NOW, a, &list);
	assert_int_equal(list.actions.n, 2);
	check_text(list.actions.p[0].name, "b");
	check_text(r->findings.p[list.actions.p[0].findings.p[0]].id, "CVE-2025-3");
}

/* What a person pastes into a shell is never chosen by an image. */
static void no_injection(void **state)
{
	(void)state;
	static const char *const names[] = {
		"a;reboot", "$(reboot)", "`reboot`", "a b",	      "a\nb", "-oProxy",
		"a|b",	    "a&b",	 "a>b",	     "\xe2\x80\xae_", "",     "a\\b",
		"a'b",	    "a*",	 "{a,b}",    "~root",	      "#a",
	};
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		OWNED(report_freep) struct report *r = sample_base("x");
		OWNED(arena_freep) struct arena *a = arena_new();
		sample_debian(r);
		uint32_t p = sample_package(r, PACKAGE_DEB, names[i], "1", "s", "1", 0);
		sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, "CVE-1", "", p, "2");
		struct action_list list;
		actions_of(r, PLACE_ACT_NOW, a, &list);
		assert_int_equal(list.actions.n, 1);
		assert_int_equal(action_command(r, list.actions.p, 1, a).n, 0);
	}
}

static void many_names(void **state)
{
	(void)state;
	OWNED(report_freep) struct report *r = sample_many();
	OWNED(arena_freep) struct arena *a = arena_new();
	struct action_list list;
	actions_of(r, PLACE_ACT_NOW, a, &list);
	assert_int_equal(list.actions.n, 60);
	check_text(action_command(r, list.actions.p, 60, a),
		   "apt-get update && apt-get upgrade -y");
	check_text(action_command(r, list.actions.p, 1, a),
		   "apt-get update && apt-get install -y --only-upgrade library-000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(groups),	   cmocka_unit_test(highest_fix),
		cmocka_unit_test(exploited_first), cmocka_unit_test(no_injection),
		cmocka_unit_test(many_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
