/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening the database: one mapping, and 512 bytes read.
 *
 * Checked here is only what makes the accessors safe to call: the magic, the version, the head's own
 * CRC and that every section lies inside the file. The digest over the whole is compared by
 * db_verify(), which reads every page and is for `db status`. The format is the essay of
 * judge/db/format.h.
 *
 * Refused: files of a newer version (E_UNSUPPORTED), files that are shorter or longer than their
 * head says (E_TRUNCATED, E_CORRUPT), heads whose CRC differs (E_CORRUPT).
 */
#include "judge/db/reader.h"

#include "base/digest.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <unistd.h>
#include <zlib.h>

static const uint32_t row_size[DB_SECTION_COUNT_] = {
#define X(name, number, row) [number] = row,
	DB_SECTIONS(X)
#undef X
};

static int check_section(struct db *db, const char *row, struct fault *f)
{
	uint32_t kind = db_load32(row), size = db_load32(row + 4);
	uint64_t at = db_load64(row + 8), n = db_load64(row + 16);
	if (at > db->bytes.n || n > db->bytes.n - at || at % DB_ALIGN || at < DB_HEAD_SIZE)
		return fault_set(f, E_CORRUPT, "%s: section %u leaves the file", db->name, kind);
	if (kind == 0 || kind >= DB_SECTION_COUNT_)
		return 0;
	if (db->section[kind].p)
		return fault_set(f, E_CORRUPT, "%s: two sections %u", db->name, kind);
	if (size != row_size[kind] || (size && (n % size || n / size >= UINT32_MAX)) ||
	    n > UINT32_MAX)
		return fault_set(f, E_CORRUPT, "%s: section %u has rows of a wrong size", db->name,
				 kind);
	db->section[kind] = str_make(db->bytes.p + at, (size_t)n);
	db->rows[kind] = size ? (uint32_t)(n / size) : 0;
	return 0;
}

/* `given`: the first bytes of the file, all of the head when the file has so many. */
static int check_head(struct db *db, struct str given, struct fault *f)
{
	struct str all = db->bytes;
	if (given.n >= 8 && memcmp(given.p, DB_MAGIC, 8) != 0)
		return fault_set(f, E_CORRUPT, "%s: not an advisory database", db->name);
	if (given.n < DB_HEAD_SIZE || all.n < DB_HEAD_SIZE)
		return fault_set(f, E_TRUNCATED, "%s: %zu bytes are too few for a database",
				 db->name, given.n);
	uint32_t version = db_load32(given.p + DB_AT_VERSION);
	if (version != DB_VERSION)
		return fault_set(f, E_UNSUPPORTED,
				 "%s: format version %u, this program reads %u: build it again",
				 db->name, version, DB_VERSION);
	char head[DB_HEAD_SIZE];
	memcpy(head, given.p, sizeof(head));
	db_store32(head + DB_AT_CRC, 0);
	if (crc32(0, (const Bytef *)head, sizeof(head)) != db_load32(given.p + DB_AT_CRC))
		return fault_set(f, E_CORRUPT, "%s: the head's checksum differs", db->name);
	uint64_t size = db_load64(head + DB_AT_FILE_SIZE);
	if (size != all.n)
		return fault_set(f, size > all.n ? E_TRUNCATED : E_CORRUPT,
				 "%s: %zu bytes, the head says %llu", db->name, all.n,
				 (unsigned long long)size);
	uint32_t n = db_load32(head + DB_AT_SECTIONS_N);
	if (n > DB_SECTIONS_MAX)
		return fault_set(f, E_CORRUPT, "%s: %u sections", db->name, n);
	for (uint32_t i = 0; i < n; i++)
		TRY(check_section(db, head + DB_AT_SECTIONS + i * DB_SECTION_ROW, f));
	for (unsigned kind = 1; kind < DB_SECTION_COUNT_; kind++)
		if (!db->section[kind].p)
			return fault_set(f, E_CORRUPT, "%s: section %u is missing", db->name, kind);
	if (db->rows[DB_CVE_KEYS] != db->rows[DB_CVE_ROWS])
		return fault_set(f, E_CORRUPT, "%s: CVE keys and rows differ in number", db->name);
	return 0;
}

static int open_over(struct str bytes, struct str head, bool mapped, const char *name,
		     struct db **out, struct fault *f)
{
	OWNED(db_closep) struct db *db = mem_alloc(sizeof(*db));
	db->bytes = bytes;
	size_t n = strlen(name) + 1;
	db->name = memcpy(mem_alloc(n), name, n);
	TRY(check_head(db, head, f)); /* db->mapped is still false: the caller unmaps */
	db->mapped = mapped;
	db->wanted = mem_alloc(db->rows[DB_PARTITIONS]);
	db->cache = db_text_cache_new();
	*out = STEAL(db);
	return 0;
}

/*
 * The head comes by read(2): the first touch of a cold mapping waits until the kernel has read a whole
 * window around it (measured: 3–10 ms, where these 512 bytes take 0.2).
 */
static int read_head(int fd, const char *path, char *head, size_t *out_n, struct fault *f)
{
	size_t n = 0;
	while (n < DB_HEAD_SIZE) {
		ssize_t got = pread(fd, head + n, DB_HEAD_SIZE - n, (off_t)n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fault_errno(f, errno, "%s", path);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*out_n = n;
	return 0;
}

int db_open(const char *path, struct db **out, struct fault *f)
{
	OWNED(fd_closep) int fd = -1;
	struct str map;
	char head[DB_HEAD_SIZE];
	size_t n = 0;
	TRY(fs_open_read(path, &fd, f));
	TRY(fs_map(fd, path, &map, f));
	int r = read_head(fd, path, head, &n, f);
	if (r == 0)
		r = open_over(map, str_make(head, n), true, path, out, f);
	if (r < 0)
		fs_unmap(map);
	return r;
}

int db_open_bytes(struct str bytes, const char *name, struct db **out, struct fault *f)
{
	return open_over(bytes, str_slice(bytes, 0, DB_HEAD_SIZE), false, name, out, f);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->mapped)
		fs_unmap(db->bytes);
	db_text_cache_free(db->cache);
	mem_free(db->wanted);
	mem_free(db->name);
	mem_free(db);
}

void db_closep(struct db **db)
{
	db_close(*db);
}

int db_verify(const struct db *db, struct fault *f)
{
	OWNED(hasher_freep) struct hasher *h = hasher_new(DIGEST_SHA256);
	char head[DB_HEAD_SIZE];
	memcpy(head, db->bytes.p, sizeof(head));
	memset(head + DB_AT_CRC, 0, DB_AT_SECTIONS - DB_AT_CRC);
	hasher_add(h, head, sizeof(head));
	hasher_add(h, db->bytes.p + DB_HEAD_SIZE, db->bytes.n - DB_HEAD_SIZE);
	struct digest digest;
	hasher_finish(h, &digest);
	if (memcmp(digest.bytes, db->bytes.p + DB_AT_DIGEST, 32) != 0)
		return fault_set(f, E_MISMATCH, "%s: the content differs from its checksum",
				 db->name);
	return 0;
}

struct rd db_cursor(const struct db *db, enum db_section kind, uint64_t at)
{
	struct str s = db->section[kind];
	struct rd r = rd_of(s);
	if (at > s.n)
		r.bad = true;
	else
		r.p += at;
	return r;
}

int db_string(const struct db *db, uint64_t at, struct str *out, struct fault *f)
{
	if (at == 0) {
		*out = STR("");
		return 0;
	}
	struct rd r = db_cursor(db, DB_STRINGS, at);
	uint64_t n = rd_varint(&r);
	struct str s = rd_take(&r, (size_t)n);
	if (r.bad)
		return db_corrupt(db, "a string", f);
	*out = s;
	return 0;
}

int db_list(const struct db *db, struct rd *r, struct arena *a, const char *what, struct str **out,
	    size_t *out_n, struct fault *f)
{
	uint64_t n = rd_varint(r);
	if (r->bad || n > DB_RANGE_MAX || n > rd_left(r))
		return db_corrupt(db, what, f);
	struct str *list = a && n ? arena_array(a, (size_t)n, sizeof(*list)) : NULL;
	for (uint64_t i = 0; i < n; i++) {
		uint64_t at = rd_varint(r);
		if (r->bad)
			return db_corrupt(db, what, f);
		if (list)
			TRY(db_string(db, at, &list[i], f));
	}
	*out = list;
	*out_n = (size_t)n;
	return 0;
}

int db_partition(const struct db *db, uint32_t i, struct db_partition *out, struct fault *f)
{
	const char *row = db_row(db, DB_PARTITIONS, i, 40);
	if (!row)
		return db_corrupt(db, "a partition", f);
	struct db_partition p = {
		.slots_n = db_load32(row + 16),
		.keys_n = db_load32(row + 20),
		.names_n = db_load32(row + 24),
		.first = db_load32(row + 28),
		.n = db_load32(row + 32),
		.covered = db_load32(row + 36) == 1,
	};
	TRY(db_string(db, db_load32(row), &p.ecosystem, f));
	TRY(db_string(db, db_load32(row + 4), &p.release, f));
	struct str index = db->section[DB_INDEX];
	uint64_t at = db_load64(row + 8);
	/* 32-bit numbers: the sum cannot overflow 64 bits */
	uint64_t size = 4ull * p.slots_n + 8ull * p.keys_n + p.names_n;
	if (at > index.n || size > index.n - at)
		return db_corrupt(db, "a partition's index", f);
	if ((uint64_t)p.first + p.n > db->rows[DB_STATEMENTS])
		return db_corrupt(db, "a partition's statements", f);
	p.slots = index.p + at;
	p.keys = p.slots + 4 * (size_t)p.slots_n;
	p.names = p.keys + 8 * (size_t)p.keys_n;
	*out = p;
	return 0;
}
