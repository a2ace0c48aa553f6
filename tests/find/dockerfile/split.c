/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases of the split into stages in split.data: a Dockerfile, and what comes out or why nothing does. A first line
 * "@context a b/" gives the files of the build context. Whatever comes out must parse, build two stages, need both,
 * and not be split again.
 */
#include "table.h"

#include "find/dockerfile/split.h"

static const char *const *context_of(struct arena *a, struct str words)
{
	const char **out = arena_array(a, 32, sizeof(*out));
	struct str word;
	for (size_t n = 0; n < 31 && str_next_word(&words, &word); n++)
		out[n] = str_cstr(a, word);
	return out;
}

static int split(struct arena *a, struct str source, const struct df_options *options,
		 struct df_build *b, struct str *out_text, struct str *out_reason)
{
	struct dockerfile *d = arena_alloc(a, sizeof(*d));
	struct fault f = { 0 };
	check_ok(dockerfile_parse(a, STR("Dockerfile"), source, d, &f), &f);
	check_ok(df_build(a, d, options, b, &f), &f);
	return stage_split(a, d, b, out_text, out_reason);
}

static void run(struct arena *a, struct str input, struct buf *out)
{
	struct df_options options = { 0 };
	struct df_build b, again;
	struct str text, reason, line, rest;
	if (str_starts(input, STR("@context "))) {
		str_next_line(&input, &line);
		options.has_context = true;
		options.context = context_of(a, str_from(line, 9));
	}
	if (split(a, input, &options, &b, &text, &reason) == 0) {
		buf_printf(out, ". no: %.*s\n", STRF(reason));
		return;
	}
	for (rest = text; str_next_line(&rest, &line);)
		buf_printf(out, ". |%.*s\n", STRF(line));
	struct str second;
	assert_int_equal(split(a, text, &options, &again, &second, &reason), 0);
	assert_int_equal(again.file->errors.n, 0);
	assert_int_equal(again.stages.n, 2);
	assert_true(again.stages.p[0].needed && again.stages.p[1].final);
}

static void cases(void **state)
{
	table_walk("tests/find/dockerfile/split.data", 25, run);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cases) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
