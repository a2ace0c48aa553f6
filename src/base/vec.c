/* SPDX-License-Identifier: Apache-2.0 */
#include "base/vec.h"

void *vec_grow(struct arena *a, void *p, size_t *cap, size_t item)
{
	size_t cap_new = *cap ? *cap * 2 : 8;
	void *q = arena_array(a, cap_new, item);
	if (*cap)
		memcpy(q, p, *cap * item);
	*cap = cap_new;
	return q;
}
