/* SPDX-License-Identifier: Apache-2.0 */
/* The report of a week out of the history. */
#pragma once

#include "history/store.h"
#include "model/weekly.h"

/* Seven days for critical, thirty for high, ninety for medium. */
struct service_level service_level_default(void);

/*
 * The span from `since` to `until` (seconds). What was recorded with a later time does not exist. E_NOTFOUND
 * when there is no scan at all by then.
 */
int store_weekly(struct store *s, int64_t since, int64_t until, const struct service_level *level,
		 struct arena *a, struct weekly *out, struct fault *f);
