/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes as a database file, asked everything. The head's CRC would stop nearly every mutation at the
 * door, so it is made right first: the question is what stands behind it.
 *
 * Must hold: no read outside, whatever the answers; the same question twice gives the same answer.
 */
#include "base/log.h"
#include "base/mem.h"
#include "judge/db/db.h"
#include "judge/db/format.h"
#include "judge/range.h"

#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void ask(const struct db *db, struct arena *a, enum ecosystem e, struct str release,
		struct str name)
{
	struct fault f = { 0 };
	struct db_range range, again;
	int r = db_lookup(db, e, release, name, &range, &f);
	ENSURE(r == db_lookup(db, e, release, name, &again, &f));
	ENSURE(range.first == again.first && range.n == again.n);
	for (uint32_t i = 0; r == 1 && i < range.n && i < 64; i++) {
		struct db_statement s;
		if (db_statement(&range, i, a, &s, &f) < 0)
			continue;
		(void)range_contains(NULL, &s.package, STR("1.2.3"));
		(void)db_text(db, s.text, a, &s.advisory, &f);
	}
}

static void ask_all(const struct db *db, struct arena *a)
{
	static const char *const names[] = { "openssl", "name-1", "libname-7", "", "x" };
	struct fault f = { 0 };
	struct db_status status;
	if (db_status(db, a, &status, &f) == 0)
		for (size_t i = 0; i < status.partitions.n && i < 16; i++)
			for (size_t k = 0; k < ARRAY_LEN(names); k++)
				ask(db, a, status.partitions.p[i].ecosystem,
				    status.partitions.p[i].release, str_of(names[k]));
	ask(db, a, ECOSYSTEM_DEBIAN, STR("12"), STR("name-2"));
	struct cve_facts facts;
	(void)db_cve(db, STR("CVE-2024-3094"), a, &facts, &f);
	(void)db_cve(db, STR("CVE-2001-0001"), a, &facts, &f);
	for (uint32_t text = 0; text < 4; text++) {
		struct advisory words = { 0 };
		(void)db_text(db, text, a, &words, &f);
	}
	(void)db_verify(db, &f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char *bytes = mem_alloc(n);
	if (n)
		memcpy(bytes, data, n);
	if (n >= DB_HEAD_SIZE) {
		memcpy(bytes, DB_MAGIC, 8);
		db_store32(bytes + DB_AT_VERSION, DB_VERSION);
		db_store64(bytes + DB_AT_FILE_SIZE, n);
		db_store32(bytes + DB_AT_CRC, 0);
		db_store32(bytes + DB_AT_CRC,
			   (uint32_t)crc32(0, (const Bytef *)bytes, DB_HEAD_SIZE));
	}
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fault f = { 0 };
	struct db *db = NULL;
	if (db_open_bytes(str_make(bytes, n), "fuzz", &db, &f) == 0)
		ask_all(db, a);
	db_close(db);
	mem_free(bytes);
	return 0;
}
