/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notion integration tokens: ntn_, 11 digits, 35 letters and digits; before secret_ and 43. Source:
 * developers.notion.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule notion_rules[] = {
	{
		.id = "notion-token",
		.title = "Notion integration token",
		.pattern = TOKEN("ntn_[0-9]{11}[0-9A-Za-z]{35}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Refresh the secret of the integration at notion.so/profile/integrations.",
		.match = SAMPLES("NOTION_TOKEN=nt"
				 "n_825334"
				 "35986BM22c9yVmteSQYdXMA"
				 "0pn3vWetT45HIktp3",
				 "\"nt"
				 "n_509697"
				 "08447XwxsPRWeCf3mkMvB2h"
				 "wTRAbrL22rhBUkNYi\""),
		.miss = SAMPLES("NOTION_TOKEN=nt"
				"n_529140"
				"676839Vb5X0"
				"FqKI0",
				"NOTION_TOKEN=nt"
				"n_308Rx0"),
	},
	{
		.id = "notion-old-token",
		.title = "Notion integration token (old form)",
		.pattern = TOKEN("secret_[0-9A-Za-z]{43}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Refresh the secret of the integration at notion.so/profile/integrations.",
		.match = SAMPLES("NOTION_KEY=sec"
				 "ret_NBCL2fFN0NCGhmBednMOyq"
				 "aXh5OtIfpUXsYBvUsYmpf",
				 "auth: \"sec"
				 "ret_PVxeELeRt6WJ0uReHlj9yy"
				 "FZOxxlMdyVO2Ken88doMP\""),
		.miss = SAMPLES("secret_configurationOfTheApplicationServiceFactory",
				"NOTION_KEY=sec"
				"ret_atoEqWu"
				"P5mRcV4"),
	},
};

const struct secret_set secret_set_notion = { "Notion", notion_rules, ARRAY_LEN(notion_rules) };
