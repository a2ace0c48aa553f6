/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/db/spill.h"

#include "base/log.h"
#include "base/mem.h"

#include <zstd.h>

#define BLOCK (64 * KIB)
#define KEPT  64
#define LEVEL 3

struct item {
	uint32_t block, at, n;
};

struct packed {
	uint64_t at;
	uint32_t n, raw;
};

struct kept {
	char *p;
	uint32_t n, block;
	uint64_t used;
};

struct spill {
	struct buf open;   /* the block that is being filled */
	struct buf packed; /* finished blocks */
	struct buf blocks; /* struct packed */
	struct buf items;  /* struct item */
	ZSTD_CCtx *compress;
	ZSTD_DCtx *decompress;
	uint64_t clock;
	struct kept kept[KEPT];
};

struct spill *spill_new(void)
{
	struct spill *s = mem_alloc(sizeof(*s));
	buf_init(&s->open, 64 * MIB);
	buf_init(&s->packed, 2048 * MIB);
	buf_init(&s->blocks, 256 * MIB);
	buf_init(&s->items, 1024 * MIB);
	s->compress = ZSTD_createCCtx();
	s->decompress = ZSTD_createDCtx();
	ENSURE(s->compress && s->decompress);
	return s;
}

void spill_free(struct spill *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < KEPT; i++)
		mem_free(s->kept[i].p);
	ZSTD_freeCCtx(s->compress);
	ZSTD_freeDCtx(s->decompress);
	buf_done(&s->open);
	buf_done(&s->packed);
	buf_done(&s->blocks);
	buf_done(&s->items);
	mem_free(s);
}

static uint32_t blocks_n(const struct spill *s)
{
	return (uint32_t)(s->blocks.n / sizeof(struct packed));
}

static void close_block(struct spill *s)
{
	size_t bound = ZSTD_compressBound(s->open.n);
	char *to = buf_room(&s->packed, bound);
	ENSURE(to);
	size_t n = ZSTD_compressCCtx(s->compress, to, bound, s->open.p, s->open.n, LEVEL);
	ENSURE(!ZSTD_isError(n));
	struct packed block = { s->packed.n, (uint32_t)n, (uint32_t)s->open.n };
	buf_filled(&s->packed, n);
	ENSURE(buf_add(&s->blocks, &block, sizeof(block)));
	buf_clear(&s->open);
}

uint32_t spill_add(struct spill *s, struct str text)
{
	struct item item = { blocks_n(s), (uint32_t)s->open.n, (uint32_t)text.n };
	ENSURE(buf_add_str(&s->open, text));
	ENSURE(buf_add(&s->items, &item, sizeof(item)));
	if (s->open.n >= BLOCK)
		close_block(s);
	return (uint32_t)(s->items.n / sizeof(item)) - 1;
}

static const struct kept *load(struct spill *s, uint32_t number)
{
	struct kept *oldest = &s->kept[0];
	for (size_t i = 0; i < KEPT; i++) {
		struct kept *k = &s->kept[i];
		if (k->p && k->block == number) {
			k->used = ++s->clock;
			return k;
		}
		if (k->used < oldest->used)
			oldest = k;
	}
	const struct packed *b = (const struct packed *)(const void *)s->blocks.p + number;
	oldest->p = mem_resize(oldest->p, b->raw);
	oldest->n = b->raw;
	oldest->block = number;
	oldest->used = ++s->clock;
	size_t n = ZSTD_decompressDCtx(s->decompress, oldest->p, b->raw, s->packed.p + b->at, b->n);
	ENSURE(n == b->raw);
	return oldest;
}

bool spill_get(struct spill *s, uint32_t i, struct buf *to)
{
	ENSURE(i < s->items.n / sizeof(struct item));
	struct item item = ((const struct item *)(const void *)s->items.p)[i];
	if (item.block == blocks_n(s))
		return buf_add(to, s->open.p + item.at, item.n);
	return buf_add(to, load(s, item.block)->p + item.at, item.n);
}
