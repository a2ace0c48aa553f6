/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Heroku: API keys; older ones are bare UUIDs.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "heroku-api-key",
		.title = "Heroku API key",
		.pattern =
			"\\bHRKU-(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Za-z0-9_-]{58,62})",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Regenerate it under Account settings > API key, or revoke the authorization.",
		.match = SAMPLES("HEROKU_API_KEY=HRKU-AApW04iGaWgsKZns1khM_m_oOD5mOpo"
				 "3V5luQ7oKnpiNFylyqC07kJNdNyM3",
				 "HRKU-835d5c3b-e17d-4d84"
				 "-9d92-7f0e952f585a"),
		.miss = SAMPLES(
			"HEROKU_API_KEY=HRKU-AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"HRKU-2be97406-a60a-"
			"43c0-9bf5-cf73"),
	},
	{
		.id = "heroku-api-key-named",
		.title = "Heroku API key (older form)",
		.pattern =
			NAMED("heroku[\\w.-]{0,12}(?:key|token)",
			      "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.rotate =
			"Regenerate it under Account settings > API key, or revoke the authorization.",
		.match = SAMPLES("HEROKU_API_KEY=48b46070-8494-4bdc"
				 "-9651-6fe36f542a79",
				 "HEROKU_API_KEY=54ede3f8-54e8-4be4"
				 "-9fd7-53ed6fa2a203"),
		.miss = SAMPLES("HEROKU_API_KEY=00000000-0000-0000-0000-000000000000",
				"HEROKU_API_KEY=735121c2-76d8-"
				"461b-9b48-36d0"),
	},
};

const struct secret_set secret_set_heroku = { "Heroku", rules, ARRAY_LEN(rules) };
