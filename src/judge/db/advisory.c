/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the number of an advisory to what is said under it: the way that no index is made for, since only a
 * person who asks goes it. Two passes over the file: which advisories have the number (their own or as an
 * alias), then which statements belong to them.
 */
#include "judge/db/reader.h"

static int has_alias(const struct db *db, uint32_t lists, struct str id, struct arena *scratch,
		     bool *out, struct fault *f)
{
	struct rd r = db_cursor(db, DB_LISTS, lists);
	struct str *aliases;
	size_t n;
	TRY(db_list(db, &r, scratch, "a list of aliases", &aliases, &n, f));
	for (size_t i = 0; i < n; i++)
		*out |= str_eq_nocase(aliases[i], id);
	return 0;
}

/* Marks the advisories that go by the number; *out_n says how many. */
static int mark(const struct db *db, struct str id, bool *marked, uint32_t *out_n, struct fault *f)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	for (uint32_t i = 0; i < db->rows[DB_ADVISORIES]; i++) {
		const char *row = db_row(db, DB_ADVISORIES, i, 16);
		struct str own;
		TRY(db_string(db, db_load32(row), &own, f));
		marked[i] = str_eq_nocase(own, id);
		if (!marked[i] && db_load32(row + 4)) {
			arena_reset(scratch);
			TRY(has_alias(db, db_load32(row + 4), id, scratch, &marked[i], f));
		}
		*out_n += marked[i];
	}
	return 0;
}

static int add(const struct db *db, const struct db_partition *p, struct str name, uint32_t at,
	       struct arena *a, struct db_advisory *out, struct fault *f)
{
	out->statements_n++;
	if (out->statements.n >= DB_ADVISORY_STATEMENTS)
		return 0;
	const struct db_range one = {
		.db = db,
		.first = at,
		.n = 1,
		.release = p->release,
		.name = name,
		.ecosystem = db_ecosystem(p->ecosystem),
	};
	struct db_statement s;
	TRY(db_statement(&one, 0, a, &s, f));
	TRY(db_text(db, s.text, a, &s.advisory, f));
	*VEC_PUSH(a, &out->statements) = s;
	return 0;
}

static int add_partition(const struct db *db, const struct db_partition *p, const bool *marked,
			 struct arena *a, struct db_advisory *out, struct fault *f)
{
	for (uint32_t k = 0; k < p->keys_n; k++) {
		struct str name;
		uint32_t first, n;
		TRY(db_key(db, p, k, &name, &first, &n, f));
		for (uint32_t i = first; i < first + n; i++) {
			const char *row = db_row(db, DB_STATEMENTS, i, 12);
			uint32_t which = row ? db_load32(row) : UINT32_MAX;
			if (which >= db->rows[DB_ADVISORIES])
				return db_corrupt(db, "a statement", f);
			if (marked[which])
				TRY(add(db, p, name, i, a, out, f));
		}
	}
	return 0;
}

int db_advisory(const struct db *db, struct str id, struct arena *a, struct db_advisory *out,
		struct fault *f)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	bool *marked = arena_array(scratch, (size_t)db->rows[DB_ADVISORIES] + 1, sizeof(bool));
	uint32_t n = 0;
	*out = (struct db_advisory){ 0 };
	TRY(mark(db, id, marked, &n, f));
	for (uint32_t i = 0; n && i < db->rows[DB_PARTITIONS]; i++) {
		struct db_partition p;
		TRY(db_partition(db, i, &p, f));
		TRY(add_partition(db, &p, marked, a, out, f));
	}
	return out->statements_n > 0;
}
