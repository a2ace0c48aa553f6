/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzzes the shell reader: places lie in the text and in order, a word that is written without quotes is
 * what its place points at, lengths of pipelines agree, and the same text gives the same commands.
 */
#include "base/log.h"
#include "find/dockerfile/shell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_word(const struct sh_script *s, const struct sh_word *w)
{
	ENSURE(w->begin <= w->end && w->end <= s->text.n);
	ENSURE(w->literal == (!w->variable && !w->substitution && !w->glob));
	ENSURE(w->text.n <= w->raw.n);
}

static void check_command(const struct sh_script *s, const struct sh_command *c)
{
	ENSURE(c->begin <= c->end && c->end <= s->text.n);
	ENSURE(c->pipeline_at < c->pipeline_n);
	ENSURE(!(c->flags & SH_WRAPPED) == !c->wrapper.n);
	ENSURE(!c->wrapper.n || c->words.n);
	for (size_t i = 0; i < c->words.n; i++) {
		check_word(s, &c->words.p[i]);
		ENSURE(c->words.p[i].begin >= c->begin && c->words.p[i].end <= c->end);
	}
	for (size_t i = 0; i < c->assignments.n; i++)
		check_word(s, &c->assignments.p[i].value);
	for (size_t i = 0; i < c->redirections.n; i++)
		if (c->redirections.p[i].target.text.p)
			check_word(s, &c->redirections.p[i].target);
	static const char *const values[] = { "-o", "--option", NULL };
	sh_name(c);
	sh_has_short(c, 'y');
	sh_has_long(c, "yes");
	sh_operand(c, 1, values);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct sh_script s, again;
	shell_read(a, str_make(data, n), &s);
	uint32_t last = 0;
	for (size_t i = 0; i < s.commands.n; i++) {
		const struct sh_command *c = &s.commands.p[i];
		check_command(&s, c);
		if (c->flags & SH_NESTED)
			continue; /* comes behind the substitutions in other arguments */
		ENSURE(last <= c->begin);
		last = c->begin;
	}
	shell_read(a, str_make(data, n), &again);
	ENSURE(again.commands.n == s.commands.n && again.incomplete == s.incomplete);
	return 0;
}
