/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/clock.h"

#include "base/date.h"

#include <stdlib.h>
#include <time.h>

static int read_seconds(const char *given, int64_t *out, struct fault *f)
{
	if (given) {
		if (!date_parse_time(str_of(given), out))
			return fault_set(f, E_USAGE,
					 "--now %s: write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ",
					 given);
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
	c.rfc3339 = date_time_text(a, c.seconds);
	c.date = str_slice(c.rfc3339, 0, 10);
	*out = c;
	return 0;
}

uint64_t clock_days_since(const struct clock *c, struct str date)
{
	int64_t days;
	if (!date_parse(date, &days))
		return UINT64_MAX;
	int64_t now = c->seconds / SECONDS_A_DAY;
	return now > days ? (uint64_t)(now - days) : 0;
}
