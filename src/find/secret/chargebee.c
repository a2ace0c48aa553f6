/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chargebee full-access keys: live_ and 35 or more letters and digits, told by their name. Source:
 * apidocs.chargebee.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule chargebee_rules[] = {
	{
		.id = "chargebee-api-key",
		.title = "Chargebee live API key",
		.pattern = NAMED_KEY("chargebee", "live_[0-9A-Za-z]{30,64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.0,
		.check = named_check,
		.rotate =
			"Delete the key in Chargebee (Settings > Configure Chargebee > API Keys) and create a new one.",
		.match = SAMPLES("CHARGEBEE_API_KEY=li"
				 "ve_K5TSjhHnjdgI3sfNzZ"
				 "QIisTcfXWyE1w7PNj",
				 "chargebee_secret: \"li"
				 "ve_s1Tq2v5aBgSph5fP"
				 "GSd0PltR8fq68aKo\""),
		.miss = SAMPLES("CHARGEBEE_API_KEY=li"
				"ve_B1ZGCw"
				"9uP3S",
				"digest = li"
				"ve_38IZL2A3BsgsYjQMb3"
				"AlsmENzahl2YcpEGw"),
	},
};

const struct secret_set secret_set_chargebee = { "Chargebee", chargebee_rules,
						 ARRAY_LEN(chargebee_rules) };
