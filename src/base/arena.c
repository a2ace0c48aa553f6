/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks in a list, newest first; the newest is bumped from the front. Zeroing happens on hand-out,
 * not on reset, so that a reset after a small file does not touch 64 KiB.
 */
#include "base/arena.h"

#include "base/log.h"
#include "base/mem.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1
#include <sanitizer/asan_interface.h>
#endif
#endif

#define BLOCK_SIZE ((size_t)64 * 1024)

struct block {
	struct block *next;
	size_t size, used; /* of data[] */
	_Alignas(16) unsigned char data[];
};

struct arena {
	struct block *head;
	size_t handed_out;
};

static void poison(struct block *b)
{
#if defined(__SANITIZE_ADDRESS__)
	__asan_poison_memory_region(b->data + b->used, b->size - b->used);
#else
	(void)b;
#endif
}

static void *take(struct block *b, size_t at, size_t n)
{
	b->used = at + n;
#if defined(__SANITIZE_ADDRESS__)
	__asan_unpoison_memory_region(b->data + at, n);
#endif
	return b->data + at;
}

static struct block *block_new(size_t size)
{
	size_t total;
	if (!size_add(size, sizeof(struct block), &total))
		die("arena: %zu bytes asked", size);
	struct block *b = mem_alloc(total);
	b->size = size;
	poison(b);
	return b;
}

static void block_free(struct block *b)
{
#if defined(__SANITIZE_ADDRESS__)
	__asan_unpoison_memory_region(b->data, b->size);
#endif
	mem_free(b);
}

struct arena *arena_new(void)
{
	return mem_alloc(sizeof(struct arena));
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *next = b->next;
		block_free(b);
		b = next;
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	free_blocks(a->head);
	mem_free(a);
}

void arena_freep(struct arena **a)
{
	arena_free(*a);
}

void arena_reset(struct arena *a)
{
	/*
	 * A block that one large file needed is given back; an ordinary one is kept for the next
	 * file.
	 */
	struct block *keep = NULL, *b = a->head;
	while (b) {
		struct block *next = b->next;
		if (!keep && b->size <= BLOCK_SIZE)
			keep = b;
		else
			block_free(b);
		b = next;
	}
	if (keep) {
		keep->next = NULL;
		keep->used = 0;
		poison(keep);
	}
	a->head = keep;
	a->handed_out = 0;
}

static void *alloc_aligned(struct arena *a, size_t n, size_t align)
{
	struct block *b = a->head;
	if (b) {
		size_t at = (b->used + align - 1) & ~(align - 1);
		if (at <= b->size && n <= b->size - at) {
			a->handed_out += n;
			return take(b, at, n);
		}
	}
	a->handed_out += n;
	if (n > BLOCK_SIZE / 4 && b) {
		/*
		 * Large: a block of its own behind the head, so that the head's free tail is not
		 * lost.
		 */
		struct block *big = block_new(n);
		big->next = b->next;
		b->next = big;
		return take(big, 0, n);
	}
	b = block_new(size_max(n, BLOCK_SIZE));
	b->next = a->head;
	a->head = b;
	return take(b, 0, n);
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(alloc_aligned(a, n, 16), 0, n);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t total;
	if (!size_mul(n, size, &total))
		die("arena: %zu items of %zu bytes asked", n, size);
	return arena_alloc(a, total);
}

char *arena_bytes(struct arena *a, size_t n)
{
	return alloc_aligned(a, n, 1);
}

size_t arena_used(const struct arena *a)
{
	return a->handed_out;
}
