/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replicate tokens: r8_ and 37 letters and digits. Source: replicate.com/docs/topics/security/api-tokens.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule replicate_rules[] = {
	{
		.id = "replicate-api-token",
		.title = "Replicate API token",
		.pattern = TOKEN("r8_[0-9A-Za-z]{37}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Disable the token at replicate.com/account/api-tokens and create a new one.",
		.match = SAMPLES("REPLICATE_API_TOKEN=r8_96J24FLipkT0gi2cY8B"
				 "yeVJ2J5bjERI5w9cIP",
				 "Token r8_Qh5lU9Q6RsZTevBgTYz"
				 "5Nqbr4P2ubXSWZ5R9A"),
		.miss = SAMPLES("REPLICATE_API_TOKEN=r8_zcHjBP"
				"gdtZQK",
				"REPLICATE_API_TOKEN=r8_GO"),
	},
};

const struct secret_set secret_set_replicate = { "Replicate", replicate_rules,
						 ARRAY_LEN(replicate_rules) };
