/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laying out the file (judge/db/format.h has the picture).
 *
 * Numbers of arrival become ranks: partitions by ecosystem and release, names within them, advisories
 * by priority, id and feed, statements by all of these. One walk over the sorted statements then
 * writes every section from the front; strings and ranges get their place when they are first needed,
 * so what one partition refers to lies together, and equal statements of several files, now
 * neighbours, become one.
 *
 * Must stay true: nothing below compares or stores a number of arrival. The same set of calls gives
 * the same bytes (for one version of libzstd: its output may change with its version).
 *
 * Sections are kept in memory until the last is known, because the head, which comes first, holds
 * the digest of them all and the output may be a pipe.
 */
#define _GNU_SOURCE
#include "judge/db/layout.h"

#include "base/digest.h"

#include <stdlib.h>
#include <zlib.h>

static int order_u32(uint32_t x, uint32_t y)
{
	return (x > y) - (x < y);
}

static uint32_t load(const void *p)
{
	uint32_t v;
	memcpy(&v, p, 4);
	return v;
}

/* 0 … n-1 in the order of `compare`. */
static uint32_t *sorted(struct layout *l, uint32_t n,
			int (*compare)(const void *, const void *, void *))
{
	uint32_t *order = arena_array(l->arena, size_max(n, 1), sizeof(*order));
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof(*order), compare, l);
	return order;
}

static uint32_t *ranks(struct layout *l, const uint32_t *order, uint32_t n)
{
	uint32_t *rank = arena_array(l->arena, size_max(n, 1), sizeof(*rank));
	for (uint32_t i = 0; i < n; i++)
		rank[order[i]] = i;
	return rank;
}

static int feed_order(const void *x, const void *y, void *context)
{
	const struct db_build *b = ((const struct layout *)context)->b;
	return str_cmp(build_str(b, b->feeds[load(x)].name), build_str(b, b->feeds[load(y)].name));
}

static struct build_partition_key partition_key(const struct db_build *b, uint32_t i)
{
	struct build_partition_key key;
	memcpy(&key, intern_str(&b->partitions, i).p, sizeof(key));
	return key;
}

static struct str partition_ecosystem(const struct db_build *b, uint32_t i)
{
	return str_of(ecosystem_info((enum ecosystem)partition_key(b, i).ecosystem)->name);
}

static int partition_order(const void *x, const void *y, void *context)
{
	const struct db_build *b = ((const struct layout *)context)->b;
	int order = str_cmp(partition_ecosystem(b, load(x)), partition_ecosystem(b, load(y)));
	if (order)
		return order;
	return str_cmp(build_str(b, partition_key(b, load(x)).release),
		       build_str(b, partition_key(b, load(y)).release));
}

static struct build_name_key name_key(const struct db_build *b, uint32_t i)
{
	struct build_name_key key;
	memcpy(&key, intern_str(&b->names, i).p, sizeof(key));
	return key;
}

static int name_order(const void *x, const void *y, void *context)
{
	const struct layout *l = context;
	struct build_name_key i = name_key(l->b, load(x)), j = name_key(l->b, load(y));
	int order = order_u32(l->partition_rank[i.partition], l->partition_rank[j.partition]);
	return order ? order : str_cmp(build_str(l->b, i.name), build_str(l->b, j.name));
}

struct build_advisory_key layout_advisory_key(const struct db_build *b, uint32_t i)
{
	struct build_advisory_key key;
	memcpy(&key, intern_str(&b->advisory_keys, i).p, sizeof(key));
	return key;
}

static int advisory_order(const void *x, const void *y, void *context)
{
	const struct layout *l = context;
	struct build_advisory_key i = layout_advisory_key(l->b, load(x)),
				  j = layout_advisory_key(l->b, load(y));
	int order = order_u32(l->b->feeds[j.feed].priority, l->b->feeds[i.feed].priority);
	if (order == 0)
		order = i.id == j.id ? 0 : str_cmp(build_str(l->b, i.id), build_str(l->b, j.id));
	return order ? order : order_u32(l->feed_rank[i.feed], l->feed_rank[j.feed]);
}

static uint32_t cve_key(const struct db_build *b, uint32_t i)
{
	return load(intern_str(&b->cve_keys, i).p);
}

static int cve_order(const void *x, const void *y, void *context)
{
	const struct db_build *b = ((const struct layout *)context)->b;
	return order_u32(cve_key(b, load(x)), cve_key(b, load(y)));
}

/* By content; only statements that agree in everything else get here. */
static int range_order(const struct db_build *b, uint32_t x, uint32_t y)
{
	struct str i = intern_str(&b->ranges, x), j = intern_str(&b->ranges, y);
	for (size_t at = 0; at + 4 <= i.n && at + 4 <= j.n; at += 4) {
		uint32_t p = load(i.p + at), q = load(j.p + at);
		if (p == q)
			continue;
		return at ? str_cmp(build_str(b, p), build_str(b, q)) : order_u32(p, q);
	}
	return order_u32((uint32_t)i.n, (uint32_t)j.n);
}

/* Rows carry ranks by now. */
static int statement_order(const void *x, const void *y, void *context)
{
	const struct build_statement_row *i = x, *j = y;
	int order = order_u32(i->key, j->key);
	if (order == 0)
		order = order_u32(i->advisory, j->advisory);
	if (order == 0)
		order = (int)i->status - (int)j->status;
	if (order == 0)
		order = (int)i->severity - (int)j->severity;
	if (order == 0 && i->range != j->range)
		order = range_order(((const struct layout *)context)->b, i->range, j->range);
	return order;
}

static void sort_all(struct layout *l)
{
	const struct db_build *b = l->b;
	l->feed_at = sorted(l, b->feeds_n, feed_order);
	l->feed_rank = ranks(l, l->feed_at, b->feeds_n);
	l->partition_at = sorted(l, b->partitions.n, partition_order);
	l->partition_rank = ranks(l, l->partition_at, b->partitions.n);
	l->name_at = sorted(l, b->names.n, name_order);
	const uint32_t *name_rank = ranks(l, l->name_at, b->names.n);
	l->advisory_at = sorted(l, b->advisory_keys.n, advisory_order);
	const uint32_t *advisory_rank = ranks(l, l->advisory_at, b->advisory_keys.n);
	l->cve_at = sorted(l, b->cve_keys.n, cve_order);

	size_t n = b->statements.n / sizeof(struct build_statement_row), kept = 0;
	struct build_statement_row *rows = arena_array(l->arena, size_max(n, 1), sizeof(*rows));
	for (size_t i = 0; i < n; i++) {
		rows[i] = build_statements(b)[i];
		rows[i].key = name_rank[rows[i].key];
		rows[i].advisory = advisory_rank[rows[i].advisory];
	}
	qsort_r(rows, n, sizeof(*rows), statement_order, l);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || memcmp(&rows[i], &rows[i - 1], sizeof(*rows)) != 0)
			rows[kept++] = rows[i];
	l->statements = rows;
	l->statements_n = (uint32_t)kept;
}

void layout_u8(struct buf *to, uint8_t v)
{
	(void)buf_add_char(to, (char)v);
}

void layout_u32(struct buf *to, uint32_t v)
{
	char p[4];
	db_store32(p, v);
	(void)buf_add(to, p, sizeof(p));
}

void layout_u64(struct buf *to, uint64_t v)
{
	char p[8];
	db_store64(p, v);
	(void)buf_add(to, p, sizeof(p));
}

uint32_t layout_string(struct layout *l, uint32_t string)
{
	if (string == 0 || l->string_at[string])
		return l->string_at[string];
	struct buf *to = &l->section[DB_STRINGS];
	struct str s = build_str(l->b, string);
	l->string_at[string] = (uint32_t)to->n;
	(void)(build_varint(to, s.n) && buf_add_str(to, s));
	return l->string_at[string];
}

static void put_string(struct layout *l, struct buf *to, uint32_t string)
{
	(void)build_varint(to, layout_string(l, string));
}

void layout_list(struct layout *l, struct buf *to, uint32_t list)
{
	struct str items = intern_str(&l->b->lists, list);
	(void)build_varint(to, items.n / 4);
	for (size_t i = 0; i < items.n / 4; i++)
		put_string(l, to, build_u32(items, i));
}

static uint32_t put_range(struct layout *l, uint32_t range)
{
	if (range == 0 || l->range_at[range])
		return l->range_at[range];
	struct buf *to = &l->section[DB_RANGES];
	l->range_at[range] = (uint32_t)to->n;
	struct str raw = intern_str(&l->b->ranges, range);
	size_t intervals = build_u32(raw, 0), at = 1;
	(void)build_varint(to, intervals);
	for (size_t i = 0; i < intervals; i++, at += 3) {
		uint8_t which = 0;
		for (unsigned k = 0; k < 3; k++)
			which |= (uint8_t)(build_u32(raw, at + k) ? 1u << k : 0);
		layout_u8(to, which);
		for (unsigned k = 0; k < 3; k++)
			if (build_u32(raw, at + k))
				put_string(l, to, build_u32(raw, at + k));
	}
	(void)build_varint(to, raw.n / 4 - at);
	for (; at < raw.n / 4; at++)
		put_string(l, to, build_u32(raw, at));
	return l->range_at[range];
}

static void put_statement(struct layout *l, const struct build_statement_row *row)
{
	struct buf *to = &l->section[DB_STATEMENTS];
	layout_u32(to, row->advisory);
	layout_u32(to, put_range(l, row->range));
	layout_u8(to, row->status);
	layout_u8(to, row->severity);
	layout_u8(to, 0);
	layout_u8(to, 0);
}

/* The hash slots of names [first, first + n) of name_at, in an array of `slots_n`. */
static void fill_slots(const struct layout *l, uint32_t first, uint32_t n, char *slots,
		       uint32_t slots_n)
{
	for (uint32_t i = 0; i < n; i++) {
		struct str name = build_str(l->b, name_key(l->b, l->name_at[first + i]).name);
		uint64_t hash = str_hash(name);
		uint32_t at = (uint32_t)hash & (slots_n - 1);
		while (db_load32(slots + 4 * (size_t)at))
			at = (at + 1) & (slots_n - 1);
		db_store32(slots + 4 * (size_t)at,
			   (uint32_t)(hash >> 56) << DB_SLOT_KEY_BITS | (i + 1));
	}
}

static int put_index(struct layout *l, uint32_t first, uint32_t n, const uint32_t *starts,
		     uint32_t *out_slots, uint32_t *out_names, struct fault *f)
{
	struct buf *to = &l->section[DB_INDEX];
	uint32_t slots_n = n ? 4 : 0;
	while (slots_n < 2 * (uint64_t)n)
		slots_n *= 2;
	if (slots_n) {
		char *slots = buf_room(to, 4 * (size_t)slots_n);
		if (!slots)
			return fault_set(f, E_LIMIT, "too many package names");
		memset(slots, 0, 4 * (size_t)slots_n);
		fill_slots(l, first, n, slots, slots_n);
		buf_filled(to, 4 * (size_t)slots_n);
	}
	uint32_t names = 0;
	for (uint32_t i = 0; i < n; i++) {
		layout_u32(to, names);
		layout_u32(to, starts[i]);
		names += (uint32_t)build_str(l->b, name_key(l->b, l->name_at[first + i]).name).n;
	}
	for (uint32_t i = 0; i < n; i++)
		(void)buf_add_str(to, build_str(l->b, name_key(l->b, l->name_at[first + i]).name));
	while (to->n % DB_ALIGN && buf_add_char(to, 0))
		;
	*out_slots = slots_n;
	*out_names = names;
	return 0;
}

/* Names of the partition from *name on, their statements from *statement on; moves both. */
static int put_partition(struct layout *l, uint32_t rank, uint32_t *name, uint32_t *statement,
			 struct fault *f)
{
	uint32_t partition = l->partition_at[rank];
	uint32_t first_name = *name, first = *statement, n = 0;
	while (first_name + n < l->b->names.n &&
	       name_key(l->b, l->name_at[first_name + n]).partition == partition)
		n++;
	if (n > DB_KEYS_MAX)
		return fault_set(f, E_LIMIT, "more than %d package names in one release",
				 DB_KEYS_MAX);
	uint32_t *starts = arena_array(l->arena, size_max(n, 1), sizeof(*starts));
	for (uint32_t i = 0; i < n; i++) {
		starts[i] = *statement - first;
		for (; *statement < l->statements_n &&
		       l->statements[*statement].key == first_name + i;
		     ++*statement)
			put_statement(l, &l->statements[*statement]);
	}
	struct buf *to = &l->section[DB_PARTITIONS];
	struct build_partition_key key = partition_key(l->b, partition);
	layout_u32(to, layout_string(l, l->ecosystem_string[key.ecosystem]));
	layout_u32(to, layout_string(l, key.release));
	layout_u64(to, l->section[DB_INDEX].n);
	uint32_t slots_n, names_n;
	TRY(put_index(l, first_name, n, starts, &slots_n, &names_n, f));
	layout_u32(to, slots_n);
	layout_u32(to, n);
	layout_u32(to, names_n);
	layout_u32(to, first);
	layout_u32(to, *statement - first);
	layout_u32(to, partition < l->b->covered.n && l->b->covered.p[partition]);
	*name += n;
	return 0;
}

static void put_advisories(struct layout *l)
{
	const struct db_build *b = l->b;
	struct buf *to = &l->section[DB_ADVISORIES], *lists = &l->section[DB_LISTS];
	for (uint32_t i = 0; i < b->advisory_keys.n; i++) {
		struct build_advisory_key key = layout_advisory_key(b, l->advisory_at[i]);
		const struct build_advisory_row *row = &build_advisories(b)[l->advisory_at[i]];
		layout_u32(to, layout_string(l, key.id));
		bool has_lists = row->aliases || row->related || row->cvss;
		layout_u32(to, has_lists ? (uint32_t)lists->n : 0);
		if (has_lists) {
			layout_list(l, lists, row->aliases);
			layout_list(l, lists, row->related);
			layout_list(l, lists, row->cvss);
		}
		layout_u32(to, row->text == BUILD_NONE ? (uint32_t)DB_NO_TEXT
						       : l->text_handle[row->text]);
		layout_u8(to, (uint8_t)l->feed_rank[key.feed]);
		layout_u8(to, (uint8_t)row->severity);
		layout_u8(to, 0);
		layout_u8(to, 0);
	}
}

static void put_cves(struct layout *l)
{
	const struct db_build *b = l->b;
	struct buf *to = &l->section[DB_CVE_ROWS], *lists = &l->section[DB_LISTS];
	for (uint32_t i = 0; i < b->cve_keys.n; i++) {
		const struct build_cve_row *row = &build_cves(b)[l->cve_at[i]];
		layout_u32(&l->section[DB_CVE_KEYS], cve_key(b, l->cve_at[i]));
		bool has_epss = row->epss != BUILD_NONE;
		layout_u32(to, (has_epss ? row->epss | DB_CVE_HAS_EPSS : 0) |
				       (row->kev ? (uint32_t)DB_CVE_KEV : 0) |
				       (row->ransomware ? (uint32_t)DB_CVE_RANSOMWARE : 0));
		layout_u32(to, has_epss ? row->percentile : 0);
		uint32_t text =
			row->text == BUILD_NONE ? (uint32_t)DB_NO_TEXT : l->text_handle[row->text];
		bool more = row->kev || row->cvss || row->cwe || text != (uint32_t)DB_NO_TEXT;
		layout_u32(to, more ? (uint32_t)lists->n : 0);
		if (!more)
			continue;
		put_string(l, lists, row->kev);
		layout_list(l, lists, row->cvss);
		layout_list(l, lists, row->cwe);
		(void)build_varint(lists, text + 1);
	}
}

/* Of one feed by descending count, then by words. */
static int refusal_order(const void *x, const void *y, void *context)
{
	const struct layout *l = context;
	struct build_refusal_key i, j;
	memcpy(&i, intern_str(&l->b->refusals, load(x)).p, sizeof(i));
	memcpy(&j, intern_str(&l->b->refusals, load(y)).p, sizeof(j));
	int order = order_u32(l->feed_rank[i.feed], l->feed_rank[j.feed]);
	if (order)
		return order;
	const uint64_t *counts = (const uint64_t *)(const void *)l->b->refusal_counts.p;
	uint64_t n = counts[load(x)], m = counts[load(y)];
	if (n != m)
		return n > m ? -1 : 1;
	return str_cmp(build_str(l->b, i.reason), build_str(l->b, j.reason));
}

static void put_feeds(struct layout *l)
{
	struct buf *to = &l->section[DB_FEEDS];
	for (uint32_t i = 0; i < l->b->feeds_n; i++) {
		const struct build_feed_row *feed = &l->b->feeds[l->feed_at[i]];
		layout_u32(to, layout_string(l, feed->name));
		layout_u32(to, layout_string(l, feed->newest));
		layout_u64(to, feed->used);
		layout_u64(to, feed->refused);
		layout_u64(to, feed->priority);
	}
	const uint32_t *order = sorted(l, l->b->refusals.n, refusal_order);
	const uint64_t *counts = (const uint64_t *)(const void *)l->b->refusal_counts.p;
	to = &l->section[DB_REASONS];
	for (uint32_t i = 0; i < l->b->refusals.n; i++) {
		struct build_refusal_key key;
		memcpy(&key, intern_str(&l->b->refusals, order[i]).p, sizeof(key));
		layout_u32(to, l->feed_rank[key.feed]);
		layout_u32(to, layout_string(l, key.reason));
		layout_u64(to, counts[order[i]]);
	}
}

static const uint32_t row_size[DB_SECTION_COUNT_] = {
#define X(name, number, row) [number] = row,
	DB_SECTIONS(X)
#undef X
};

/* Without CRC and digest, which are zero while the digest is made. */
static void make_head(const struct layout *l, char *head)
{
	memset(head, 0, DB_HEAD_SIZE);
	memcpy(head, DB_MAGIC, 8);
	db_store32(head + DB_AT_VERSION, DB_VERSION);
	db_store32(head + DB_AT_HEAD_SIZE, DB_HEAD_SIZE);
	uint64_t at = DB_HEAD_SIZE;
	for (unsigned kind = 1; kind < DB_SECTION_COUNT_; kind++) {
		char *row = head + DB_AT_SECTIONS + (kind - 1) * DB_SECTION_ROW;
		uint64_t n = l->section[kind].n;
		db_store32(row, kind);
		db_store32(row + 4, row_size[kind]);
		db_store64(row + 8, at);
		db_store64(row + 16, n);
		at += (n + DB_ALIGN - 1) & ~(uint64_t)(DB_ALIGN - 1);
	}
	db_store64(head + DB_AT_FILE_SIZE, at);
	db_store32(head + DB_AT_SECTIONS_N, DB_SECTION_COUNT_ - 1);
}

static void write_file(struct layout *l, struct out *out)
{
	for (unsigned kind = 1; kind < DB_SECTION_COUNT_; kind++)
		while (l->section[kind].n % DB_ALIGN && buf_add_char(&l->section[kind], 0))
			;
	OWNED(hasher_freep) struct hasher *h = hasher_new(DIGEST_SHA256);
	hasher_add(h, l->head, DB_HEAD_SIZE);
	for (unsigned kind = 1; kind < DB_SECTION_COUNT_; kind++)
		hasher_add(h, l->section[kind].p, l->section[kind].n);
	struct digest digest;
	hasher_finish(h, &digest);
	memcpy(l->head + DB_AT_DIGEST, digest.bytes, 32);
	db_store32(l->head + DB_AT_CRC, (uint32_t)crc32(0, (const Bytef *)l->head, DB_HEAD_SIZE));
	out_add(out, l->head, DB_HEAD_SIZE);
	for (unsigned kind = 1; kind < DB_SECTION_COUNT_; kind++)
		out_add(out, l->section[kind].p, l->section[kind].n);
}

static void layout_done(struct layout *l)
{
	for (unsigned kind = 0; kind < DB_SECTION_COUNT_; kind++)
		buf_done(&l->section[kind]);
	arena_free(l->arena);
}

static int put_all(struct layout *l, bool with_text, struct fault *f)
{
	const struct db_build *b = l->b;
	uint32_t name = 0, statement = 0;
	for (uint32_t i = 0; i < b->partitions.n; i++)
		TRY(put_partition(l, i, &name, &statement, f));
	layout_texts(l, with_text);
	put_advisories(l);
	put_cves(l);
	put_feeds(l);
	for (unsigned kind = 1; kind < DB_SECTION_COUNT_; kind++)
		if (l->section[kind].over)
			return fault_set(f, E_LIMIT,
					 "the advisories need more than 4 GiB in one section");
	return 0;
}

int build_write(struct db_build *b, bool with_text, struct out *out, struct fault *f)
{
	OWNED(layout_done) struct layout l = { .b = b, .arena = arena_new() };
	for (unsigned kind = 0; kind < DB_SECTION_COUNT_; kind++)
		buf_init(&l.section[kind], UINT32_MAX - DB_ALIGN);
	for (unsigned e = 0; e < ECOSYSTEM_COUNT_; e++)
		l.ecosystem_string[e] =
			intern(&b->strings, str_of(ecosystem_info((enum ecosystem)e)->name), NULL);
	l.string_at = arena_array(l.arena, b->strings.n, sizeof(*l.string_at));
	l.range_at = arena_array(l.arena, b->ranges.n, sizeof(*l.range_at));
	/* offset 0 is the empty string, the empty range, no list */
	layout_u8(&l.section[DB_STRINGS], 0);
	layout_u8(&l.section[DB_RANGES], 0);
	layout_u8(&l.section[DB_RANGES], 0);
	layout_u8(&l.section[DB_LISTS], 0);
	sort_all(&l);
	TRY(put_all(&l, with_text, f));
	make_head(&l, l.head);
	write_file(&l, out);
	return out_finish(out, f);
}
