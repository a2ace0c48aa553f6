/* SPDX-License-Identifier: Apache-2.0 */
/*
 * E2B keys: e2b_ and 40 hexadecimal digits. Source: e2b.dev/docs/api-key.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule e2b_rules[] = {
	{
		.id = "e2b-api-key",
		.title = "E2B API key",
		.pattern = TOKEN("e2b_[0-9a-f]{40}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.2,
		.rotate = "Delete the key in the E2B dashboard (API Keys) and create a new one.",
		.match = SAMPLES("E2B_API_KEY=e2"
				 "b_86c0e1068810748076df"
				 "1b4342d4b38a8c00586d",
				 "\"e2"
				 "b_399b22a77a862e7d35cd"
				 "630d7941b204eb029ffb\""),
		.miss = SAMPLES("E2B_API_KEY=e2"
				"b_139c297"
				"48089e",
				"E2B_API_KEY=e2"
				"b_af"),
	},
};

const struct secret_set secret_set_e2b = { "E2B", e2b_rules, ARRAY_LEN(e2b_rules) };
