/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .dockleignore: an id of a check a line, "#" begins a comment. The checks are all about configuration, so
 * that is what an entry speaks of.
 */
#include "judge/lib/entries.h"

static bool is_for(const struct exception_file *file)
{
	return str_ends(file->name, STR(".dockleignore"));
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	entries_init(&x, file, list, notes);
	struct str rest = file->text, line;
	for (size_t number = 1; str_next_line(&rest, &line); number++) {
		str_cut(line, '#', &line, NULL);
		struct str id;
		if (!str_next_word(&line, &id))
			continue;
		struct exception *e = entries_add(&x, IGNORED_BY_FILE, f);
		if (!e)
			return f ? f->code : E_LIMIT;
		e->source = str_printf(x.arena, "%.*s:%zu", STRF(file->name), number);
		e->kinds = 1u << FINDING_MISCONFIGURATION;
		*VEC_PUSH(x.arena, &e->ids) = str_dup(x.arena, id);
	}
	return 0;
}

const struct exception_reader exception_reader_dockleignore = {
	.name = "dockleignore",
	.title = ".dockleignore: an id a line",
	.is_for = is_for,
	.read = read,
};
