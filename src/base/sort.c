/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sort.h"

/* Runs [from, middle) and [middle, to) become one. */
static void merge(const char *in, char *out, size_t from, size_t middle, size_t to, size_t size,
		  sort_compare *compare)
{
	size_t a = from, b = middle;
	for (size_t i = from; i < to; i++) {
		bool left = a < middle && (b == to || compare(in + a * size, in + b * size) <= 0);
		memcpy(out + i * size, in + (left ? a++ : b++) * size, size);
	}
}

void sort_stable(struct arena *a, void *p, size_t n, size_t size, sort_compare *compare)
{
	if (n < 2)
		return;
	char *in = p, *out = arena_array(a, n, size);
	for (size_t run = 1; run < n; run *= 2) {
		for (size_t from = 0; from < n; from += 2 * run)
			merge(in, out, from, size_min(from + run, n), size_min(from + 2 * run, n),
			      size, compare);
		char *swap = in;
		in = out;
		out = swap;
	}
	if (in != p)
		memcpy(p, in, n * size);
}
