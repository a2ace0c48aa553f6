/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine around the rules: what runs, what pragmas and settings hide, what is said about them.
 * The findings of parse-error and of two rules that are as simple serve as its subjects.
 */
#include "check.h"

#include "find/dockerfile/lint.h"

struct setup {
	const char *today;
	const char *off, *info; /* rule ids */
	const char *ignore, *until, *files;
	bool no_pragmas;
};

static char text_of_level(enum lint_level l)
{
	return "EWIS"[l];
}

/* "line:rule" of every finding of the rules that are asked about, in order. */
static struct str linted(struct arena *a, const char *text, const struct setup *s,
			 struct lint_ignore *ignore)
{
	static const char *const watched[] = { "parse-error", "ignore-expired", "ignore-unused",
					       "no-maintainer", "sudo-used" };
	struct fault f = { 0 };
	struct dockerfile file;
	struct df_build build;
	struct lint_findings found;
	struct lint_rules rules;
	static const struct df_options options = { 0 };
	const struct lint_config config = { .today = str_of(s->today) };
	lint_rules_init(&rules, a);
	struct lint_setting *rule =
		arena_array(a, all_dockerfile_rules_n, sizeof(struct lint_setting));
	if (s->off)
		rule[lint_rule_find(&rules, str_of(s->off))].off = true;
	if (s->info)
		rule[lint_rule_find(&rules, str_of(s->info))] =
			(struct lint_setting){ .has_level = true, .level = LINT_INFO };
	if (s->ignore)
		*ignore = (struct lint_ignore){ .rule = lint_rule_find(&rules, str_of(s->ignore)),
						.until = str_of(s->until),
						.files = str_of(s->files) };
	const struct lint_settings settings = {
		.rules = &rules,
		.rule = rule,
		.no_pragmas = s->no_pragmas,
		.ignores = ignore,
		.ignores_n = s->ignore ? 1 : 0,
	};
	check_ok(dockerfile_parse(a, STR("sub/Dockerfile"), str_of(text), &file, &f), &f);
	check_ok(df_build(a, &file, &options, &build, &f), &f);
	lint_run(a, &file, &build, &config, &settings, &found);
	struct str got = STR("");
	for (size_t i = 0; i < found.list.n; i++) {
		const struct lint_finding *n = found.list.p[i];
		for (size_t k = 0; k < ARRAY_LEN(watched); k++)
			if (strcmp(n->rule->id, watched[k]) == 0)
				got = str_printf(a, "%.*s%s%u:%c:%s", STRF(got), got.n ? " " : "",
						 df_position(&file, n->span.begin).line,
						 text_of_level(n->level), n->rule->id);
	}
	return got;
}

static void pragmas(void **state)
{
	static const struct {
		const char *text, *want;
		struct setup s;
	} cases[] = {
		{ "FROM a\nFOO\n", "2:E:parse-error" },
		/* the next instruction, across comments and blank lines, and no further */
		{ "FROM a\n# hadolint ignore=DL1000\nFOO\n", "" },
		{ "FROM a\n# hadolint ignore=DL1000\n\n# more\nFOO\n", "" },
		{ "FROM a\n# hadolint ignore=DL1000\nFOO\nBAR\n", "4:E:parse-error" },
		{ "FROM a\n# hadolint ignore=DL1000\nRUN x\nFOO\n", "4:E:parse-error" },
		/* spellings */
		{ "FROM a\n#hadolint ignore = SC2086 , dl1000 # because\nFOO\n", "" },
		{ "FROM a\n# HADOLINT IGNORE=Parse-Error\nFOO\n", "" },
		{ "FROM a\n# hadolint ignore=DL1001\nFOO\n", "3:E:parse-error" },
		{ "FROM a\n# hadolint ignored=DL1000\nFOO\n", "3:E:parse-error" },
		{ "FROM a\n# we let hadolint ignore=DL1000\nFOO\n", "3:E:parse-error" },
		{ "FROM a\n# hadolint ignore=SC2086\nRUN x\n", "" },
		/* scopes */
		{ "# hadolint global ignore=DL1000\nFROM a\nFOO\nBAR\n", "" },
		{ "FROM a\nFOO\nBAR\n# hadolint global ignore=DL1000\n", "" },
		{ "# hadolint stage ignore=DL1000\nFROM a\nFOO\nFROM b\nBAR\n", "5:E:parse-error" },
		{ "# check=skip=DL1000\nFROM a\nFOO\n", "" },
		{ "# check=error=true;skip=x,parse-error\nFROM a\nFOO\n", "" },
		/* seaworthy's: dates, and being held to their word */
		{ "FROM a\n# seaworthy ignore=DL1000\nFOO\n", "" },
		{ "FROM a\n# seaworthy ignore=DL1000 until=2026-06-01 because x\nFOO\n", "" },
		{ "FROM a\n# seaworthy ignore=DL1000 until=2026-05-31 because x\nFOO\n",
		  "2:I:ignore-expired 3:E:parse-error" },
		{ "FROM a\n# seaworthy ignore=DL1000 until=soon\nFOO\n",
		  "2:I:ignore-expired 3:E:parse-error" },
		{ "FROM a\n# seaworthy ignore=DL1000 until=2026-13-01\nFOO\n",
		  "2:I:ignore-expired 3:E:parse-error" },
		{ "FROM a\n# seaworthy ignore=DL1000\nRUN x\n", "2:I:ignore-unused" },
		{ "FROM a\n# seaworthy ignore=nonsense\nRUN x\n", "2:I:ignore-unused" },
		{ "FROM a\n# seaworthy ignore=DL1000,nonsense because y\nFOO\n",
		  "2:I:ignore-unused" },
		{ "# seaworthy global ignore=DL1000\nFROM a\nFOO\n", "" },
		{ "FROM a\nRUN x\n# seaworthy ignore=DL1000\n", "3:I:ignore-unused" },
		{ "# seaworthy global ignore=ignore-unused\nFROM a\n", "1:I:ignore-unused" },
		/* settings */
		{ "FROM a\n# hadolint ignore=DL1000\nFOO\n",
		  "3:E:parse-error",
		  { .no_pragmas = true } },
		{ "FROM a\nFOO\n", "", { .off = "parse-error" } },
		{ "FROM a\nFOO\n", "2:I:parse-error", { .info = "parse-error" } },
		{ "FROM a\n# seaworthy ignore=DL1000\nRUN x\n", "", { .off = "parse-error" } },
		{ "FROM a\n# seaworthy ignore=DL1000\nRUN x\n", "", { .off = "ignore-unused" } },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct setup s = cases[i].s;
		s.today = "2026-06-01";
		struct str got = linted(a, cases[i].text, &s, NULL);
		if (!str_is(got, cases[i].want))
			print_error("case %zu:\n%s", i, cases[i].text);
		check_text(got, cases[i].want);
	}
}

static void ignores_of_settings(void **state)
{
	static const char text[] = "FROM a\nFOO\n", fine[] = "FROM a\n";
	static const struct {
		const char *text, *until, *files, *want;
		bool used, ran;
	} cases[] = {
		{ text, NULL, NULL, "", true, true },
		{ text, "2026-06-01", NULL, "", true, true },
		{ text, "2026-05-31", NULL, "2:E:parse-error", false, true },
		{ text, NULL, "sub/*", "", true, true },
		{ text, NULL, "other/*", "2:E:parse-error", false, false },
		{ fine, NULL, NULL, "", false, true },
	};
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct setup s = { .today = "2026-06-01",
					 .ignore = "DL1000",
					 .until = cases[i].until,
					 .files = cases[i].files };
		struct lint_ignore ignore = { 0 };
		check_text(linted(a, cases[i].text, &s, &ignore), cases[i].want);
		assert_int_equal(ignore.used, cases[i].used);
		assert_int_equal(ignore.ran, cases[i].ran);
	}
}

static void names(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct lint_rules r;
	lint_rules_init(&r, a);
	uint32_t rule = lint_rule_find(&r, STR("PARSE-ERROR"));
	assert_true(rule != LINT_NO_RULE);
	assert_int_equal(lint_rule_find(&r, STR("dl1000")), rule);
	assert_int_equal(lint_rule_find(&r, STR("")), LINT_NO_RULE);
	check_text(lint_rule_code(all_dockerfile_rules[rule]), "DL1000");
	assert_string_equal(lint_rule_nearest(&r, STR("parse-eror")), "parse-error");
	assert_null(lint_rule_nearest(&r, STR("something-else-altogether")));
}

/* More findings than are kept: said, and still sorted and bounded. */
static void too_many(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	enum { N = 30000 };
	char *text = arena_bytes(a, 7 + 4 * N);
	memcpy(text, "FROM a\n", 7);
	for (size_t i = 0; i < N; i++)
		memcpy(text + 7 + 4 * i, "FOO\n", 4);
	struct fault f = { 0 };
	struct dockerfile file;
	struct df_build build;
	struct lint_findings found;
	struct lint_rules rules;
	static const struct df_options options = { 0 };
	lint_rules_init(&rules, a);
	const struct lint_settings settings = { .rules = &rules };
	check_ok(dockerfile_parse(a, STR("D"), str_make(text, 7 + 4 * N), &file, &f), &f);
	check_ok(df_build(a, &file, &options, &build, &f), &f);
	lint_run(a, &file, &build, NULL, &settings, &found);
	assert_true(found.over);
	assert_int_equal(found.list.n, 20000);
	for (size_t i = 1; i < found.list.n; i++)
		assert_true(found.list.p[i - 1]->span.begin <= found.list.p[i]->span.begin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pragmas),
		cmocka_unit_test(ignores_of_settings),
		cmocka_unit_test(names),
		cmocka_unit_test(too_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
