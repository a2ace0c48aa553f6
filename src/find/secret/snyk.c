/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Snyk: tokens are UUIDs, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "snyk-token",
		.title = "Snyk API token",
		.pattern =
			NAMED("snyk[\\w.-]{0,10}(?:token|key)",
			      "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.rotate = "Revoke it under Account settings > Auth token and generate a new one.",
		.match = SAMPLES("SNYK_TOKEN=3e650309-f815-4973"
				 "-9a0f-0e7592fa6e6a",
				 "SNYK_TOKEN=a8fd3eac-d1b9-4950"
				 "-935d-fe3c628c42c8"),
		.miss = SAMPLES("SNYK_TOKEN=00000000-0000-0000-0000-000000000000",
				"SNYK_TOKEN=0cb41046-de30-"
				"4e39-943a-7c18"),
	},
};

const struct secret_set secret_set_snyk = { "Snyk", rules, ARRAY_LEN(rules) };
