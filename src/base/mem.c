/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"

#include "base/log.h"

#include <stdlib.h>

void *mem_alloc(size_t n)
{
	void *p = calloc(1, n ? n : 1);
	if (!p)
		die("out of memory: %zu bytes refused", n);
	return p;
}

void *mem_resize(void *p, size_t n)
{
	void *q = realloc(p, n ? n : 1);
	if (!q)
		die("out of memory: %zu bytes refused", n);
	return q;
}

void mem_free(void *p)
{
	free(p);
}

void mem_freep(void *pp)
{
	void *p;
	memcpy(&p, pp, sizeof(p));
	free(p);
}
