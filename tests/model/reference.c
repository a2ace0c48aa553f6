/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "model/reference.h"

static void references(void **state)
{
	(void)state;
	check_text(reference_familiar(STR("docker.io/library/a:1")), "a:1");
	check_text(reference_familiar(STR("docker.io/team/a")), "team/a");
	check_text(reference_familiar(STR("docker.io/")), "docker.io/");
	check_text(reference_familiar(STR("localhost/a")), "localhost/a");
	static const char *const same[] = {
		"a",	       "library/a",	      "localhost/a",
		"docker.io/a", "docker.io/library/a", "index.docker.io/library/a"
	};
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		check_text(reference_bare(str_of(same[i])), "a");
	check_text(reference_bare(STR("docker.io/localhost/a")), "localhost/a");
	check_text(reference_bare(STR("localhost/team/a:1")), "team/a:1");
	check_text(reference_bare(STR("host/library/a")), "host/library/a");
	check_text(reference_bare(STR("localhost/")), "localhost/");
	struct reference r = reference_parse(STR("host:5000/a/b:1@sha256:00"));
	check_text(r.text, "host:5000/a/b:1@sha256:00");
	check_text(r.repository, "host:5000/a/b");
	check_text(r.tag, "1");
	check_text(r.digest, "sha256:00");
	r = reference_parse(STR("host:5000/a"));
	check_text(r.repository, "host:5000/a");
	check_text(r.tag, "");
	assert_true(reference_same(STR("a"), STR("docker.io/library/a:latest")));
	assert_true(reference_same(STR("localhost/a:1"), STR("a:1")));
	assert_false(reference_same(STR("a:1"), STR("a")));
	assert_false(reference_same(STR("x/a:1"), STR("a:1")));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(references) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
