/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scaleway: access keys by their mark, secret keys (UUIDs) by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "scaleway-access-key",
		.title = "Scaleway access key",
		.pattern = "\\bSCW[A-Z0-9]{17}\\b",
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.2,
		.check = secret_is_mixed,
		.rotate =
			"Delete the key under IAM > API keys; it names the secret that belongs to it.",
		.match = SAMPLES("SCW_ACCESS_KEY=SCWUJ3AXFNT"
				 "D4P2KEX9J",
				 "SCW_ACCESS_KEY=SCW53W56PKU"
				 "5H8AOQDRU"),
		.miss = SAMPLES("SCW_ACCESS_KEY=SCWXXXXXXXXXXXXXXXXX", "SCW_ACCESS_KEY=SCW3"),
	},
	{
		.id = "scaleway-secret-key",
		.title = "Scaleway secret key",
		.pattern =
			NAMED("(?:scw|scaleway)[\\w.-]{0,8}secret[\\w.-]{0,2}key",
			      "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 2.5,
		.rotate = "Delete the key under IAM > API keys and create one for one application.",
		.match = SAMPLES("SCW_SECRET_KEY=20d8dc9d-b61c-4e05"
				 "-9903-8fd4c0d349b2",
				 "SCW_SECRET_KEY=b21e97e2-cab4-43e1"
				 "-9eb3-6d9b92f1ec6d"),
		.miss = SAMPLES("SCW_SECRET_KEY=00000000-0000-0000-0000-000000000000",
				"SCW_SECRET_KEY=24e80c9a-7247-"
				"4bd3-950d-3cd1"),
	},
};

const struct secret_set secret_set_scaleway = { "Scaleway", rules, ARRAY_LEN(rules) };
