/* SPDX-License-Identifier: Apache-2.0 */
/* Small pasts, and what a week says of them. Weeks end on 2026-03-02, a Monday. */
#include "history_world.h"

#include "history/weekly.h"

#include <unistd.h>

#define DAY 86400

static int64_t now(void)
{
	return at("2026-03-02T12:00:00Z");
}

/* So many days before now. */
static int64_t ago(int64_t days)
{
	return now() - days * DAY;
}

static struct record scan_with(struct world *w, const char *image, int64_t days, const char *ids,
			       enum severity severity)
{
	struct record r = scan_of(image, ago(days), (unsigned)(400 - days));
	struct str rest = str_of(ids), id;
	while (str_next_word(&rest, &id))
		found(w->a, &r, FINDING_VULNERABILITY, str_cstr(w->a, id), "openssl", severity);
	return r;
}

static void scan(struct world *w, const char *image, int64_t days, const char *ids)
{
	struct record r = scan_with(w, image, days, ids, SEVERITY_HIGH);
	put(w, &r);
}

static struct weekly week(struct world *w)
{
	struct weekly out;
	struct service_level level = service_level_default();
	check_ok(store_weekly(w->store, ago(7), now(), &level, w->a, &out, &w->f), &w->f);
	return out;
}

static const struct weekly_image *image_of(const struct weekly *w, const char *name)
{
	for (size_t i = 0; i < w->images.n; i++)
		if (str_is(w->images.p[i].name, name))
			return &w->images.p[i];
	fail_msg("no image %s", name);
	return NULL;
}

static void moves(void **state)
{
	struct world w;
	open_world(&w, "moves.db");
	scan(&w, "a", 20, "OLD KEPT FLICKER");
	scan(&w, "a", 6, "KEPT NEW BRIEF");
	scan(&w, "a", 2, "KEPT NEW FLICKER");
	struct weekly x = week(&w);
	assert_int_equal(x.total.open, 3);
	assert_int_equal(x.total.open_before, 3);
	assert_int_equal(x.total.appeared, 1); /* not the one that flickers or was brief */
	assert_int_equal(x.total.fixed, 1);
	assert_int_equal(x.total.by_severity[SEVERITY_HIGH], 3);
	assert_int_equal(x.scans, 2);
	assert_true(x.unfit == 1 && x.fit == 0 && x.fit_before == 0 && x.images_before == 1);
	assert_int_equal(x.images.p[0].scans, 2);
	close_world(&w);
}

static void service_levels(void **state)
{
	struct world w;
	open_world(&w, "level.db");
	struct record r = scan_with(&w, "a", 40, "HIGH", SEVERITY_HIGH);
	found(w.a, &r, FINDING_VULNERABILITY, "LOW", "zlib", SEVERITY_LOW);
	found(w.a, &r, FINDING_VULNERABILITY, "NOFIX", "zlib", SEVERITY_HIGH)->fixable = false;
	put(&w, &r);
	r = scan_with(&w, "a", 3, "HIGH", SEVERITY_HIGH);
	found(w.a, &r, FINDING_VULNERABILITY, "LOW", "zlib", SEVERITY_LOW);
	found(w.a, &r, FINDING_VULNERABILITY, "NOFIX", "zlib", SEVERITY_HIGH)->fixable = false;
	found(w.a, &r, FINDING_SECRET, "aws-key", "app/.env", SEVERITY_CRITICAL);
	put(&w, &r);
	scan(&w, "b", 45, "HIGH");
	struct weekly x = week(&w);
	assert_int_equal(x.total.overdue, 2); /* HIGH in a and b */
	assert_int_equal(x.total.overdue_before, 2);
	assert_int_equal(x.total.waiting, 1);
	assert_int_equal(x.total.due_soon, 1); /* the secret, in four days */
	assert_int_equal(x.overdue.n, 1);
	const struct weekly_overdue *o = &x.overdue.p[0];
	check_text(o->id, "HIGH");
	check_text(o->subject, "openssl");
	check_text(o->fixed, "2.0");
	assert_int_equal(o->images.n, 2);
	assert_int_equal(o->days_over, 15);
	assert_int_equal(o->days_open, 45);
	assert_true(image_of(&x, "b")->missing && x.missing == 1);
	assert_int_equal(image_of(&x, "b")->oldest_over, 15);
	/* another level, and none */
	struct service_level level = { .days[SEVERITY_LOW] = 1 };
	check_ok(store_weekly(w.store, ago(7), now(), &level, w.a, &x, &w.f), &w.f);
	assert_int_equal(x.total.overdue, 1);
	check_text(x.overdue.p[0].id, "LOW");
	level = (struct service_level){ 0 };
	check_ok(store_weekly(w.store, ago(7), now(), &level, w.a, &x, &w.f), &w.f);
	assert_true(x.total.overdue == 0 && x.overdue.n == 0 && x.total.due_soon == 0);
	close_world(&w);
}

/* On the day itself it is due, one second later overdue. */
static void edge_of_the_level(void **state)
{
	struct world w;
	open_world(&w, "edge.db");
	scan(&w, "a", 30, "X");
	struct weekly x = week(&w);
	assert_int_equal(x.total.overdue, 0);
	assert_int_equal(x.total.due_soon, 1);
	struct service_level level = service_level_default();
	check_ok(store_weekly(w.store, ago(7), now() + 1, &level, w.a, &x, &w.f), &w.f);
	assert_int_equal(x.total.overdue, 1);
	assert_int_equal(x.overdue.p[0].days_over, 1);
	close_world(&w);
}

static void what_does_not_count(void **state)
{
	struct world w;
	open_world(&w, "aside.db");
	struct record r = scan_with(&w, "a", 50, "COUNTS", SEVERITY_CRITICAL);
	found(w.a, &r, FINDING_GAP, "gap-truncated", "x", SEVERITY_UNKNOWN);
	found(w.a, &r, FINDING_MISCONFIGURATION, "note", "x", SEVERITY_LOW)->place = PLACE_NOTE;
	found(w.a, &r, FINDING_SECRET, "hidden", "x", SEVERITY_HIGH)->place = PLACE_HIDDEN;
	struct record_finding *g =
		found(w.a, &r, FINDING_VULNERABILITY, "IGNORED", "zlib", SEVERITY_CRITICAL);
	g->place = PLACE_IGNORED;
	g->ignored = true;
	put(&w, &r);
	struct weekly x = week(&w);
	assert_int_equal(x.total.open, 1);
	assert_int_equal(x.overdue.n, 1);
	close_world(&w);
}

static void ending_exceptions(void **state)
{
	static const int left[] = { -8, -7, 0, 14, 15 };
	struct world w;
	open_world(&w, "ending.db");
	for (unsigned i = 0; i < 2; i++) {
		struct record r = scan_of(i ? "a" : "b", ago(1), i);
		for (size_t k = 0; k < ARRAY_LEN(left); k++) {
			struct record_finding *x = found(
				w.a, &r, FINDING_VULNERABILITY,
				str_cstr(w.a, str_printf(w.a, "CVE-%zu", k)), "zlib", SEVERITY_LOW);
			x->ignored = true;
			x->place = PLACE_IGNORED;
			x->until = now() / DAY + left[k];
			x->owner = STR("anna");
		}
		put(&w, &r);
	}
	struct weekly x = week(&w);
	assert_int_equal(x.expiring.n, 3);
	check_text(x.expiring.p[0].id, "CVE-1");
	assert_int_equal(x.expiring.p[0].days_left, -7);
	assert_int_equal(x.expiring.p[2].days_left, 14);
	assert_int_equal(x.expiring.p[1].images.n, 2);
	check_text(x.expiring.p[1].owner, "anna");
	close_world(&w);
}

static void old_and_new_images(void **state)
{
	struct world w;
	open_world(&w, "images.db");
	scan(&w, "retired", 91, "A");
	scan(&w, "missing", 8, "A");
	scan(&w, "first", 3, "A B");
	scan(&w, "good", 20, "A");
	scan(&w, "good", 1, "");
	struct record r = scan_of("good", ago(1), 77);
	r.platform = STR("linux/arm64");
	put(&w, &r);
	struct weekly x = week(&w);
	assert_int_equal(x.images.n, 4);
	assert_true(x.retired == 1 && x.missing == 1 && x.first_time == 2);
	assert_int_equal(x.first_time_open, 2);
	assert_int_equal(x.total.appeared, 0);
	assert_int_equal(x.total.fixed, 1);
	assert_true(x.fit == 2 && x.unfit == 2 && x.fit_before == 0 && x.images_before == 2);
	check_text(x.images.p[0].name, "first"); /* the worst: not fit, and most open */
	check_text(x.images.p[3].name, "good");
	assert_true(x.images.p[3].several && !x.images.p[0].several);
	assert_int_equal(x.images.p[2].verdict, VERDICT_SEAWORTHY);
	close_world(&w);
}

static void trends(void **state)
{
	struct world w;
	open_world(&w, "trend.db");
	scan(&w, "a", 60, "A B");
	scan(&w, "a", 25, "B");
	scan(&w, "a", 10, "");
	struct weekly x = week(&w);
	/* points at 77, 70, … 0 days ago */
	static const uint32_t open[] = { 0, 0, 0, 2, 2, 2, 2, 2, 1, 1, 0, 0 };
	static const uint32_t overdue[] = { 0, 0, 0, 0, 0, 0, 0, 2, 1, 1, 0, 0 };
	for (size_t i = 0; i < WEEKLY_WEEKS; i++) {
		assert_int_equal(x.trend[i].open, open[i]);
		assert_int_equal(x.images.p[0].trend[i].overdue, overdue[i]);
		assert_int_equal(x.images.p[0].trend[i].scanned, i >= 3);
		assert_int_equal(x.trend[i].fit, i >= 10);
	}
	assert_int_equal(x.trend[11].time, now());
	close_world(&w);
}

/* As of a day in the past: what came later is not known yet. */
static void as_of(void **state)
{
	struct world w;
	open_world(&w, "asof.db");
	scan(&w, "a", 30, "A");
	scan(&w, "a", 10, "B");
	scan(&w, "later", 1, "C");
	struct weekly x;
	struct service_level level = service_level_default();
	check_ok(store_weekly(w.store, ago(22), ago(15), &level, w.a, &x, &w.f), &w.f);
	assert_int_equal(x.images.n, 1);
	assert_true(x.total.open == 1 && x.total.appeared == 0 && x.total.fixed == 0);
	assert_int_equal(x.images.p[0].last_scan, ago(30));
	assert_int_equal(store_weekly(w.store, ago(60), ago(50), &level, w.a, &x, &w.f),
			 E_NOTFOUND);
	close_world(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves),
		cmocka_unit_test(service_levels),
		cmocka_unit_test(edge_of_the_level),
		cmocka_unit_test(what_does_not_count),
		cmocka_unit_test(ending_exceptions),
		cmocka_unit_test(old_and_new_images),
		cmocka_unit_test(trends),
		cmocka_unit_test(as_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
