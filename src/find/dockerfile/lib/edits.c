/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/edits.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * Blanks behind the word go with it when there are some in front too; at the end of a line those in front go. A
 * word alone on its line takes the line, continuation mark and all.
 */
void edit_remove_word(struct lint *l, struct lint_finding *n, struct span word)
{
	const struct dockerfile *d = lint_file(l);
	const char *p = d->source.p;
	uint32_t end = (uint32_t)d->source.n, from = word.begin, to = word.end;
	while (from && is_blank(p[from - 1]))
		from--;
	while (to < end && is_blank(p[to]))
		to++;
	bool starts_line = from == 0 || p[from - 1] == '\n';
	if (starts_line && to + 1 < end && p[to] == d->escape) {
		uint32_t next = to + 1;
		if (p[next] == '\r' && next + 1 < end)
			next++;
		if (p[next] == '\n') {
			lint_edit(l, n, (struct span){ from, next + 1 }, (struct str){ 0 });
			return;
		}
	}
	bool ends_line = to >= end || p[to] == '\n' || p[to] == '\r';
	struct span cut =
		ends_line ? (struct span){ from, word.end } : (struct span){ word.begin, to };
	lint_edit(l, n, cut, (struct str){ 0 });
}

void edit_remove_lines(struct lint *l, struct lint_finding *n, struct span lines)
{
	struct str s = lint_file(l)->source;
	uint32_t from = lines.begin, to = lines.end;
	while (from && s.p[from - 1] != '\n')
		from--;
	while (to < s.n && s.p[to] != '\n')
		to++;
	if (to < s.n)
		to++;
	lint_edit(l, n, (struct span){ from, to }, (struct str){ 0 });
}

void edit_append_word(struct lint *l, struct lint_finding *n, struct span word, const char *text)
{
	lint_insert(l, n, word.end, str_printf(lint_arena(l), " %s", text));
}

bool edit_is_plain(const struct df_build *b, uint32_t instruction, const struct sh_word *w)
{
	return str_eq(df_slice(b->file, df_word_span(b, instruction, w)), w->text);
}

bool edit_replace_word(struct lint *l, struct lint_finding *n, uint32_t instruction,
		       const struct sh_word *w, const char *text)
{
	const struct df_build *b = lint_build(l);
	if (!edit_is_plain(b, instruction, w))
		return false;
	lint_edit(l, n, df_word_span(b, instruction, w), str_of(text));
	return true;
}
