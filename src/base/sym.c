/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One lock around one map. Package rows intern a few thousand strings a scan; a shared table spares
 * the merge of per-thread ones. Entries are kept in chunks that never move, so sym_str() may run
 * beside sym_of().
 */
#include "base/sym.h"

#include "base/log.h"
#include "base/mem.h"

#include <pthread.h>

#define CHUNK	  1024
#define CHUNK_MAX 16384 /* 16 M strings; limits.h stops input far below */

struct sym_table {
	pthread_mutex_t lock;
	struct arena *arena;
	uint32_t *slots; /* id; 0 is free */
	uint32_t slot_n;
	uint32_t n;   /* ids handed out, with the empty string */
	size_t bytes; /* of all strings */
	struct str *chunks[CHUNK_MAX];
};

static struct str *entry(const struct sym_table *t, sym id)
{
	return &t->chunks[id / CHUNK][id % CHUNK];
}

struct sym_table *sym_table_new(void)
{
	struct sym_table *t = mem_alloc(sizeof(*t));
	pthread_mutex_init(&t->lock, NULL);
	t->arena = arena_new();
	t->chunks[0] = arena_array(t->arena, CHUNK, sizeof(struct str));
	t->chunks[0][0] = STR("");
	t->n = 1;
	t->slot_n = 2048;
	t->slots = mem_alloc(t->slot_n * sizeof(*t->slots));
	return t;
}

void sym_table_free(struct sym_table *t)
{
	if (!t)
		return;
	arena_free(t->arena);
	mem_free(t->slots);
	pthread_mutex_destroy(&t->lock);
	mem_free(t);
}

static uint32_t *find_slot(const struct sym_table *t, struct str s)
{
	uint32_t mask = t->slot_n - 1;
	for (uint32_t i = (uint32_t)str_hash(s) & mask;; i = (i + 1) & mask)
		if (t->slots[i] == 0 || str_eq(*entry(t, t->slots[i]), s))
			return &t->slots[i];
}

static void grow(struct sym_table *t)
{
	mem_free(t->slots);
	t->slot_n *= 2;
	t->slots = mem_alloc((size_t)t->slot_n * sizeof(*t->slots));
	for (uint32_t id = 1; id < t->n; id++)
		*find_slot(t, *entry(t, id)) = id;
}

sym sym_of(struct sym_table *t, struct str s)
{
	if (s.n == 0)
		return 0;
	pthread_mutex_lock(&t->lock);
	uint32_t *slot = find_slot(t, s);
	sym id = *slot;
	if (!id) {
		id = t->n;
		ENSURE(id / CHUNK < CHUNK_MAX);
		if (!t->chunks[id / CHUNK])
			t->chunks[id / CHUNK] = arena_array(t->arena, CHUNK, sizeof(struct str));
		*entry(t, id) = str_dup(t->arena, s);
		*slot = id;
		__atomic_store_n(&t->bytes, t->bytes + s.n, __ATOMIC_RELAXED);
		__atomic_store_n(&t->n, id + 1, __ATOMIC_RELEASE);
		if (t->n > t->slot_n / 2)
			grow(t);
	}
	pthread_mutex_unlock(&t->lock);
	return id;
}

struct str sym_str(const struct sym_table *t, sym id)
{
	ENSURE(id < __atomic_load_n(&t->n, __ATOMIC_ACQUIRE));
	return *entry(t, id);
}

int sym_cmp(const struct sym_table *t, sym a, sym b)
{
	return a == b ? 0 : str_cmp(sym_str(t, a), sym_str(t, b));
}

size_t sym_table_bytes(const struct sym_table *t)
{
	return __atomic_load_n(&t->bytes, __ATOMIC_RELAXED);
}
