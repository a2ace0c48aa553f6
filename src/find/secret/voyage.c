/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Voyage keys: pa- and 43 characters of the URL alphabet, told by their name, as the prefix is short.
 * Source: docs.voyageai.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule voyage_rules[] = {
	{
		.id = "voyage-api-key",
		.title = "Voyage AI API key",
		.pattern = NAMED_KEY("voyage", "pa-[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the key in the Voyage AI dashboard (API keys) and create a new one.",
		.match = SAMPLES(
			"VOYAGE_API_KEY=pa-HVFbm8aHJBcGi5R93LLJN3"
			"OsUvtJdIAdAf-WnEqJFIn",
			"voyageai.Client(api_key=\"x\") # voyage_key: pa-c-SpZ66LkNBajgvBP5Pydo"
			"SiIqJ1DrHPThZ9zaw4siY"),
		.miss = SAMPLES("VOYAGE_API_KEY=pa-c9uQuav"
				"mMIKL7B",
				"digest = pa-jZnD7rHy6c3cUKtEY42XhE"
				"p8AAB9C2t8jkzszrnmmy7"),
	},
};

const struct secret_set secret_set_voyage = { "Voyage AI", voyage_rules, ARRAY_LEN(voyage_rules) };
