/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Volcengine: access key ids begin with AKLT, the secret is base 64 behind its name; Ark keys are UUIDs.
 * Source: volcengine.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule volcengine_rules[] = {
	{
		.id = "volcengine-secret-key",
		.title = "Volcengine secret access key",
		.pattern = NAMED("(?:volc(?:engine)?|bytedance|tos)[\\w.-]{0,16}secret",
				 "[0-9A-Za-z+/]{56,60}={0,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Disable and delete the access key in the Volcengine console (IAM > Access keys) and create a new one.",
		.match = SAMPLES("VOLCENGINE_SECRET_KEY=RaCeQzfWtd+GY9oJ0ID2uqeTUn/QV"
				 "MhbMyja8UW2oU1cPOkqAItwaytXZ6==",
				 "volc_secretkey: \"EEfgeyW/0QqV2VgjusZn4duDXAQj5"
				 "+7TQva+J6pJcE51TBXhIGWzux5Yke==\""),
		.miss = SAMPLES("VOLCENGINE_SECRET_KEY=AubLLs1toA"
				"/hdQzyyrk==",
				"digest = brZLQOQSCZyBsJbFmueqCjkDSXPC1"
				"wjuinCLDMhBD4MNojbhWno5a2btcN=="),
	},
	{
		.id = "volcengine-access-key-id",
		.title = "Volcengine access key id",
		.pattern = TOKEN("AKLT[0-9A-Za-z]{40,60}"),
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_LOW,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"An id opens nothing without its secret: look for that near it, and delete the pair in the Volcengine console (IAM > Access keys).",
		.match = SAMPLES("VOLC_ACCESSKEY=AK"
				 "LTIx5WmbBiKbQdheRH3h5XHq"
				 "IPiqarAoEekIKOMck3a18",
				 "\"AK"
				 "LTe6V6eX5x88BvuGHrV52bkp"
				 "MJi3YQ9zpKfDcs8D86E3K\""),
		.miss = SAMPLES("VOLC_ACCESSKEY=AK"
				"LTwmoWPXJ"
				"kFv68AF",
				"VOLC_ACCESSKEY=AK"
				"LTCU"),
	},
	{
		.id = "volcengine-ark-key",
		.title = "Volcengine Ark API key",
		.pattern = NAMED_KEY("(?:volc|doubao|ark_api)", UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"Delete the API key in the Volcengine Ark console (API key management) and create a new one.",
		.match = SAMPLES("VOLC_ARK_API_KEY=4eedf0de-dea9-4fbb"
				 "-aac5-db15a3d1b73e",
				 "ark_api_key=365dfdda-52df-4cf1"
				 "-aac6-585b8333b520"),
		.miss = SAMPLES("digest=db45836e-1a1b-490d"
				"-afd8-39091acb1453",
				"VOLC_ARK_API_KEY=cb4b39ba-786c-4a36"),
	},
};

const struct secret_set secret_set_volcengine = { "Volcengine", volcengine_rules,
						  ARRAY_LEN(volcengine_rules) };
