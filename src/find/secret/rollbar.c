/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rollbar access tokens are 32 hexadecimal digits, told by their name. Source: docs.rollbar.com/docs/access-tokens.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule rollbar_rules[] = {
	{
		.id = "rollbar-access-token",
		.title = "Rollbar access token",
		.pattern = NAMED_KEY("rollbar", "[0-9a-f]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 2.9,
		.check = named_check,
		.rotate =
			"Disable the token in Rollbar (project Settings > Access Tokens) and create a new one.",
		.match = SAMPLES("ROLLBAR_ACCESS_TOKEN=4b589d1d9e5085f3"
				 "31e6c84eda7b6352",
				 "rollbar.post_server_item_token: 4d6d6e6ee4371176"
				 "8e96f9a8e37fcabb"),
		.miss = SAMPLES("ROLLBAR_ACCESS_TOKEN=ae201"
				"7d288",
				"digest = 82730305261f6a40"
				"91d8d32077c3e491"),
	},
};

const struct secret_set secret_set_rollbar = { "Rollbar", rollbar_rules, ARRAY_LEN(rollbar_rules) };
