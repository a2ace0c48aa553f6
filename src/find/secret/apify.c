/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Apify tokens: apify_api_ and 36 letters and digits. Source: docs.apify.com/platform/integrations/api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule apify_rules[] = {
	{
		.id = "apify-api-token",
		.title = "Apify API token",
		.pattern = TOKEN("apify_api_[0-9A-Za-z]{36}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the token in the Apify Console (Settings > API & Integrations) and create a new one.",
		.match = SAMPLES("APIFY_TOKEN=apify"
				 "_api_vGtg5vV4JqBSxxf6bk"
				 "rikNXSQhWdkByD8wYA",
				 "\"apify"
				 "_api_CljC99mm6GidPfhWph"
				 "LyuINhGHHL1k3j7adV\""),
		.miss = SAMPLES("APIFY_TOKEN=apify"
				"_api_Mv2VHP"
				"058k4q",
				"APIFY_TOKEN=apify"
				"_api_T6"),
	},
};

const struct secret_set secret_set_apify = { "Apify", apify_rules, ARRAY_LEN(apify_rules) };
