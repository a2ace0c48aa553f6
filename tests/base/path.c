/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/path.h"

static void normal_forms(void **state)
{
	(void)state;
	static const struct {
		struct str raw;
		const char *want;
		unsigned notes;
	} cases[] = {
		{ STR_INIT(""), "", PATH_CLEAN },
		{ STR_INIT("a"), "a", PATH_CLEAN },
		{ STR_INIT("usr/lib/x.so"), "usr/lib/x.so", PATH_CLEAN },
		{ STR_INIT("/"), "", PATH_ABSOLUTE },
		{ STR_INIT("/etc/passwd"), "etc/passwd", PATH_ABSOLUTE },
		{ STR_INIT("//etc"), "etc", PATH_ABSOLUTE | PATH_DOTS },
		{ STR_INIT("./etc"), "etc", PATH_DOTS },
		{ STR_INIT("."), "", PATH_DOTS },
		{ STR_INIT("a/./b"), "a/b", PATH_DOTS },
		{ STR_INIT("a//b"), "a/b", PATH_DOTS },
		{ STR_INIT("a/b/"), "a/b", PATH_DOTS },
		{ STR_INIT("a/../b"), "b", PATH_CLIMBS },
		{ STR_INIT("a/b/../../c"), "c", PATH_CLIMBS },
		{ STR_INIT(".."), "", PATH_CLIMBS },
		{ STR_INIT("../../etc/passwd"), "etc/passwd", PATH_CLIMBS },
		{ STR_INIT("a/../../b"), "b", PATH_CLIMBS },
		{ STR_INIT("/../x"), "x", PATH_ABSOLUTE | PATH_CLIMBS },
		{ STR_INIT("ab/../abc"), "abc", PATH_CLIMBS },
		{ STR_INIT("..."), "...", PATH_CLEAN },
		{ STR_INIT("..a/b.."), "..a/b..", PATH_CLEAN },
		{ STR_INIT("a\0b"), "a", PATH_NUL },
		{ STR_INIT("\0"), "", PATH_NUL },
		{ STR_INIT("\xff/ \n"), "\xff/ \n", PATH_CLEAN },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char to[64];
		unsigned notes = 99;
		size_t n = path_normalise(cases[i].raw, to, &notes);
		if (!str_is(str_make(to, n), cases[i].want) || notes != cases[i].notes)
			fail_msg("%.*s: %.*s, notes %u", STRF(cases[i].raw), (int)n, to, notes);
		/* in place gives the same, and the normal form is its own normal form */
		memcpy(to, cases[i].raw.p, cases[i].raw.n);
		size_t m = path_normalise(str_make(to, cases[i].raw.n), to, NULL);
		check_text(str_make(to, m), cases[i].want);
		assert_int_equal(path_normalise(str_make(to, m), to, &notes), m);
		assert_int_equal(notes, PATH_CLEAN);
	}
}

static void parts(void **state)
{
	(void)state;
	check_text(path_base(STR("a/b/c")), "c");
	check_text(path_dir(STR("a/b/c")), "a/b");
	check_text(path_base(STR("c")), "c");
	check_text(path_dir(STR("c")), "");
	check_text(path_base(STR("")), "");
	check_text(path_dir(STR("")), "");
}

static void below(void **state)
{
	(void)state;
	assert_true(path_is_below(STR("etc/ssl/certs"), STR("etc")));
	assert_true(path_is_below(STR("etc/ssl/certs"), STR("etc/ssl")));
	assert_false(path_is_below(STR("etc/ssl"), STR("etc/ssl"))); /* the folder itself */
	assert_false(path_is_below(STR("etc"), STR("etc/ssl")));
	assert_false(path_is_below(STR("etcetera/x"), STR("etc"))); /* only begins like it */
	assert_false(path_is_below(STR("usr/etc/x"), STR("etc")));
	assert_true(path_is_below(STR("etc"), STR(""))); /* the root */
	assert_false(path_is_below(STR(""), STR("")));
	assert_false(path_is_below(STR(""), STR("etc")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(normal_forms), cmocka_unit_test(parts),
					    cmocka_unit_test(below) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
