/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Upstash: tokens of its REST interfaces, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "upstash-token",
		.title = "Upstash REST token",
		.pattern = NAMED("(?:upstash|kv_rest_api|qstash)[\\w.-]{0,16}token",
				 "([A-Za-z0-9_=-]{32,160})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.check = secret_is_mixed,
		.rotate = "Reset the credentials on the page of the database.",
		.match = SAMPLES("UPSTASH_REDIS_REST_TOKEN=M7cr8xifgtpKmbUL83RHBzsdyKzfHh"
				 "IErdidLeEOcsI594LSP4SLiKu6DSMC",
				 "KV_REST_API_TOKEN=HEZICuUzlpV95tdyzgsuXiFyucjw"
				 "Sd414BKXjYaRpsIGk85WciIEGSd5"),
		.miss = SAMPLES(
			"UPSTASH_REDIS_REST_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"KV_REST_API_TOKEN=jDw1"),
	},
};

const struct secret_set secret_set_upstash = { "Upstash", rules, ARRAY_LEN(rules) };
