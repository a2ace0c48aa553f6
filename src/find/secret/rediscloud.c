/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Redis Cloud: keys of its API, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "redis-cloud-key",
		.title = "Redis Cloud API key",
		.pattern = NAMED(
			"redis(?:_?labs|_?cloud)[\\w.-]{0,8}(?:secret|access|api|account)[\\w.-]{0,4}key",
			"([A-Za-z0-9]{32,64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate = "Delete it under Access management > API keys.",
		.match = SAMPLES("REDISCLOUD_SECRET_KEY=GVa7mHXiJCLj79Sv4bKijFjmf"
				 "naogEJ01m3S7EwWRualAIK1sC",
				 "REDISCLOUD_SECRET_KEY=fgGvQFzPxDRAFUSd3O7pgIywZ"
				 "R9gnUm5w1v7MPKGOeFToj3NAg"),
		.miss = SAMPLES(
			"REDISCLOUD_SECRET_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"REDISCLOUD_SECRET_KEY=l1Rt"),
	},
};

const struct secret_set secret_set_rediscloud = { "Redis Cloud", rules, ARRAY_LEN(rules) };
