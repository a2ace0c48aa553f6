/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heap, for objects that own a descriptor or a library context; everything else lives in an
 * arena.
 *
 * Sizes are limited where they are first read (base/limits.h), so running out of memory is a bug or
 * a machine without memory: these functions never return NULL, they die() with exit 70. This is the
 * only module that calls malloc.
 */
#pragma once

#include "base/base.h"

/* n zeroed bytes (n may be 0), or the old bytes at p grown or shrunk to n; the tail is not zeroed. */
void *mem_alloc(size_t n) __attribute__((malloc, returns_nonnull));
void *mem_resize(void *p, size_t n) __attribute__((returns_nonnull));

/* Accepts NULL. */
void mem_free(void *p);

/* For OWNED(mem_freep) T *x. */
void mem_freep(void *pp);

/*
 * The bytes of a constant that is compiled in need not stay in memory: they are read from the program's file again when
 * somebody looks. Never for anything that was written to. `p` may be NULL.
 */
void mem_let_go(const void *p, size_t n);
