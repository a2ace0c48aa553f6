/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BrowserStack access keys are 20 letters and digits, told by their name. Source: browserstack.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule browserstack_rules[] = {
	{
		.id = "browserstack-access-key",
		.title = "BrowserStack access key",
		.pattern = NAMED("browser[_-]?stack[\\w.-]{0,12}key", "[0-9A-Za-z]{20}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.5,
		.check = named_check,
		.rotate = "Reset the access key in BrowserStack (Account > Summary > Access key).",
		.match = SAMPLES("BROWSERSTACK_ACCESS_KEY=CGH149bXy5"
				 "tG1IrqEJ88",
				 "browserstack.key: \"qC5AhjXe7a"
				 "yAQ4mhi91D\""),
		.miss = SAMPLES("BROWSERSTACK_ACCESS_KEY=VGES3B", "digest = uFQAQBP1RR"
								  "tbWn2sCpLH"),
	},
};

const struct secret_set secret_set_browserstack = { "BrowserStack", browserstack_rules,
						    ARRAY_LEN(browserstack_rules) };
