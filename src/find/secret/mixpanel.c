/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mixpanel secrets: projects have 32 hexadecimal digits, service accounts 32 letters and digits; told by their name.
 * Source: developer.mixpanel.com/reference/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule mixpanel_rules[] = {
	{
		.id = "mixpanel-secret",
		.title = "Mixpanel secret",
		.pattern = NAMED("mixpanel[\\w.-]{0,20}secret", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Delete the service account in Mixpanel (Organization settings > Service accounts), or reset the project's API secret.",
		.match = SAMPLES("MIXPANEL_API_SECRET=f08b4a3e6b8feae5"
				 "a5c4f487c84e42aa",
				 "mixpanel_service_account_secret=de1709aAZs3cWQs4"
				 "2oEyoDSDpmi6wPYt"),
		.miss = SAMPLES("MIXPANEL_API_SECRET=c38bd"
				"1ca2f",
				"digest = 6345d3b3cb7d601e"
				"0306a4b68a7b8046"),
	},
};

const struct secret_set secret_set_mixpanel = { "Mixpanel", mixpanel_rules,
						ARRAY_LEN(mixpanel_rules) };
