/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xAI keys: xai- and 80 letters and digits. Source: docs.x.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule xai_rules[] = {
	{
		.id = "xai-api-key",
		.title = "xAI API key",
		.pattern = TOKEN("xai-[0-9A-Za-z]{80}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate = "Delete the key in the xAI Console (API Keys) and create a new one.",
		.match = SAMPLES("XAI_API_KEY=xa"
				 "i-qKUOxkkaXQi7yuB0pj6DgXw7fTSlxpbOLmo8MShY"
				 "T0JTRwPWeieC25egTwFPixDkdVeuU83V3hrZfjgL",
				 "Bearer xa"
				 "i-Eph3C6PVRpRT5wgfqk6mSzsAlCep5YgXOOWXhkVm"
				 "o3LiBmtaGjM7KzMO10cgPyHUNaEdCuy058BKvWaV"),
		.miss = SAMPLES("XAI_API_KEY=xa"
				"i-4S03aMAtxHRiE"
				"4ZiOJ7Dc0qFNJ",
				"XAI_API_KEY=xa"
				"i-Pq"),
	},
};

const struct secret_set secret_set_xai = { "xAI", xai_rules, ARRAY_LEN(xai_rules) };
