/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every format of lint writes one report that has what is nasty: wide characters, tabs, markup, a
 * long line, a place without width, a place over several lines, bytes that are not UTF-8, a file
 * without findings, one whose name needs escaping. Compared with NAME.expect beside this file.
 */
#include "golden.h"

#include "base/term.h"
#include "tell/lint_format.h"
#include "text/json.h"

static const struct lint_rule_text rules[] = {
	{ .id = "apt-no-yes",
	  .code = STR_INIT("DL3014"),
	  .aliases = "DL3014 DS-0021 DS021",
	  .title = "apt-get install waits for an answer",
	  .why = "Nobody is there to answer, and the build stops.",
	  .fix = "Write apt-get install -y.",
	  .reference = "https://docs.docker.com/build/building/best-practices/",
	  .level = LINT_WARNING,
	  .severity = SEVERITY_HIGH },
	{ .id = "base-eol",
	  .code = STR_INIT("base-eol"),
	  .aliases = "",
	  .title = "The base is at its end of life",
	  .why = "Nobody repairs it any more.",
	  .fix = "Move to a release that is supported.",
	  .level = LINT_ERROR,
	  .severity = SEVERITY_CRITICAL },
	{ .id = "never-found",
	  .code = STR_INIT("DL9999"),
	  .aliases = "DL9999",
	  .title = "Never found",
	  .why = "It is not.",
	  .fix = "Nothing.",
	  .level = LINT_STYLE,
	  .severity = SEVERITY_LOW },
	{ .id = "shell-form",
	  .code = STR_INIT("DL3025"),
	  .aliases = "DL3025 JSONArgsRecommended",
	  .title = "CMD in shell form",
	  .why = "A shell stands between the engine and the process & eats its signals.",
	  .fix = "Write [\"program\", \"argument\"].",
	  .level = LINT_STYLE,
	  .severity = SEVERITY_LOW },
};

static const char source[] =
	"FROM node:14 AS \xe6\x9e\x84\xe5\xbb\xba\n"
	"RUN echo \"\xe4\xb8\xad\xe6\x96\x87\" &&\tapt-get install curl \\\n"
	"    git\n"
	"CMD echo \x1b[31m\xff<&'\"> "
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa end";

static uint32_t find(const char *what)
{
	size_t at = str_find(str_make(source, sizeof(source) - 1), str_of(what));
	assert_true(at != SIZE_MAX);
	return (uint32_t)at;
}

static struct lint_issue *add(struct arena *a, struct lint_file *file, uint32_t rule,
			      const char *from, const char *to, unsigned line, unsigned column,
			      unsigned end_line, unsigned end_column)
{
	struct lint_issue *i = VEC_PUSH(a, &file->issues);
	i->rule = rule;
	i->level = rules[rule].level;
	i->begin = find(from);
	i->end = find(to);
	i->from = (struct lint_place){ line, column };
	i->to = (struct lint_place){ end_line, end_column };
	return i;
}

static void sample(struct arena *a, struct lint_report *out)
{
	*out = (struct lint_report){ .rules = rules, .rules_n = ARRAY_LEN(rules) };
	struct lint_file *file = VEC_PUSH(a, &out->files);
	file->path = STR("./sub folder/Dockerfile");
	file->source = str_make(source, sizeof(source) - 1);
	struct lint_issue *i = add(a, file, 1, "node:14", " AS", 1, 6, 1, 13);
	i->message = STR("Node.js 14 got its last fixes on 2023-04-30");
	i->stage = STR("\xe6\x9e\x84\xe5\xbb\xba");
	i->build_stage_only = true;
	i->suggestion = STR("move to node:22-slim");
	i = add(a, file, 0, "apt-get", "CMD", 2, 18, 4, 1);
	i->message = STR("apt-get install without -y");
	i->stage = STR("0");
	i->repair = STR("adds -y, so that the build does not wait");
	*VEC_PUSH(a, &i->replacements) = (struct lint_replacement){
		find(" curl"), find(" curl"), { 2, 33 }, { 2, 33 }, STR(" -y")
	};
	i = add(a, file, 3, "CMD", "CMD", 4, 1, 4, 1);
	i->message = STR("CMD <in> \"shell\" & form");
	i = add(a, file, 3, "end", "end", 4, 232, 4, 235);
	i->end += 3;
	i->message = STR("the same rule again");
	file = VEC_PUSH(a, &out->files);
	file->path = STR("fine/Dockerfile");
	file->source = STR("FROM scratch\n");
}

static struct str written(struct arena *a, const struct lint_format *format,
			  const struct lint_tell *how)
{
	struct fault f = { 0 };
	struct lint_report r;
	struct out out;
	OWNED(buf_donep) struct buf b;
	sample(a, &r);
	buf_init(&b, 64 * MIB);
	out_init_buf(&out, &b);
	check_ok(format->write(&r, how, &out, &f), &f);
	out_done(&out);
	return str_dup(a, buf_str(&b));
}

static void golden(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct lint_tell how = { .version = "0.0.0" };
	for (size_t i = 0; i < all_lint_formats_n; i++) {
		const struct lint_format *format = all_lint_formats[i];
		struct str path = str_printf(a, "tests/tell/lint/%s.expect", format->name);
		check_golden(written(a, format, &how), str_cstr(a, path));
		assert_ptr_equal(lint_format_find(str_of(format->name)), format);
	}
	assert_null(lint_format_find(STR("no-such-format")));
}

static void terminal(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct lint_format *tty = lint_format_find(STR("tty"));
	const struct lint_tell narrow = { .version = "0.0.0", .width = 40 };
	const struct lint_tell colour = { .version = "0.0.0", .width = 100, .colour = true };
	check_golden(written(a, tty, &narrow), "tests/tell/lint/tty-narrow.expect");
	check_golden(written(a, tty, &colour), "tests/tell/lint/tty-colour.expect");
}

/* No line is wider than the terminal. */
static void widths(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct lint_format *tty = lint_format_find(STR("tty"));
	for (unsigned width = 20; width < 130; width += 3) {
		const struct lint_tell how = { .width = width };
		struct str rest = written(a, tty, &how), line;
		while (str_next_line(&rest, &line))
			if (!str_has(line, STR("Dockerfile:")))
				assert_true(text_columns(line) <= width);
	}
}

static void valid(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	static const char *const names[] = { "json", "gitlab_codeclimate", "sonarqube", "sarif" };
	const struct lint_tell how = { .version = "0.0.0" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct fault f = { 0 };
		const struct json *tree;
		struct str text = written(a, lint_format_find(str_of(names[i])), &how);
		check_ok(json_parse(a, text, &tree, &f), &f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden),
		cmocka_unit_test(terminal),
		cmocka_unit_test(widths),
		cmocka_unit_test(valid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
