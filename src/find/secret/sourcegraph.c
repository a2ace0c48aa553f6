/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sourcegraph: access tokens, with and without the instance they belong to.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "sourcegraph-token",
		.title = "Sourcegraph access token",
		.pattern = "\\bsg[pd]_(?:(?:local|[0-9a-f]{16})_)?[0-9a-f]{40}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Delete it under User settings > Access tokens: it reads all code the user can read.",
		.match = SAMPLES("SRC_ACCESS_TOKEN=sgp_b383e3be"
				 "1902c234_ecd72bc9f62b4f1b7dce"
				 "aebc1b28234352c693e4",
				 "sgp_local_f29b4f301d1856a5d3d2"
				 "3082fa8e4235a7f79139"),
		.miss = SAMPLES(
			"SRC_ACCESS_TOKEN=sgp_0000000000000000_0000000000000000000000000000000000000000",
			"sgp_local_c39"),
	},
};

const struct secret_set secret_set_sourcegraph = { "Sourcegraph", rules, ARRAY_LEN(rules) };
