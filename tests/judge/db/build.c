/* SPDX-License-Identifier: Apache-2.0 */
/* What goes into the builder comes out of the file: all of it, once, in order, whatever the order it came in. */
#include "check.h"

#include "advisories.h"
#include "judge/db/db.h"

#define RECORDS 1500
#define IDS	400
#define NAMES	60

static void write_db(struct db_build *b, bool with_text, struct buf *to)
{
	struct fault f = { 0 };
	struct out out;
	buf_init(to, 64 * MIB);
	out_init_buf(&out, to);
	check_ok(build_write(b, with_text, &out, &f), &f);
	out_done(&out);
}

static struct db *open_db(const struct buf *bytes)
{
	struct fault f = { 0 };
	struct db *db = NULL;
	check_ok(db_open_bytes(buf_str(bytes), "test", &db, &f), &f);
	check_ok(db_verify(db, &f), &f);
	return db;
}

static struct fake_record *make_records(struct arena *a, unsigned n)
{
	struct fake k = { .arena = a, .state = 42 };
	struct fake_record *records = arena_array(a, n, sizeof(*records));
	for (unsigned i = 0; i < n; i++)
		records[i] = fake_advisory(&k, IDS, NAMES);
	return records;
}

/* One statement as a line: equal statements have equal lines. Version lists are sets. */
static int str_order(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static struct str line_of(struct arena *a, const char *feed, struct str id,
			  const struct advisory_package *p)
{
	struct str s =
		str_printf(a, "%d|%.*s|%.*s|%s|%.*s|%d|%d|", (int)p->ecosystem, STRF(p->release),
			   STRF(p->name), feed, STRF(id), (int)p->status, (int)p->severity);
	for (size_t i = 0; i < p->intervals.n; i++)
		s = str_printf(a, "%.*s[%.*s,%.*s,%.*s]", STRF(s),
			       STRF(p->intervals.p[i].introduced), STRF(p->intervals.p[i].fixed),
			       STRF(p->intervals.p[i].last_affected));
	struct str *versions = arena_array(a, p->versions.n + 1, sizeof(*versions));
	for (size_t i = 0; i < p->versions.n; i++)
		versions[i] = p->versions.p[i];
	qsort(versions, p->versions.n, sizeof(*versions), str_order);
	for (size_t i = 0; i < p->versions.n; i++)
		if (i == 0 || !str_eq(versions[i], versions[i - 1]))
			s = str_printf(a, "%.*s %.*s", STRF(s), STRF(versions[i]));
	return s;
}

struct lines {
	VEC(struct str) v;
};

static void sort_lines(struct lines *l)
{
	qsort(l->v.p, l->v.n, sizeof(*l->v.p), str_order);
	size_t kept = 0;
	for (size_t i = 0; i < l->v.n; i++)
		if (i == 0 || !str_eq(l->v.p[i], l->v.p[i - 1]))
			l->v.p[kept++] = l->v.p[i];
	l->v.n = kept;
}

static void read_all(const struct db *db, struct arena *a, const struct fake_record *records,
		     unsigned n, struct lines *out)
{
	struct fault f = { 0 };
	uint64_t seen = 0;
	struct lines asked = { 0 };
	for (unsigned i = 0; i < n; i++)
		for (size_t k = 0; k < records[i].advisory.packages.n; k++) {
			const struct advisory_package *p = &records[i].advisory.packages.p[k];
			*VEC_PUSH(a, &asked.v) = str_printf(a, "%03d|%.*s|%.*s", (int)p->ecosystem,
							    STRF(p->release), STRF(p->name));
		}
	sort_lines(&asked);
	for (size_t i = 0; i < asked.v.n; i++) {
		struct str rest = asked.v.p[i], e = STR(""), release = e, name = e;
		uint64_t number;
		assert_true(str_cut(rest, '|', &e, &rest) && str_cut(rest, '|', &release, &name));
		assert_true(str_u64(e, 100, &number));
		struct db_range range;
		check_ok(db_lookup(db, (enum ecosystem)number, release, name, &range, &f), &f);
		assert_true(range.n > 0);
		struct db_statement last = { 0 };
		for (uint32_t k = 0; k < range.n; k++) {
			struct db_statement s;
			check_ok(db_statement(&range, k, a, &s, &f), &f);
			check_str(s.package.name, name);
			if (k > 0) {
				assert_true(last.priority >= s.priority);
				if (last.priority == s.priority)
					assert_true(str_cmp(last.advisory.id, s.advisory.id) <= 0);
			}
			last = s;
			*VEC_PUSH(a, &out->v) =
				line_of(a, str_cstr(a, s.feed), s.advisory.id, &s.package);
			seen++;
		}
	}
	sort_lines(out);
	assert_int_equal(seen, out->v.n); /* nothing twice */
	struct db_status status;
	check_ok(db_status(db, a, &status, &f), &f);
	assert_int_equal(status.statements, seen);
	assert_int_equal(status.names, asked.v.n);
}

static void round_trip(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct fake_record *records = make_records(a, RECORDS);
	OWNED(build_freep) struct db_build *b = build_new();
	struct lines want = { 0 }, got = { 0 };
	for (unsigned i = 0; i < RECORDS; i++) {
		const struct advisory *v = &records[i].advisory;
		fake_add(b, &records[i]);
		for (size_t k = 0; k < v->packages.n; k++)
			*VEC_PUSH(a, &want.v) = line_of(a, fake_feeds[records[i].feed].name, v->id,
							&v->packages.p[k]);
	}
	sort_lines(&want);
	OWNED(buf_donep) struct buf bytes;
	write_db(b, true, &bytes);
	OWNED(db_closep) struct db *db = open_db(&bytes);
	read_all(db, a, records, RECORDS, &got);
	assert_int_equal(got.v.n, want.v.n);
	for (size_t i = 0; i < want.v.n; i++)
		check_str(got.v.p[i], want.v.p[i]);
}

static bool has(const struct str *list, size_t n, struct str s)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i], s))
			return true;
	return false;
}

/* The record of an advisory: united over all records with its id and feed; its text is one of theirs. */
static void check_record(const struct db *db, struct arena *a, const struct fake_record *records,
			 const struct fake_record *one)
{
	struct fault f = { 0 };
	const struct advisory_package *p = &one->advisory.packages.p[0];
	struct db_range range;
	check_ok(db_lookup(db, p->ecosystem, p->release, p->name, &range, &f), &f);
	struct db_statement s;
	uint32_t i = 0;
	do
		check_ok(db_statement(&range, i++, a, &s, &f), &f);
	while (!str_eq(s.advisory.id, one->advisory.id) ||
	       !str_is(s.feed, fake_feeds[one->feed].name));
	struct advisory got = s.advisory;
	check_ok(db_text(db, s.text, a, &got, &f), &f);
	enum severity severity = SEVERITY_UNKNOWN;
	const struct advisory *best = NULL;
	for (unsigned k = 0; k < RECORDS; k++) {
		const struct advisory *v = &records[k].advisory;
		if (records[k].feed != one->feed || !str_eq(v->id, one->advisory.id))
			continue;
		for (size_t m = 0; m < v->aliases.n; m++)
			assert_true(has(got.aliases.p, got.aliases.n, v->aliases.p[m]));
		for (size_t m = 0; m < v->related.n; m++)
			assert_true(has(got.related.p, got.related.n, v->related.p[m]));
		for (size_t m = 0; m < v->cvss.n; m++)
			assert_true(has(got.cvss.p, got.cvss.n, v->cvss.p[m]));
		severity = v->severity > severity ? v->severity : severity;
		if (str_eq(v->modified, got.modified) && str_eq(v->details, got.details))
			best = v;
		assert_true(str_cmp(v->modified, got.modified) <= 0);
	}
	assert_int_equal(got.severity, severity);
	assert_non_null(best);
	check_str(got.summary, best->summary);
	check_str(got.published, best->published);
	assert_int_equal(got.references.n, 1);
	check_str(got.references.p[0], best->references.p[0]);
	check_str(got.cwe.p[0], best->cwe.p[0]);
}

static void records_and_texts(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct fake_record *records = make_records(a, RECORDS);
	OWNED(build_freep) struct db_build *b = build_new();
	for (unsigned i = 0; i < RECORDS; i++)
		fake_add(b, &records[i]);
	OWNED(buf_donep) struct buf bytes, bare;
	write_db(b, true, &bytes);
	OWNED(db_closep) struct db *db = open_db(&bytes);
	for (unsigned i = 0; i < RECORDS; i += 7)
		check_record(db, a, records, &records[i]);

	write_db(b, false, &bare);
	assert_true(bare.n < bytes.n);
	OWNED(db_closep) struct db *without = open_db(&bare);
	const struct advisory_package *p = &records[0].advisory.packages.p[0];
	struct fault f = { 0 };
	struct db_range range;
	struct db_statement s;
	check_ok(db_lookup(without, p->ecosystem, p->release, p->name, &range, &f), &f);
	check_ok(db_statement(&range, 0, a, &s, &f), &f);
	check_ok(db_text(without, s.text, a, &s.advisory, &f), &f);
	assert_int_equal(s.advisory.summary.n, 0);
	buf_done(&bare);
}

static void any_order(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fake_record *records = make_records(a, RECORDS);
	OWNED(buf_donep) struct buf first;
	buf_init(&first, 1);
	struct fake k = { .arena = a, .state = 7 };
	for (unsigned round = 0; round < 3; round++) {
		OWNED(build_freep) struct db_build *b = build_new();
		for (unsigned i = 0; i < RECORDS; i++) {
			if (round)
				build_covers(b, ECOSYSTEM_DEBIAN, STR("13"));
			fake_add(b, &records[i]);
			if (records[i].advisory.cwe.p[0].p[4] == '1')
				build_refused(b, records[i].advisory.published.p[3] & 1
							 ? "withdrawn"
							 : "no package");
			build_date(b, records[i].advisory.modified);
			struct cve_facts facts = {
				.id = records[i].advisory.id,
				.has_epss = true,
				.epss = (uint32_t)str_hash(records[i].advisory.details) % 100000,
				.epss_percentile = 5,
				.kev_added = records[i].advisory.published,
				.summary = records[i].advisory.summary,
			};
			facts.cwe.p = records[i].advisory.cwe.p;
			facts.cwe.n = 1;
			build_cve(b, &facts);
		}
		build_covers(b, ECOSYSTEM_DEBIAN, STR("13"));
		OWNED(buf_donep) struct buf bytes;
		write_db(b, true, &bytes);
		if (round == 0) {
			buf_done(&first);
			first = bytes;
			buf_init(&bytes, 1);
		} else {
			assert_int_equal(bytes.n, first.n);
			assert_memory_equal(bytes.p, first.p, first.n);
		}
		for (unsigned i = RECORDS - 1; i > 0; i--) {
			unsigned j = fake_below(&k, i + 1);
			struct fake_record swap = records[i];
			records[i] = records[j];
			records[j] = swap;
		}
	}
}

static void absent(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct fake_record *records = make_records(a, RECORDS);
	OWNED(build_freep) struct db_build *b = build_new();
	for (unsigned i = 0; i < RECORDS; i++)
		fake_add(b, &records[i]);
	build_covers(b, ECOSYSTEM_UBUNTU, STR("24.04"));
	OWNED(buf_donep) struct buf bytes;
	write_db(b, false, &bytes);
	OWNED(db_closep) struct db *db = open_db(&bytes);
	struct fault f = { 0 };
	struct db_range range;
	for (unsigned i = 0; i < 5000; i++) {
		struct str name = str_printf(a, "name-%u", NAMES + i);
		assert_int_equal(db_lookup(db, ECOSYSTEM_DEBIAN, STR("12"), name, &range, &f), 0);
		assert_int_equal(range.n, 0);
	}
	assert_int_equal(db_lookup(db, ECOSYSTEM_DEBIAN, STR("12"), STR(""), &range, &f), 0);
	assert_int_equal(db_lookup(db, ECOSYSTEM_DEBIAN, STR("9"), STR("name-1"), &range, &f), 0);
	assert_int_equal(db_lookup(db, ECOSYSTEM_UBUNTU, STR("24.04"), STR("name-1"), &range, &f),
			 0);
	assert_int_equal(db_coverage(db, ECOSYSTEM_DEBIAN, STR("12")), DB_SCATTERED);
	assert_int_equal(db_coverage(db, ECOSYSTEM_DEBIAN, STR("9")), DB_NOTHING);
	assert_int_equal(db_coverage(db, ECOSYSTEM_UBUNTU, STR("24.04")), DB_COVERED);
	assert_int_equal(db_coverage(db, ECOSYSTEM_UBUNTU, STR("")), DB_NOTHING);
	assert_int_equal(db_coverage(db, ECOSYSTEM_NONE, STR("")), DB_NOTHING);
	assert_int_equal(db_coverage(db, ECOSYSTEM_NPM, STR("")), DB_SCATTERED);
}

static void empty(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(build_freep) struct db_build *b = build_new();
	OWNED(buf_donep) struct buf bytes;
	write_db(b, true, &bytes);
	OWNED(db_closep) struct db *db = open_db(&bytes);
	struct fault f = { 0 };
	struct db_range range;
	struct cve_facts facts;
	struct db_status status;
	assert_int_equal(db_lookup(db, ECOSYSTEM_NPM, STR(""), STR("x"), &range, &f), 0);
	assert_int_equal(db_coverage(db, ECOSYSTEM_NPM, STR("")), DB_NOTHING);
	assert_int_equal(db_cve(db, STR("CVE-2024-3094"), a, &facts, &f), 0);
	check_ok(db_status(db, a, &status, &f), &f);
	assert_int_equal(status.feeds.n, 0);
	assert_int_equal(status.size, bytes.n);
	check_text(status.built, "");
}

static void facts_of_cves(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(build_freep) struct db_build *b = build_new();
	struct str vectors[] = { STR("CVSS:3.1/AV:N"), STR("CVSS:2.0/AV:L") }, cwe = STR("CWE-506");
	build_feed(b, "epss", 100);
	struct cve_facts v = { .id = STR("CVE-2024-3094"),
			       .has_epss = true,
			       .epss = 84321,
			       .epss_percentile = 99300 };
	build_cve(b, &v);
	v.id = STR("CVE-1999-0001");
	v.epss = 0;
	v.epss_percentile = 100000;
	build_cve(b, &v);
	build_feed(b, "kev", 100);
	v = (struct cve_facts){ .id = STR("CVE-2024-3094"), .kev_added = STR("2024-04-02") };
	build_cve(b, &v);
	v.kev_added = STR("2024-04-01");
	v.kev_ransomware = true;
	build_cve(b, &v);
	build_feed(b, "cve", 60);
	v = (struct cve_facts){ .id = STR("CVE-2024-3094"),
				.summary = STR("Malicious code."),
				.published = STR("2024-03-29") };
	v.cvss.p = vectors;
	v.cvss.n = 2;
	v.cwe.p = &cwe;
	v.cwe.n = 1;
	build_cve(b, &v);
	struct advisory words = { .id = STR("CVE-2023-1234567"), .details = STR("Only words.") };
	build_advisory(b, &words);
	static const char *const bad[] = { "CVE-2024-123",	  "CVE-2024-01234",
					   "cve-2024-3094",	  "CVE-1969-1234",
					   "CVE-2024-",		  "CVE-2024-1234x",
					   "CVE-2024-9999999999", "",
					   "GHSA-2024-1234" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		v = (struct cve_facts){ .id = str_of(bad[i]), .has_epss = true };
		build_cve(b, &v);
	}
	struct advisory nothing = { .id = STR("GHSA-xxxx") };
	build_advisory(b, &nothing);

	OWNED(buf_donep) struct buf bytes;
	write_db(b, true, &bytes);
	OWNED(db_closep) struct db *db = open_db(&bytes);
	struct fault f = { 0 };
	struct cve_facts got;
	assert_int_equal(db_cve(db, STR("CVE-2024-3094"), a, &got, &f), 1);
	check_text(got.id, "CVE-2024-3094");
	assert_true(got.has_epss && got.kev_ransomware);
	assert_int_equal(got.epss, 84321);
	assert_int_equal(got.epss_percentile, 99300);
	check_text(got.kev_added, "2024-04-01");
	check_text(got.summary, "Malicious code.");
	check_text(got.published, "2024-03-29");
	assert_int_equal(got.cvss.n, 2);
	check_text(got.cvss.p[0], "CVSS:2.0/AV:L");
	check_text(got.cwe.p[0], "CWE-506");
	assert_int_equal(db_cve_urgency(db, STR("CVE-2024-3094"), a, &got, &f), 1);
	check_text(got.kev_added, "2024-04-01");
	check_text(got.summary, "");
	assert_int_equal(db_cve(db, STR("CVE-1999-0001"), a, &got, &f), 1);
	assert_true(got.has_epss && !got.kev_ransomware);
	assert_int_equal(got.epss, 0);
	assert_int_equal(got.epss_percentile, 100000);
	assert_int_equal(db_cve(db, STR("CVE-2023-1234567"), a, &got, &f), 1);
	assert_false(got.has_epss);
	check_text(got.summary, "Only words.");
	assert_int_equal(db_cve(db, STR("CVE-2023-1234568"), a, &got, &f), 0);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(db_cve(db, str_of(bad[i]), a, &got, &f), 0);

	struct db_status status;
	check_ok(db_status(db, a, &status, &f), &f);
	assert_int_equal(status.cves, 3);
	assert_int_equal(status.feeds.n, 3);
	check_text(status.feeds.p[0].name, "cve"); /* sorted by name */
	assert_int_equal(status.feeds.p[0].used, 2);
	assert_int_equal(status.feeds.p[0].refused, 10);
	assert_int_equal(status.feeds.p[0].reasons_n, 2);
	check_text(status.feeds.p[0].reasons[0].reason, "not a CVE number");
	assert_int_equal(status.feeds.p[0].reasons[0].n, 9);
	check_text(status.feeds.p[0].reasons[1].reason, "names no package");
}

/* A text larger than a block, many that share one, and enough for several batches. */
static void large_texts(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(build_freep) struct db_build *b = build_new();
	struct fake k = { .arena = a, .state = 3 };
	char *long_text = arena_bytes(a, 3 * MIB);
	for (size_t i = 0; i < 3 * MIB; i++)
		long_text[i] = (char)('a' + fake_below(&k, 26));
	build_feed(b, "osv", 50);
	struct advisory_package package = { .ecosystem = ECOSYSTEM_NPM, .name = STR("x") };
	for (unsigned i = 0; i < 3000; i++) {
		struct advisory v = { .id = str_printf(a, "T-%05u", i) };
		v.packages.p = &package;
		v.packages.n = 1;
		v.details = i == 1500 ? str_make(long_text, 3 * MIB)
				      : str_make(long_text + i, i % 11 ? 5 : 4000);
		build_advisory(b, &v);
	}
	OWNED(buf_donep) struct buf bytes;
	write_db(b, true, &bytes);
	OWNED(db_closep) struct db *db = open_db(&bytes);
	struct fault f = { 0 };
	struct db_range range;
	assert_int_equal(db_lookup(db, ECOSYSTEM_NPM, STR(""), STR("x"), &range, &f), 1);
	assert_int_equal(range.n, 3000);
	for (uint32_t i = 0; i < 3000; i++) {
		struct db_statement s;
		uint32_t n = i * 1009 % 3000; /* not in the order of the blocks */
		check_ok(db_statement(&range, n, a, &s, &f), &f);
		check_ok(db_text(db, s.text, a, &s.advisory, &f), &f);
		check_str(s.advisory.details, n == 1500
						      ? str_make(long_text, 1 * MIB)
						      : str_make(long_text + n, n % 11 ? 5 : 4000));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip),  cmocka_unit_test(records_and_texts),
		cmocka_unit_test(any_order),   cmocka_unit_test(absent),
		cmocka_unit_test(empty),       cmocka_unit_test(facts_of_cves),
		cmocka_unit_test(large_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
