/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "judge/exception_vexhub.h"

#define INDEX                                                                        \
	"{\"packages\":[{\"id\":\"pkg:npm/a\",\"location\":\"pkg/npm/a/vex.json\"}," \
	"{\"id\":\"pkg:oci/b?repository_url=x\",\"location\":\"./pkg//b.json\"},"    \
	"{\"id\":\"pkg:npm/c\",\"location\":\"pkg/b.json\"},"                        \
	"{\"id\":\"pkg:npm/d\",\"location\":\"../secret.json\"},"                    \
	"{\"id\":\"pkg:npm/d\",\"location\":\"a/../../secret.json\"},"               \
	"{\"id\":\"pkg:npm/d\",\"location\":\"/etc/passwd\"},"                       \
	"{\"id\":\"pkg:npm/d\",\"location\":\"C:\\\\x.json\"},"                      \
	"{\"id\":\"pkg:npm/d\",\"location\":\"\"},{\"id\":\"d\",\"location\":\"d.json\"},7]}"

static void all(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct vexhub hub = { 0 };
	struct fault f = { 0 };
	check_ok(vexhub_index(a, STR(INDEX), NULL, 0, &hub, &f), &f);
	assert_int_equal(hub.documents.n, 2);
	check_text(hub.documents.p[0].location, "pkg/npm/a/vex.json");
	check_text(hub.documents.p[1].location, "pkg/b.json");
	assert_int_equal(hub.outside, 7);
}

static void wanted(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct str want[] = { STR("pkg:npm/a@1.0?arch=x"), STR("pkg:deb/debian/a") };
	struct vexhub hub = { 0 };
	struct fault f = { 0 };
	check_ok(vexhub_index(a, STR(INDEX), want, 2, &hub, &f), &f);
	assert_int_equal(hub.documents.n, 1);
	check_text(hub.documents.p[0].id, "pkg:npm/a");
}

static void manifest(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct vexhub hub = { 0 };
	struct fault f = { 0 };
	check_ok(vexhub_manifest(a,
				 STR("{\"versions\":[{\"spec_version\":\"0.1\"},"
				     "{\"spec_version\":\"0.../..\"},{\"spec_version\":\"2\"}]}"),
				 &hub, &f),
		 &f);
	assert_int_equal(hub.folders.n, 2);
	check_text(hub.folders.p[0], "");
	check_text(hub.folders.p[1], "0.1");
	assert_int_equal(vexhub_manifest(a, STR("{\"versions\":[]}"), &hub, &f), E_UNSUPPORTED);
	assert_int_equal(vexhub_manifest(a, STR("{}"), &hub, &f), E_CORRUPT);
	assert_int_equal(vexhub_index(a, STR("{}"), NULL, 0, &hub, &f), E_CORRUPT);
	assert_true(vexhub_index(a, STR("{"), NULL, 0, &hub, &f) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(all), cmocka_unit_test(wanted),
					    cmocka_unit_test(manifest) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
