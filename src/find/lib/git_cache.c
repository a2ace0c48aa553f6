/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list from the newest to the oldest entry, and two hash tables into it with chains:
 *
 *     newest ⇄ … ⇄ oldest ─► evicted when bytes or entries pass the limit
 *     by_offset[hash] ─► entry ─► entry        by_key[hash] ─► entry
 *
 * Entries are numbers from 1 in one array, 0 ends every chain. A pack that was read before keeps its entries
 * under their ids; its offsets are made worthless by the pack's serial number.
 */
#include "find/lib/git_cache.h"

#include "base/log.h"
#include "base/mem.h"

#define SLOTS	 8192u
#define ENTRIES	 32768u
#define OVERHEAD 128 /* bytes that an entry costs beside its own */

struct entry {
	struct buf bytes;
	uint64_t offset;
	uint32_t serial;
	int type;
	struct git_key key;
	uint32_t newer, older, next_offset, next_key;
};

struct git_cache {
	struct buf pool; /* struct entry; the first is not used */
	uint32_t by_offset[SLOTS], by_key[SLOTS];
	uint32_t newest, oldest, unused; /* unused: chained by `older` */
	uint32_t n, serial;
	uint64_t bytes, max;
};

static struct entry *at(struct git_cache *c, uint32_t i)
{
	return (struct entry *)(void *)c->pool.p + i;
}

static uint32_t *offset_slot(struct git_cache *c, uint64_t offset, uint32_t serial)
{
	uint64_t h = (offset + ((uint64_t)serial << 40)) * 0x9e3779b97f4a7c15;
	return &c->by_offset[h >> 32 & (SLOTS - 1)];
}

static uint32_t *key_slot(struct git_cache *c, const struct git_key *key)
{
	/* Ids of objects that were read are hashes: any of their bytes will do. */
	uint32_t h;
	memcpy(&h, key->bytes, sizeof(h));
	return &c->by_key[h & (SLOTS - 1)];
}

struct git_cache *git_cache_new(uint64_t bytes)
{
	struct git_cache *c = mem_alloc(sizeof(*c));
	c->max = bytes;
	buf_init(&c->pool, (ENTRIES + 2) * sizeof(struct entry));
	memset(buf_room(&c->pool, sizeof(struct entry)), 0, sizeof(struct entry));
	buf_filled(&c->pool, sizeof(struct entry));
	return c;
}

void git_cache_free(struct git_cache *c)
{
	if (!c)
		return;
	for (uint32_t i = c->newest; i; i = at(c, i)->older)
		buf_done(&at(c, i)->bytes);
	buf_done(&c->pool);
	mem_free(c);
}

void git_cache_next_pack(struct git_cache *c)
{
	c->serial++;
}

static void unlink_entry(struct git_cache *c, uint32_t i)
{
	struct entry *e = at(c, i);
	*(e->newer ? &at(c, e->newer)->older : &c->newest) = e->older;
	*(e->older ? &at(c, e->older)->newer : &c->oldest) = e->newer;
}

static void make_newest(struct git_cache *c, uint32_t i)
{
	struct entry *e = at(c, i);
	e->newer = 0;
	e->older = c->newest;
	*(c->newest ? &at(c, c->newest)->newer : &c->oldest) = i;
	c->newest = i;
}

static void evict(struct git_cache *c, uint32_t i)
{
	struct entry *e = at(c, i);
	unlink_entry(c, i);
	uint32_t *p = offset_slot(c, e->offset, e->serial);
	while (*p != i)
		p = &at(c, *p)->next_offset;
	*p = e->next_offset;
	for (p = key_slot(c, &e->key); *p != i;)
		p = &at(c, *p)->next_key;
	*p = e->next_key;
	c->bytes -= e->bytes.cap + OVERHEAD;
	c->n--;
	buf_done(&e->bytes);
	e->older = c->unused;
	c->unused = i;
}

static bool found(struct git_cache *c, uint32_t i, struct git_cached *out)
{
	if (!i)
		return false;
	unlink_entry(c, i);
	make_newest(c, i);
	*out = (struct git_cached){ at(c, i)->type, buf_str(&at(c, i)->bytes) };
	return true;
}

bool git_cache_by_offset(struct git_cache *c, uint64_t offset, struct git_cached *out)
{
	uint32_t i = *offset_slot(c, offset, c->serial);
	while (i && (at(c, i)->offset != offset || at(c, i)->serial != c->serial))
		i = at(c, i)->next_offset;
	return found(c, i, out);
}

bool git_cache_by_key(struct git_cache *c, const struct git_key *key, struct git_cached *out)
{
	uint32_t i = *key_slot(c, key);
	while (i && !git_key_eq(&at(c, i)->key, key))
		i = at(c, i)->next_key;
	return found(c, i, out);
}

static uint32_t take_entry(struct git_cache *c)
{
	uint32_t i = c->unused;
	if (i) {
		c->unused = at(c, i)->older;
	} else {
		i = (uint32_t)(c->pool.n / sizeof(struct entry));
		ENSURE(buf_room(&c->pool, sizeof(struct entry)));
		buf_filled(&c->pool, sizeof(struct entry));
	}
	return i;
}

struct str git_cache_put(struct git_cache *c, uint64_t offset, const struct git_key *key, int type,
			 struct buf *bytes)
{
	/* A buffer that served something larger before would cost more than it holds. */
	if (bytes->cap > 2 * bytes->n + 64) {
		bytes->cap = size_max(bytes->n, 1);
		bytes->p = mem_resize(bytes->p, bytes->cap + 1);
	}
	uint32_t i = take_entry(c);
	struct entry *e = at(c, i);
	uint32_t *o = offset_slot(c, offset, c->serial), *k = key_slot(c, key);
	*e = (struct entry){ .bytes = *bytes,
			     .offset = offset,
			     .serial = c->serial,
			     .type = type,
			     .key = *key,
			     .next_offset = *o,
			     .next_key = *k };
	*o = *k = i;
	make_newest(c, i);
	c->bytes += e->bytes.cap + OVERHEAD;
	c->n++;
	buf_init(bytes, bytes->max);
	while (c->oldest != i && (c->bytes > c->max || c->n > ENTRIES))
		evict(c, c->oldest);
	return buf_str(&at(c, i)->bytes);
}
