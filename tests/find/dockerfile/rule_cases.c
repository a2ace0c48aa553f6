/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks every tests/find/dockerfile/rule/NAME.case: Dockerfiles, what the rules find in them, and what the repairs
 * make of them. A case file is text:
 *
 *     # comment, up to the first case
 *     rules: apt-unpinned apt-cli         the rules that are looked at; "all" for all
 *     === what this case shows
 *     @context package.json src/          files of the build context (optional)
 *     @ignore node_modules                a line of .dockerignore (optional, may be repeated)
 *     @crlf                               lines end as on Windows, before and after (optional)
 *     @suggest                            shows what is suggested where nothing is repaired (optional)
 *     FROM debian:12                      the Dockerfile
 *     …
 *     --- found
 *     2 apt-unpinned                      line and rule, by place; nothing when nothing is found
 *     --- fixed                           the repaired file; the part is missing when nothing changes
 *     FROM debian:12
 *     …
 *
 * "build" behind a rule: it does not reach the image. With BLESS=1 the parts behind --- are rewritten: read them.
 */
#define _GNU_SOURCE
#include "fix_property.h"

#include "base/fs.h"
#include "base/out.h"
#include "find/dockerfile/fix.h"

#include <dirent.h>

struct rule_case {
	struct str name, head;	  /* head: name and @ lines, as written */
	struct str input, expect; /* expect: from the first --- to the next case */
	struct df_options options;
	bool crlf, suggest;
};

struct case_file {
	const char *path;
	struct str rules;
	struct lint_rules index;
	struct lint_setting *settings;
	VEC(struct rule_case) cases;
};

/* Only the named rules run. */
static void choose(struct arena *a, struct case_file *c)
{
	lint_rules_init(&c->index, a);
	c->settings = arena_array(a, all_dockerfile_rules_n, sizeof(*c->settings));
	struct str rest = c->rules, name;
	if (str_is(str_trim(rest), "all"))
		return;
	for (size_t n = 0; n < all_dockerfile_rules_n; n++)
		c->settings[n].off = true;
	while (str_next_word(&rest, &name)) {
		uint32_t rule = lint_rule_find(&c->index, name);
		if (rule == LINT_NO_RULE)
			fail_msg("%s: there is no rule %.*s", c->path, STRF(name));
		c->settings[rule] = (struct lint_setting){ .on = true };
	}
}

/* @context a b: sorted, as df_options wants them. */
static const char *const *context_of(struct arena *a, struct str words)
{
	VEC(struct str) names = { 0 };
	struct str word;
	while (str_next_word(&words, &word))
		*VEC_PUSH(a, &names) = word;
	str_sort(names.p, names.n);
	const char **out = arena_array(a, names.n + 1, sizeof(*out));
	for (size_t n = 0; n < names.n; n++)
		out[n] = str_cstr(a, names.p[n]);
	return out;
}

/* One case: its head, the Dockerfile, and what is expected. */
static void add_case(struct arena *a, struct case_file *c, struct str name, struct str body)
{
	struct rule_case *one = VEC_PUSH(a, &c->cases);
	one->name = name;
	while (str_starts(body, STR("@"))) {
		struct str line;
		str_next_line(&body, &line);
		if (str_starts(line, STR("@context"))) {
			one->options.has_context = true;
			one->options.context = context_of(a, str_from(line, 8));
		} else if (str_starts(line, STR("@ignore "))) {
			one->options.has_ignore = true;
			one->options.ignore = str_printf(a, "%.*s%.*s\n", STRF(one->options.ignore),
							 STRF(str_from(line, 8)));
		} else if (str_is(line, "@crlf")) {
			one->crlf = true;
		} else if (str_is(line, "@suggest")) {
			one->suggest = true;
		} else {
			fail_msg("%s: %.*s: what is %.*s?", c->path, STRF(name), STRF(line));
		}
	}
	size_t at = str_find(body, STR("\n--- "));
	one->expect = str_from(body, at == SIZE_MAX ? body.n : at + 1);
	/* empty lines in front of what follows are not the Dockerfile's */
	one->input = str_slice(body, 0, at);
	while (one->input.n && one->input.p[one->input.n - 1] == '\n')
		one->input.n--;
	one->input = str_printf(a, "%.*s\n", STRF(one->input));
	one->head = str_make(name.p, (size_t)(body.p - name.p));
}

static void read_cases(struct arena *a, struct case_file *c, struct str text)
{
	static const struct str mark = STR_INIT("\n=== ");
	size_t at = str_find(text, mark);
	if (at == SIZE_MAX)
		fail_msg("%s: no case", c->path);
	struct str head = str_slice(text, 0, at), line;
	while (str_next_line(&head, &line))
		if (str_starts(line, STR("rules:")))
			c->rules = str_from(line, 6);
	choose(a, c);
	while (at != SIZE_MAX) {
		text = str_from(text, at + mark.n);
		struct str name, body;
		str_cut(text, '\n', &name, &body);
		at = str_find(text, mark);
		size_t used = (size_t)(body.p - text.p);
		add_case(a, c, name, at == SIZE_MAX ? body : str_slice(text, used, at + 1));
	}
}

/* Every line end with CR, or none; a mixture stays one and shows. */
static struct str line_ends(struct arena *a, struct str text, bool crlf)
{
	char *p = arena_bytes(a, 2 * text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (crlf && text.p[i] == '\n')
			p[n++] = '\r';
		if (!crlf && text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n')
			continue;
		p[n++] = text.p[i];
	}
	return str_make(p, n);
}

/* The same file, with all other rules repairing beside those of the case. */
static void run_with_all(struct arena *a, const struct fix_request *q, struct out *o)
{
	struct fix_request all = *q;
	struct lint_settings settings = { .rules = q->settings->rules, .all = true };
	struct fix_result fixed;
	all.settings = &settings;
	const char *wrong = fix_property(a, &all, &fixed);
	if (wrong)
		out_printf(o, "--- wrong with all rules: %s\n%.*s", wrong, STRF(fixed.text));
}

static void run_one(struct arena *a, const struct case_file *c, const struct rule_case *one,
		    struct out *o)
{
	struct fault f = { 0 };
	struct dockerfile file;
	struct df_build build;
	struct lint_findings found;
	const struct lint_config config = { .today = STR("2026-06-01") };
	const struct lint_settings settings = { .rules = &c->index, .rule = c->settings };
	const struct str input = one->crlf ? line_ends(a, one->input, true) : one->input;
	check_ok(dockerfile_parse(a, STR("Dockerfile"), input, &file, &f), &f);
	check_ok(df_build(a, &file, &one->options, &build, &f), &f);
	lint_run(a, &file, &build, &config, &settings, &found);
	out_str(o, STR("--- found\n"));
	for (size_t n = 0; n < found.list.n; n++) {
		const struct lint_finding *x = found.list.p[n];
		out_printf(o, "%u %s%s\n", df_position(&file, x->span.begin).line, x->rule->id,
			   x->build_stage_only ? " build" : "");
		if (one->suggest && x->suggestion.n)
			out_printf(o, "    %.*s\n", STRF(x->suggestion));
	}
	struct fix_result fixed;
	const struct fix_request request = { STR("Dockerfile"), input, &one->options, &config,
					     &settings };
	const char *wrong = fix_property(a, &request, &fixed);
	if (wrong)
		out_printf(o, "--- wrong: %s\n", wrong);
	if (fixed.refused)
		out_printf(o, "refused %u repairs\n", fixed.refused);
	if (!str_eq(fixed.text, input)) {
		struct str plain = one->crlf ? line_ends(a, fixed.text, false) : fixed.text;
		out_str(o, STR("--- fixed\n"));
		out_str(o, plain);
		if (one->crlf)
			check_str(line_ends(a, plain, true), fixed.text);
	}
	run_with_all(a, &request, o);
}

static void bless(const char *path, struct str text)
{
	struct fs_file file;
	struct fault f = { 0 };
	struct out o;
	check_ok(fs_file_create(&file, path, &f), &f);
	out_init_fd(&o, file.fd);
	out_str(&o, text);
	check_ok(out_finish(&o, &f), &f);
	out_done(&o);
	check_ok(fs_file_commit(&file, &f), &f);
}

static void one_file(void **state)
{
	struct fault f = { 0 };
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf text, blessed, got;
	struct case_file c = { .path = *state };
	const char *b = getenv("BLESS");
	unsigned bad = 0;
	buf_init(&text, MIB);
	buf_init(&blessed, 4 * MIB);
	check_ok(fs_read_file(c.path, &text, &f), &f);
	read_cases(a, &c, buf_str(&text));
	buf_add_str(&blessed,
		    str_slice(buf_str(&text), 0, str_find(buf_str(&text), STR("\n=== ")) + 1));
	for (size_t n = 0; n < c.cases.n; n++) {
		const struct rule_case *one = &c.cases.p[n];
		struct out o;
		buf_init(&got, MIB);
		out_init_buf(&o, &got);
		run_one(a, &c, one, &o);
		out_done(&o);
		/* an empty line in front of the next case is not part of this one */
		if (!str_eq(str_trim(buf_str(&got)), str_trim(one->expect))) {
			print_error("%s: %.*s\ngot:\n%.*swant:\n%.*s\n", c.path, STRF(one->name),
				    STRF(buf_str(&got)), STRF(one->expect));
			bad++;
		}
		struct str out_text = str_trim(buf_str(&got));
		buf_printf(&blessed, "=== %.*s%.*s%.*s\n%s", STRF(one->head), STRF(one->input),
			   STRF(out_text), n + 1 < c.cases.n ? "\n" : "");
		buf_done(&got);
	}
	buf_init(&got, 1);
	if (b && *b)
		bless(c.path, buf_str(&blessed));
	else
		assert_int_equal(bad, 0);
}

/* Dockerfiles that are no cases: the examples, in all their glory. */
static void one_example(void **state)
{
	struct fault f = { 0 };
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf text;
	const char *path = *state;
	static const char *const context[] = { "package-lock.json", "package.json", "server.js",
					       NULL };
	const struct df_options options = { .has_context = true, .context = context };
	const struct lint_config config = { .today = STR("2026-06-01") };
	struct lint_rules rules;
	lint_rules_init(&rules, a);
	buf_init(&text, MIB);
	check_ok(fs_read_file(path, &text, &f), &f);
	for (unsigned all = 0; all < 2; all++) {
		const struct lint_settings settings = { .rules = &rules, .all = all };
		const struct fix_request q = { STR("Dockerfile"), buf_str(&text), &options, &config,
					       &settings };
		struct fix_result fixed;
		const char *wrong = fix_property(a, &q, &fixed);
		if (wrong)
			fail_msg("%s: %s\n%.*s", path, wrong, STRF(fixed.text));
		assert_true(fixed.changes.n > 5);
		assert_int_equal(fixed.refused, 0);
	}
}

static struct CMUnitTest tests[512];
static size_t tests_n;

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
	static const struct {
		const char *folder, *end;
		CMUnitTestFunction run;
	} sets[] = {
		{ "tests/find/dockerfile/rule", ".case", one_file },
		{ "examples/payment-service/before", "Dockerfile", one_example },
	};
	char root[4096], path[8192];
	for (size_t n = 0; n < ARRAY_LEN(sets); n++) {
		snprintf(root, sizeof(root), "%s/%s", getenv("ROOT"), sets[n].folder);
		DIR *d = opendir(root);
		for (struct dirent *e; d && (e = readdir(d)) && tests_n < ARRAY_LEN(tests);) {
			if (!str_ends(str_of(e->d_name), str_of(sets[n].end)))
				continue;
			snprintf(path, sizeof(path), "%s/%s", root, e->d_name);
			char *name = strdup(path);
			tests[tests_n++] =
				(struct CMUnitTest){ name, sets[n].run, NULL, NULL, name };
		}
		if (d)
			closedir(d);
	}
	qsort(tests, tests_n, sizeof(tests[0]), by_name);
	return _cmocka_run_group_tests("rule cases", tests, tests_n, NULL, NULL);
}
