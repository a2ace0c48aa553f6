/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vonage (Nexmo) API secrets are 16 letters and digits, told by their name. Source: developer.vonage.com/en/account.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule vonage_rules[] = {
	{
		.id = "vonage-api-secret",
		.title = "Vonage API secret",
		.pattern = NAMED("(?:vonage|nexmo)[\\w.-]{0,16}secret", "[0-9A-Za-z]{16}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Add a second secret in the Vonage dashboard (API settings), deploy it, and delete this one.",
		.match = SAMPLES("NEXMO_API_SECRET=rCgdbWOq"
				 "RQ8L8asn",
				 "vonage.apiSecret: \"vknXXMPD"
				 "kTCtWmR9\""),
		.miss = SAMPLES("NEXMO_API_SECRET=SB1nN", "digest = 0HUgVzwY"
							  "B87WK43c"),
	},
};

const struct secret_set secret_set_vonage = { "Vonage", vonage_rules, ARRAY_LEN(vonage_rules) };
