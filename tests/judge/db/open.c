/* SPDX-License-Identifier: Apache-2.0 */
/* Damaged files: cut, flipped, lying. A fault or another answer, never a read outside (the sanitizers watch). */
#include "check.h"

#include "advisories.h"
#include "base/fs.h"
#include "base/mem.h"
#include "judge/db/db.h"
#include "judge/db/format.h"

#include <unistd.h>
#include <zlib.h>

#define IDS   60
#define NAMES 20

static void make_file(struct buf *to)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(build_freep) struct db_build *b = build_new();
	struct fake k = { .arena = a, .state = 11 };
	for (unsigned i = 0; i < 150; i++) {
		struct fake_record r = fake_advisory(&k, IDS, NAMES);
		fake_add(b, &r);
		struct cve_facts facts = { .id = r.advisory.id,
					   .has_epss = true,
					   .epss = i,
					   .kev_added = r.advisory.published,
					   .summary = r.advisory.summary };
		build_cve(b, &facts);
		build_refused(b, "withdrawn");
	}
	struct fault f = { 0 };
	struct out out;
	buf_init(to, 8 * MIB);
	out_init_buf(&out, to);
	check_ok(build_write(b, true, &out, &f), &f);
	out_done(&out);
}

static void repair_crc(char *bytes)
{
	db_store32(bytes + DB_AT_CRC, 0);
	db_store32(bytes + DB_AT_CRC, (uint32_t)crc32(0, (const Bytef *)bytes, DB_HEAD_SIZE));
}

/* Every question; counts the answers that were not faults. */
static unsigned ask(const struct db *db)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	static const struct {
		enum ecosystem ecosystem;
		const char *release;
	} where[] = { { ECOSYSTEM_DEBIAN, "11" },
		      { ECOSYSTEM_ALPINE, "edge" },
		      { ECOSYSTEM_NPM, "" } };
	struct fault f = { 0 };
	unsigned good = 0;
	for (size_t w = 0; w < ARRAY_LEN(where); w++)
		for (unsigned i = 0; i < NAMES; i += 3) {
			struct db_range range;
			struct str name = str_printf(a, "name-%u", i);
			if (db_lookup(db, where[w].ecosystem, str_of(where[w].release), name,
				      &range, &f) != 1)
				continue;
			for (uint32_t k = 0; k < range.n && k < 20; k++) {
				struct db_statement s;
				if (db_statement(&range, k, a, &s, &f) < 0)
					continue;
				good += db_text(db, s.text, a, &s.advisory, &f) == 0;
			}
		}
	for (unsigned i = 0; i < IDS; i += 5) {
		struct cve_facts facts;
		struct str id = str_printf(a, "CVE-%u-%04u", 2000 + i % 25, i);
		good += db_cve(db, id, a, &facts, &f) == 1;
		struct db_advisory said;
		if (i % 20 == 0)
			good += db_advisory(db, id, a, &said, &f) == 1 &&
				said.statements.n <= DB_ADVISORY_STATEMENTS;
	}
	struct db_status status;
	good += db_status(db, a, &status, &f) == 0;
	return good;
}

/* A copy of exactly n bytes, so that a read beyond is seen. */
static char *copy(const struct buf *b, size_t n)
{
	char *p = mem_alloc(n);
	if (n)
		memcpy(p, b->p, n);
	return p;
}

static void truncated(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf file;
	make_file(&file);
	for (unsigned part = 0; part < 64; part++) {
		size_t n = file.n * part / 64;
		char *bytes = copy(&file, n);
		struct fault f = { 0 };
		struct db *db = NULL;
		int r = db_open_bytes(str_make(bytes, n), "cut", &db, &f);
		assert_true(r == E_TRUNCATED);
		assert_null(db);
		/* and when the head does not admit it */
		if (n >= DB_HEAD_SIZE) {
			db_store64(bytes + DB_AT_FILE_SIZE, n);
			repair_crc(bytes);
			assert_int_equal(db_open_bytes(str_make(bytes, n), "cut", &db, &f),
					 E_CORRUPT);
		}
		mem_free(bytes);
	}
}

static void flipped(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf file;
	OWNED(arena_freep) struct arena *a = arena_new();
	make_file(&file);
	struct fault f = { 0 };
	struct db *db = NULL;
	check_ok(db_open_bytes(buf_str(&file), "whole", &db, &f), &f);
	unsigned whole = ask(db);
	assert_true(whole > 50);
	db_close(db);

	struct fake k = { .arena = a, .state = 99 };
	char *bytes = copy(&file, file.n);
	unsigned opened = 0, faults = 0;
	for (unsigned i = 0; i < 10000; i++) {
		size_t at[3];
		unsigned n = 1 + i % 3;
		for (unsigned m = 0; m < n; m++) {
			at[m] = fake_below(&k, (uint32_t)file.n);
			/* half of them where the tables are */
			if (i & 1)
				at[m] %= size_min(file.n, 8192);
			bytes[at[m]] = (char)(i % 5 ? fake_u32(&k) : 0xff);
		}
		repair_crc(bytes);
		if (db_open_bytes(str_make(bytes, file.n), "flipped", &db, &f) == 0) {
			opened++;
			unsigned good = ask(db);
			faults += good < whole;
			if (memcmp(bytes, file.p, file.n) != 0 && i % 50 == 0)
				assert_int_equal(db_verify(db, &f), E_MISMATCH);
			db_close(db);
		}
		for (unsigned m = 0; m < n; m++)
			bytes[at[m]] = file.p[at[m]];
		memcpy(bytes, file.p, DB_HEAD_SIZE);
	}
	mem_free(bytes);
	/* the damage was really read: not everything was refused at the door, not everything unseen */
	assert_true(opened > 5000);
	assert_true(faults > 100);
}

static void heads(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf file;
	make_file(&file);
	static const struct {
		size_t at;
		uint32_t value;
		int code;
	} cases[] = {
		{ DB_AT_MAGIC, 0x04034b50, E_CORRUPT },
		{ DB_AT_VERSION, DB_VERSION + 1, E_UNSUPPORTED },
		{ DB_AT_SECTIONS_N, 0, E_CORRUPT },
		{ DB_AT_SECTIONS_N, UINT32_MAX, E_CORRUPT },
		{ DB_AT_SECTIONS, DB_STRINGS, E_CORRUPT },	/* twice */
		{ DB_AT_SECTIONS + 4, 31, E_CORRUPT },		/* a row of another size */
		{ DB_AT_SECTIONS + 8, 513, E_CORRUPT },		/* not aligned */
		{ DB_AT_SECTIONS + 8, 0, E_CORRUPT },		/* over the head */
		{ DB_AT_SECTIONS + 12, UINT32_MAX, E_CORRUPT }, /* far outside */
		{ DB_AT_SECTIONS + 20, UINT32_MAX, E_CORRUPT },
		{ DB_AT_SECTIONS + 16, 33, E_CORRUPT }, /* not whole rows */
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *bytes = copy(&file, file.n);
		db_store32(bytes + cases[i].at, cases[i].value);
		repair_crc(bytes);
		struct fault f = { 0 };
		struct db *db = NULL;
		int r = db_open_bytes(str_make(bytes, file.n), "head", &db, &f);
		if (r != cases[i].code)
			fail_msg("case %zu: %s", i, r < 0 ? f.text : "opened");
		mem_free(bytes);
	}
	/* without the repair, the CRC speaks */
	struct fault f = { 0 };
	struct db *db = NULL;
	file.p[DB_AT_DIGEST] ^= 1;
	assert_int_equal(db_open_bytes(buf_str(&file), "head", &db, &f), E_CORRUPT);
	file.p[DB_AT_DIGEST] ^= 1;
	check_ok(db_open_bytes(buf_str(&file), "head", &db, &f), &f);
	db_close(db);
	assert_int_equal(db_open_bytes(STR(""), "empty", &db, &f), E_TRUNCATED);
	assert_int_equal(db_open_bytes(STR("SQLite format 3"), "other", &db, &f), E_CORRUPT);
}

static void from_disk(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf file;
	make_file(&file);
	struct fault f = { 0 };
	struct fs_file to;
	struct db *db = NULL;
	check_ok(fs_file_create(&to, "some.db", &f), &f);
	assert_int_equal(write(to.fd, file.p, file.n), (ssize_t)file.n);
	check_ok(fs_file_commit(&to, &f), &f);
	check_ok(db_open("some.db", &db, &f), &f);
	check_ok(db_verify(db, &f), &f);
	assert_true(ask(db) > 50);
	db_close(db);
	db = NULL;
	assert_int_equal(db_open("none.db", &db, &f), E_NOTFOUND);
	assert_null(db);
	assert_int_equal(db_open("/dev/null", &db, &f), E_UNSUPPORTED);
	unlink("some.db");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(truncated),
		cmocka_unit_test(flipped),
		cmocka_unit_test(heads),
		cmocka_unit_test(from_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
