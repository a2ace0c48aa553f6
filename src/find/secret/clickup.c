/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ClickUp personal tokens: pk_, the user's number, 32 upper-case letters and digits. Source:
 * developer.clickup.com/docs/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule clickup_rules[] = {
	{
		.id = "clickup-token",
		.title = "ClickUp personal API token",
		.pattern = TOKEN("pk_[0-9]{6,10}_[0-9A-Z]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.9,
		.check = named_proven,
		.rotate = "Regenerate the token in ClickUp (Settings > Apps > API Token).",
		.match = SAMPLES("CLICKUP_TOKEN=pk_45011119_TR9V49P02OHEI3D4"
				 "B9FEOV5CYUI17Z2E",
				 "Authorization: pk_4999999_97OACETVCI5LKRCX"
				 "3XH0NWKCWEHS7BG6"),
		.miss = SAMPLES("CLICKUP_TOKEN=pk_97985152_E6XLD"
				"6ISIA",
				"CLICKUP_TOKEN=pk_05_F5E"),
	},
};

const struct secret_set secret_set_clickup = { "ClickUp", clickup_rules, ARRAY_LEN(clickup_rules) };
