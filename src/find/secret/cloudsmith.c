/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cloudsmith: API keys, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "cloudsmith-api-key",
		.title = "Cloudsmith API key",
		.pattern = NAMED("cloudsmith[\\w.-]{0,12}(?:key|token)", "([0-9a-f]{40})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate = "Refresh it under API settings of the user or service account.",
		.match = SAMPLES("CLOUDSMITH_API_KEY=838f2816c6074bc402e5"
				 "95d1482503e5cd3bce69",
				 "CLOUDSMITH_API_KEY=82de0a7a75d2d26796ef"
				 "ac7efd293d02581af30d"),
		.miss = SAMPLES("CLOUDSMITH_API_KEY=0000000000000000000000000000000000000000",
				"CLOUDSMITH_API_KEY=5cf"),
	},
};

const struct secret_set secret_set_cloudsmith = { "Cloudsmith", rules, ARRAY_LEN(rules) };
