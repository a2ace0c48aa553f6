/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Railway: UUIDs, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "railway-token",
		.title = "Railway token",
		.pattern =
			NAMED("railway[\\w.-]{0,12}token",
			      "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.rotate = "Delete it under the tokens of the project or account.",
		.match = SAMPLES("RAILWAY_TOKEN=1637edc1-d8f2-4038"
				 "-9bf5-245258790a37",
				 "RAILWAY_TOKEN=a27d0ad2-b634-4406"
				 "-9bae-d80b40430a47"),
		.miss = SAMPLES("RAILWAY_TOKEN=00000000-0000-0000-0000-000000000000",
				"RAILWAY_TOKEN=52f4f3cb-c0ac-"
				"43b8-9964-9712"),
	},
};

const struct secret_set secret_set_railway = { "Railway", rules, ARRAY_LEN(rules) };
