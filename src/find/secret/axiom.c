/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Axiom: API tokens xaat-, personal tokens xapt-, a UUID behind them. Source: axiom.co/docs/reference/tokens.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule axiom_rules[] = {
	{
		.id = "axiom-token",
		.title = "Axiom token",
		.pattern = TOKEN("xa[ap]t-" UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = named_proven,
		.rotate =
			"Delete the token in Axiom (Settings > API tokens, or Profile) and create a new one.",
		.match = SAMPLES("AXIOM_TOKEN=xa"
				 "at-042ce9c3-4cd0-4580"
				 "-a0bc-225bd637edb5",
				 "Bearer xa"
				 "pt-eb3dbb0c-15d5-4e03"
				 "-a6c3-e889a40cf26d"),
		.miss = SAMPLES("AXIOM_TOKEN=xa"
				"at-c5ef7054-4c1b-4978",
				"AXIOM_TOKEN=xa"
				"at-ad-fa-4451"),
	},
};

const struct secret_set secret_set_axiom = { "Axiom", axiom_rules, ARRAY_LEN(axiom_rules) };
