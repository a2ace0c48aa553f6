/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stable sort: equal items keep their order, so results do not depend on the C library.
 */
#pragma once

#include "base/arena.h"

typedef int sort_compare(const void *a, const void *b); /* < 0, 0, > 0 */

/* n items of `size` bytes at p. Takes as much again from the arena. n log n, no recursion. */
void sort_stable(struct arena *a, void *p, size_t n, size_t size, sort_compare *compare);
