/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SparkPost keys are 40 hexadecimal digits, told by their name. Source: developers.sparkpost.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule sparkpost_rules[] = {
	{
		.id = "sparkpost-api-key",
		.title = "SparkPost API key",
		.pattern = NAMED_KEY("sparkpost", "[0-9a-f]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Delete the key in SparkPost (Configuration > API Keys) and create a new one.",
		.match = SAMPLES("SPARKPOST_API_KEY=c8d5b0a39cf7eff4fb57"
				 "48c0da511f3f334b0261",
				 "new SparkPost('409ed65ad87fe985f339"
				 "98ec719da0aedac2d131') // sparkpost.key = 04bed21c189db80eaae5"
				 "ce89a168d0500d5fc702"),
		.miss = SAMPLES("SPARKPOST_API_KEY=c7aa895"
				"5c3d3c",
				"digest = 63043d239f5d704fad5e"
				"4f13f14e82cccbbadbca"),
	},
};

const struct secret_set secret_set_sparkpost = { "SparkPost", sparkpost_rules,
						 ARRAY_LEN(sparkpost_rules) };
