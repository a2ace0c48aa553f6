/* SPDX-License-Identifier: Apache-2.0 */
#include "base/amount.h"

struct str count_text(struct arena *a, uint64_t n)
{
	struct str digits = str_printf(a, "%llu", (unsigned long long)n);
	char *p = arena_bytes(a, digits.n * 2);
	size_t used = 0;
	for (size_t i = 0; i < digits.n; i++) {
		if (i && (digits.n - i) % 3 == 0)
			p[used++] = ',';
		p[used++] = digits.p[i];
	}
	return str_make(p, used);
}

struct str bytes_text(struct arena *a, uint64_t n)
{
	static const char *const units[] = { "", "kB", "MB", "GB", "TB", "PB", "EB" };
	if (n < 1000)
		return plural_text(a, n, "byte", "bytes");
	double v = (double)n;
	size_t unit = 0;
	while (v >= 999.95 && unit + 1 < ARRAY_LEN(units)) {
		v /= 1000;
		unit++;
	}
	return str_printf(a, "%.1f %s", v, units[unit]);
}

struct str plural_text(struct arena *a, uint64_t n, const char *one, const char *many)
{
	return str_printf(a, "%.*s %s", STRF(count_text(a, n)), n == 1 ? one : many);
}
