/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/days.h"

struct unit {
	char letter;
	uint64_t factor;
};

/* A number and one letter of `units`; the first of these when there is none. */
static bool with_unit(struct str s, const struct unit *units, size_t n, uint64_t max, uint64_t *out)
{
	uint64_t factor = units[0].factor, v;
	for (size_t i = 0; i < n; i++)
		if (s.n > 1 && char_lower(s.p[s.n - 1]) == units[i].letter) {
			factor = units[i].factor;
			s = str_slice(s, 0, s.n - 1);
			break;
		}
	if (!str_u64(s, max / factor, &v))
		return false;
	*out = v * factor;
	return true;
}

int days_parse(const char *option, struct str text, uint64_t *out, struct fault *f)
{
	static const struct unit units[] = { { 'd', 1 }, { 'w', 7 }, { 'm', 30 }, { 'y', 365 } };
	if (!with_unit(text, units, ARRAY_LEN(units), 36500, out))
		return fault_set(f, E_USAGE, "%s %.*s: write a number of days, 7d, 4w or 1y",
				 option, STRF(text));
	return 0;
}

int size_parse(const char *option, struct str text, uint64_t *out, struct fault *f)
{
	static const struct unit units[] = { { 'b', 1 }, { 'k', KIB }, { 'm', MIB }, { 'g', GIB } };
	if (!with_unit(text, units, ARRAY_LEN(units), INT64_MAX, out))
		return fault_set(f, E_USAGE, "%s %.*s: write a size like 64M", option, STRF(text));
	return 0;
}
