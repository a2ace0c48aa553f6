/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bugsnag: notifier keys are 32 hexadecimal digits and go out with every client; personal tokens are
 * UUIDs. Source: docs.bugsnag.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule bugsnag_rules[] = {
	{
		.id = "bugsnag-api-key",
		.title = "Bugsnag notifier API key",
		.pattern = NAMED("bugsnag[\\w.-]{0,12}key", "[0-9a-f]{32}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Regenerate the notifier API key in Bugsnag (project settings) when someone floods the project.",
		.match = SAMPLES("BUGSNAG_API_KEY=ecf7aca3b8c9ab21"
				 "2bfc61c9b5cbb5b2",
				 "bugsnag.apiKey: \"9930416cb6178764"
				 "3d3b24bb21443430\""),
		.miss = SAMPLES("BUGSNAG_API_KEY=35c3b"
				"6452e",
				"digest = 593972b489a6db23"
				"9cc49167b7dd3e76"),
	},
	{
		.id = "bugsnag-personal-token",
		.title = "Bugsnag personal auth token",
		.pattern = NAMED("bugsnag[\\w.-]{0,16}token", UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Delete the token in Bugsnag (My account > Personal auth tokens) and create a new one.",
		.match = SAMPLES("BUGSNAG_AUTH_TOKEN=e0a43f7b-ce68-42b4"
				 "-aab7-8544e07ed33b",
				 "bugsnag_token=\"8b1175b7-bca2-4cb2"
				 "-abad-f527e9e64b68\""),
		.miss = SAMPLES("BUGSNAG_AUTH_TOKEN=f93ae8d9-10da-4f19",
				"digest = 78032ba4-ae40-4c4a"
				"-a39b-00145820e548"),
	},
};

const struct secret_set secret_set_bugsnag = { "Bugsnag", bugsnag_rules, ARRAY_LEN(bugsnag_rules) };
