/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a package name to what is said about it.
 *
 * Partition by binary search (a hundred or two of them), name by hash: each partition has its own
 * small table of 4-byte slots, so a question costs one slot, one key and one name, whatever the
 * number of names. The keys stand sorted by name: a run of sorted questions walks through the
 * partition in one direction. The first question to a partition tells the kernel that its pages will
 * be wanted; measured, that is 2–3 times faster cold than leaving it alone, and promising random
 * access is 10 times slower.
 *
 * Must stay true: a damaged file gives E_CORRUPT or a wrong answer, never a read outside.
 */
#define _GNU_SOURCE
#include "judge/db/reader.h"

#include <sys/mman.h>
#include <unistd.h>

/* Rounds outwards to pages; a refusal costs only speed. */
static void will_need(const char *p, size_t n)
{
	if (n == 0)
		return;
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t from = (uintptr_t)p & ~(page - 1);
	(void)madvise((void *)from, (uintptr_t)p + n - from, MADV_WILLNEED);
}

static void want(const struct db *db, uint32_t i, const struct db_partition *p)
{
	if (!db->mapped || __atomic_exchange_n(&db->wanted[i], 1, __ATOMIC_RELAXED))
		return;
	will_need(p->slots, 4 * (size_t)p->slots_n + 8 * (size_t)p->keys_n + p->names_n);
	will_need(db->section[DB_STATEMENTS].p + (size_t)p->first * 12, (size_t)p->n * 12);
}

/* 1 and the partition, or 0. */
static int find_partition(const struct db *db, enum ecosystem e, struct str release,
			  struct db_partition *out, uint32_t *out_i, struct fault *f)
{
	struct str name = str_of(ecosystem_info(e)->name);
	uint32_t low = 0, high = db->rows[DB_PARTITIONS];
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const char *row = db_row(db, DB_PARTITIONS, middle, 40);
		struct str s;
		TRY(db_string(db, db_load32(row), &s, f));
		int order = str_cmp(s, name);
		if (order == 0) {
			TRY(db_string(db, db_load32(row + 4), &s, f));
			order = str_cmp(s, release);
		}
		if (order == 0) {
			TRY(db_partition(db, middle, out, f));
			*out_i = middle;
			return 1;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

int db_key(const struct db *db, const struct db_partition *p, uint32_t i, struct str *out_name,
	   uint32_t *out_first, uint32_t *out_n, struct fault *f)
{
	const char *key = p->keys + 8 * (size_t)i;
	bool last = i + 1 == p->keys_n;
	uint32_t at = db_load32(key), end = last ? p->names_n : db_load32(key + 8);
	uint32_t first = db_load32(key + 4), stop = last ? p->n : db_load32(key + 12);
	if (at > end || end > p->names_n)
		return db_corrupt(db, "a name", f);
	if (first > stop || stop > p->n)
		return db_corrupt(db, "a run of statements", f);
	*out_name = str_make(p->names + at, end - at);
	*out_first = p->first + first;
	*out_n = stop - first;
	return 0;
}

int db_lookup(const struct db *db, enum ecosystem e, struct str release, struct str name,
	      struct db_range *out, struct fault *f)
{
	*out = (struct db_range){ .db = db, .ecosystem = e };
	struct db_partition p;
	uint32_t i = 0;
	int r = find_partition(db, e, release, &p, &i, f);
	if (r <= 0)
		return r;
	want(db, i, &p);
	if (p.slots_n == 0)
		return 0;
	if (p.slots_n & (p.slots_n - 1))
		return db_corrupt(db, "a table of names", f);
	uint64_t hash = str_hash(name);
	uint32_t tag = (uint32_t)(hash >> 56), mask = p.slots_n - 1;
	for (uint32_t at = (uint32_t)hash & mask, step = 0; step < p.slots_n;
	     at = (at + 1) & mask, step++) {
		uint32_t slot = db_load32(p.slots + 4 * (size_t)at);
		if (slot == 0)
			return 0;
		if (slot >> DB_SLOT_KEY_BITS != tag)
			continue;
		uint32_t key = (slot & ((1u << DB_SLOT_KEY_BITS) - 1)) - 1;
		if (key >= p.keys_n)
			return db_corrupt(db, "a slot", f);
		struct str found;
		uint32_t first, n;
		TRY(db_key(db, &p, key, &found, &first, &n, f));
		if (!str_eq(found, name))
			continue;
		out->first = first;
		out->n = n;
		out->release = p.release;
		out->name = found;
		return 1;
	}
	return 0;
}

enum db_coverage db_coverage(const struct db *db, enum ecosystem e, struct str release)
{
	struct db_partition p;
	uint32_t i;
	struct fault f = { 0 };
	if (find_partition(db, e, release, &p, &i, &f) != 1)
		return DB_NOTHING;
	return p.covered ? DB_COVERED : DB_SCATTERED;
}

static int read_intervals(const struct db *db, struct rd *r, struct arena *a,
			  struct advisory_package *out, struct fault *f)
{
	uint64_t n = rd_varint(r);
	if (r->bad || n > DB_RANGE_MAX || n > rd_left(r))
		return db_corrupt(db, "a list of intervals", f);
	if (n == 0)
		return 0;
	out->intervals.p = arena_array(a, (size_t)n, sizeof(*out->intervals.p));
	out->intervals.n = out->intervals.cap = (size_t)n;
	for (uint64_t i = 0; i < n; i++) {
		struct advisory_interval *v = &out->intervals.p[i];
		unsigned which = rd_u8(r);
		if (which & DB_INTERVAL_INTRODUCED)
			TRY(db_string(db, rd_varint(r), &v->introduced, f));
		if (which & DB_INTERVAL_FIXED)
			TRY(db_string(db, rd_varint(r), &v->fixed, f));
		if (which & DB_INTERVAL_LAST)
			TRY(db_string(db, rd_varint(r), &v->last_affected, f));
		if (r->bad)
			return db_corrupt(db, "an interval", f);
	}
	return 0;
}

static int read_advisory(const struct db *db, uint32_t i, struct arena *a, struct db_statement *out,
			 struct fault *f)
{
	const char *row = db_row(db, DB_ADVISORIES, i, 16);
	if (!row)
		return db_corrupt(db, "an advisory", f);
	struct advisory *v = &out->advisory;
	TRY(db_string(db, db_load32(row), &v->id, f));
	uint32_t lists = db_load32(row + 4);
	if (lists) {
		struct rd r = db_cursor(db, DB_LISTS, lists);
		TRY(db_list(db, &r, a, "a list of aliases", &v->aliases.p, &v->aliases.n, f));
		TRY(db_list(db, &r, a, "a list of related ids", &v->related.p, &v->related.n, f));
		TRY(db_list(db, &r, a, "a list of vectors", &v->cvss.p, &v->cvss.n, f));
		v->aliases.cap = v->aliases.n;
		v->related.cap = v->related.n;
		v->cvss.cap = v->cvss.n;
	}
	out->text = db_load32(row + 8);
	if ((uint8_t)row[13] >= SEVERITY_COUNT_)
		return db_corrupt(db, "a severity", f);
	v->severity = (enum severity)row[13];
	const char *feed = db_row(db, DB_FEEDS, (uint8_t)row[12], 32);
	if (!feed)
		return db_corrupt(db, "a feed", f);
	out->priority = (uint8_t)feed[24];
	return db_string(db, db_load32(feed), &out->feed, f);
}

int db_statement(const struct db_range *range, uint32_t i, struct arena *a,
		 struct db_statement *out, struct fault *f)
{
	const struct db *db = range->db;
	*out = (struct db_statement){ .text = (uint32_t)DB_NO_TEXT };
	const char *row = i < range->n ? db_row(db, DB_STATEMENTS, range->first + i, 12) : NULL;
	if (!row)
		return db_corrupt(db, "a statement", f);
	TRY(read_advisory(db, db_load32(row), a, out, f));
	struct advisory_package *p = &out->package;
	p->ecosystem = range->ecosystem;
	p->release = range->release;
	p->name = range->name;
	if ((uint8_t)row[8] >= ADVISORY_STATUS_COUNT_ || (uint8_t)row[9] >= SEVERITY_COUNT_)
		return db_corrupt(db, "a status", f);
	p->status = (enum advisory_status)row[8];
	p->severity = (enum severity)row[9];
	struct rd r = db_cursor(db, DB_RANGES, db_load32(row + 4));
	TRY(read_intervals(db, &r, a, p, f));
	TRY(db_list(db, &r, a, "a list of versions", &p->versions.p, &p->versions.n, f));
	p->versions.cap = p->versions.n;
	return 0;
}
