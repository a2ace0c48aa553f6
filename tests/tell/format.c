/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "tell/format.h"

static void find(void **state)
{
	(void)state;
	for (size_t i = 0; i < all_formats_n; i++) {
		const struct format *f = all_formats[i];
		assert_ptr_equal(format_find(str_of(f->name)), f);
		for (size_t k = 0; f->name[k]; k++)
			assert_true(char_is_lower(f->name[k]) || f->name[k] == '-');
		/* what a consumer wants is in the table of names */
		for (size_t k = 0; f->wants && f->wants[k]; k++) {
			bool known = false;
			for (size_t n = 0; n < tell_names_n; n++)
				known |= strcmp(tell_names[n].name, f->wants[k]) == 0;
			assert_true(known);
		}
	}
	assert_null(format_find(STR("nothing")));
}

static void templates(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "@contrib/gitlab.tpl", "gitlab-container-scanning" },
		{ "@/contrib/gitlab-codequality.tpl", "gitlab-code-quality" },
		{ "/usr/local/share/contrib/junit.tpl", "junit" },
		{ "@asff.tpl", "asff" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct format *f = format_of_template(str_of(cases[i][0]));
		assert_non_null(f);
		assert_string_equal(f->name, cases[i][1]);
	}
	assert_null(format_of_template(STR("@contrib/my.tpl")));
	assert_null(format_of_template(STR("{{ range . }}")));
	assert_null(format_of_template(STR("")));
}

static void names(void **state)
{
	(void)state;
	const struct key_value given[] = { { STR("AWS_REGION"), STR("eu-central-1") } };
	struct tell_options options = { .names = given, .names_n = 1 };
	check_text(tell_value(&options, "AWS_REGION"), "eu-central-1");
	check_text(tell_value(&options, "AWS_ACCOUNT_ID"), "");
	struct vulnerability v = { 0 };
	struct finding f = { .place = PLACE_HIDDEN, .vulnerability = &v };
	assert_false(tell_has(&options, &f));
	options.all = true;
	assert_true(tell_has(&options, &f));
	options.all = false;
	f.vulnerability = NULL;
	assert_true(tell_has(&options, &f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(find),
		cmocka_unit_test(templates),
		cmocka_unit_test(names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
