/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of a size at which anything quadratic would never end: all rules run over them. Nothing is timed; a
 * test that does not come back is stopped by tests/run.
 *
 * In a text '#' is the number of the repetition and '<' the one before it.
 */
#include "check.h"

#include "base/buf.h"
#include "base/limits.h"
#include "find/dockerfile/lint.h"

static const struct {
	const char *name, *head, *unit, *tail;
	unsigned n;
} shapes[] = {
	{ "stages", "", "FROM debian:12 AS s#\n", "", 20000 },
	{ "stages of one name", "", "FROM debian:12 AS S\n", "", 20000 },
	{ "stages that copy from each other", "FROM a AS s0\n",
	  "FROM debian:12 AS s#\nCOPY --from=s< /a /b\n", "", 15000 },
	{ "a chain of stages", "FROM debian:12 AS s0\n",
	  "FROM s< AS s#\nRUN useradd u# && apt-get install -y gcc && npm ci\nUSER u#\n", "",
	  10000 },
	{ "arguments", "FROM debian:12\n", "ARG A#=$A<\n", "", 20000 },
	{ "pairs of one ENV", "FROM debian:12\nENV", " A#=$A<", "\n", 20000 },
	{ "copies from a stage", "FROM a AS s\nFROM b\n", "COPY --from=s /a# /b\n", "", 20000 },
	{ "copies from images", "FROM b\n", "COPY --from=image# /a /b\n", "", 20000 },
	{ "secrets that are deleted", "FROM debian:12\n",
	  "COPY id_rsa# /root/\nRUN rm /root/id_rsa#\n", "", 15000 },
	{ "words of one rm", "FROM debian:12\nCOPY id_rsa /root/\nRUN rm", " /root/id_rsa#", "\n",
	  50000 },
	{ "installs of node", "FROM node:22\nWORKDIR /a\n",
	  "COPY package#.json ./\nRUN npm install && yarn install\n", "", 10000 },
	{ "installs in one RUN", "FROM node:22\nRUN true", " && pnpm install && npm ci", "\n",
	  20000 },
	{ "installs of ruby and php", "FROM ruby:3\n", "RUN bundle install; composer install\n", "",
	  15000 },
	{ "accounts", "FROM debian:12\n", "RUN useradd u#\nUSER u#\n", "", 15000 },
	{ "downloads in one RUN", "FROM debian:12\nRUN true",
	  " && curl -o /f# https://example.org/f && chmod 777 /f#", "\n", 15000 },
	{ "packages of one command", "FROM debian:12\nRUN apt-get install -y", " nmap# gcc", "\n",
	  50000 },
	{ "nested substitutions", "FROM debian:12\nRUN ", "$(", "\n", 50000 },
	{ "nested subshells", "FROM debian:12\nRUN ", "( ", "\n", 50000 },
	{ "nested loops", "FROM debian:12\nRUN ", "for a in b; do ", "\n", 25000 },
	{ "sh -c of sh -c", "FROM debian:12\nRUN ", "sh -c ", "x\n", 50000 },
	{ "addresses behind a long word", "FROM debian:12\nRUN aaaaaaaaaaaaaaaaaaaa '", "8.8.8.8 ",
	  "'\n", 50000 },
	{ "passwords in one word", "FROM debian:12\nRUN echo '", "://a:b@", "'\n", 50000 },
	{ "ignores", "FROM debian:12\n", "# hadolint ignore=DL3008\nRUN apt-get install -y a#\n",
	  "", 15000 },
};

static void add(struct buf *b, const char *text, unsigned number)
{
	for (; *text; text++) {
		if (*text == '#')
			buf_printf(b, "%u", number + 1);
		else if (*text == '<')
			buf_printf(b, "%u", number);
		else
			buf_add_char(b, *text);
	}
}

static void sizes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		OWNED(buf_donep) struct buf text;
		struct dockerfile file;
		struct df_build build;
		struct lint_rules rules;
		struct lint_findings found;
		struct fault f = { 0 };
		const struct df_options options = { 0 };
		const struct lint_settings settings = { .rules = &rules, .all = true };
		buf_init(&text, 4 * MIB);
		add(&text, shapes[i].head, 0);
		for (unsigned n = 0; n < shapes[i].n; n++)
			add(&text, shapes[i].unit, n);
		add(&text, shapes[i].tail, 0);
		assert_false(text.over);
		print_message("# %s: %zu bytes\n", shapes[i].name, text.n);
		lint_rules_init(&rules, a);
		check_ok(dockerfile_parse(a, STR("Dockerfile"), buf_str(&text), &file, &f), &f);
		check_ok(df_build(a, &file, &options, &build, &f), &f);
		lint_run(a, &file, &build, NULL, &settings, &found);
		assert_true(found.list.n > 0 && found.list.n <= LIMIT_LINT_FINDINGS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sizes) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
