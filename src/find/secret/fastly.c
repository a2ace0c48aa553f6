/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fastly: 32 characters of base64url, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "fastly-api-token",
		.title = "Fastly API token",
		.pattern = NAMED("fastly[\\w.-]{0,12}(?:key|token)", "([\\w-]{32})") TOKEN_END,
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.7,
		.check = secret_is_mixed,
		.rotate = "Delete it under Account > API tokens and create one for one service.",
		.match = SAMPLES("FASTLY_API_TOKEN=XObALAwHTG569amL"
				 "YM-Ca1nAuH4U_xdM",
				 "Fastly-Key: 038BRQ0aGE9LcqFQ"
				 "fXVWSo4LFegGXLEc"),
		.miss = SAMPLES("FASTLY_API_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"Fastly-Key: Uq"),
	},
};

const struct secret_set secret_set_fastly = { "Fastly", rules, ARRAY_LEN(rules) };
