/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lokalise tokens are 40 hexadecimal digits, told by their name. Source: developers.lokalise.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule lokalise_rules[] = {
	{
		.id = "lokalise-token",
		.title = "Lokalise API token",
		.pattern = NAMED_KEY("lokalise", "[0-9a-f]{40}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"Revoke the token in Lokalise (Profile settings > API tokens) and generate a new one.",
		.match = SAMPLES("LOKALISE_TOKEN=5c57173c49839b6a61b2"
				 "da499426a40e2f2b306f",
				 "lokalise.api_token: 9605fabb1009b96e33aa"
				 "55b8eb40505db532d80c"),
		.miss = SAMPLES("LOKALISE_TOKEN=e045e98"
				"875531",
				"digest = 88f3b1cc26a1a6a9c562"
				"9a3ae8866e4301580f36"),
	},
};

const struct secret_set secret_set_lokalise = { "Lokalise", lokalise_rules,
						ARRAY_LEN(lokalise_rules) };
