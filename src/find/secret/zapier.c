/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zapier catch hooks: whoever has the address starts the Zap. Source: help.zapier.com.
 */
#include "find/secret.h"

static const struct secret_rule zapier_rules[] = {
	{
		.id = "zapier-webhook",
		.title = "Zapier catch hook",
		.pattern =
			"(https://hooks\\.zapier\\.com/hooks/catch/[0-9]{4,12}/[0-9a-z]{5,16})(?:[^\\w-]|$)",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.0,
		.rotate =
			"Replace the trigger of the Zap, which makes a new address; add a secret that the Zap checks.",
		.match = SAMPLES("https://hooks.zapier.com/hooks/catch/5822874/y5kh408/",
				 "hook=\"https://hooks.zapier.com/hooks/catch/20113179/btmqnpx\""),
		.miss = SAMPLES("https://hooks.zapier.com/hooks/catch/",
				"https://hooks.zapier.com/app/05614"),
	},
};

const struct secret_set secret_set_zapier = { "Zapier", zapier_rules, ARRAY_LEN(zapier_rules) };
