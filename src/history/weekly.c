/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A week out of intervals.
 *
 *     image ──► images ◄── scan   (in the order of image, then time: what was the verdict when?)
 *                  ▲
 *                  └────── seen   (in the order of image, then finding: open now? open then? due?)
 *
 * Two tables are read once each, front to back, along their keys; no row is looked up by itself but the names of
 * what is listed. All of it in one transaction, so that the parts are of one moment.
 *
 * What is new and what is fixed are the difference between two moments, not a sum of events: a finding that came
 * and went within the week is neither, and one that flickers between two branches of an image is not both.
 *
 * A finding of an image that was not scanned before the span is not new: nobody knows. It is counted apart.
 *
 * Whether a finding was ignored is known of its latest scan only; the past is told as if it had always been so.
 */
#include "history/weekly.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/sort.h"
#include "history/codes.h"
#include "history/store_parts.h"

#define DAY 86400

struct service_level service_level_default(void)
{
	return (struct service_level){
		.days = { [SEVERITY_CRITICAL] = 7, [SEVERITY_HIGH] = 30, [SEVERITY_MEDIUM] = 90 }
	};
}

/* A row that is overdue or expires, until the rows of one finding are put together. */
struct listed {
	int64_t finding, due_from, until;
	uint32_t image, days_over;
	enum severity severity;
	struct str fixed, owner;
};

struct reading {
	struct store *store;
	struct arena *a;
	struct weekly *w;
	VEC(int64_t) ids; /* of w->images, ascending */
	VEC(struct listed) overdue;
	VEC(struct listed) expiring;
};

/* An interval as it is read. */
struct interval {
	int64_t image, finding, first, gone, due_from, until;
	enum severity severity;
	bool ignored, blocking, counts;
	struct str fixed, owner;
};

static int64_t week_end(const struct weekly *w, size_t i)
{
	return w->until - (int64_t)(WEEKLY_WEEKS - 1 - i) * 7 * DAY;
}

static int read_images(struct reading *r, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	struct weekly *w = r->w;
	TRY(sql_prepare(r->store->sql,
			"SELECT id, name, platform FROM image AS i WHERE EXISTS"
			" (SELECT 1 FROM scan WHERE image = i.id AND since <= ?) ORDER BY id",
			&st, f));
	sql_bind(&st, 1, w->until);
	for (int n; (n = sql_step(&st, f)) != 0;) {
		TRY(n);
		if (w->images.n == LIMIT_HISTORY_ROWS)
			return fault_set(f, E_LIMIT, "too many images");
		struct weekly_image *image = VEC_PUSH(r->a, &w->images);
		*VEC_PUSH(r->a, &r->ids) = sql_int(&st, 0);
		image->name = str_dup(r->a, sql_text(&st, 1));
		image->platform = str_dup(r->a, sql_text(&st, 2));
		image->is_new = true;
		for (size_t i = 0; i < WEEKLY_WEEKS; i++)
			image->trend[i].time = week_end(w, i);
	}
	if (w->images.n == 0)
		return fault_set(f, E_NOTFOUND, "it holds no scan of that time");
	return 0;
}

/* Rows come in the order of images: steps forward to it; SIZE_MAX for one that is not there. */
static size_t step_to(const struct reading *r, size_t *at, int64_t id)
{
	while (*at < r->ids.n && r->ids.p[*at] < id)
		++*at;
	return *at < r->ids.n && r->ids.p[*at] == id ? *at : SIZE_MAX;
}

/* A later row overwrites what an earlier one said of the same moment. */
static void take_scan(struct weekly *w, struct weekly_image *image, const struct sql_statement *st,
		      struct arena *a)
{
	int64_t since = sql_int(st, 1), last = sql_int(st, 2);
	if (since > w->until)
		return;
	last = last > w->until ? w->until : last;
	image->verdict = verdict_of_code(sql_int(st, 4));
	image->blocking = (uint32_t)sql_int(st, 5);
	image->last_scan = last;
	image->reference = str_dup(a, sql_text(st, 6));
	if (last > w->since)
		image->scans += since > w->since ? (uint32_t)sql_int(st, 3) : 1;
	if (since <= w->since) {
		image->is_new = false;
		image->verdict_before = image->verdict;
	}
	for (size_t i = WEEKLY_WEEKS; i-- > 0 && since <= image->trend[i].time;) {
		image->trend[i].scanned = true;
		image->trend[i].verdict = image->verdict;
	}
}

static int read_scans(struct reading *r, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	size_t at = 0;
	uint64_t rows = 0;
	TRY(sql_prepare(r->store->sql,
			"SELECT image, since, time, runs, verdict, blocking, reference FROM scan"
			" ORDER BY image, time, id",
			&st, f));
	for (int n; (n = sql_step(&st, f)) != 0;) {
		TRY(n);
		if (++rows > LIMIT_HISTORY_ROWS)
			return fault_set(f, E_LIMIT, "too many scans");
		size_t i = step_to(r, &at, sql_int(&st, 0));
		if (i != SIZE_MAX)
			take_scan(r->w, &r->w->images.p[i], &st, r->a);
	}
	return 0;
}

/* ---- intervals ---- */

static bool open_at(const struct interval *v, int64_t t)
{
	return v->first <= t && (v->gone == 0 || v->gone > t);
}

/* Seconds when it is overdue; INT64_MAX: never. */
static int64_t due_at(const struct weekly *w, const struct interval *v)
{
	uint32_t days = w->level.days[v->severity];
	return days && v->due_from ? v->due_from + (int64_t)days * DAY : INT64_MAX;
}

static void take_trend(struct weekly *w, struct weekly_image *image, const struct interval *v)
{
	int64_t due = due_at(w, v);
	for (size_t i = 0; i < WEEKLY_WEEKS; i++) {
		struct weekly_point *p = &image->trend[i];
		if (!open_at(v, p->time))
			continue;
		p->open++;
		p->overdue += p->time > due;
		p->by_severity[v->severity]++;
	}
}

static void list_row(struct reading *r, const struct interval *v, size_t image, bool expiring,
		     uint32_t days_over)
{
	struct listed *x = expiring ? VEC_PUSH(r->a, &r->expiring) : VEC_PUSH(r->a, &r->overdue);
	*x = (struct listed){
		.finding = v->finding,
		.due_from = v->due_from,
		.until = v->until,
		.image = (uint32_t)image,
		.days_over = days_over,
		.severity = v->severity,
		.fixed = str_dup(r->a, v->fixed),
		.owner = str_dup(r->a, v->owner),
	};
}

/* The interval that is open now. */
static void take_open(struct reading *r, size_t index, const struct interval *v)
{
	struct weekly *w = r->w;
	struct weekly_image *image = &w->images.p[index];
	struct weekly_tally *t = &image->tally;
	int64_t due = due_at(w, v);
	t->open++;
	t->by_severity[v->severity]++;
	t->waiting += v->due_from == 0;
	if (w->until > due) {
		uint32_t over = (uint32_t)((w->until - due + DAY - 1) / DAY);
		t->overdue++;
		t->overdue_by_severity[v->severity]++;
		image->oldest_over = over > image->oldest_over ? over : image->oldest_over;
		list_row(r, v, index, false, over);
	} else if (due != INT64_MAX && due - w->until <= WEEKLY_SOON * DAY) {
		t->due_soon++;
	}
}

static bool expires(const struct weekly *w, const struct interval *v)
{
	int64_t left = v->until - w->until / DAY;
	return v->ignored && v->until && left >= -WEEKLY_SOON && left <= WEEKLY_EXPIRES &&
	       open_at(v, w->until);
}

/* All intervals of one finding in one image: was it open then, is it open now? */
struct group {
	int64_t image, finding;
	size_t index; /* of the image; SIZE_MAX: not one of ours */
	bool before, now;
};

static void close_group(struct reading *r, const struct group *g)
{
	if (g->index == SIZE_MAX)
		return;
	struct weekly_image *image = &r->w->images.p[g->index];
	image->tally.open_before += g->before;
	image->tally.fixed += g->before && !g->now;
	image->tally.appeared += g->now && !g->before && !image->is_new;
}

static void take_interval(struct reading *r, struct group *g, const struct interval *v)
{
	struct weekly *w = r->w;
	if (g->index == SIZE_MAX)
		return;
	if (expires(w, v))
		list_row(r, v, g->index, true, 0);
	if (!v->counts)
		return;
	take_trend(w, &w->images.p[g->index], v);
	if (open_at(v, w->since)) {
		g->before = true;
		w->images.p[g->index].tally.overdue_before += w->since > due_at(w, v);
	}
	if (open_at(v, w->until) && !g->now) {
		g->now = true;
		take_open(r, g->index, v);
	}
}

static struct interval read_interval(const struct sql_statement *st)
{
	static const enum finding_place aside[] = { PLACE_NOTE, PLACE_HIDDEN, PLACE_GAP,
						    PLACE_IGNORED };
	struct interval v = {
		.image = sql_int(st, 0),
		.finding = sql_int(st, 1),
		.first = sql_int(st, 2),
		.gone = sql_int(st, 3),
		.due_from = sql_int(st, 4),
		.until = sql_int(st, 8),
		.severity = severity_of_code(sql_int(st, 5)),
		.ignored = sql_int(st, 7) & SEEN_IGNORED,
		.blocking = sql_int(st, 7) & SEEN_BLOCKING,
		.fixed = sql_text(st, 9),
		.owner = sql_text(st, 10),
	};
	v.counts = !v.ignored;
	for (size_t i = 0; i < ARRAY_LEN(aside); i++)
		v.counts &= sql_int(st, 6) != code_of_place(aside[i]);
	return v;
}

static int read_intervals(struct reading *r, struct fault *f)
{
	OWNED(sql_done) struct sql_statement st = { 0 };
	struct group g = { .index = SIZE_MAX };
	size_t at = 0;
	uint64_t rows = 0;
	/* along the primary key; what was gone before the first point says nothing any more */
	TRY(sql_prepare(
		r->store->sql,
		"SELECT image, finding, first, gone, due_from, severity, place, flags, until,"
		" fixed, owner FROM seen WHERE gone = 0 OR gone > ?"
		" ORDER BY image, finding, first",
		&st, f));
	sql_bind(&st, 1, week_end(r->w, 0) < r->w->since ? week_end(r->w, 0) : r->w->since);
	for (int n; (n = sql_step(&st, f)) != 0;) {
		TRY(n);
		if (++rows > LIMIT_HISTORY_ROWS)
			return fault_set(f, E_LIMIT, "too many findings");
		struct interval v = read_interval(&st);
		if (v.image != g.image || v.finding != g.finding) {
			close_group(r, &g);
			g = (struct group){ .image = v.image, .finding = v.finding };
			g.index = step_to(r, &at, v.image);
		}
		take_interval(r, &g, &v);
	}
	close_group(r, &g);
	return 0;
}

/* ---- putting together ---- */

/* Every image that is still looked after into the sums; retired ones fall out. */
static void add_tally(struct weekly_tally *sum, const struct weekly_tally *t)
{
	sum->open += t->open;
	sum->open_before += t->open_before;
	sum->appeared += t->appeared;
	sum->fixed += t->fixed;
	sum->overdue += t->overdue;
	sum->overdue_before += t->overdue_before;
	sum->due_soon += t->due_soon;
	sum->waiting += t->waiting;
	for (size_t i = 0; i < SEVERITY_COUNT_; i++) {
		sum->by_severity[i] += t->by_severity[i];
		sum->overdue_by_severity[i] += t->overdue_by_severity[i];
	}
}

static void add_point(struct weekly_point *sum, const struct weekly_point *p)
{
	sum->open += p->open;
	sum->overdue += p->overdue;
	for (size_t i = 0; i < SEVERITY_COUNT_; i++)
		sum->by_severity[i] += p->by_severity[i];
	sum->images += p->scanned;
	sum->fit += p->scanned && p->verdict == VERDICT_SEAWORTHY;
}

static bool is_retired(const struct weekly *w, const struct weekly_image *image)
{
	return w->until - image->last_scan > (int64_t)WEEKLY_RETIRED * DAY;
}

static void sum_up(struct weekly *w)
{
	for (size_t i = 0; i < WEEKLY_WEEKS; i++)
		w->trend[i].time = week_end(w, i);
	for (size_t i = 0; i < w->images.n; i++) {
		struct weekly_image *image = &w->images.p[i];
		if (is_retired(w, image)) {
			w->retired++;
			continue;
		}
		image->missing = image->last_scan <= w->since;
		add_tally(&w->total, &image->tally);
		for (size_t k = 0; k < WEEKLY_WEEKS; k++)
			add_point(&w->trend[k], &image->trend[k]);
		w->fit += image->verdict == VERDICT_SEAWORTHY;
		w->unfit += image->verdict == VERDICT_NOT_SEAWORTHY;
		w->incomplete += image->verdict == VERDICT_INCOMPLETE;
		w->images_before += !image->is_new;
		w->fit_before += !image->is_new && image->verdict_before == VERDICT_SEAWORTHY;
		w->missing += image->missing;
		w->first_time += image->is_new;
		w->first_time_open += image->is_new ? image->tally.open : 0;
		w->scans += image->scans;
	}
}

static int compare_u32(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

/* Worst first. */
static int compare_images(const void *a, const void *b)
{
	const struct weekly_image *x = a, *y = b;
	int c = compare_u32(y->verdict == VERDICT_NOT_SEAWORTHY,
			    x->verdict == VERDICT_NOT_SEAWORTHY);
	for (unsigned s = SEVERITY_COUNT_; s-- > 0 && !c;)
		c = compare_u32(y->tally.overdue_by_severity[s], x->tally.overdue_by_severity[s]);
	for (unsigned s = SEVERITY_COUNT_; s-- > 0 && !c;)
		c = compare_u32(y->tally.by_severity[s], x->tally.by_severity[s]);
	if (!c)
		c = compare_u32(y->verdict == VERDICT_INCOMPLETE, x->verdict == VERDICT_INCOMPLETE);
	if (!c)
		c = str_cmp(x->name, y->name);
	return c ? c : str_cmp(x->platform, y->platform);
}

/* Sorts the images without the retired ones; gives the new index of each old one, UINT32_MAX for those. */
static uint32_t *order_images(struct reading *r)
{
	struct weekly *w = r->w;
	uint32_t *moved = arena_array(r->a, w->images.n, sizeof(*moved));
	struct slot {
		struct weekly_image image; /* first: what compare_images() looks at */
		uint32_t was;
	} *slots = arena_array(r->a, w->images.n, sizeof(*slots));
	size_t n = 0;
	for (uint32_t i = 0; i < w->images.n; i++) {
		moved[i] = UINT32_MAX;
		if (!is_retired(w, &w->images.p[i]))
			slots[n++] = (struct slot){ w->images.p[i], i };
	}
	sort_stable(r->a, slots, n, sizeof(*slots), compare_images);
	w->images.n = n;
	for (uint32_t i = 0; i < n; i++) {
		w->images.p[i] = slots[i].image;
		moved[slots[i].was] = i;
	}
	return moved;
}

static int compare_listed(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	if (x->finding != y->finding)
		return x->finding < y->finding ? -1 : 1;
	if (x->until != y->until)
		return x->until < y->until ? -1 : 1;
	int c = str_cmp(x->owner, y->owner);
	return c ? c : compare_u32(x->image, y->image);
}

static int read_name(struct sql_statement *st, int64_t finding, struct arena *a, struct str *out_id,
		     struct str *out_subject, enum finding_kind *out_kind, struct fault *f)
{
	sql_bind(st, 1, finding);
	int r = sql_step(st, f);
	TRY(r);
	*out_id = str_dup(a, sql_text(st, 0));
	*out_subject = str_dup(a, sql_text(st, 1));
	*out_kind = kind_of_code(sql_int(st, 2));
	if (r)
		sql_reset(st);
	return 0;
}

static int fold_overdue(struct reading *r, const uint32_t *moved, struct sql_statement *names,
			struct fault *f)
{
	struct weekly *w = r->w;
	struct weekly_overdue *x = NULL;
	int64_t finding = 0;
	for (size_t i = 0; i < r->overdue.n; i++) {
		const struct listed *row = &r->overdue.p[i];
		if (moved[row->image] == UINT32_MAX)
			continue;
		if (!x || row->finding != finding) {
			finding = row->finding;
			x = VEC_PUSH(r->a, &w->overdue);
			TRY(read_name(names, finding, r->a, &x->id, &x->subject, &x->kind, f));
			x->since = row->due_from / DAY;
		}
		*VEC_PUSH(r->a, &x->images) = moved[row->image];
		x->severity = row->severity > x->severity ? row->severity : x->severity;
		x->since = row->due_from / DAY < x->since ? row->due_from / DAY : x->since;
		x->days_over = row->days_over > x->days_over ? row->days_over : x->days_over;
		x->days_open = (uint32_t)(w->until / DAY - x->since);
		if (row->fixed.n)
			x->fixed = row->fixed;
	}
	return 0;
}

static int fold_expiring(struct reading *r, const uint32_t *moved, struct sql_statement *names,
			 struct fault *f)
{
	struct weekly *w = r->w;
	const struct listed *last = NULL;
	struct weekly_expiry *x = NULL;
	for (size_t i = 0; i < r->expiring.n; i++) {
		const struct listed *row = &r->expiring.p[i];
		enum finding_kind kind;
		if (moved[row->image] == UINT32_MAX)
			continue;
		if (!last || row->finding != last->finding || row->until != last->until ||
		    !str_eq(row->owner, last->owner)) {
			x = VEC_PUSH(r->a, &w->expiring);
			TRY(read_name(names, row->finding, r->a, &x->id, &x->subject, &kind, f));
			x->owner = row->owner;
			x->until = row->until;
			x->days_left = (int32_t)(row->until - w->until / DAY);
		}
		*VEC_PUSH(r->a, &x->images) = moved[row->image];
		last = row;
	}
	return 0;
}

/* Of those that are told. */
static void find_namesakes(struct reading *r)
{
	struct map first;
	map_init(&first, r->a);
	for (uint32_t i = 0; i < r->w->images.n; i++) {
		bool is_new;
		struct weekly_image *image = &r->w->images.p[i];
		uint32_t *at = map_put(&first, image->name, &is_new);
		if (is_new) {
			*at = i;
			continue;
		}
		image->several = true;
		r->w->images.p[*at].several = true;
	}
}

static int compare_numbers(const void *a, const void *b)
{
	return compare_u32(*(const uint32_t *)a, *(const uint32_t *)b);
}

static int compare_overdue(const void *a, const void *b)
{
	const struct weekly_overdue *x = a, *y = b;
	int c = compare_u32(y->severity, x->severity);
	if (!c)
		c = compare_u32(y->days_over, x->days_over);
	if (!c)
		c = compare_u32((uint32_t)y->images.n, (uint32_t)x->images.n);
	if (!c)
		c = str_cmp(x->id, y->id);
	return c ? c : str_cmp(x->subject, y->subject);
}

static int compare_expiring(const void *a, const void *b)
{
	const struct weekly_expiry *x = a, *y = b;
	if (x->until != y->until)
		return x->until < y->until ? -1 : 1;
	int c = str_cmp(x->id, y->id);
	if (!c)
		c = str_cmp(x->subject, y->subject);
	return c ? c : str_cmp(x->owner, y->owner);
}

static int list_findings(struct reading *r, const uint32_t *moved, struct fault *f)
{
	OWNED(sql_done) struct sql_statement names = { 0 };
	struct weekly *w = r->w;
	TRY(sql_prepare(r->store->sql, "SELECT name, subject, kind FROM finding WHERE id = ?",
			&names, f));
	sort_stable(r->a, r->overdue.p, r->overdue.n, sizeof(*r->overdue.p), compare_listed);
	sort_stable(r->a, r->expiring.p, r->expiring.n, sizeof(*r->expiring.p), compare_listed);
	TRY(fold_overdue(r, moved, &names, f));
	TRY(fold_expiring(r, moved, &names, f));
	for (size_t i = 0; i < w->overdue.n; i++)
		sort_stable(r->a, w->overdue.p[i].images.p, w->overdue.p[i].images.n,
			    sizeof(uint32_t), compare_numbers);
	for (size_t i = 0; i < w->expiring.n; i++)
		sort_stable(r->a, w->expiring.p[i].images.p, w->expiring.p[i].images.n,
			    sizeof(uint32_t), compare_numbers);
	sort_stable(r->a, w->overdue.p, w->overdue.n, sizeof(*w->overdue.p), compare_overdue);
	sort_stable(r->a, w->expiring.p, w->expiring.n, sizeof(*w->expiring.p), compare_expiring);
	return 0;
}

static int read_all(struct reading *r, struct fault *f)
{
	TRY(read_images(r, f));
	TRY(read_scans(r, f));
	TRY(read_intervals(r, f));
	sum_up(r->w);
	const uint32_t *moved = order_images(r);
	find_namesakes(r);
	return list_findings(r, moved, f);
}

int store_weekly(struct store *s, int64_t since, int64_t until, const struct service_level *level,
		 struct arena *a, struct weekly *out, struct fault *f)
{
	struct weekly w = { .since = since, .until = until, .level = *level };
	struct reading r = { .store = s, .a = a, .w = &w };
	TRY(sql_exec(s->sql, "BEGIN", f));
	TRY(sql_end(s->sql, read_all(&r, f), f));
	*out = w;
	return 0;
}
