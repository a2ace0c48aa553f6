/* SPDX-License-Identifier: Apache-2.0 */
/*
 * osv-scanner.toml:
 *
 *     [[IgnoredVulns]]
 *     id = "GHSA-…"
 *     ignoreUntil = 2026-12-31     # the day before is the last one on which it holds
 *     reason = "…"
 *
 * Everything else of that file is about the other scanner and is named in a note. An entry with a key that is
 * not known here might hold for less than it seems to: the file is refused.
 */
#include "judge/lib/entries.h"

static bool is_for(const struct exception_file *file)
{
	return str_ends(file->name, STR(".toml"));
}

static int read_entry(struct entries *x, const struct json *table, struct fault *f)
{
	static const char *const keys[] = { "id", "ignoreUntil", "reason", NULL };
	struct str id, until;
	if (table->kind != JSON_OBJECT)
		return entries_refuse(x, table, f, "an entry of IgnoredVulns is a table");
	const struct json *unknown = entries_unknown(table, keys);
	if (unknown)
		return entries_refuse(x, unknown, f,
				      "\"%.*s\" is not known: the entry may mean less than its id",
				      STRF(unknown->key));
	TRY(entries_text(x, table, "id", &id, f));
	if (id.n == 0)
		return entries_refuse(x, table, f, "an entry of IgnoredVulns has an id");
	struct exception *e = entries_add(x, IGNORED_BY_FILE, f);
	if (!e)
		return f ? f->code : E_LIMIT;
	struct yaml_place at = entries_place(x, table);
	e->source = str_printf(x->arena, "%.*s:%u", STRF(x->file->name), at.line);
	e->kinds = 1u << FINDING_VULNERABILITY;
	*VEC_PUSH(x->arena, &e->ids) = id;
	TRY(entries_text(x, table, "reason", &e->reason, f));
	TRY(entries_text(x, table, "ignoreUntil", &until, f));
	if (until.n && !entries_last_day(x->arena, until, &e->until))
		return entries_refuse(x, json_get(table, "ignoreUntil"), f,
				      "ignoreUntil is a date such as 2027-01-31");
	return 0;
}

static int read(const struct exception_file *file, struct exception_list *list,
		struct exception_notes *notes, struct fault *f)
{
	OWNED(entries_done) struct entries x;
	const struct json *root;
	entries_init(&x, file, list, notes);
	TRY(entries_parse_toml(&x, &root, f));
	for (const struct json *j = entries_children(root, JSON_OBJECT); j; j = j->next) {
		if (!str_is(j->key, "IgnoredVulns")) {
			entries_note(&x, "\"%.*s\" has no meaning here", STRF(j->key));
			continue;
		}
		if (j->kind != JSON_ARRAY)
			return entries_refuse(&x, j, f, "IgnoredVulns is written [[IgnoredVulns]]");
		for (const struct json *entry = j->child; entry; entry = entry->next)
			TRY(read_entry(&x, entry, f));
	}
	return 0;
}

const struct exception_reader exception_reader_osv_scanner = {
	.name = "osv_scanner",
	.title = "osv-scanner.toml: [[IgnoredVulns]]",
	.is_for = is_for,
	.read = read,
};
