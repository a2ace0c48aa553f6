/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opsgenie API keys are UUIDs behind their name or the word GenieKey. Source:
 * docs.opsgenie.com/docs/api-key-management.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule opsgenie_rules[] = {
	{
		.id = "opsgenie-api-key",
		.title = "Opsgenie API key",
		.pattern = NAMED("(?:ops[_-]?genie[\\w.-]{0,12}(?:key|token)|geniekey)", UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Delete the key in Opsgenie (Settings > API key management) and add a new one.",
		.match = SAMPLES("OPSGENIE_API_KEY=9243b50b-641b-4b0d"
				 "-a411-62d2830369ed",
				 "Authorization: GenieKey 4e830b48-d1f6-44e7"
				 "-aaf0-0fadac93970a"),
		.miss = SAMPLES("OPSGENIE_API_KEY=f64f7638-8d50-4d1f", "digest = 21675471-8e92-4f65"
								       "-a89d-69a179b0a117"),
	},
};

const struct secret_set secret_set_opsgenie = { "Opsgenie", opsgenie_rules,
						ARRAY_LEN(opsgenie_rules) };
