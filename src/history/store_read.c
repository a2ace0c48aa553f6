/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking the history: an image's past, and the list of scans.
 */
#include "base/date.h"
#include "base/limits.h"
#include "history/codes.h"
#include "history/store_parts.h"

static uint32_t count_of(int64_t v)
{
	return v < 0 ? 0 : v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

static int read_firsts(struct store *s, int64_t image, struct arena *a, struct wire_past *out,
		       struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->sql,
			"SELECT print, min(first) FROM seen JOIN finding ON finding.id = finding"
			" WHERE image = ? GROUP BY finding",
			&st, f));
	sql_bind(&st, 1, image);
	for (int r; (r = sql_step(&st, f)) != 0;) {
		TRY(r);
		struct str print = sql_text(&st, 0);
		if (print.n != HISTORY_PRINT)
			return fault_set(f, E_CORRUPT, "the history is damaged (a fingerprint)");
		if (out->seen.n == LIMIT_HISTORY_MESSAGE / 64)
			return fault_set(f, E_LIMIT, "it knows too many findings of this image");
		struct wire_first *x = VEC_PUSH(a, &out->seen);
		memcpy(x->print, print.p, HISTORY_PRINT);
		x->first = sql_int(&st, 1);
	}
	return 0;
}

#define SEVERITIES "unknown, negligible, low, medium, high, critical"

static void read_severities(const struct sql_statement *st, int column,
			    uint32_t out[SEVERITY_COUNT_])
{
	for (int i = 0; i < SEVERITY_COUNT_; i++)
		out[severity_of_code(i)] = count_of(sql_int(st, column + i));
}

/* The newest ones, oldest first. */
static int read_trend(struct store *s, int64_t image, struct arena *a, struct wire_past *out,
		      struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->sql,
			"SELECT * FROM (SELECT time, verdict, blocking, fixable, " SEVERITIES
			" FROM scan WHERE image = ? ORDER BY time DESC, id DESC LIMIT ?)"
			" ORDER BY time",
			&st, f));
	sql_bind(&st, 1, image);
	sql_bind(&st, 2, LIMIT_HISTORY_TREND);
	for (int r; (r = sql_step(&st, f)) != 0;) {
		TRY(r);
		struct trend_point *p = VEC_PUSH(a, &out->trend);
		p->time = date_time_text(a, sql_int(&st, 0));
		p->verdict = verdict_of_code(sql_int(&st, 1));
		p->blocking = count_of(sql_int(&st, 2));
		p->fixable = count_of(sql_int(&st, 3));
		read_severities(&st, 4, p->by_severity);
	}
	return 0;
}

static int recall(struct store *s, struct str image, struct str platform, struct arena *a,
		  struct wire_past *out, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->sql, "SELECT id FROM image WHERE name = ? AND platform = ?", &st, f));
	sql_bind_text(&st, 1, image);
	sql_bind_text(&st, 2, platform);
	int r = sql_step(&st, f);
	TRY(r);
	if (r == 0)
		return 0;
	int64_t id = sql_int(&st, 0);
	TRY(read_firsts(s, id, a, out, f));
	return read_trend(s, id, a, out, f);
}

int store_recall(struct store *s, struct str image, struct str platform, struct arena *a,
		 struct wire_past *out, struct fault *f)
{
	struct wire_past past = { 0 };
	TRY(sql_exec(s->sql, "BEGIN", f)); /* both answers of one moment */
	TRY(sql_end(s->sql, recall(s, image, platform, a, &past, f), f));
	*out = past;
	return 0;
}

static struct str read_digest(const struct sql_statement *st, int column, struct arena *a)
{
	struct str bytes = sql_text(st, column);
	struct digest d = { .kind = bytes.n == 32   ? DIGEST_SHA256
				    : bytes.n == 64 ? DIGEST_SHA512
						    : DIGEST_NONE };
	if (d.kind)
		memcpy(d.bytes, bytes.p, bytes.n);
	return digest_text(a, &d);
}

int store_list(struct store *s, struct str image, size_t max, struct arena *a,
	       struct store_scan_list *out, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	struct store_scan_list list = { 0 };
	TRY(sql_prepare(
		s->sql,
		image.n ? "SELECT name, platform, reference, gate, clause, manifest, config, scan.id,"
			  " since, time, runs, verdict, blocking, fixable, packages, size, " SEVERITIES
			  " FROM scan JOIN image ON image.id = image JOIN basis ON basis.id = basis"
			  " WHERE name = ?1 OR reference = ?1"
			  " ORDER BY time DESC, scan.id DESC LIMIT ?2"
			: "SELECT name, platform, reference, gate, clause, manifest, config, scan.id,"
			  " since, time, runs, verdict, blocking, fixable, packages, size, " SEVERITIES
			  " FROM image JOIN scan ON scan.id = (SELECT id FROM scan WHERE"
			  " image = image.id ORDER BY time DESC, id DESC LIMIT 1)"
			  " JOIN basis ON basis.id = basis ORDER BY name, platform LIMIT ?2",
		&st, f));
	if (image.n)
		sql_bind_text(&st, 1, image);
	sql_bind(&st, 2, (int64_t)max);
	for (int r; (r = sql_step(&st, f)) != 0;) {
		TRY(r);
		struct store_scan_row *row = VEC_PUSH(a, &list.rows);
		row->image = str_dup(a, sql_text(&st, 0));
		row->platform = str_dup(a, sql_text(&st, 1));
		row->reference = str_dup(a, sql_text(&st, 2));
		row->gate = str_dup(a, sql_text(&st, 3));
		row->clause = str_dup(a, sql_text(&st, 4));
		row->manifest = read_digest(&st, 5, a);
		row->config = read_digest(&st, 6, a);
		row->id = sql_int(&st, 7);
		row->since = sql_int(&st, 8);
		row->time = sql_int(&st, 9);
		row->runs = (uint64_t)sql_int(&st, 10);
		row->verdict = verdict_of_code(sql_int(&st, 11));
		row->blocking = count_of(sql_int(&st, 12));
		row->fixable = count_of(sql_int(&st, 13));
		row->packages = count_of(sql_int(&st, 14));
		row->size = (uint64_t)sql_int(&st, 15);
		read_severities(&st, 16, row->by_severity);
	}
	*out = list;
	return 0;
}
