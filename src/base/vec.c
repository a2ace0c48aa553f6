/* SPDX-License-Identifier: Apache-2.0 */
#include "base/vec.h"

#include <stdlib.h>

void *vec_grow(struct arena *a, void *p, size_t *cap, size_t item)
{
	size_t cap_new = *cap ? *cap * 2 : 8;
	void *q = arena_array(a, cap_new, item);
	if (*cap)
		memcpy(q, p, *cap * item);
	*cap = cap_new;
	return q;
}

void vec_sort(void *p, size_t n, size_t item, int (*compare)(const void *a, const void *b))
{
	if (n > 1)
		qsort(p, n, item, compare);
}
