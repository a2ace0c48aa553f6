/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IBM Cloud: 44 characters of base64url, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "ibm-cloud-api-key",
		.title = "IBM Cloud API key",
		.pattern = NAMED(
			"(?:ibm(?:_?cloud)?|ibmcloud|bluemix|iam)[_-]?(?:platform[_-])?api[_-]?key",
			"([\\w-]{44})") TOKEN_END,
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.check = secret_is_mixed,
		.rotate = "Delete it under Manage > Access (IAM) > API keys.",
		.match = SAMPLES("IBMCLOUD_API_KEY=9YSjnNoD2GQGfZaPESJm8X"
				 "1QO6p-ruE68lGN236Emn70",
				 "IBMCLOUD_API_KEY=iOwa7yzok_LgLie9vlFJMB"
				 "Z6gPH-oRbhcPShon_d9EkK"),
		.miss = SAMPLES("IBMCLOUD_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"IBMCLOUD_API_KEY=rfV"),
	},
};

const struct secret_set secret_set_ibmcloud = { "IBM Cloud", rules, ARRAY_LEN(rules) };
