/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cypress Cloud record keys are UUIDs, told by their name or the option --key. Source: docs.cypress.io.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule cypress_rules[] = {
	{
		.id = "cypress-record-key",
		.title = "Cypress record key",
		.pattern = NAMED("(?:cypress[\\w.-]{0,12}key|cypress run[!-~ ]{0,40} --key)", UUID),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Delete the record key in Cypress Cloud (Project settings > Record keys) and create a new one.",
		.match = SAMPLES("CYPRESS_RECORD_KEY=0b76cea5-86c3-41fb"
				 "-a6d5-389cecfd0c60",
				 "cypress run --record --key 4ab7347d-f721-4b65"
				 "-a5b9-6b92dea9234c"),
		.miss = SAMPLES("CYPRESS_RECORD_KEY=3c28d54d-11ae-4290",
				"digest = bbd4436c-87b1-4824"
				"-a34d-d39bc990a42a"),
	},
};

const struct secret_set secret_set_cypress = { "Cypress", cypress_rules, ARRAY_LEN(cypress_rules) };
