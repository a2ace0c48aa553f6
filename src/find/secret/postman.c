/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Postman API keys: PMAK-, 24 and 34 hexadecimal digits. Source:
 * learning.postman.com/docs/developer/postman-api/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule postman_rules[] = {
	{
		.id = "postman-api-key",
		.title = "Postman API key",
		.pattern = TOKEN("PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.7,
		.check = named_proven,
		.rotate =
			"Delete the key in Postman (Settings > API keys) and generate a new one; collections may hold more secrets.",
		.match = SAMPLES("POSTMAN_API_KEY=PM"
				 "AK-2123a80712a8"
				 "8fb0fa154bc2-77553ab87142c2ddf"
				 "7b38fde24bf0f0b40",
				 "X-Api-Key: PM"
				 "AK-d6493f9d09e9"
				 "095ad59f0abf-461f19b85ddd4d7eb"
				 "2517efafb6b0c9eda"),
		.miss = SAMPLES("POSTMAN_API_KEY=PM"
				"AK-f176ecf73b94"
				"665cffb94071-41e526"
				"14f96",
				"POSTMAN_API_KEY=PM"
				"AK-a2f50476-fee"),
	},
};

const struct secret_set secret_set_postman = { "Postman", postman_rules, ARRAY_LEN(postman_rules) };
