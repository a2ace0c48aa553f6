/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OVHcloud: secrets of applications and consumer keys, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "ovh-secret",
		.title = "OVHcloud application secret or consumer key",
		.pattern = NAMED("ovh[\\w.-]{0,12}(?:application[_-]?secret|consumer[_-]?key)",
				 "([A-Za-z0-9]{32})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.3,
		.check = secret_is_mixed,
		.rotate =
			"Delete the application at api.ovh.com and create a new one with few rights.",
		.match = SAMPLES("OVH_APPLICATION_SECRET=iUZcL4pKZsMk8JgJ"
				 "OlkxtryvM56inpy4",
				 "OVH_CONSUMER_KEY=NIZNfUoIimhcElaL"
				 "TdWPfSlvtPEmvdyF"),
		.miss = SAMPLES("OVH_APPLICATION_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"OVH_CONSUMER_KEY=o0"),
	},
};

const struct secret_set secret_set_ovh = { "OVHcloud", rules, ARRAY_LEN(rules) };
