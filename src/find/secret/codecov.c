/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codecov: upload tokens are UUIDs, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "codecov-token",
		.title = "Codecov upload token",
		.pattern =
			NAMED("codecov[\\w.-]{0,10}token",
			      "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_MEDIUM,
		.entropy = 2.5,
		.rotate = "Regenerate it under the settings of the repository at Codecov.",
		.match = SAMPLES("CODECOV_TOKEN=a734a892-740d-4b08"
				 "-9e95-faf9b5d53c97",
				 "CODECOV_TOKEN=82539e6f-9f19-4b25"
				 "-98c6-3efc5b7db053"),
		.miss = SAMPLES("CODECOV_TOKEN=00000000-0000-0000-0000-000000000000",
				"CODECOV_TOKEN=4af36be4-59e3-"
				"4cbe-9cda-064c"),
	},
};

const struct secret_set secret_set_codecov = { "Codecov", rules, ARRAY_LEN(rules) };
