/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .trivyignore: one id a line.
 *
 *     # the parser is not reached from outside
 *     CVE-2024-3094 exp:2026-12-31
 *
 * The first word is the id, of a finding of any kind but a gap. A later word "exp:DATE" ends it: Trivy compares the
 * clock with midnight (UTC) at the beginning of that day, so the day before is the last one on which the entry
 * holds, here as there. Of several dates the last one counts. A line whose date is none is left out with a
 * warning: without its date it would hold for ever. Other words behind the id mean nothing.
 *
 * The comment that stands directly above an id, or above a block of ids, is taken as the reason: that is how
 * these files are written. A line of one word is no reason, but an id that somebody took out.
 */
#include "judge/lib/entries.h"

static bool is_for(const struct exception_file *file)
{
	static const char *const others[] = { ".yaml", ".yml",		".json",
					      ".toml", ".dockleignore", NULL };
	for (size_t i = 0; others[i]; i++)
		if (str_ends(file->name, str_of(others[i])))
			return false;
	return true;
}

/* Joins the lines of a block of comments by spaces. */
static void add_comment(struct arena *a, struct str *reason, struct str line)
{
	while (line.n && line.p[0] == '#')
		line = str_from(line, 1);
	line = str_trim(line);
	struct str rest = line, word;
	if (!str_next_word(&rest, &word) || !str_next_word(&rest, &word))
		return;
	if (reason->n)
		*reason = str_printf(a, "%.*s %.*s", STRF(*reason), STRF(line));
	else
		*reason = str_dup(a, line);
}

static int read_line(struct entries *x, struct str line, size_t number, struct str reason,
		     struct fault *f)
{
	struct str id, word, until = { 0 };
	if (!str_next_word(&line, &id))
		return 0;
	while (str_next_word(&line, &word)) {
		if (!str_starts(word, STR("exp:")))
			continue;
		if (!entries_last_day(x->arena, str_from(word, 4), &until) || word.n != 14) {
			entries_note(
				x,
				"line %zu: \"%.*s\" is no date such as exp:2027-01-31: the line "
				"is left out",
				number, STRF(word));
			return 0;
		}
	}
	struct exception *e = entries_add(x, IGNORED_BY_FILE, f);
	if (!e)
		return f ? f->code : E_LIMIT;
	e->source = str_printf(x->arena, "%.*s:%zu", STRF(x->file->name), number);
	*VEC_PUSH(x->arena, &e->ids) = str_dup(x->arena, id);
	e->until = until;
	e->reason = reason;
	return 0;
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	entries_init(&x, file, list, notes);
	struct str rest = file->text, line, reason = { 0 };
	if (str_starts(rest, STR("\357\273\277")))
		rest = str_from(rest, 3);
	bool in_comment = false;
	for (size_t number = 1; str_next_line(&rest, &line); number++) {
		line = str_trim(line);
		if (line.n && line.p[0] == '#') {
			if (!in_comment)
				reason = STR("");
			in_comment = true;
			add_comment(x.arena, &reason, line);
			continue;
		}
		in_comment = false;
		if (line.n == 0)
			reason = STR("");
		TRY(read_line(&x, line, number, reason, f));
	}
	return 0;
}

const struct exception_reader exception_reader_trivyignore = {
	.name = "trivyignore",
	.title = ".trivyignore: an id a line, with \"exp:DATE\"",
	.is_for = is_for,
	.read = read,
};
