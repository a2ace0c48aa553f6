/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hash map from bytes to a 32-bit number, on an arena. Keys are borrowed: they must live as long as
 * the map. There is no removal. Iteration is by insertion order, so that output never depends on
 * the hash.
 */
#pragma once

#include "base/str.h"

struct map_entry {
	struct str key;
	uint32_t value;
};

struct map {
	struct arena *arena;
	struct map_entry *entries; /* in insertion order */
	uint32_t n;
	uint32_t *slots;	    /* entry index + 1; 0 is free */
	uint32_t slot_n, entry_cap; /* slot_n is a power of two */
};

void map_init(struct map *m, struct arena *a);

/* The value's address, or NULL. Valid until the next map_put. */
uint32_t *map_get(const struct map *m, struct str key);

/* The value's address for the key, made with value 0 when it is new; *out_new may be NULL. */
uint32_t *map_put(struct map *m, struct str key, bool *out_new);
