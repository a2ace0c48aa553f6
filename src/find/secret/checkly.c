/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checkly user keys: cu_ and 32 hexadecimal digits. Source: checklyhq.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule checkly_rules[] = {
	{
		.id = "checkly-api-key",
		.title = "Checkly API key",
		.pattern = TOKEN("cu_[0-9a-f]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.2,
		.rotate =
			"Delete the key in Checkly (User settings > API keys) and create a new one.",
		.match = SAMPLES("CHECKLY_API_KEY=cu_1f8e78b5fbc4768c"
				 "10797156fd27b977",
				 "\"cu_e74a74bff849289f"
				 "efacc7462787b089\""),
		.miss = SAMPLES("CHECKLY_API_KEY=cu_6c3c6"
				"6193b",
				"CHECKLY_API_KEY=cu_5a"),
	},
};

const struct secret_set secret_set_checkly = { "Checkly", checkly_rules, ARRAY_LEN(checkly_rules) };
