/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Percy tokens: a kind (web_, app_, auto_, ss_) and 64 hexadecimal digits, or the digits alone, behind
 * PERCY_TOKEN. Source: browserstack.com/docs/percy.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule percy_rules[] = {
	{
		.id = "percy-token",
		.title = "Percy token",
		.pattern = NAMED("percy[\\w.-]{0,8}token",
				 "(?:web_|app_|auto_|ss_|vmw_)?[0-9a-f]{64}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.4,
		.check = named_check,
		.rotate = "Regenerate the token in Percy (Project settings).",
		.match = SAMPLES("PERCY_TOKEN=we"
				 "b_180ebcd69bb7de17cfa5ad6ab3f83042"
				 "0d112949b02c8ee6c7bb287eb7aef319",
				 "percy.token: 2ec9eb4c9e8030f4321dcd2b77a3d781"
				 "9dd9fb5aad270838d13c328b8cd636a6"),
		.miss = SAMPLES("PERCY_TOKEN=we"
				"b_2de082625aa"
				"a515fd4960",
				"digest = we"
				"b_bb8aa87bcff885c274684ab7afe350b3"
				"2707fae5fed65558760ca3264e76dea1"),
	},
};

const struct secret_set secret_set_percy = { "Percy", percy_rules, ARRAY_LEN(percy_rules) };
