/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Harness: tokens of people (pat) and service accounts (sat): account id, token id, random.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "harness-token",
		.title = "Harness access token",
		.pattern = "\\b[ps]at\\.[\\w-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.rotate =
			"Delete the token under the API keys of the user or service account and make a new one.",
		.match = SAMPLES("HARNESS_PLATFORM_API_KEY=pat.fIhCM2B6CUS"
				 "F97N4Rqk2aW.912b79618d21"
				 "a589ed647d7a.irsnkxSTa0"
				 "vXGK94DFZM",
				 "x-api-key: sat.w940SOwR4Il"
				 "tSsQz9WRdMl.1813cbf675ca"
				 "fe17d2d45621.AWDSOqVYVp"
				 "yYavOfEtdQ"),
		.miss = SAMPLES(
			"HARNESS_PLATFORM_API_KEY=pat.xxxxxxxxxxxxxxxxxxxxxx.000000000000000000000000.xxxxxxxxxxxxxxxxxxxx",
			"x-api-key: sat.G.86.g"),
	},
};

const struct secret_set secret_set_harness = { "Harness", rules, ARRAY_LEN(rules) };
