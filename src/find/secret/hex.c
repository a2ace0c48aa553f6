/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hex: keys are bare hexadecimal digits, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "hex-api-key",
		.title = "Hex API key",
		.pattern = NAMED("hex[_-]?(?:pm)?[_-]?(?:api|organization|repo)[_-]?key",
				 "([0-9a-f]{32,64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Revoke it with `mix hex.user key revoke` and check the packages published since.",
		.match = SAMPLES("HEX_API_KEY=52f574c2792dbdbc"
				 "5e49713d04a01702",
				 "HEX_API_KEY=2b803ded21be0c05"
				 "e02d1d9d671c5c79"),
		.miss = SAMPLES("HEX_API_KEY=00000000000000000000000000000000", "HEX_API_KEY=e2"),
	},
};

const struct secret_set secret_set_hex = { "Hex", rules, ARRAY_LEN(rules) };
