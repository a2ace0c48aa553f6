/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typed growing arrays on an arena. Declare `VEC(struct package) packages;`, zero it, push, index
 * packages.p[i].
 *
 * Growth doubles and leaves the old array to the arena, so a vector costs at most twice its final
 * size. Pointers into it move on push: keep indices.
 */
#pragma once

#include "base/arena.h"

#define VEC(type)              \
	struct {               \
		type *p;       \
		size_t n, cap; \
	}

/* Appends a zeroed item and gives its address. */
#define VEC_PUSH(a, v)                                                                           \
	((v)->n == (v)->cap ? (void)((v)->p = vec_grow((a), (v)->p, &(v)->cap, sizeof(*(v)->p))) \
			    : (void)0,                                                           \
	 memset(&(v)->p[(v)->n], 0, sizeof(*(v)->p)), &(v)->p[(v)->n++])

void *vec_grow(struct arena *a, void *p, size_t *cap, size_t item) __attribute__((returns_nonnull));
