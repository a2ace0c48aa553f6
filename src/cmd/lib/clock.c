/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/clock.h"

#include <stdlib.h>
#include <time.h>

#define DAY 86400

/* Days from civil date, proleptic Gregorian: years begin in March, so that the leap day is the last. */
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

bool clock_parse_date(struct str s, int64_t *out_days)
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

/* "T18:00:00Z" behind the date, or nothing. */
static bool parse_time(struct str s, int64_t *out)
{
	uint64_t h, m, sec;
	if (s.n == 0) {
		*out = 0;
		return true;
	}
	if (s.n != 10 || s.p[0] != 'T' || s.p[3] != ':' || s.p[6] != ':' || s.p[9] != 'Z' ||
	    !str_u64(str_slice(s, 1, 3), 23, &h) || !str_u64(str_slice(s, 4, 6), 59, &m) ||
	    !str_u64(str_slice(s, 7, 9), 60, &sec))
		return false;
	*out = (int64_t)(h * 3600 + m * 60 + sec);
	return true;
}

static int read_seconds(const char *given, int64_t *out, struct fault *f)
{
	if (given) {
		struct str s = str_of(given);
		int64_t days, rest;
		if (!clock_parse_date(s, &days) || !parse_time(str_from(s, 10), &rest))
			return fault_set(f, E_USAGE,
					 "--now %s: write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ",
					 given);
		*out = days * DAY + rest;
		return 0;
	}
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	uint64_t v;
	if (epoch && *epoch) {
		if (!str_u64(str_of(epoch), 253402300799, &v))
			return fault_set(f, E_USAGE,
					 "SOURCE_DATE_EPOCH=%s: not a number of seconds", epoch);
		*out = (int64_t)v;
		return 0;
	}
	*out = (int64_t)time(NULL);
	return 0;
}

int clock_read(struct arena *a, const char *given, struct clock *out, struct fault *f)
{
	struct clock c = { 0 };
	TRY(read_seconds(given, &c.seconds, f));
	time_t t = (time_t)c.seconds;
	struct tm tm;
	gmtime_r(&t, &tm);
	c.rfc3339 = str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
			       tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
	c.date = str_slice(c.rfc3339, 0, 10);
	*out = c;
	return 0;
}

uint64_t clock_days_since(const struct clock *c, struct str date)
{
	int64_t days;
	if (!clock_parse_date(date, &days))
		return UINT64_MAX;
	int64_t now = c->seconds / DAY;
	return now > days ? (uint64_t)(now - days) : 0;
}
