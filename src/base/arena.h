/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation with two lifetimes: a scan arena lives until the report is written, a scratch arena is
 * reset after each file. Nothing is freed one by one. Memory comes in blocks of 64 KiB (larger
 * requests get their own).
 *
 * An arena is used by one thread at a time. Reset keeps the first block, so a scratch arena settles
 * and stops calling the system.
 */
#pragma once

#include "base/base.h"

struct arena;

struct arena *arena_new(void) __attribute__((returns_nonnull));
void arena_free(struct arena *a); /* accepts NULL */
void arena_freep(struct arena **a);

/* Everything allocated so far is gone. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned to 16. Never NULL; dies when the machine has no memory. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull));

/* n items of `size`; a product that overflows dies: the caller forgot a limit. */
void *arena_array(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));

/* n bytes, not zeroed and not aligned: for text. */
char *arena_bytes(struct arena *a, size_t n) __attribute__((returns_nonnull));

/*
 * Bytes handed out since the arena was made or reset; what property tests compare with the input's
 * size.
 */
size_t arena_used(const struct arena *a);
