/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crates.io: API tokens.
 */
#include "find/lib/secret_context.h"

/* The mark is short: only a value with all kinds of characters is one. */
static bool check_random(struct secret_candidate *c)
{
	size_t upper = 0, lower = 0, digits = 0;
	for (size_t i = 3; i < c->value.n; i++) {
		char x = c->value.p[i];
		lower += char_is_lower(x);
		digits += char_is_digit(x);
		upper += !char_is_lower(x) && !char_is_digit(x);
	}
	return upper >= 4 && lower >= 4 && digits >= 2 && secret_is_random(c);
}

static const struct secret_rule rules[] = {
	{
		.id = "crates-io-token",
		.title = "crates.io API token",
		.pattern = "\\bcio[A-Za-z0-9]{32}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.check = check_random,
		.rotate =
			"Revoke it under Account settings > API tokens; use trusted publishing, and check the versions published since.",
		.match = SAMPLES("CARGO_REGISTRY_TOKEN=cioAN4aBMwmdrGrZljY"
				 "41B67oa83Pwg2khW",
				 "token = \"ciox03TztCARsBrNGZM"
				 "LidnDKMe6pVugRLS\""),
		.miss = SAMPLES("cioAbstractConnectionFactoryBuilderXy",
				"CARGO_REGISTRY_TOKEN=cioxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"token = \"cioRA\""),
	},
};

const struct secret_set secret_set_crates = { "crates.io", rules, ARRAY_LEN(rules) };
