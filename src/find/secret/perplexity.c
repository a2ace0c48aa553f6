/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Perplexity keys: pplx- and 48 letters and digits. Source: docs.perplexity.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule perplexity_rules[] = {
	{
		.id = "perplexity-api-key",
		.title = "Perplexity API key",
		.pattern = TOKEN("pplx-[0-9A-Za-z]{48}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate = "Delete the key at perplexity.ai/settings/api and generate a new one.",
		.match = SAMPLES("PPLX_API_KEY=pp"
				 "lx-ujdV2S7blZKys9A3HrZRmZcp"
				 "XS5sbOAWosMI0JiCeX9hk2um",
				 "Bearer pp"
				 "lx-RoewH7Yu6HFxGBvZY8fjt9gy"
				 "SkRKH78cf0OmkX1V2unyG21W"),
		.miss = SAMPLES("PPLX_API_KEY=pp"
				"lx-2KFuhlAr"
				"HbTs2aRu",
				"PPLX_API_KEY=pp"
				"lx-3Q"),
	},
};

const struct secret_set secret_set_perplexity = { "Perplexity", perplexity_rules,
						  ARRAY_LEN(perplexity_rules) };
