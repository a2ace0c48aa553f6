/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CockroachDB Cloud: keys of service accounts.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "cockroach-key",
		.title = "CockroachDB Cloud API key",
		.pattern = "\\bCCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate = "Delete it under Access management > Service accounts.",
		.match = SAMPLES("COCKROACH_API_KEY=CCDB1_Ty9mIFND8cP"
				 "AxDPUTWbz5c_6W34E9lgXQFghRCY4SUX"
				 "ng0EZgK8B2QZU3xwURCB",
				 "COCKROACH_API_KEY=CCDB1_l31gqyXzuRD"
				 "uXAxKqHGw6H_sQ16nbKldZjkgSPlo83q"
				 "I7EbKJlOtkQq9sWmLyCx"),
		.miss = SAMPLES(
			"COCKROACH_API_KEY=CCDB1_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"COCKROACH_API_KEY=CCDB1_M_bvE"),
	},
};

const struct secret_set secret_set_cockroach = { "CockroachDB", rules, ARRAY_LEN(rules) };
