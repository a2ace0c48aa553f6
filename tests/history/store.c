/* SPDX-License-Identifier: Apache-2.0 */
/* One file a test, in the empty folder that tests/run gives. */
#include "history_world.h"

#include "base/limits.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define DAY 86400

static int64_t day(int64_t n)
{
	return at("2026-01-01T12:00:00Z") + n * DAY;
}

static struct record with(struct world *w, int64_t when, unsigned build, const char *ids)
{
	struct record r = scan_of("team/app", when, build);
	struct str rest = str_of(ids), id;
	while (str_next_word(&rest, &id))
		found(w->a, &r, FINDING_VULNERABILITY, str_cstr(w->a, id), "openssl",
		      SEVERITY_HIGH);
	return r;
}

static int64_t scan(struct world *w, int64_t when, unsigned build, const char *ids)
{
	struct record r = with(w, when, build, ids);
	return put(w, &r);
}

static void begins_and_ends(void **state)
{
	struct world w;
	open_world(&w, "ends.db");
	scan(&w, day(0), 1, "A B");
	scan(&w, day(14), 2, "B C");
	scan(&w, day(28), 3, "C A");
	check_text(intervals(&w, "ends.db", "A"), "0-14 28-");
	check_text(intervals(&w, "ends.db", "B"), "0-28");
	check_text(intervals(&w, "ends.db", "C"), "14-");
	assert_int_equal(ask("ends.db", "SELECT count(*) FROM scan"), 3);
	assert_int_equal(ask("ends.db", "SELECT count(*) FROM finding"), 3);
	close_world(&w);
}

/* Back within a week is not a new beginning. */
static void comes_back(void **state)
{
	struct world w;
	open_world(&w, "back.db");
	scan(&w, day(0), 1, "A");
	scan(&w, day(1), 2, "");
	check_text(intervals(&w, "back.db", "A"), "0-1");
	scan(&w, day(3), 3, "A");
	check_text(intervals(&w, "back.db", "A"), "0-");
	close_world(&w);
}

static void same_image_again(void **state)
{
	struct world w;
	open_world(&w, "again.db");
	int64_t id = scan(&w, day(0), 1, "A");
	assert_int_equal(scan(&w, day(0) + 60, 1, "A B"), id); /* of one day: the later result */
	assert_int_equal(scan(&w, day(5), 1, "A B"), id);      /* another day, the same result */
	assert_int_equal(ask("again.db", "SELECT runs FROM scan"), 3);
	assert_int_equal(ask("again.db", "SELECT time FROM scan"), day(5));
	assert_int_equal(ask("again.db", "SELECT since FROM scan"), day(0));
	assert_int_equal(ask("again.db", "SELECT high FROM scan"), 2);
	assert_true(scan(&w, day(6), 1, "A") != id);	  /* another result */
	assert_true(scan(&w, day(6) + 60, 2, "A") != id); /* another image */
	assert_int_equal(ask("again.db", "SELECT count(*) FROM scan"), 3);
	close_world(&w);
}

/* A scan that looked for less closes nothing of the rest. */
static void looked_for_less(void **state)
{
	struct world w;
	open_world(&w, "less.db");
	struct record r = with(&w, day(0), 1, "A");
	found(w.a, &r, FINDING_SECRET, "aws-key", "app/.env", SEVERITY_CRITICAL);
	put(&w, &r);
	r = with(&w, day(10), 2, "");
	r.looked = 1u << FINDING_VULNERABILITY;
	put(&w, &r);
	check_text(intervals(&w, "less.db", "A"), "0-10");
	check_text(intervals(&w, "less.db", "aws-key"), "0-");
	r = with(&w, day(20), 3, "");
	r.looked = 1u << FINDING_SECRET;
	put(&w, &r);
	check_text(intervals(&w, "less.db", "aws-key"), "0-20");
	close_world(&w);
}

/* What a parser that was taken over may send: a fingerprint twice. */
static void twice_in_one_scan(void **state)
{
	struct world w;
	open_world(&w, "twice.db");
	scan(&w, day(0), 1, "A A B");
	scan(&w, day(1), 2, "A A");
	check_text(intervals(&w, "twice.db", "A"), "0-");
	check_text(intervals(&w, "twice.db", "B"), "0-1");
	close_world(&w);
}

static void headline_advisories(void **state)
{
	struct world w;
	open_world(&w, "headline.db");
	scan(&w, day(0), 1, "A");
	struct record r = with(&w, day(10), 2, "B");
	r.looked &= ~(1u << FINDING_VULNERABILITY);
	r.headline_only = true;
	put(&w, &r);
	check_text(intervals(&w, "headline.db", "A"), "0-");
	/* when that is the custom, they close by it */
	r = with(&w, day(20), 3, "");
	r.looked &= ~(1u << FINDING_VULNERABILITY);
	r.headline_only = true;
	put(&w, &r);
	check_text(intervals(&w, "headline.db", "B"), "10-20");
	close_world(&w);
}

static void new_gap(void **state)
{
	struct world w;
	open_world(&w, "gap.db");
	scan(&w, day(0), 1, "A B");
	struct record r = with(&w, day(10), 2, "A");
	found(w.a, &r, FINDING_GAP, "gap-truncated", "var/lib/dpkg/status", SEVERITY_UNKNOWN);
	put(&w, &r);
	check_text(intervals(&w, "gap.db", "B"), "0-"); /* it may be in the gap */
	r.time = day(20);
	r.config.bytes[0] = 3;
	put(&w, &r);
	check_text(intervals(&w, "gap.db", "B"), "0-20"); /* the gap is there to stay */
	scan(&w, day(30), 4, "A");
	check_text(intervals(&w, "gap.db", "gap-truncated"), "10-30");
	close_world(&w);
}

static void clock_backwards(void **state)
{
	struct world w;
	open_world(&w, "clock.db");
	scan(&w, day(20), 1, "A");
	scan(&w, day(30), 2, "A B");
	scan(&w, day(10), 3, "A C");
	check_text(intervals(&w, "clock.db", "A"), "10-");   /* it was there before */
	check_text(intervals(&w, "clock.db", "B"), "30-");   /* and this one not */
	check_text(intervals(&w, "clock.db", "C"), "10-20"); /* only the old scan saw it */
	scan(&w, day(25), 4, "B");
	check_text(intervals(&w, "clock.db", "A"), "10-"); /* what later ones saw stays */
	check_text(intervals(&w, "clock.db", "B"), "25-");
	scan(&w, day(10), 3, "A C"); /* twice */
	check_text(intervals(&w, "clock.db", "C"), "10-20");
	assert_int_equal(ask("clock.db", "SELECT last FROM image"), day(30));
	assert_int_equal(ask("clock.db", "SELECT severity FROM seen WHERE gone = 0"), 4);
	close_world(&w);
}

/* A new name is a new image: nothing of the old one is closed or lent. */
static void renamed(void **state)
{
	struct world w;
	open_world(&w, "renamed.db");
	struct record r = with(&w, day(0), 1, "A");
	put(&w, &r);
	r.image = STR("team/app-api");
	r.time = day(7);
	put(&w, &r);
	check_text(intervals(&w, "renamed.db", "A"), "0- 7-");
	assert_int_equal(ask("renamed.db", "SELECT count(*) FROM image"), 2);
	assert_int_equal(ask("renamed.db", "SELECT count(*) FROM finding"), 1);
	close_world(&w);
}

static void due_from(void **state)
{
	struct world w;
	open_world(&w, "due.db");
	struct record r = with(&w, day(0), 1, "A");
	r.findings.p[0].fixable = false;
	put(&w, &r);
	assert_int_equal(ask("due.db", "SELECT due_from FROM seen"), 0);
	scan(&w, day(5), 2, "A");
	scan(&w, day(9), 3, "A");
	assert_int_equal(ask("due.db", "SELECT due_from FROM seen"), day(5));
	check_text(intervals(&w, "due.db", "A"), "0-");
	close_world(&w);
}

static void recalls(void **state)
{
	struct world w;
	struct wire_past past = { 0 };
	open_world(&w, "recall.db");
	check_ok(store_recall(w.store, STR("team/app"), STR("linux/amd64"), w.a, &past, &w.f),
		 &w.f);
	assert_true(past.seen.n == 0 && past.trend.n == 0);
	scan(&w, day(0), 1, "A");
	scan(&w, day(20), 2, "");
	scan(&w, day(40), 3, "A B");
	check_ok(store_recall(w.store, STR("team/app"), STR("linux/amd64"), w.a, &past, &w.f),
		 &w.f);
	assert_int_equal(past.seen.n, 2);
	struct record r = with(&w, 0, 0, "A B");
	for (size_t i = 0; i < 2; i++) {
		bool is_a = memcmp(past.seen.p[i].print, r.findings.p[0].print, HISTORY_PRINT) == 0;
		assert_int_equal(past.seen.p[i].first, is_a ? day(0) : day(40));
	}
	assert_int_equal(past.trend.n, 3);
	check_text(past.trend.p[0].time, "2026-01-01T12:00:00Z");
	assert_int_equal(past.trend.p[0].by_severity[SEVERITY_HIGH], 1);
	assert_int_equal(past.trend.p[1].verdict, VERDICT_SEAWORTHY);
	assert_int_equal(past.trend.p[2].blocking, 2);
	check_ok(store_recall(w.store, STR("team/app"), STR("linux/arm64"), w.a, &past, &w.f),
		 &w.f);
	assert_int_equal(past.trend.n, 0);
	close_world(&w);
}

static void lists(void **state)
{
	struct world w;
	struct store_scan_list list = { 0 };
	open_world(&w, "list.db");
	scan(&w, day(0), 1, "A");
	scan(&w, day(1), 2, "A B");
	struct record r = scan_of("team/other:1.2", day(2), 7);
	put(&w, &r);
	check_ok(store_list(w.store, STR(""), 10, w.a, &list, &w.f), &w.f);
	assert_int_equal(list.rows.n, 2);
	check_text(list.rows.p[0].image, "team/app");
	assert_int_equal(list.rows.p[0].by_severity[SEVERITY_HIGH], 2);
	assert_true(str_starts(list.rows.p[0].config, STR("sha256:02000000")));
	check_ok(store_list(w.store, STR("team/app"), 10, w.a, &list, &w.f), &w.f);
	assert_true(list.rows.n == 2 && list.rows.p[0].time == day(1));
	check_ok(store_list(w.store, STR("nobody"), 10, w.a, &list, &w.f), &w.f);
	assert_int_equal(list.rows.n, 0);
	close_world(&w);
}

/* ---- files that are not ours ---- */

static void put_file(const char *path, const char *text, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0 && write(fd, text, n) == (ssize_t)n);
	close(fd);
}

static void refused(const char *path, bool write, int code, const char *words)
{
	struct store *s = NULL;
	struct fault f = { 0 };
	int r = store_open(path, write, &s, &f);
	if (r != code || !strstr(f.text, words))
		fail_msg("%s: %d %s", path, r, f.text);
	assert_null(s);
	assert_true(strlen(f.text) < 200);
}

static void run_sql(const char *path, const char *text)
{
	struct fault f = { 0 };
	struct sql *q = NULL;
	check_ok(sql_open(path, true, &q, &f), &f);
	check_ok(sql_exec(q, text, &f), &f);
	sql_close(q);
}

static void not_a_history(void **state)
{
	put_file("text.db", "this is not a database, however long it is ................", 59);
	refused("text.db", true, E_CORRUPT, "text.db: this is not a history");
	run_sql("other.db", "CREATE TABLE t (x); PRAGMA application_id = 7");
	refused("other.db", true, E_CORRUPT, "database of another program");
	run_sql("plain.db", "CREATE TABLE t (x)");
	refused("plain.db", true, E_CORRUPT, "database of another program");
	run_sql("half.db", "PRAGMA application_id = 0x53574849; CREATE TABLE t (x)");
	refused("half.db", true, E_CORRUPT, "this is not a history");
	mkdir("folder.db", 0700);
	refused("folder.db", true, E_IO, "folder.db: ");
	refused("no/such/folder.db", true, E_NOTFOUND, "it cannot be opened");
	refused("absent.db", false, E_NOTFOUND, "it cannot be opened");
	assert_int_equal(access("absent.db", F_OK), -1);
}

static void versions(void **state)
{
	struct world w;
	put_file("empty.db", "", 0);
	refused("empty.db", false, E_NOTFOUND, "no scan yet");
	open_world(&w, "empty.db"); /* the oldest there is: mktemp made it */
	scan(&w, day(0), 1, "A");
	close_world(&w);
	assert_int_equal(ask("empty.db", "PRAGMA user_version"), STORE_VERSION);
	assert_int_equal(ask("empty.db", "PRAGMA auto_vacuum"), 2);
	run_sql("empty.db", "PRAGMA user_version = 2");
	refused("empty.db", true, E_UNSUPPORTED, "a later version of seaworthy wrote it");
	refused("empty.db", false, E_UNSUPPORTED, "a later version of seaworthy wrote it");
	assert_int_equal(ask("empty.db", "SELECT count(*) FROM scan"), 1);
	/* ours by its mark, but without what belongs in it */
	run_sql("empty.db", "PRAGMA user_version = 1; DROP TABLE seen");
	open_world(&w, "empty.db");
	struct record r = with(&w, day(1), 2, "A");
	int64_t id;
	assert_int_equal(store_scan(w.store, &r, &id, &w.f), E_CORRUPT);
	assert_non_null(strstr(w.f.text, "no such table"));
	close_world(&w);
}

/* Every page damaged in turn: a fault or a right answer, never a crash. */
static void damaged(void **state)
{
	struct world w;
	open_world(&w, "whole.db");
	for (unsigned i = 0; i < 40; i++) {
		char ids[64];
		snprintf(ids, sizeof(ids), "A B%u C%u D%u", i, i * 2, i / 2);
		scan(&w, day(i), i, ids);
	}
	close_world(&w);
	static char whole[1 << 20];
	int fd = open("whole.db", O_RDONLY);
	ssize_t n = read(fd, whole, sizeof(whole));
	close(fd);
	assert_true(n > 8192 && n < (ssize_t)sizeof(whole));
	unsigned refusals = 0;
	for (ssize_t at = 0; at + 512 <= n; at += 512) {
		char kept[64];
		memcpy(kept, whole + at, sizeof(kept));
		memset(whole + at, 0xa5, sizeof(kept));
		put_file("damaged.db", whole, (size_t)n);
		memcpy(whole + at, kept, sizeof(kept));
		struct world d = { .a = arena_new() };
		struct store_status status;
		struct wire_past past;
		int r = store_open("damaged.db", true, &d.store, &d.f);
		if (r == 0) {
			struct record x = with(&d, day(50), 99, "A Z");
			int64_t id;
			store_recall(d.store, STR("team/app"), STR("linux/amd64"), d.a, &past,
				     &d.f);
			store_scan(d.store, &x, &id, &d.f);
			r = store_status(d.store, &status, &d.f);
		}
		refusals += r < 0;
		close_world(&d);
	}
	assert_true(refusals > 20);
	put_file("cut.db", whole, (size_t)n / 2);
	struct fault f = { 0 };
	struct store *s = NULL;
	struct store_status status;
	int r = store_open("cut.db", true, &s, &f);
	if (r == 0)
		r = store_status(s, &status, &f);
	assert_int_equal(r, E_CORRUPT);
	store_close(s);
}

static void read_only(void **state)
{
	struct world w;
	mkdir("ro", 0700);
	open_world(&w, "ro/h.db");
	scan(&w, day(0), 1, "A");
	close_world(&w);
	assert_int_equal(chmod("ro/h.db", 0400), 0);
	assert_int_equal(chmod("ro", 0500), 0);
	struct store *s = NULL;
	struct fault f = { 0 };
	check_ok(store_open("ro/h.db", false, &s, &f), &f);
	struct wire_past past;
	struct arena *a = arena_new();
	check_ok(store_recall(s, STR("team/app"), STR("linux/amd64"), a, &past, &f), &f);
	assert_int_equal(past.seen.n, 1);
	/* opened to be read it stays as it is */
	struct record r = scan_of("x", day(0), 1);
	int64_t id;
	assert_int_equal(store_scan(s, &r, &id, &f), E_DENIED);
	store_close(s);
	if (geteuid() != 0) {
		s = NULL;
		int result = store_open("ro/h.db", true, &s, &f);
		if (result == 0)
			result = store_scan(s, &r, &id, &f);
		assert_int_equal(result, E_DENIED);
		store_close(s);
		refused("ro/new.db", true, E_DENIED, "it cannot be opened");
	}
	chmod("ro", 0700);
	arena_free(a);
}

/* ---- bounds ---- */

static void prunes_by_age(void **state)
{
	struct world w;
	open_world(&w, "age.db");
	scan(&w, day(0), 1, "A B");
	scan(&w, day(10), 2, "A");
	scan(&w, day(300), 3, "A C");
	struct record r = scan_of("team/dead", day(5), 9);
	found(w.a, &r, FINDING_SECRET, "key", "x", SEVERITY_HIGH);
	put(&w, &r);
	struct prune_result p;
	check_ok(store_prune(w.store, day(200), 0, &p, &w.f), &w.f);
	assert_int_equal(p.images, 1);
	assert_int_equal(p.scans, 3);
	assert_int_equal(p.findings, 2);
	check_text(intervals(&w, "age.db", "A"), "0-"); /* open: with its true beginning */
	check_text(intervals(&w, "age.db", "B"), "");
	assert_int_equal(ask("age.db", "SELECT count(*) FROM finding"), 2);
	/* the latest scan of what is not forgotten stays */
	check_ok(store_prune(w.store, day(300), 0, &p, &w.f), &w.f);
	assert_int_equal(ask("age.db", "SELECT count(*) FROM scan"), 1);
	check_ok(store_prune(w.store, day(400), 0, &p, &w.f), &w.f);
	struct store_status s;
	check_ok(store_status(w.store, &s, &w.f), &w.f);
	assert_true(s.images == 0 && s.scans == 0 && s.findings == 0 && s.seen == 0);
	close_world(&w);
}

static void many(struct world *w, unsigned images, unsigned scans)
{
	for (unsigned s = 0; s < scans; s++)
		for (unsigned i = 0; i < images; i++) {
			struct record r = scan_of(str_cstr(w->a, str_printf(w->a, "team/%u", i)),
						  day(s * 10), s * 1000 + i);
			for (unsigned k = 0; k < 20; k++)
				found(w->a, &r, FINDING_VULNERABILITY,
				      str_cstr(w->a, str_printf(w->a, "CVE-%u-%u", s, k)),
				      "openssl", SEVERITY_LOW);
			put(w, &r);
		}
}

static void bounded_by_size(void **state)
{
	struct world w;
	struct stat st;
	open_world(&w, "size.db");
	store_limit(w.store, 256 * KIB);
	many(&w, 8, 40);
	assert_int_equal(stat("size.db", &st), 0);
	assert_true(st.st_size < (off_t)(320 * KIB));
	assert_int_equal(ask("size.db", "SELECT max(time) FROM scan"), day(390));
	assert_int_equal(ask("size.db", "SELECT count(*) FROM seen WHERE gone = 0"), 160);
	assert_true(ask("size.db", "SELECT min(since) FROM scan") > day(0));
	struct prune_result p;
	check_ok(store_prune(w.store, 0, 128 * KIB, &p, &w.f), &w.f);
	assert_int_equal(stat("size.db", &st), 0);
	assert_true(st.st_size <= (off_t)(128 * KIB) && p.bytes_after == (uint64_t)st.st_size);
	struct store_status s;
	check_ok(store_status(w.store, &s, &w.f), &w.f);
	assert_int_equal(s.images, 8);
	close_world(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(begins_and_ends),   cmocka_unit_test(comes_back),
		cmocka_unit_test(same_image_again),  cmocka_unit_test(looked_for_less),
		cmocka_unit_test(twice_in_one_scan), cmocka_unit_test(headline_advisories),
		cmocka_unit_test(new_gap),	     cmocka_unit_test(clock_backwards),
		cmocka_unit_test(renamed),	     cmocka_unit_test(due_from),
		cmocka_unit_test(recalls),	     cmocka_unit_test(lists),
		cmocka_unit_test(not_a_history),     cmocka_unit_test(versions),
		cmocka_unit_test(damaged),	     cmocka_unit_test(read_only),
		cmocka_unit_test(prunes_by_age),     cmocka_unit_test(bounded_by_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
