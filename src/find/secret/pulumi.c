/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pulumi: access tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "pulumi-access-token",
		.title = "Pulumi access token",
		.pattern = "\\bpul-[0-9a-f]{40}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate =
			"Delete it under Settings > Access tokens: it applies changes to your infrastructure.",
		.match = SAMPLES("PULUMI_ACCESS_TOKEN=pul-41b421978da212519c2d"
				 "06e8be7b84d141fa70ec",
				 "PULUMI_ACCESS_TOKEN=pul-cb93e3c831f1d9da50d8"
				 "76cd0bc97df3f3e9a763"),
		.miss = SAMPLES("PULUMI_ACCESS_TOKEN=pul-0000000000000000000000000000000000000000",
				"PULUMI_ACCESS_TOKEN=pul-fe4"),
	},
};

const struct secret_set secret_set_pulumi = { "Pulumi", rules, ARRAY_LEN(rules) };
