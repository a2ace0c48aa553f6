/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open addressing with linear probing, at most half full. The hash mixes the whole key: ids in a hostile tree
 * need not be hashes of anything, so their first bytes are no hash.
 */
#include "find/lib/git_table.h"

void git_table_init(struct git_table *t, size_t width, uint32_t max)
{
	*t = (struct git_table){ .width = width };
	buf_init(&t->rows, width * max);
	buf_init(&t->slots, sizeof(uint32_t) * 4 * size_max(max, 64));
}

void git_table_done(struct git_table *t)
{
	buf_done(&t->rows);
	buf_done(&t->slots);
	t->n = t->slot_n = 0;
}

void git_table_clear(struct git_table *t)
{
	buf_clear(&t->rows);
	t->n = 0;
	if (t->slot_n)
		memset(t->slots.p, 0, t->slot_n * sizeof(uint32_t));
}

/* The slot where the key is, or would be. */
static uint32_t *slot_of(const struct git_table *t, const void *key)
{
	uint32_t *slots = (uint32_t *)(void *)t->slots.p;
	uint64_t i = str_hash(str_make(key, t->width));
	for (;; i++) {
		uint32_t *slot = &slots[i & (t->slot_n - 1)];
		if (*slot == 0 || memcmp(git_table_key(t, *slot - 1), key, t->width) == 0)
			return slot;
	}
}

uint32_t git_table_find(const struct git_table *t, const void *key)
{
	return t->n ? *slot_of(t, key) - 1 : GIT_NONE;
}

static void grow(struct git_table *t)
{
	t->slot_n = t->slot_n ? t->slot_n * 2 : 64;
	buf_clear(&t->slots);
	size_t bytes = t->slot_n * sizeof(uint32_t);
	memset(buf_room(&t->slots, bytes), 0, bytes);
	for (uint32_t i = 0; i < t->n; i++)
		*slot_of(t, git_table_key(t, i)) = i + 1;
}

uint32_t git_table_put(struct git_table *t, const void *key)
{
	if (2 * (t->n + 1) > t->slot_n)
		grow(t);
	uint32_t *slot = slot_of(t, key);
	if (*slot == 0) {
		if (t->rows.max - t->rows.n < t->width || !buf_add(&t->rows, key, t->width))
			return GIT_NONE;
		*slot = ++t->n;
	}
	return *slot - 1;
}
