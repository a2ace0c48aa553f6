/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moonshot (Kimi) keys: sk- and 48 letters and digits, told by their name. Source: platform.moonshot.ai/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule moonshot_rules[] = {
	{
		.id = "moonshot-api-key",
		.title = "Moonshot (Kimi) API key",
		.pattern = NAMED_KEY("(?:moonshot|kimi)", "sk-[0-9A-Za-z]{48}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the key at platform.moonshot.ai/console/api-keys and create a new one.",
		.match = SAMPLES("MOONSHOT_API_KEY=sk-aa1thtiDa8vlZHdMFCoUGgnH"
				 "BIdjO1vEVVNLtrK0fAVPwvx3",
				 "kimi_key: \"sk-Q7RKkLencwPL7nUsMgyd34Rz"
				 "RM9sAwKNc9yRjxXgHnW0da4N\""),
		.miss = SAMPLES("MOONSHOT_API_KEY=sk-AMpqVeeI"
				"65DWafIw",
				"digest = sk-AEqn34j8A1WvoLEfoPxePTAK"
				"Ct2THlUruGiPyXCJINbHZKM9"),
	},
};

const struct secret_set secret_set_moonshot = { "Moonshot AI", moonshot_rules,
						ARRAY_LEN(moonshot_rules) };
