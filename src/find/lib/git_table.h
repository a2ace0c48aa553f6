/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers for keys of one size: 0, 1, 2 … in the order they came. For many small keys: a row costs its
 * bytes and eight more. There is no removal.
 */
#pragma once

#include "base/buf.h"

#define GIT_NONE UINT32_MAX

struct git_table {
	struct buf rows, slots; /* slots: number + 1 of a row, 0 is free */
	size_t width;		/* bytes of a key */
	uint32_t n, slot_n;	/* slot_n is 0 or a power of two */
};

/* At most `max` keys. */
void git_table_init(struct git_table *t, size_t width, uint32_t max);
void git_table_done(struct git_table *t);

/* The key's number, or GIT_NONE. */
uint32_t git_table_find(const struct git_table *t, const void *key);

/* The same, and when it is new it gets a number; GIT_NONE when the table is full. */
uint32_t git_table_put(struct git_table *t, const void *key);

static inline const void *git_table_key(const struct git_table *t, uint32_t i)
{
	return t->rows.p + i * t->width;
}

/* Everything is gone, the memory is kept. */
void git_table_clear(struct git_table *t);
