/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LaunchDarkly: API tokens, SDK keys of servers, and mobile keys, which ship in apps by design.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "launchdarkly-api-token",
		.title = "LaunchDarkly API token",
		.pattern = "\\bapi-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.rotate = "Reset or delete it under Account settings > Authorization.",
		.match = SAMPLES("LAUNCHDARKLY_ACCESS_TOKEN=api-fada7175-b5de-47a2"
				 "-909f-35b43f0fed2d",
				 "LAUNCHDARKLY_ACCESS_TOKEN=api-d985372d-ae19-4ef9"
				 "-9ce4-96240d52f8a9"),
		.miss = SAMPLES(
			"LAUNCHDARKLY_ACCESS_TOKEN=api-00000000-0000-0000-0000-000000000000",
			"LAUNCHDARKLY_ACCESS_TOKEN=api-7d5ada8a-983a-"
			"4038-96a5-2e43"),
	},
	{
		.id = "launchdarkly-sdk-key",
		.title = "LaunchDarkly server SDK key",
		.pattern = "\\bsdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b",
		.severity = SEVERITY_MEDIUM,
		.entropy = 2.5,
		.rotate = "Reset the SDK key of the environment under Account settings > Projects.",
		.match = SAMPLES("LD_SDK_KEY=sdk-68710f5e-83b4-4b54"
				 "-9a8c-7f9e3b4093c5",
				 "LD_SDK_KEY=sdk-54d02a49-7d98-4ba5"
				 "-9574-64d9602dfebe"),
		.miss = SAMPLES("LD_SDK_KEY=sdk-00000000-0000-0000-0000-000000000000",
				"LD_SDK_KEY=sdk-a3e6a2fa-9c2b-"
				"4e40-997f-c576"),
	},
	{
		.id = "launchdarkly-mobile-key",
		.title = "LaunchDarkly mobile key",
		.pattern = "\\bmob-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b",
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_LOW,
		.entropy = 2.5,
		.rotate =
			"Meant for apps: nothing to do unless it is used by servers; reset it under Account settings > Projects.",
		.match = SAMPLES("LD_MOBILE_KEY=mob-c814b19b-45fa-4f7d"
				 "-9d26-2918e128a5a9",
				 "LD_MOBILE_KEY=mob-6f410725-8d2d-45fd"
				 "-913d-215be4abac57"),
		.miss = SAMPLES("LD_MOBILE_KEY=mob-00000000-0000-0000-0000-000000000000",
				"LD_MOBILE_KEY=mob-5278fd56-ebed-"
				"4582-9e45-fd67"),
	},
};

const struct secret_set secret_set_launchdarkly = { "LaunchDarkly", rules, ARRAY_LEN(rules) };
