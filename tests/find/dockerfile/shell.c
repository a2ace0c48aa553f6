/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scripts and the commands that are read out of them: shell.data.
 *
 * A command's line: how it is joined, its flags in brackets, "sudo:" for a wrapper, assignments, words,
 * redirections, its place in a pipeline of several, what is in force. A word that is not literal has a ~ in
 * front, one with blanks or nothing in it stands in « ».
 *
 * Places are not written down but checked: what they point at must be the word as it is written, or, in a
 * nested script whose quoting changes offsets, the argument around it.
 */
#include "table.h"

#include "find/dockerfile/shell.h"

#include <time.h>

static void put_text(struct buf *b, struct str s)
{
	bool bracket = !s.n;
	for (size_t i = 0; i < s.n; i++)
		bracket |= char_is_space(s.p[i]);
	buf_add_str(b, bracket ? STR("«") : STR(""));
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n')
			buf_add_str(b, STR("\\n"));
		else if (s.p[i] == '\t')
			buf_add_str(b, STR("\\t"));
		else if ((unsigned char)s.p[i] < ' ')
			buf_printf(b, "\\x%02x", (unsigned char)s.p[i]);
		else
			buf_add_char(b, s.p[i]);
	}
	buf_add_str(b, bracket ? STR("»") : STR(""));
}

static void put_word(struct buf *b, const struct sh_word *w)
{
	buf_add_str(b, w->literal ? STR("") : STR("~"));
	put_text(b, w->text);
}

static void put_flags(struct buf *b, unsigned flags)
{
	static const char *const names[] = { "subshell", "loop",      "branch",
					     "function", "condition", "substitution",
					     "nested",	 "wrapped",   "background" };
	bool first = true;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (!(flags & 1u << i) || 1u << i == SH_WRAPPED)
			continue;
		buf_printf(b, "%s%s", first ? " [" : " ", names[i]);
		first = false;
	}
	if (!first)
		buf_add_char(b, ']');
}

static void put_command(struct buf *b, const struct sh_command *c)
{
	static const char *const joins[] = { "first", "&&", "||", ";", "|", "&" };
	buf_printf(b, ". %s", joins[c->join]);
	put_flags(b, c->flags);
	assert_int_equal(!!(c->flags & SH_WRAPPED), c->wrapper.n != 0);
	if (c->wrapper.n)
		buf_printf(b, " %.*s:", STRF(c->wrapper));
	for (size_t i = 0; i < c->assignments.n; i++) {
		buf_printf(b, " %.*s=", STRF(c->assignments.p[i].name));
		put_word(b, &c->assignments.p[i].value);
	}
	for (size_t i = 0; i < c->words.n; i++) {
		buf_add_char(b, ' ');
		put_word(b, &c->words.p[i]);
	}
	for (size_t i = 0; i < c->redirections.n; i++) {
		const struct sh_redirection *r = &c->redirections.p[i];
		buf_add_char(b, ' ');
		if (r->fd >= 0)
			buf_printf(b, "%d", r->fd);
		buf_printf(b, "%.*s ", STRF(r->operator));
		put_word(b, &r->target);
		if (r->heredoc.p) {
			buf_add_char(b, ' ');
			put_text(b, r->heredoc);
		}
	}
	if (c->pipeline_n > 1)
		buf_printf(b, " %u/%u", c->pipeline_at + 1, c->pipeline_n);
	if (c->pipefail)
		buf_add_str(b, STR(" pipefail"));
	buf_add_char(b, '\n');
}

static void check_place(const struct sh_script *s, const struct sh_word *w)
{
	assert_true(w->begin <= w->end && w->end <= s->text.n);
	struct str there = str_slice(s->text, w->begin, w->end);
	if (str_eq(there, w->raw))
		return;
	/* Several words of eval, or quotes that change offsets: the raw word is shorter than what is there. */
	assert_true(w->raw.n < there.n || str_has(there, STR("\\")));
}

static void check_places(const struct sh_script *s)
{
	for (size_t i = 0; i < s->commands.n; i++) {
		const struct sh_command *c = &s->commands.p[i];
		assert_true(c->begin <= c->end && c->end <= s->text.n);
		assert_true(i == 0 || s->commands.p[i - 1].begin <= c->begin ||
			    (c->flags & SH_NESTED));
		assert_true(c->pipeline_at < c->pipeline_n);
		for (size_t k = 0; k < c->words.n; k++) {
			check_place(s, &c->words.p[k]);
			assert_true(c->begin <= c->words.p[k].begin && c->words.p[k].end <= c->end);
			assert_int_equal(c->words.p[k].literal,
					 !c->words.p[k].variable && !c->words.p[k].substitution &&
						 !c->words.p[k].glob);
		}
		for (size_t k = 0; k < c->assignments.n; k++)
			check_place(s, &c->assignments.p[k].value);
		for (size_t k = 0; k < c->redirections.n; k++)
			if (c->redirections.p[k].target.text.p)
				check_place(s, &c->redirections.p[k].target);
	}
}

static void dump(struct buf *b, const struct sh_script *s)
{
	for (size_t i = 0; i < s->commands.n; i++)
		put_command(b, &s->commands.p[i]);
	if (s->incomplete)
		buf_add_str(b, STR(". incomplete\n"));
	if (s->sets_pipefail)
		buf_add_str(b, STR(". sets pipefail\n"));
}

static void run_case(struct arena *a, struct str text, struct buf *out)
{
	struct sh_script s;
	shell_read(a, text, &s);
	check_places(&s);
	dump(out, &s);
}

static void test_table(void **state)
{
	table_walk("tests/find/dockerfile/shell.data", 150, run_case);
}

static struct str repeat(struct arena *a, const char *piece, size_t n)
{
	size_t k = strlen(piece);
	char *p = arena_bytes(a, n * k + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * k, piece, k);
	return str_make(p, n * k);
}

/* Large inputs of all shapes: each is read in time and memory that grow with its size. */
static void test_large(void **state)
{
	static const char *const pieces[] = {
		"w ",
		"(",
		")",
		"((",
		"$(",
		"$((",
		"`",
		"'",
		"\"",
		"\"$(",
		"${",
		"${x:-",
		"{ ",
		"if a; ",
		"while a; do ",
		"case x in a) ",
		"for x in ",
		"[[ ",
		"a;",
		"a|",
		"a&&",
		"a&",
		"x=1 ",
		"x=1;",
		"> a ",
		"<<E ",
		"<<E\n",
		"\\",
		"\\\n",
		"#",
		"#\n",
		"f(){ ",
		"f()\n",
		"x=(",
		"$'",
		"sh -c '",
		"eval ",
		"eval a;",
		"sudo ",
		"sudo a;",
		"! ",
		"a|(",
		"\n",
		"\"`\\`",
		"sh -c \"x\";",
		"a $(b) `c`;",
		"cat <<E\n$(b)\nE\n",
		"a & (b&)\n",
	};
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		struct str text = repeat(a, pieces[i], MIB / strlen(pieces[i]));
		size_t before = arena_used(a);
		struct timespec from, to;
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		struct sh_script s;
		shell_read(a, text, &s);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		double seconds = (double)(to.tv_sec - from.tv_sec) +
				 (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		size_t used = arena_used(a) - before;
		if (getenv("V"))
			print_message("# %.3f s, %zu MiB, %zu commands: %s\n", seconds, used / MIB,
				      s.commands.n, pieces[i]);
		if (seconds > 5 || used > 400 * MIB)
			fail_msg("1 MiB of \"%s\": %.1f s, %zu MiB", pieces[i], seconds,
				 used / MIB);
	}
}

static void test_words(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct sh_script s;
	struct str text = repeat(a, "word ", 100000);
	shell_read(a, text, &s);
	assert_int_equal(s.commands.n, 1);
	assert_int_equal(s.commands.p[0].words.n, 100000);
	assert_false(s.incomplete);
	shell_read(a, repeat(a, "(", 50000), &s);
	assert_true(s.incomplete);
	/* what stands in front of the depth is still seen */
	shell_read(a, STR("apt-get update; ((((((((a))))))))"), &s);
	assert_false(s.incomplete);
}

static void test_queries(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct sh_script s;
	shell_read(
		a,
		STR("/usr/bin/apt-get -qqy -o Dpkg::Use-Pty=0 --no-install-recommends install curl"
		    " $X -- -z"),
		&s);
	const struct sh_command *c = &s.commands.p[0];
	check_text(sh_name(c), "apt-get");
	assert_true(sh_has_short(c, 'y') && sh_has_short(c, 'q') && !sh_has_short(c, 'n'));
	assert_false(sh_has_short(c, 'z'));
	assert_true(sh_has_long(c, "no-install-recommends") &&
		    sh_has_long(c, "--no-install-recommends"));
	assert_false(sh_has_long(c, "no-install"));
	static const char *const values[] = { "-o", NULL };
	check_text(sh_operand(c, 0, values)->text, "install");
	check_text(sh_operand(c, 1, values)->text, "curl");
	check_text(sh_operand(c, 2, values)->text, "$X");
	check_text(sh_operand(c, 3, values)->text, "-z");
	assert_null(sh_operand(c, 4, values));
	check_text(sh_operand(c, 0, NULL)->text, "Dpkg::Use-Pty=0");
	assert_true(sh_word_is(c, 0, "/usr/bin/apt-get") && !sh_word_is(c, 99, ""));
	assert_true(sh_has_arg(c, "curl") && !sh_has_arg(c, "$X"));

	shell_read(a, STR("$CMD x; 'apt-get' -qqo A=b --opt=1 install"), &s);
	assert_int_equal(sh_name(&s.commands.p[0]).n, 0);
	check_text(sh_name(&s.commands.p[1]), "apt-get");
	assert_true(sh_has_long(&s.commands.p[1], "opt"));
	check_text(sh_operand(&s.commands.p[1], 0, values)->text, "install");
}

/* Where a nested script's quoting keeps offsets, places are exact. */
static void test_places(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct sh_script s;
	shell_read(a, STR("a; sh -c 'x; apt-get install' && b"), &s);
	assert_int_equal(s.commands.n, 5);
	assert_int_equal(s.commands.p[3].begin, 13);
	assert_int_equal(s.commands.p[3].end, 28);
	shell_read(a, STR("sh -c \"x \\\"y\\\" z\""), &s);
	assert_int_equal(s.commands.n, 2);
	assert_int_equal(s.commands.p[1].words.p[2].begin, 6);
	assert_int_equal(s.commands.p[1].words.p[2].end, s.text.n);
	shell_read(a, STR("sudo -u x env A=b  make -j && c"), &s);
	assert_int_equal(s.commands.p[0].begin, 0);
	assert_int_equal(s.commands.p[0].end, 26);
	assert_int_equal(s.commands.p[0].words.p[0].begin, 19);
	assert_int_equal(s.commands.p[0].assignments.p[0].begin, 14);
	assert_int_equal(s.commands.p[0].assignments.p[0].value.begin, 16);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),  cmocka_unit_test(test_large),
		cmocka_unit_test(test_words),  cmocka_unit_test(test_queries),
		cmocka_unit_test(test_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
