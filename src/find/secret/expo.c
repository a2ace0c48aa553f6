/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expo access tokens are 40 characters of the URL alphabet behind their name. Source:
 * docs.expo.dev/accounts/programmatic-access.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule expo_rules[] = {
	{
		.id = "expo-token",
		.title = "Expo access token",
		.pattern = NAMED("(?:expo|eas)[_.-]?(?:access[_.-]?)?token", "[0-9A-Za-z_-]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.1,
		.check = named_check,
		.rotate =
			"Delete the token at expo.dev (Account settings > Access tokens) and create one for a robot user.",
		.match = SAMPLES("EXPO_TOKEN=X3TsciVSmapp1CG_CBuc"
				 "lIFtuVemKH3cfeehFM1W",
				 "EXPO_ACCESS_TOKEN: \"V7w-6ggvU_vHjVRFG6Ge"
				 "o9j9L4P5IEu1gXWE94Nn\""),
		.miss = SAMPLES("EXPO_TOKEN=5rIXxQ8"
				"UpQTDh",
				"digest = zjddnGDl6Ij5flFMctbc"
				"GaJBbEyALpaZNVUkTZmJ"),
	},
};

const struct secret_set secret_set_expo = { "Expo", expo_rules, ARRAY_LEN(expo_rules) };
