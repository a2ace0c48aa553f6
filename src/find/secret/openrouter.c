/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenRouter keys: sk-or-v1- and 64 hexadecimal digits. Source: openrouter.ai/docs/api-reference/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule openrouter_rules[] = {
	{
		.id = "openrouter-api-key",
		.title = "OpenRouter API key",
		.pattern = TOKEN("sk-or-v1-[0-9a-f]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.check = named_proven,
		.rotate =
			"Delete the key at openrouter.ai/settings/keys and create one with a credit limit.",
		.match = SAMPLES("OPENROUTER_API_KEY=sk-o"
				 "r-v1-f41adc88f501aca63d5b132f10de703e"
				 "798ca0c130d7c9e12bdb4834a7b6c772",
				 "\"sk-o"
				 "r-v1-f97fb0ca2cece48049c2b48d5ccd1155"
				 "8cc1b199d64e513c4db357fef70859c1\""),
		.miss = SAMPLES("OPENROUTER_API_KEY=sk-o"
				"r-v1-48eb4452139"
				"04f86c925f",
				"OPENROUTER_API_KEY=sk-o"
				"r-v1-93"),
	},
};

const struct secret_set secret_set_openrouter = { "OpenRouter", openrouter_rules,
						  ARRAY_LEN(openrouter_rules) };
