/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Remembering one scan: one transaction, whole or not at all.
 *
 *     record ──► image, basis ──► scan row ──► for each finding: begins, goes on, comes back
 *                                     └──────► for each open one that is missing: gone
 *
 * What a scan did not see is gone only when it looked at least as well as the one before:
 *  - kinds of findings that it did not look for (--scanners) stay open, vulnerabilities also when only the
 *    headline advisories were asked and the scan before had a database;
 *  - a scan that has a gap which was not there before closes nothing: what it misses may be in the gap. From the
 *    second such scan on the gap is the normal state, and things close again.
 *
 * A finding that comes back within a week was never really away: its interval goes on. Thus two branches of one
 * image that are scanned in turns do not make a row a day, and nobody wins time by one odd scan.
 *
 * A row of `scan` stands for all runs in a row that had the same image and the same result, and for all of
 * one day that had the same image.
 *
 * Clocks go backwards, and old reports are recorded late. Such a scan changes nothing of what later ones saw, but it
 * moves the beginning of a finding that they still have, and what only it saw is there from its time to that of
 * the next scan.
 */
#include "base/map.h"
#include "history/codes.h"
#include "history/store_parts.h"

/* An interval as it stands in the file. */
struct row {
	struct str print;
	int64_t finding, first, gone, due_from;
	int64_t severity, place, flags, until;
	struct str fixed, owner;
	enum finding_kind kind;
	bool met; /* this scan has it */
};

struct storing {
	struct store *store;
	const struct record *r;
	struct arena *a;
	int64_t image;
	bool known; /* there is a scan of it already: `last` and the others speak of the latest */
	int64_t last, last_scan, last_looked;
	VEC(struct row) rows; /* open, or gone for less than REOPEN_SECONDS */
	struct map row_of;    /* print → row: the open one, else the one that went last */
};

static struct str digest_bytes(const struct digest *d)
{
	return str_make(d->bytes, digest_size(d->kind));
}

/* The number that the statement gives: it has one row. */
static int read_number(struct sql_statement *st, int64_t *out, struct fault *f)
{
	int r = sql_step(st, f);
	TRY(r);
	*out = sql_int(st, 0);
	return 0;
}

static int find_image(struct storing *s, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(
		s->store->sql,
		"INSERT INTO image (name, platform, last) VALUES (?1, ?2, ?3)"
		" ON CONFLICT (name, platform) DO UPDATE SET last = max(last, ?3) RETURNING id",
		&st, f));
	sql_bind_text(&st, 1, s->r->image);
	sql_bind_text(&st, 2, s->r->platform);
	sql_bind(&st, 3, s->r->time);
	return read_number(&st, &s->image, f);
}

static int find_basis(struct storing *s, int64_t *out, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->store->sql,
			"INSERT INTO basis (gate, policy, database, built) VALUES (?, ?, ?, ?)"
			" ON CONFLICT DO UPDATE SET gate = gate RETURNING id",
			&st, f));
	sql_bind_text(&st, 1, s->r->gate);
	sql_bind_text(&st, 2, s->r->policy);
	sql_bind_text(&st, 3, s->r->database);
	sql_bind_text(&st, 4, s->r->database_built);
	return read_number(&st, out, f);
}

/* ---- the row of the scan ---- */

enum { VALUES = 22 };

/* In the order of COLUMNS. */
static void list_values(const struct record *r, int64_t v[VALUES])
{
	static const enum severity severities[] = { SEVERITY_UNKNOWN, SEVERITY_NEGLIGIBLE,
						    SEVERITY_LOW,     SEVERITY_MEDIUM,
						    SEVERITY_HIGH,    SEVERITY_CRITICAL };
	static const enum finding_place places[] = {
		PLACE_ACT_NOW,	     PLACE_ALLOWED, PLACE_NO_FIX, PLACE_MINOR, PLACE_DEFERRED,
		PLACE_INVESTIGATING, PLACE_NOTE,    PLACE_HIDDEN, PLACE_GAP,   PLACE_IGNORED
	};
	size_t n = 0;
	v[n++] = code_of_verdict(r->verdict);
	v[n++] = r->counts.blocking;
	v[n++] = r->counts.fixable;
	v[n++] = r->counts.packages;
	v[n++] = (int64_t)r->counts.size;
	for (size_t i = 0; i < ARRAY_LEN(severities); i++)
		v[n++] = r->counts.by_severity[severities[i]];
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		v[n++] = r->counts.by_place[places[i]];
	v[n] = r->looked;
}

#define COLUMNS                                                                               \
	"verdict, blocking, fixable, packages, size, unknown, negligible, low, medium, high," \
	" critical, act_now, allowed, no_fix, minor, deferred, investigating, note, hidden,"  \
	" gap, ignored, looked"

/* The scan that is latest so far, and whether this one only repeats it. */
static int look_back(struct storing *s, bool *out_repeats, struct fault *f)
{
	const struct record *r = s->r;
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->store->sql,
			"SELECT id, time, since, manifest, config, reference, " COLUMNS
			" FROM scan WHERE image = ? ORDER BY time DESC, id DESC LIMIT 1",
			&st, f));
	sql_bind(&st, 1, s->image);
	int found = sql_step(&st, f);
	TRY(found);
	*out_repeats = false;
	if (!found)
		return 0;
	int64_t values[VALUES];
	bool same_result = true;
	list_values(r, values);
	for (int i = 0; i < VALUES; i++)
		same_result &= sql_int(&st, 6 + i) == values[i];
	s->known = true;
	s->last_scan = sql_int(&st, 0);
	s->last = sql_int(&st, 1);
	s->last_looked = sql_int(&st, 6 + VALUES - 1);
	bool same_image = str_eq(sql_text(&st, 3), digest_bytes(&r->manifest)) &&
			  str_eq(sql_text(&st, 4), digest_bytes(&r->config)) &&
			  str_eq(sql_text(&st, 5), r->reference);
	bool has_digest = r->manifest.kind || r->config.kind;
	bool same_day = sql_int(&st, 2) / 86400 == r->time / 86400;
	*out_repeats =
		r->time >= s->last && same_image && (same_result || (has_digest && same_day));
	return 0;
}

static int put_scan(struct storing *s, bool repeats, int64_t *out_id, struct fault *f)
{
	const struct record *r = s->r;
	int64_t basis = 0, values[VALUES];
	TRY(find_basis(s, &basis, f));
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(
		s->store->sql,
		repeats ? "UPDATE scan SET time = ?2, runs = runs + 1, basis = ?3, clause = ?4,"
			  " (" COLUMNS ") = (?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
			  " ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)"
			  " WHERE id = ?1"
			: "INSERT INTO scan (image, since, time, runs, basis, clause, reference,"
			  " manifest, config, " COLUMNS ")"
			  " VALUES (?1, ?2, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
			  " ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25,"
			  " ?26, ?27, ?28, ?29)",
		&st, f));
	sql_bind(&st, 1, repeats ? s->last_scan : s->image);
	sql_bind(&st, 2, r->time);
	sql_bind(&st, 3, basis);
	sql_bind_text(&st, 4, r->clause);
	if (!repeats) {
		sql_bind_text(&st, 5, r->reference);
		sql_bind_blob(&st, 6, digest_bytes(&r->manifest));
		sql_bind_blob(&st, 7, digest_bytes(&r->config));
	}
	list_values(r, values);
	for (int i = 0; i < VALUES; i++)
		sql_bind(&st, 8 + i, values[i]);
	TRY(sql_step(&st, f));
	*out_id = repeats ? s->last_scan : sql_last_id(s->store->sql);
	return 0;
}

/* ---- findings, in the order of time ---- */

static int read_rows(struct storing *s, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(
		s->store->sql,
		"SELECT print, finding, first, gone, due_from, severity, place, flags, until,"
		" fixed, owner, kind FROM seen JOIN finding ON finding.id = finding"
		" WHERE image = ? AND (gone = 0 OR gone > ?) ORDER BY finding, first",
		&st, f));
	sql_bind(&st, 1, s->image);
	sql_bind(&st, 2, s->r->time - REOPEN_SECONDS);
	map_init(&s->row_of, s->a);
	for (int r; (r = sql_step(&st, f)) != 0;) {
		TRY(r);
		struct row *row = VEC_PUSH(s->a, &s->rows);
		row->print = str_dup(s->a, sql_text(&st, 0));
		row->finding = sql_int(&st, 1);
		row->first = sql_int(&st, 2);
		row->gone = sql_int(&st, 3);
		row->due_from = sql_int(&st, 4);
		row->severity = sql_int(&st, 5);
		row->place = sql_int(&st, 6);
		row->flags = sql_int(&st, 7);
		row->until = sql_int(&st, 8);
		row->fixed = str_dup(s->a, sql_text(&st, 9));
		row->owner = str_dup(s->a, sql_text(&st, 10));
		row->kind = kind_of_code(sql_int(&st, 11));
		*map_put(&s->row_of, row->print, NULL) = (uint32_t)s->rows.n - 1;
	}
	return 0;
}

static int64_t flags_of(const struct record_finding *x)
{
	return (x->fixable ? SEEN_FIXABLE : 0) | (x->blocking ? SEEN_BLOCKING : 0) |
	       (x->ignored ? SEEN_IGNORED : 0);
}

static bool is_current(const struct row *row, const struct record_finding *x, int64_t due_from)
{
	return row->gone == 0 && row->due_from == due_from &&
	       row->severity == code_of_severity(x->severity) &&
	       row->place == code_of_place(x->place) && row->flags == flags_of(x) &&
	       row->until == x->until && str_eq(row->fixed, x->fixed) &&
	       str_eq(row->owner, x->owner);
}

/* The parameters 4 to 11 of both statements below. */
static void bind_facts(struct sql_statement *st, const struct record_finding *x, int64_t due_from)
{
	sql_bind(st, 4, due_from);
	sql_bind(st, 5, code_of_severity(x->severity));
	sql_bind(st, 6, code_of_place(x->place));
	sql_bind(st, 7, flags_of(x));
	sql_bind(st, 8, x->until);
	sql_bind_text(st, 9, x->fixed);
	sql_bind_text(st, 10, x->owner);
}

struct statements {
	struct sql_statement find, name, begin, go_on, end;
};

static void statements_done(struct statements *st)
{
	sql_done(&st->find);
	sql_done(&st->name);
	sql_done(&st->begin);
	sql_done(&st->go_on);
	sql_done(&st->end);
}

static int statements_prepare(struct sql *q, struct statements *st, struct fault *f)
{
	TRY(sql_prepare(q, "SELECT id FROM finding WHERE print = ?", &st->find, f));
	TRY(sql_prepare(q, "INSERT INTO finding (print, kind, name, subject) VALUES (?, ?, ?, ?)",
			&st->name, f));
	TRY(sql_prepare(q,
			"INSERT INTO seen (image, finding, first, due_from, severity, place, flags,"
			" until, fixed, owner, gone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
			" ON CONFLICT DO NOTHING",
			&st->begin, f));
	TRY(sql_prepare(q,
			"UPDATE seen SET gone = 0, due_from = ?4, severity = ?5, place = ?6,"
			" flags = ?7, until = ?8, fixed = ?9, owner = ?10"
			" WHERE image = ?1 AND finding = ?2 AND first = ?3",
			&st->go_on, f));
	return sql_prepare(
		q, "UPDATE seen SET gone = ?4 WHERE image = ?1 AND finding = ?2 AND first = ?3",
		&st->end, f);
}

static int find_finding(struct storing *s, struct statements *st, const struct record_finding *x,
			int64_t *out, struct fault *f)
{
	struct str print = str_make(x->print, sizeof(x->print));
	sql_bind_blob(&st->find, 1, print);
	int r = sql_step(&st->find, f);
	TRY(r);
	if (r > 0) {
		*out = sql_int(&st->find, 0);
		sql_reset(&st->find);
		return 0;
	}
	sql_bind_blob(&st->name, 1, print);
	sql_bind(&st->name, 2, code_of_kind(x->kind));
	sql_bind_text(&st->name, 3, x->id);
	sql_bind_text(&st->name, 4, x->subject);
	TRY(sql_step(&st->name, f));
	*out = sql_last_id(s->store->sql);
	return 0;
}

static int begin(struct storing *s, struct statements *st, const struct record_finding *x,
		 int64_t finding, int64_t gone, struct fault *f)
{
	sql_bind(&st->begin, 1, s->image);
	sql_bind(&st->begin, 2, finding);
	sql_bind(&st->begin, 3, s->r->time);
	bind_facts(&st->begin, x, x->fixable ? s->r->time : 0);
	sql_bind(&st->begin, 11, gone);
	return sql_step(&st->begin, f);
}

static int put_finding(struct storing *s, struct statements *st, const struct record_finding *x,
		       struct fault *f)
{
	const uint32_t *at = map_get(&s->row_of, str_make(x->print, sizeof(x->print)));
	if (!at) {
		int64_t finding = 0;
		TRY(find_finding(s, st, x, &finding, f));
		return begin(s, st, x, finding, 0, f);
	}
	struct row *row = &s->rows.p[*at];
	row->met = true;
	int64_t due_from = !x->fixable ? 0 : row->due_from ? row->due_from : s->r->time;
	if (is_current(row, x, due_from))
		return 0;
	sql_bind(&st->go_on, 1, s->image);
	sql_bind(&st->go_on, 2, row->finding);
	sql_bind(&st->go_on, 3, row->first);
	bind_facts(&st->go_on, x, due_from);
	return sql_step(&st->go_on, f);
}

/* Is there a gap that the scan before had not? The first scan of an image closes nothing anyway. */
static bool has_new_gap(const struct storing *s)
{
	for (size_t i = 0; i < s->r->findings.n; i++) {
		const struct record_finding *x = &s->r->findings.p[i];
		if (x->kind != FINDING_GAP)
			continue;
		const uint32_t *at = map_get(&s->row_of, str_make(x->print, sizeof(x->print)));
		if (!at || s->rows.p[*at].gone)
			return true;
	}
	return false;
}

static int end_missing(struct storing *s, struct statements *st, unsigned closing, struct fault *f)
{
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct row *row = &s->rows.p[i];
		if (row->met || row->gone || !(closing & 1u << row->kind))
			continue;
		sql_bind(&st->end, 1, s->image);
		sql_bind(&st->end, 2, row->finding);
		sql_bind(&st->end, 3, row->first);
		sql_bind(&st->end, 4, s->r->time);
		TRY(sql_step(&st->end, f));
	}
	return 0;
}

static int put_findings(struct storing *s, struct statements *st, struct fault *f)
{
	TRY(read_rows(s, f));
	unsigned closing = s->r->looked;
	/* who only ever asks the headline advisories sees them close, too */
	if (!(s->last_looked & 1 << FINDING_VULNERABILITY) && s->r->headline_only)
		closing |= 1u << FINDING_VULNERABILITY;
	if (s->r->cut || has_new_gap(s))
		closing = 0;
	for (size_t i = 0; i < s->r->findings.n; i++)
		TRY(put_finding(s, st, &s->r->findings.p[i], f));
	return end_missing(s, st, closing, f);
}

/* ---- a scan that is older than the latest ---- */

/* When the image was scanned next; there is a later scan. */
static int next_scan(struct storing *s, int64_t *out, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	TRY(sql_prepare(s->store->sql,
			"SELECT coalesce(min(CASE WHEN since > ?2 THEN since ELSE time END), ?2)"
			" FROM scan WHERE image = ?1 AND time > ?2",
			&st, f));
	sql_bind(&st, 1, s->image);
	sql_bind(&st, 2, s->r->time);
	return read_number(&st, out, f);
}

static int put_old_finding(struct storing *s, struct statements *st, const struct record_finding *x,
			   int64_t next, struct sql_statement *look, struct sql_statement *move,
			   struct fault *f)
{
	int64_t t = s->r->time, finding = 0, later = 0;
	bool covered = false;
	TRY(find_finding(s, st, x, &finding, f));
	sql_bind(look, 1, s->image);
	sql_bind(look, 2, finding);
	for (int r; (r = sql_step(look, f)) != 0;) {
		TRY(r);
		int64_t first = sql_int(look, 0), gone = sql_int(look, 1);
		covered |= first <= t && (gone == 0 || gone > t || first == t);
		if (first > t && (!later || first < later))
			later = first;
	}
	if (covered)
		return 0;
	if (!later || later > next)
		return begin(s, st, x, finding, next, f);
	sql_bind(move, 1, s->image);
	sql_bind(move, 2, finding);
	sql_bind(move, 3, later);
	sql_bind(move, 4, t);
	sql_bind(move, 5, x->fixable);
	return sql_step(move, f);
}

static int put_old_findings(struct storing *s, struct statements *st, struct fault *f)
{
	OWNED(sql_done) struct sql_statement look = { 0 };
	OWNED(sql_done) struct sql_statement move = { 0 };
	int64_t next = 0;
	TRY(next_scan(s, &next, f));
	TRY(sql_prepare(s->store->sql,
			"SELECT first, gone FROM seen WHERE image = ? AND finding = ?", &look, f));
	TRY(sql_prepare(s->store->sql,
			"UPDATE seen SET first = ?4,"
			" due_from = CASE WHEN ?5 AND due_from = first THEN ?4 ELSE due_from END"
			" WHERE image = ?1 AND finding = ?2 AND first = ?3",
			&move, f));
	for (size_t i = 0; i < s->r->findings.n; i++)
		TRY(put_old_finding(s, st, &s->r->findings.p[i], next, &look, &move, f));
	return 0;
}

/* ---- all of it ---- */

static int put_all(struct storing *s, int64_t *out_id, struct fault *f)
{
	OWNED(statements_done) struct statements st = { 0 };
	bool repeats = false;
	TRY(find_image(s, f));
	TRY(look_back(s, &repeats, f));
	bool old = s->known && s->r->time < s->last;
	TRY(put_scan(s, repeats, out_id, f));
	TRY(statements_prepare(s->store->sql, &st, f));
	return old ? put_old_findings(s, &st, f) : put_findings(s, &st, f);
}

/* Forgets the oldest quarter at once when the ceiling is passed, so that not every scan has to. */
static int keep_bounds(struct storing *s, struct fault *f)
{
	uint64_t used = 0, unused = 0;
	struct prune_result ignored = { 0 };
	TRY(store_bytes(s->store, &used, &unused, f));
	if (used <= s->store->max_bytes)
		return 0;
	return store_shrink(s->store, s->store->max_bytes / 4 * 3, s->image, &ignored, f);
}

int store_scan(struct store *store, const struct record *r, int64_t *out_id, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct storing s = { .store = store, .r = r, .a = a };
	int64_t id = 0;
	TRY(sql_exec(store->sql, "BEGIN IMMEDIATE", f));
	int result = put_all(&s, &id, f);
	if (result >= 0)
		result = keep_bounds(&s, f);
	TRY(sql_end(store->sql, result, f));
	*out_id = id;
	return 0;
}
