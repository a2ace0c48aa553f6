/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vultr: 36 capitals and digits, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "vultr-api-key",
		.title = "Vultr API key",
		.pattern = NAMED("vultr[\\w.-]{0,12}key", "([A-Z0-9]{36})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate =
			"Regenerate it under Account > API and restrict the addresses it may be used from.",
		.match = SAMPLES("VULTR_API_KEY=K3BKPZPEFHBY95PS9B"
				 "YEVCMUFP48YV32H16M",
				 "VULTR_API_KEY=XTC5F8NEPJD7MEULOZ"
				 "KQGX2TEQNSF3PJZ1KD"),
		.miss = SAMPLES("VULTR_API_KEY=XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
				"VULTR_API_KEY=VRW"),
	},
};

const struct secret_set secret_set_vultr = { "Vultr", rules, ARRAY_LEN(rules) };
