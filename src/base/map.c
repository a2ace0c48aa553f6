/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

#include "base/log.h"

void map_init(struct map *m, struct arena *a)
{
	*m = (struct map){ .arena = a };
}

static uint32_t *find_slot(const struct map *m, struct str key)
{
	uint32_t mask = m->slot_n - 1;
	for (uint32_t i = (uint32_t)str_hash(key) & mask;; i = (i + 1) & mask) {
		uint32_t e = m->slots[i];
		if (e == 0 || str_eq(m->entries[e - 1].key, key))
			return &m->slots[i];
	}
}

uint32_t *map_get(const struct map *m, struct str key)
{
	if (!m->slot_n)
		return NULL;
	uint32_t e = *find_slot(m, key);
	return e ? &m->entries[e - 1].value : NULL;
}

static void grow(struct map *m)
{
	ENSURE(m->slot_n < UINT32_MAX / 4);
	uint32_t slot_n = m->slot_n ? m->slot_n * 2 : 16;
	uint32_t cap = slot_n / 2;
	struct map_entry *entries = arena_array(m->arena, cap, sizeof(*entries));
	if (m->n)
		memcpy(entries, m->entries, m->n * sizeof(*entries));
	m->entries = entries;
	m->entry_cap = cap;
	m->slots = arena_array(m->arena, slot_n, sizeof(*m->slots));
	m->slot_n = slot_n;
	for (uint32_t i = 0; i < m->n; i++)
		*find_slot(m, entries[i].key) = i + 1;
}

uint32_t *map_put(struct map *m, struct str key, bool *out_new)
{
	if (m->n == m->entry_cap)
		grow(m);
	uint32_t *slot = find_slot(m, key);
	bool is_new = *slot == 0;
	if (is_new) {
		m->entries[m->n] = (struct map_entry){ .key = key };
		*slot = ++m->n;
	}
	if (out_new)
		*out_new = is_new;
	return &m->entries[*slot - 1].value;
}
