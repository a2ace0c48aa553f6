/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days of the proleptic Gregorian calendar. Years begin in March here, so that the leap day is the last
 * of its year and the lengths of months follow one line: (153 m + 2) / 5.
 */
#include "base/date.h"

#define LAST_DAY 2932896 /* 9999-12-31 */

static int64_t days_of(uint64_t year, uint64_t month, uint64_t day)
{
	uint64_t y = month <= 2 ? year - 1 : year;
	uint64_t era = y / 400, of_era = y % 400;
	uint64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	return (int64_t)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year) -
	       719468;
}

static bool is_leap(uint64_t y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

bool date_parse(struct str s, int64_t *out_days)
{
	static const uint8_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	uint64_t y, m, d;
	if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-' || !str_u64(str_slice(s, 0, 4), 9999, &y) ||
	    !str_u64(str_slice(s, 5, 7), 12, &m) || !str_u64(str_slice(s, 8, 10), 31, &d))
		return false;
	if (y < 1970 || m < 1 || d < 1 || d > lengths[m - 1] + (uint64_t)(m == 2 && is_leap(y)))
		return false;
	*out_days = days_of(y, m, d);
	return true;
}

bool date_parse_only(struct str s, int64_t *out_days)
{
	return s.n == 10 && date_parse(s, out_days);
}

bool date_parse_time(struct str s, int64_t *out_seconds)
{
	int64_t days;
	uint64_t h = 0, m = 0, sec = 0;
	if (!date_parse(s, &days))
		return false;
	s = str_from(s, 10);
	if (s.n && (s.n != 10 || s.p[0] != 'T' || s.p[3] != ':' || s.p[6] != ':' || s.p[9] != 'Z' ||
		    !str_u64(str_slice(s, 1, 3), 23, &h) || !str_u64(str_slice(s, 4, 6), 59, &m) ||
		    !str_u64(str_slice(s, 7, 9), 60, &sec)))
		return false;
	*out_seconds = days * SECONDS_A_DAY + (int64_t)(h * 3600 + m * 60 + sec);
	return true;
}

static int64_t clamp(int64_t v, int64_t high)
{
	return v < 0 ? 0 : v > high ? high : v;
}

struct str date_text(struct arena *a, int64_t days)
{
	uint64_t z = (uint64_t)clamp(days, LAST_DAY) + 719468;
	uint64_t era = z / 146097, of_era = z % 146097;
	uint64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	uint64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	uint64_t m = (5 * of_year + 2) / 153;
	uint64_t d = of_year - (153 * m + 2) / 5 + 1;
	m = m < 10 ? m + 3 : m - 9;
	return str_printf(a, "%04u-%02u-%02u", (unsigned)(era * 400 + y + (m <= 2)), (unsigned)m,
			  (unsigned)d);
}

struct str date_time_text(struct arena *a, int64_t seconds)
{
	seconds = clamp(seconds, (int64_t)LAST_DAY * SECONDS_A_DAY + SECONDS_A_DAY - 1);
	struct str day = date_text(a, seconds / SECONDS_A_DAY);
	unsigned rest = (unsigned)(seconds % SECONDS_A_DAY);
	return str_printf(a, "%.*sT%02u:%02u:%02uZ", STRF(day), rest / 3600, rest / 60 % 60,
			  rest % 60);
}
