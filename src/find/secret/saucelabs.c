/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sauce Labs access keys are UUIDs, told by their name. Source: docs.saucelabs.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule saucelabs_rules[] = {
	{
		.id = "saucelabs-access-key",
		.title = "Sauce Labs access key",
		.pattern = NAMED("sauce(?:[_-]?labs)?[\\w.-]{0,12}key", UUID),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.2,
		.check = named_check,
		.rotate = "Regenerate the access key in Sauce Labs (Account > User settings).",
		.match = SAMPLES("SAUCE_ACCESS_KEY=8f8d6f00-a618-47ad"
				 "-afa2-9e2e2b241e1e",
				 "saucelabs.accessKey: \"a361b5b4-50f7-4c98"
				 "-a5a6-9eceb23d352b\""),
		.miss = SAMPLES("SAUCE_ACCESS_KEY=58522a70-b152-4121", "digest = a0402419-212d-453f"
								       "-aa93-df3d1a2ae625"),
	},
};

const struct secret_set secret_set_saucelabs = { "Sauce Labs", saucelabs_rules,
						 ARRAY_LEN(saucelabs_rules) };
