/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fingerprint cannot be made of what a history keeps of a finding, so the stored one goes with it
 * (finding.print). The platform stands in the report as it was printed: it is compared, not parsed.
 */
#include "history/past.h"

#include "base/date.h"
#include "base/limits.h"
#include "history/codes.h"
#include "history/store_parts.h"
#include "model/identity.h"

static struct report *begin(struct sql_statement *st)
{
	struct report *r = report_new();
	struct arena *a = r->arena;
	r->is_past = true;
	r->image.name = str_dup(a, sql_text(st, 1));
	r->source_kind = str_dup(a, sql_text(st, 2)); /* the platform, until past_read() ends */
	r->created = date_time_text(a, sql_int(st, 3));
	r->verdict = verdict_of_code(sql_int(st, 4));
	r->gate_failed = r->verdict == VERDICT_NOT_SEAWORTHY;
	r->gate.decided_by = str_dup(a, sql_text(st, 5));
	r->gate.name = str_dup(a, sql_text(st, 6));
	r->reference = str_dup(a, sql_text(st, 7));
	return r;
}

static void add_finding(struct report *r, const struct sql_statement *st)
{
	struct arena *a = r->arena;
	struct finding *n = report_add(r, kind_of_code(sql_int(st, 1)));
	int64_t flags = sql_int(st, 5);
	n->print = str_hex(a, sql_text(st, 0));
	n->id = str_dup(a, sql_text(st, 2));
	n->path = str_dup(a, sql_text(st, 3));
	n->title = n->id;
	n->severity = severity_of_code(sql_int(st, 4));
	n->effect = flags & SEEN_BLOCKING ? GATE_BLOCK : GATE_NOTHING;
	n->place = n->own_place = flags & SEEN_IGNORED	  ? PLACE_IGNORED
				  : flags & SEEN_BLOCKING ? PLACE_ACT_NOW
							  : PLACE_MINOR;
	n->first_seen = date_text(a, sql_int(st, 6) / SECONDS_A_DAY);
}

static int read_findings(struct store *s, int64_t image, struct report *r, uint64_t *rows,
			 struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->sql,
			"SELECT print, kind, name, subject, severity, flags, first"
			" FROM seen JOIN finding ON finding.id = finding"
			" WHERE image = ? AND gone = 0 ORDER BY kind, name, subject, print",
			&st, f));
	sql_bind(&st, 1, image);
	for (int got; (got = sql_step(&st, f)) != 0;) {
		TRY(got);
		if (sql_text(&st, 0).n != HISTORY_PRINT)
			return fault_set(f, E_CORRUPT, "the history is damaged (a fingerprint)");
		if (++*rows > LIMIT_HISTORY_ROWS)
			return fault_set(f, E_LIMIT, "the history knows too many findings");
		add_finding(r, &st);
	}
	return 0;
}

static int read_all(struct store *s, struct arena *a, struct past_list *out, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	uint64_t rows = 0;
	TRY(sql_prepare(s->sql,
			"SELECT image.id, name, platform, time, verdict, clause, gate, reference"
			" FROM image JOIN scan ON scan.id = (SELECT id FROM scan WHERE"
			" image = image.id ORDER BY time DESC, id DESC LIMIT 1)"
			" JOIN basis ON basis.id = basis ORDER BY name, platform",
			&st, f));
	for (int got; (got = sql_step(&st, f)) != 0;) {
		TRY(got);
		struct report *r = begin(&st);
		*VEC_PUSH(a, &out->reports) = r;
		TRY(read_findings(s, sql_int(&st, 0), r, &rows, f));
	}
	return 0;
}

int past_read(struct store *s, struct arena *a, struct past_list *out, struct fault *f)
{
	*out = (struct past_list){ 0 };
	TRY(sql_exec(s->sql, "BEGIN", f)); /* all answers of one moment */
	return sql_end(s->sql, read_all(s, a, out, f), f);
}

const struct report *past_find(const struct past_list *list, struct str image, struct str platform)
{
	for (size_t i = 0; i < list->reports.n; i++)
		if (str_eq(list->reports.p[i]->image.name, image) &&
		    str_eq(list->reports.p[i]->source_kind, platform))
			return list->reports.p[i];
	return NULL;
}

void past_done(struct past_list *list)
{
	for (size_t i = 0; i < list->reports.n; i++)
		report_free(list->reports.p[i]);
	list->reports.n = 0;
}
