/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting.
 *
 * By age: what ended before a date goes; what is open stays with its true beginning, however old. By size: the
 * date moves towards the newest scan in steps of an eighth, until what is left fits. Images whose last scan is
 * older than the date go whole.
 *
 * The file shrinks, too: its free pages are given back (auto_vacuum = INCREMENTAL), without a second copy
 * of the file as VACUUM would need.
 */
#include "history/store_parts.h"

static int delete (struct store *s, const char *text, int64_t before, int64_t keep, uint64_t *count,
		   struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->sql, text, &st, f));
	sql_bind(&st, 1, before);
	sql_bind(&st, 2, keep);
	TRY(sql_step(&st, f));
	int64_t n = 0;
	TRY(sql_ask(s->sql, "SELECT changes()", 0, &n, f));
	*count += (uint64_t)n;
	return 0;
}

static int forget_before(struct store *s, int64_t before, int64_t keep, struct prune_result *out,
			 struct fault *f)
{
	uint64_t rest = 0;
	/* the second parameter has to stand in every statement */
	TRY(delete (s, "DELETE FROM image WHERE last < ?1 AND id <> ?2", before, keep, &out->images,
		    f));
	TRY(delete (s,
		    "DELETE FROM scan WHERE image NOT IN (SELECT id FROM image) OR (time < ?1 AND"
		    " ?2 = ?2 AND id <> (SELECT id FROM scan AS s WHERE s.image = scan.image"
		    " ORDER BY time DESC, id DESC LIMIT 1))",
		    before, keep, &out->scans, f));
	TRY(delete (s,
		    "DELETE FROM seen WHERE image NOT IN (SELECT id FROM image)"
		    " OR (gone <> 0 AND gone < ?1 AND ?2 = ?2)",
		    before, keep, &out->findings, f));
	TRY(delete (s,
		    "DELETE FROM finding WHERE ?1 = ?1 AND ?2 = ?2 AND id NOT IN"
		    " (SELECT finding FROM seen)",
		    before, keep, &rest, f));
	return delete (s,
		       "DELETE FROM basis WHERE ?1 = ?1 AND ?2 = ?2 AND id NOT IN"
		       " (SELECT basis FROM scan)",
		       before, keep, &rest, f);
}

int store_shrink(struct store *s, uint64_t target, int64_t keep, struct prune_result *out,
		 struct fault *f)
{
	uint64_t used = 0, unused = 0;
	int64_t oldest = 0, newest = 0;
	TRY(store_bytes(s, &used, &unused, f));
	TRY(sql_ask(s->sql, "SELECT min(since) FROM scan", 0, &oldest, f));
	TRY(sql_ask(s->sql, "SELECT max(time) FROM scan", 0, &newest, f));
	while (used > target && oldest < newest) {
		/* at least a second, so that it ends */
		oldest += (newest - oldest + 7) / 8;
		TRY(forget_before(s, oldest, keep, out, f));
		TRY(store_bytes(s, &used, &unused, f));
	}
	return 0;
}

static int prune(struct store *s, int64_t before, uint64_t max_bytes, struct prune_result *out,
		 struct fault *f)
{
	TRY(forget_before(s, before, 0, out, f));
	return max_bytes ? store_shrink(s, max_bytes, 0, out, f) : 0;
}

int store_prune(struct store *s, int64_t before, uint64_t max_bytes, struct prune_result *out,
		struct fault *f)
{
	struct prune_result result = { 0 };
	uint64_t used = 0, unused = 0;
	TRY(store_bytes(s, &used, &unused, f));
	result.bytes_before = used + unused;
	TRY(sql_exec(s->sql, "BEGIN IMMEDIATE", f));
	TRY(sql_end(s->sql, prune(s, before, max_bytes, &result, f), f));
	TRY(sql_exec(s->sql, "PRAGMA incremental_vacuum", f));
	TRY(store_bytes(s, &used, &unused, f));
	result.bytes_after = used + unused;
	*out = result;
	return 0;
}
