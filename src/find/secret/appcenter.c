/* SPDX-License-Identifier: Apache-2.0 */
/*
 * App Center tokens are 40 hexadecimal digits, told by their name. Source: learn.microsoft.com/appcenter/api-docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule appcenter_rules[] = {
	{
		.id = "appcenter-token",
		.title = "App Center API token",
		.pattern = NAMED_KEY("app[_-]?center", "[0-9a-f]{40}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Delete the token in App Center (Account settings > User API tokens); the service is being retired.",
		.match = SAMPLES("APPCENTER_ACCESS_TOKEN=041c866c69860fa1a14e"
				 "ed37f0262fbe3c9f79e6",
				 "appcenter.api_token: cc5e33d1a99036d1164f"
				 "2677f6fb59b3ace5c210"),
		.miss = SAMPLES("APPCENTER_ACCESS_TOKEN=3eed46c"
				"b601f6",
				"digest = 942910a5f24ae4de6f5f"
				"2a698a94f630ba2ddb4a"),
	},
};

const struct secret_set secret_set_appcenter = { "App Center", appcenter_rules,
						 ARRAY_LEN(appcenter_rules) };
