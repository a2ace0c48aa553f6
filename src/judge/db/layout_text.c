/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts leave the spill in the order of the advisories and CVEs they belong to, are put together to
 * blocks and compressed anew. That costs a second compression, and makes the bytes independent of
 * the order in which feeds were read; the better level also halves what the spill needed.
 *
 * Blocks are compressed a handful at a time by all processors and appended in order.
 */
#include "judge/db/layout.h"

#include "base/log.h"
#include "base/pool.h"

#include <zstd.h>

#define BATCH 16
#define LEVEL 12

struct block {
	struct buf items; /* one after another */
	uint32_t ends[DB_TEXT_ITEMS];
	uint32_t n;
	struct buf packed;
	uint32_t raw; /* bytes of the frame's content */
};

struct texts {
	struct layout *l;
	struct block *blocks; /* BATCH */
	uint32_t full;	      /* of them are finished */
	uint32_t written;     /* blocks before this batch */
};

static void compress(void *context, size_t task, unsigned worker)
{
	(void)worker;
	struct block *block = &((struct texts *)context)->blocks[task];
	OWNED(buf_donep) struct buf raw;
	buf_init(&raw, 2 * (size_t)DB_TEXT_BLOCK_MAX);
	layout_u32(&raw, block->n);
	for (uint32_t i = 0; i < block->n; i++)
		layout_u32(&raw, block->ends[i]);
	ENSURE(buf_add_str(&raw, buf_str(&block->items)));
	size_t bound = ZSTD_compressBound(raw.n);
	buf_clear(&block->packed);
	char *to = buf_room(&block->packed, bound);
	ENSURE(to);
	size_t n = ZSTD_compress(to, bound, raw.p, raw.n, LEVEL);
	ENSURE(!ZSTD_isError(n));
	buf_filled(&block->packed, n);
	block->raw = (uint32_t)raw.n;
}

static void flush(struct texts *t)
{
	struct layout *l = t->l;
	pool_run(pool_cpus(), t->full, compress, t);
	for (uint32_t i = 0; i < t->full; i++) {
		struct block *block = &t->blocks[i];
		struct buf *table = &l->section[DB_TEXT_BLOCKS];
		layout_u64(table, l->section[DB_TEXT].n);
		layout_u32(table, (uint32_t)block->packed.n);
		layout_u32(table, block->raw);
		(void)buf_add_str(&l->section[DB_TEXT], buf_str(&block->packed));
		buf_clear(&block->items);
		block->n = 0;
	}
	t->written += t->full;
	t->full = 0;
}

static void add(struct texts *t, uint32_t text)
{
	if (text == BUILD_NONE)
		return;
	struct block *block = &t->blocks[t->full];
	ENSURE(spill_get(t->l->b->spill, build_texts(t->l->b)[text].spill, &block->items));
	t->l->text_handle[text] = (t->written + t->full) << DB_TEXT_ITEM_BITS | block->n;
	block->ends[block->n++] = (uint32_t)block->items.n;
	if (block->items.n < DB_TEXT_BLOCK && block->n < DB_TEXT_ITEMS)
		return;
	if (++t->full == BATCH)
		flush(t);
}

void layout_texts(struct layout *l, bool with_text)
{
	const struct db_build *b = l->b;
	size_t n = b->texts.n / sizeof(struct build_text_row);
	l->text_handle = arena_array(l->arena, size_max(n, 1), sizeof(*l->text_handle));
	for (size_t i = 0; i < n; i++)
		l->text_handle[i] = (uint32_t)DB_NO_TEXT;
	if (!with_text)
		return;
	struct texts t = { .l = l, .blocks = arena_array(l->arena, BATCH, sizeof(struct block)) };
	for (size_t i = 0; i < BATCH; i++) {
		buf_init(&t.blocks[i].items, DB_TEXT_BLOCK_MAX);
		buf_init(&t.blocks[i].packed, 2 * (size_t)DB_TEXT_BLOCK_MAX);
	}
	for (uint32_t i = 0; i < b->advisory_keys.n; i++)
		add(&t, build_advisories(b)[l->advisory_at[i]].text);
	for (uint32_t i = 0; i < b->cve_keys.n; i++)
		add(&t, build_cves(b)[l->cve_at[i]].text);
	if (t.blocks[t.full].n)
		t.full++;
	if (t.full)
		flush(&t);
	for (size_t i = 0; i < BATCH; i++) {
		buf_done(&t.blocks[i].items);
		buf_done(&t.blocks[i].packed);
	}
}
