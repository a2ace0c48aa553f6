/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cold part: summaries, details, links.
 *
 * Several texts stand in one zstd frame of about 64 KiB, because short texts alone hardly compress.
 * Neighbours in a frame are neighbours by identifier, and reports ask in such order, so the last few
 * frames are kept decompressed. What is handed out is copied to the caller's arena.
 *
 *     frame:  u32 items │ u32 end of each item │ item │ item │ …
 *     item:   summary, details, published, modified │ references │ CWEs
 *
 * Refused: a frame that claims more than DB_TEXT_BLOCK_MAX bytes or does not yield what the table
 * says.
 */
#include "judge/db/reader.h"

#include "base/log.h"
#include "base/mem.h"

#include <pthread.h>
#include <zstd.h>

#define KEPT 8

struct block {
	char *p; /* NULL: free */
	uint32_t n, number;
	uint64_t used; /* time of the last use */
};

struct db_text_cache {
	pthread_mutex_t lock;
	ZSTD_DCtx *zstd;
	uint64_t clock;
	struct block blocks[KEPT];
};

struct db_text_cache *db_text_cache_new(void)
{
	struct db_text_cache *c = mem_alloc(sizeof(*c));
	pthread_mutex_init(&c->lock, NULL);
	return c;
}

void db_text_cache_free(struct db_text_cache *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < KEPT; i++)
		mem_free(c->blocks[i].p);
	ZSTD_freeDCtx(c->zstd);
	pthread_mutex_destroy(&c->lock);
	mem_free(c);
}

/* Decompresses block `number` into `to`, whose old content is forgotten. */
static int load(const struct db *db, struct db_text_cache *c, uint32_t number, struct block *to,
		struct fault *f)
{
	const char *row = db_row(db, DB_TEXT_BLOCKS, number, 16);
	if (!row)
		return db_corrupt(db, "a text", f);
	uint64_t at = db_load64(row);
	uint32_t packed = db_load32(row + 8), n = db_load32(row + 12);
	struct str text = db->section[DB_TEXT];
	if (at > text.n || packed > text.n - at || n > DB_TEXT_BLOCK_MAX)
		return db_corrupt(db, "a text block", f);
	/* before memory is spent on the claim of a damaged table */
	if (ZSTD_getFrameContentSize(text.p + at, packed) != n)
		return fault_set(f, E_CORRUPT, "%s: text block %u is damaged", db->name, number);
	if (!c->zstd) {
		c->zstd = ZSTD_createDCtx();
		ENSURE(c->zstd);
	}
	mem_free(to->p);
	*to = (struct block){ .p = mem_alloc(n), .n = n, .number = number };
	size_t got = ZSTD_decompressDCtx(c->zstd, to->p, n, text.p + at, packed);
	if (ZSTD_isError(got) || got != n) {
		mem_free(to->p);
		*to = (struct block){ 0 };
		return fault_set(f, E_CORRUPT, "%s: text block %u is damaged", db->name, number);
	}
	return 0;
}

/* The block, from the cache or fresh. Called with the lock held. */
static int get_block(const struct db *db, struct db_text_cache *c, uint32_t number, struct str *out,
		     struct fault *f)
{
	struct block *oldest = &c->blocks[0];
	for (size_t i = 0; i < KEPT; i++) {
		struct block *b = &c->blocks[i];
		if (b->p && b->number == number) {
			b->used = ++c->clock;
			*out = str_make(b->p, b->n);
			return 0;
		}
		if (b->used < oldest->used)
			oldest = b;
	}
	TRY(load(db, c, number, oldest, f));
	oldest->used = ++c->clock;
	*out = str_make(oldest->p, oldest->n);
	return 0;
}

/* A copy of one item in the arena. */
static int get_item(const struct db *db, uint32_t text, struct arena *a, struct str *out,
		    struct fault *f)
{
	struct db_text_cache *c = db->cache;
	uint32_t item = text & (DB_TEXT_ITEMS - 1);
	struct str block;
	pthread_mutex_lock(&c->lock);
	int r = get_block(db, c, text >> DB_TEXT_ITEM_BITS, &block, f);
	if (r == 0) {
		struct rd table = rd_of(block);
		uint32_t items = rd_u32le(&table);
		size_t from = 4 + 4 * (size_t)items;
		if (item > 0) {
			rd_skip(&table, 4 * (size_t)(item - 1));
			from += rd_u32le(&table);
		}
		size_t to = 4 + 4 * (size_t)items + rd_u32le(&table);
		if (item >= items || table.bad || from > to || to > block.n)
			r = db_corrupt(db, "a text", f);
		else
			*out = str_dup(a, str_slice(block, from, to));
	}
	pthread_mutex_unlock(&c->lock);
	return r;
}

static struct str take_string(struct rd *r)
{
	return rd_take(r, (size_t)rd_varint(r));
}

static int take_list(const struct db *db, struct rd *r, struct arena *a, struct str **out,
		     size_t *out_n, struct fault *f)
{
	uint64_t n = rd_varint(r);
	if (r->bad || n > DB_LIST_MAX || n > rd_left(r))
		return db_corrupt(db, "a list of a text", f);
	*out = n ? arena_array(a, (size_t)n, sizeof(**out)) : NULL;
	*out_n = (size_t)n;
	for (uint64_t i = 0; i < n; i++)
		(*out)[i] = take_string(r);
	return 0;
}

int db_text(const struct db *db, uint32_t text, struct arena *a, struct advisory *out,
	    struct fault *f)
{
	if (text == (uint32_t)DB_NO_TEXT)
		return 0;
	struct str item;
	TRY(get_item(db, text, a, &item, f));
	struct rd r = rd_of(item);
	struct advisory v = *out;
	v.summary = take_string(&r);
	v.details = take_string(&r);
	v.published = take_string(&r);
	v.modified = take_string(&r);
	TRY(take_list(db, &r, a, &v.references.p, &v.references.n, f));
	TRY(take_list(db, &r, a, &v.cwe.p, &v.cwe.n, f));
	v.references.cap = v.references.n;
	v.cwe.cap = v.cwe.n;
	if (r.bad)
		return db_corrupt(db, "a text", f);
	*out = v;
	return 0;
}
