/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Dockerfiles build: build.data. A first line "#! --target X --build-arg A=b --shell NAME" gives options.
 *
 * A stage's line: number, name, what it stands on, what is known of it, the lines of the instructions that
 * hold at its end. An instruction's line: number of its line, kind, the state in front of it; then, each on
 * a line of its own, the commands of its script as they stand in the source, and its words expanded (~ in
 * front when something of them stays unknown).
 */
#include "table.h"

#include "find/dockerfile/build.h"

#include <time.h>

static void put_source(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			buf_add_str(b, STR("⏎"));
		else
			buf_add_char(b, s.p[i]);
	}
}

static void put_line_of(struct buf *b, const struct dockerfile *d, const char *what,
			const struct df_instruction *i)
{
	if (i)
		buf_printf(b, " %s=%u", what, df_position(d, i->span.begin).line);
}

static void put_reference(struct buf *b, const struct df_reference *r)
{
	buf_printf(b, "%.*s %.*s", STRF(r->registry), STRF(r->repository));
	if (r->tag.n)
		buf_printf(b, " tag %.*s", STRF(r->tag));
	if (r->digest.n)
		buf_printf(b, " digest %.*s", STRF(r->digest));
	if (r->unknown)
		buf_add_str(b, STR(" unknown"));
}

static const char *const shells[] = { "sh", "powershell", "cmd", "other" };

static void put_stage(struct buf *b, const struct dockerfile *d, const struct df_stage *s)
{
	buf_printf(b, ". stage %u", s->index);
	if (s->name.n)
		buf_printf(b, " \"%.*s\"", STRF(s->name));
	if (s->parent != DF_GLOBAL) {
		buf_printf(b, ": stage %u", s->parent);
	} else if (s->scratch) {
		buf_add_str(b, STR(": scratch"));
	} else {
		buf_add_str(b, STR(": "));
		put_reference(b, &s->reference);
	}
	if (s->platform.n)
		buf_printf(b, " platform %.*s", STRF(s->platform));
	put_line_of(b, d, "user", s->user);
	put_line_of(b, d, "workdir", s->workdir);
	put_line_of(b, d, "cmd", s->cmd);
	put_line_of(b, d, "entrypoint", s->entrypoint);
	put_line_of(b, d, "healthcheck", s->healthcheck);
	if (s->shell_kind != DF_SHELL_POSIX)
		buf_printf(b, " %s", shells[s->shell_kind]);
	buf_printf(b, "%s%s\n", s->final ? " final" : "", s->needed ? "" : " unneeded");
}

static void put_words(struct buf *b, const struct df_build *d, uint32_t at)
{
	const struct df_instruction *i = &d->file->instructions.p[at];
	bool shown = i->kind == DF_EXPOSE || i->kind == DF_COPY || i->kind == DF_STOPSIGNAL ||
		     i->kind == DF_USER || i->kind == DF_WORKDIR;
	for (size_t k = 0; shown && k < i->args.n; k++) {
		bool unknown;
		struct str s = df_resolve(d, at, i->args.p[k].raw, &unknown);
		buf_printf(b, "%s%s%.*s", k ? " " : ".     = ", unknown ? "~" : "", STRF(s));
	}
	if (shown && i->args.n)
		buf_add_char(b, '\n');
}

static void put_instruction(struct buf *b, const struct df_build *d, uint32_t at)
{
	const struct df_instruction *i = &d->file->instructions.p[at];
	const struct df_state *s = &d->states[at];
	if (i->kind == DF_FROM || i->kind == DF_ARG || i->kind == DF_ENV || i->kind == DF_SHELL)
		return;
	buf_printf(b, ".   %u %s", df_position(d->file, i->span.begin).line, df_kind_name(i->kind));
	if (s->user.n)
		buf_printf(b, " user=%.*s", STRF(s->user));
	if (s->workdir_known)
		buf_printf(b, " in %.*s", STRF(s->workdir));
	if (s->shell != DF_SHELL_POSIX)
		buf_printf(b, " %s", shells[s->shell]);
	buf_printf(b, "%s%s\n", s->pipefail ? " pipefail" : "", i->broken ? " broken" : "");
	const struct sh_script *script = &d->scripts[at];
	for (size_t k = 0; k < script->commands.n; k++) {
		const struct sh_command *c = &script->commands.p[k];
		buf_add_str(b, STR(".     "));
		put_source(b, df_slice(d->file, df_command_span(d, at, c)));
		if (c->words.n) {
			buf_printf(b, "   [%.*s]", STRF(c->words.p[c->words.n - 1].text));
			struct span w = df_word_span(d, at, &c->words.p[0]);
			assert_true(w.begin <= w.end && w.end <= d->file->source.n);
		}
		buf_add_char(b, '\n');
	}
	if (script->incomplete)
		buf_add_str(b, STR(".     incomplete\n"));
	put_words(b, d, at);
}

struct arguments {
	struct df_options options;
	const char *build_args[16];
};

static void read_options(struct arena *a, struct str *text, struct arguments *out)
{
	struct str line, word, value;
	*out = (struct arguments){ 0 };
	out->options.build_args = out->build_args;
	if (!str_starts(*text, STR("#!")))
		return;
	str_cut(*text, '\n', &line, text);
	line = str_from(line, 2);
	size_t n = 0;
	while (str_next_word(&line, &word) && str_next_word(&line, &value)) {
		if (str_is(word, "--target"))
			out->options.target = str_cstr(a, value);
		else if (str_is(word, "--shell"))
			out->options.shell = str_cstr(a, value);
		else
			out->build_args[n++] = str_cstr(a, value);
	}
}

static void run_case(struct arena *a, struct str text, struct buf *out)
{
	struct fault f = { 0 };
	struct dockerfile d;
	struct df_build b;
	struct arguments arguments;
	read_options(a, &text, &arguments);
	check_ok(dockerfile_parse(a, STR("Dockerfile"), text, &d, &f), &f);
	if (df_build(a, &d, &arguments.options, &b, &f) < 0) {
		buf_printf(out, ". %s: %s\n", fault_name(f.code), f.text);
		return;
	}
	uint32_t at = 0;
	for (; at < d.instructions.n && d.instructions.p[at].stage == DF_GLOBAL; at++)
		put_instruction(out, &b, at);
	for (size_t s = 0; s < b.stages.n; s++) {
		put_stage(out, &d, &b.stages.p[s]);
		assert_int_equal(b.stages.p[s].first, at);
		for (; at < b.stages.p[s].last; at++)
			put_instruction(out, &b, at);
	}
	assert_int_equal(at, d.instructions.n);
	assert_int_equal(b.target == DF_GLOBAL, b.stages.n == 0);
}

static void test_table(void **state)
{
	table_walk("tests/find/dockerfile/build.data", 60, run_case);
}

/* Files that make a careless reader slow or large. */
static void test_large(void **state)
{
	static const char *const pieces[] = {
		"FROM a AS b\nFROM b AS a\n",
		"FROM b AS b\nCOPY --from=b a b\n",
		"ENV A=$A$A\n",
		"ARG A=$A$A\n",
		"WORKDIR abc\n",
		"ENV A=1\nEXPOSE $A$B\n",
		"ONBUILD RUN a\n",
		"SHELL [\"a\"]\n",
		"USER $A\n",
		"RUN <<-E\n\ta\n\tE\n",
		"FROM b\nRUN a\n",
		"HEALTHCHECK CMD a | b\n",
	};
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		OWNED(buf_donep) struct buf text;
		buf_init(&text, 2 * MIB);
		buf_add_str(&text, STR("FROM x AS b\nENV A=0123456789\n"));
		while (text.n < MIB / 2)
			buf_add_str(&text, str_of(pieces[i]));
		struct fault f = { 0 };
		struct dockerfile d;
		struct df_build b;
		check_ok(dockerfile_parse(a, STR(""), buf_str(&text), &d, &f), &f);
		size_t before = arena_used(a);
		struct timespec from, to;
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		check_ok(df_build(a, &d, NULL, &b, &f), &f);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		double seconds = (double)(to.tv_sec - from.tv_sec) +
				 (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		size_t used = arena_used(a) - before;
		if (getenv("V"))
			print_message("# %.3f s, %zu MiB: %s\n", seconds, used / MIB, pieces[i]);
		if (seconds > 5 || used > 300 * MIB)
			fail_msg("\"%s\": %.1f s, %zu MiB", pieces[i], seconds, used / MIB);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table),
					    cmocka_unit_test(test_large) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
