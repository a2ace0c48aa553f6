/* SPDX-License-Identifier: Apache-2.0 */
/* The built-in advisories in a database, and the feed that reads a file of one's own. */
#include "check.h"

#include "base/out.h"
#include "feed/headline.h"
#include "judge/db/db.h"

/* The caller closes *db before `bytes` is released. */
static struct db *written(struct db_build *build, struct buf *bytes)
{
	struct fault f = { 0 };
	struct out out;
	struct db *db = NULL;
	buf_init(bytes, 16 * MIB);
	out_init_buf(&out, bytes);
	check_ok(build_write(build, true, &out, &f), &f);
	out_done(&out);
	check_ok(db_open_bytes(buf_str(bytes), "test", &db, &f), &f);
	return db;
}

static void builtin(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(build_freep) struct db_build *build = build_new();
	OWNED(buf_donep) struct buf bytes;
	struct fault f = { 0 };
	check_ok(feed_read_headline(build, &f), &f);
	OWNED(db_closep) struct db *db = written(build, &bytes);

	struct db_range range;
	struct db_statement s;
	assert_int_equal(db_lookup(db, ECOSYSTEM_MAVEN, STR(""),
				   STR("org.apache.logging.log4j:log4j-core"), &range, &f),
			 1);
	assert_int_equal(range.n, 4);
	check_ok(db_statement(&range, 0, a, &s, &f), &f);
	check_text(s.advisory.id, "CVE-2021-44228");
	check_text(s.feed, "headline");
	assert_int_equal(s.priority, 10);
	assert_int_equal(s.package.intervals.n, 3);

	struct cve_facts facts;
	assert_int_equal(db_cve(db, STR("CVE-2021-44228"), a, &facts, &f), 1);
	check_text(facts.kev_added, "2021-12-10");
	assert_true(facts.kev_ransomware);
	assert_int_equal(db_coverage(db, ECOSYSTEM_DEBIAN, STR("12")), DB_SCATTERED);
	assert_int_equal(db_coverage(db, ECOSYSTEM_ALPINE, STR("edge")), DB_SCATTERED);

	struct db_status status;
	check_ok(db_status(db, a, &status, &f), &f);
	assert_int_equal(status.feeds.n, 1);
	assert_int_equal(status.feeds.p[0].refused, 0);
	assert_true(status.feeds.p[0].used >= 300);
}

/* A file of one's own is claimed by its name; a bad record costs itself only. */
static void file_of_ones_own(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(build_freep) struct db_build *build = build_new();
	OWNED(buf_donep) struct buf bytes;
	struct fault f = { 0 };
	struct str text = STR("Id: CVE-2001-0001\nSeverity: low\nSummary: one\n"
			      "Affected: npm first <1.0.0\n\n"
			      "Id: CVE-2001-0002\nSeverity: odd\nSummary: two\n"
			      "Affected: npm second <1.0.0\n\n"
			      "Id: CVE-2001-0003\nSeverity: low\nSummary: three\n"
			      "Affected: npm third <1.0.0\n");
	struct feed_file file = { .path = STR("own/team.headline.txt"), .head = text };
	assert_true(feed_headline.bid(&file) > 0);
	file.path = STR("headline.txt");
	assert_true(feed_headline.bid(&file) > 0);
	file.path = STR("own/headlines.txt");
	assert_int_equal(feed_headline.bid(&file), 0);

	file.body = stream_of_bytes(text, 7);
	build_feed(build, feed_headline.name, feed_headline.priority);
	check_ok(feed_headline.read(&file, a, build, &f), &f);
	stream_close(file.body);
	OWNED(db_closep) struct db *db = written(build, &bytes);
	struct db_range range;
	assert_int_equal(db_lookup(db, ECOSYSTEM_NPM, STR(""), STR("first"), &range, &f), 1);
	assert_int_equal(db_lookup(db, ECOSYSTEM_NPM, STR(""), STR("second"), &range, &f), 0);
	assert_int_equal(db_lookup(db, ECOSYSTEM_NPM, STR(""), STR("third"), &range, &f), 1);
	struct db_status status;
	check_ok(db_status(db, a, &status, &f), &f);
	assert_int_equal(status.feeds.p[0].used, 2);
	assert_int_equal(status.feeds.p[0].refused, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builtin),
		cmocka_unit_test(file_of_ones_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
