/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Airtable: personal tokens are pat, 14 letters and digits, a dot, 64 hexadecimal digits; old keys (key
 * and 14) ended in 2024.
 * Source: airtable.com/developers/web/guides/personal-access-tokens.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule airtable_rules[] = {
	{
		.id = "airtable-personal-token",
		.title = "Airtable personal access token",
		.pattern = TOKEN("pat[0-9A-Za-z]{14}\\.[0-9a-f]{64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.0,
		.check = named_proven,
		.rotate = "Regenerate or delete the token at airtable.com/create/tokens.",
		.match = SAMPLES("AIRTABLE_TOKEN=patMPt3xmH"
				 "sJaMBx0.e023320d0b73b92e18df33b72798147c"
				 "a5fbc4b337166aee71414804fddbfb0c",
				 "Bearer pat9i5mba8"
				 "p2VHIIi.40372c8f9796ba51879b742b290afa9d"
				 "4b1f60f384cf7d8d689d85c680125d00"),
		.miss = SAMPLES("AIRTABLE_TOKEN=patUntlaI9"
				"F4Ds2mT.2bd6591e4d9"
				"bdf24c05c3",
				"AIRTABLE_TOKEN=patjlC2.edc3c5f"),
	},
	{
		.id = "airtable-api-key",
		.title = "Airtable API key",
		.pattern = NAMED("airtable[\\w.-]{0,12}key", "key[0-9A-Za-z]{14}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"These keys ended in February 2024; remove it, and use a personal access token.",
		.match = SAMPLES("AIRTABLE_API_KEY=keyufaYmHx"
				 "t1h6o5d",
				 "airtable.apiKey: \"key4LApKvf"
				 "0RcOW92\""),
		.miss = SAMPLES("AIRTABLE_API_KEY=keyxziL", "digest = keyls5ccXO"
							    "JjG2vNc"),
	},
};

const struct secret_set secret_set_airtable = { "Airtable", airtable_rules,
						ARRAY_LEN(airtable_rules) };
