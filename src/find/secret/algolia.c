/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Algolia keys are 32 hexadecimal digits: the admin key rules the application, search keys are public.
 * The name decides.
 * Source: algolia.com/doc/guides/security/api-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule algolia_rules[] = {
	{
		.id = "algolia-admin-key",
		.title = "Algolia admin or write API key",
		.pattern =
			NAMED("algolia[\\w.-]{0,12}(?:admin|write|secret|private)[\\w.-]{0,8}key",
			      "[0-9a-f]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Regenerate the admin key in Algolia (Settings > API Keys), or delete the write key and create a narrower one.",
		.match = SAMPLES("ALGOLIA_ADMIN_API_KEY=3e435eed8e9c7211"
				 "79e2e93a19285787",
				 "algolia.adminKey: \"c4daef6460b0d1df"
				 "fcd3721f3bd29efb\""),
		.miss = SAMPLES("ALGOLIA_SEARCH_KEY=c0ba9a0a9639a999"
				"329ee9f585a0b80a",
				"ALGOLIA_ADMIN_API_KEY=7f6f6"
				"6a5da"),
	},
	{
		.id = "algolia-api-key",
		.title = "Algolia API key",
		.pattern = NAMED("(?:algolia[\\w.-]{0,8}|x-algolia-)api[_.-]?key", "[0-9a-f]{32}"),
		.severity = SEVERITY_LOW,
		.entropy = 2.9,
		.check = named_check,
		.rotate =
			"Look up the rights of the key in Algolia (Settings > API Keys); regenerate it when it may do more than search.",
		.match = SAMPLES("ALGOLIA_API_KEY=6c0bcae6800aff20"
				 "a0ebab5c0b3b8f05",
				 "X-Algolia-API-Key: f669d5a7099d7f10"
				 "b5a68650d5396175"),
		.miss = SAMPLES("ALGOLIA_API_KEY=500e7"
				"fe1d3",
				"digest = b80a50380b219e10"
				"c0f521265164edc5"),
	},
};

const struct secret_set secret_set_algolia = { "Algolia", algolia_rules, ARRAY_LEN(algolia_rules) };
