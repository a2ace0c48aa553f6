/* SPDX-License-Identifier: Apache-2.0 */
/* The weekly report for machines: everything. Format: docs/format/weekly.md. */
#include "base/date.h"
#include "text/emit.h"
#include "tell/weekly.h"

static void emit_severities(struct emit *e, const char *key, const uint32_t counts[SEVERITY_COUNT_])
{
	emit_key(e, key);
	emit_object(e);
	for (unsigned s = SEVERITY_COUNT_; s-- > 0;)
		emit_member_u64(e, severity_name((enum severity)s), counts[s]);
	emit_object_end(e);
}

static void emit_time(struct emit *e, const char *key, int64_t t, struct arena *a)
{
	emit_member_str(e, key, date_time_text(a, t));
}

static void emit_tally(struct emit *e, const struct weekly_tally *t)
{
	emit_member_u64(e, "open", t->open);
	emit_member_u64(e, "openBefore", t->open_before);
	emit_member_u64(e, "new", t->appeared);
	emit_member_u64(e, "fixed", t->fixed);
	emit_member_u64(e, "overdue", t->overdue);
	emit_member_u64(e, "overdueBefore", t->overdue_before);
	emit_member_u64(e, "dueSoon", t->due_soon);
	emit_member_u64(e, "waiting", t->waiting);
	emit_severities(e, "openBySeverity", t->by_severity);
	emit_severities(e, "overdueBySeverity", t->overdue_by_severity);
}

static void emit_trend(struct emit *e, const struct weekly_point *trend, bool of_image,
		       struct arena *a)
{
	emit_key(e, "trend");
	emit_array(e);
	for (size_t i = 0; i < WEEKLY_WEEKS; i++) {
		const struct weekly_point *p = &trend[i];
		emit_object(e);
		emit_time(e, "time", p->time, a);
		if (of_image && p->scanned)
			emit_member_text(e, "verdict", verdict_name(p->verdict));
		if (!of_image) {
			emit_member_u64(e, "images", p->images);
			emit_member_u64(e, "fit", p->fit);
		}
		emit_member_u64(e, "open", p->open);
		emit_member_u64(e, "overdue", p->overdue);
		emit_severities(e, "openBySeverity", p->by_severity);
		emit_object_end(e);
	}
	emit_array_end(e);
}

static void emit_image(struct emit *e, const struct weekly_image *image, struct arena *a)
{
	emit_object(e);
	emit_member_str(e, "name", image->name);
	emit_member_set(e, "platform", image->platform);
	emit_member_set(e, "reference", image->reference);
	emit_time(e, "lastScan", image->last_scan, a);
	emit_member_text(e, "verdict", verdict_name(image->verdict));
	if (!image->is_new)
		emit_member_text(e, "verdictBefore", verdict_name(image->verdict_before));
	emit_member_bool(e, "firstTime", image->is_new);
	emit_member_bool(e, "notScanned", image->missing);
	emit_member_u64(e, "scans", image->scans);
	emit_member_u64(e, "blocking", image->blocking);
	emit_member_u64(e, "longestOver", image->oldest_over);
	emit_tally(e, &image->tally);
	emit_trend(e, image->trend, true, a);
	emit_object_end(e);
}

static void emit_indices(struct emit *e, const uint32_t *p, size_t n)
{
	emit_key(e, "images");
	emit_array(e);
	for (size_t i = 0; i < n; i++)
		emit_u64(e, p[i]);
	emit_array_end(e);
}

static void emit_overdue(struct emit *e, const struct weekly_overdue *x, struct arena *a)
{
	emit_object(e);
	emit_member_text(e, "kind", finding_kind_name(x->kind));
	emit_member_text(e, "severity", severity_name(x->severity));
	emit_member_str(e, "id", x->id);
	emit_member_set(e, "subject", x->subject);
	emit_member_set(e, "fixed", x->fixed);
	emit_member_str(e, "since", date_text(a, x->since));
	emit_member_u64(e, "daysOpen", x->days_open);
	emit_member_u64(e, "daysOver", x->days_over);
	emit_indices(e, x->images.p, x->images.n);
	emit_object_end(e);
}

static void emit_expiry(struct emit *e, const struct weekly_expiry *x, struct arena *a)
{
	emit_object(e);
	emit_member_str(e, "id", x->id);
	emit_member_set(e, "subject", x->subject);
	emit_member_set(e, "owner", x->owner);
	emit_member_str(e, "until", date_text(a, x->until));
	emit_member_bool(e, "ended", x->days_left < 0);
	emit_indices(e, x->images.p, x->images.n);
	emit_object_end(e);
}

static void emit_total(struct emit *e, const struct weekly *w)
{
	emit_key(e, "total");
	emit_object(e);
	emit_member_u64(e, "images", w->images.n);
	emit_member_u64(e, "imagesBefore", w->images_before);
	emit_member_u64(e, "fit", w->fit);
	emit_member_u64(e, "fitBefore", w->fit_before);
	emit_member_u64(e, "notFit", w->unfit);
	emit_member_u64(e, "incomplete", w->incomplete);
	emit_member_u64(e, "notScanned", w->missing);
	emit_member_u64(e, "retired", w->retired);
	emit_member_u64(e, "firstTime", w->first_time);
	emit_member_u64(e, "firstTimeOpen", w->first_time_open);
	emit_member_u64(e, "scans", w->scans);
	emit_tally(e, &w->total);
	emit_object_end(e);
}

static int write_json(const struct weekly *w, const struct weekly_tell *options, struct out *out,
		      struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct emit e;
	(void)f;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_u64(&e, "schema", 1);
	emit_key(&e, "tool");
	emit_object(&e);
	emit_member_text(&e, "name", "seaworthy");
	emit_member_text(&e, "version", options->version);
	emit_object_end(&e);
	emit_time(&e, "since", w->since, a);
	emit_time(&e, "until", w->until, a);
	emit_severities(&e, "serviceLevel", w->level.days);
	emit_total(&e, w);
	emit_key(&e, "images");
	emit_array(&e);
	for (size_t i = 0; i < w->images.n; i++)
		emit_image(&e, &w->images.p[i], a);
	emit_array_end(&e);
	emit_key(&e, "overdue");
	emit_array(&e);
	for (size_t i = 0; i < w->overdue.n; i++)
		emit_overdue(&e, &w->overdue.p[i], a);
	emit_array_end(&e);
	emit_key(&e, "expiring");
	emit_array(&e);
	for (size_t i = 0; i < w->expiring.n; i++)
		emit_expiry(&e, &w->expiring.p[i], a);
	emit_array_end(&e);
	emit_trend(&e, w->trend, false, a);
	emit_object_end(&e);
	out_char(out, '\n');
	return 0;
}

const struct weekly_format weekly_format_json = {
	.name = "json",
	.title = "everything, for machines (docs/format/weekly.md)",
	.write = write_json,
};
