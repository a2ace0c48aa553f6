/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DeepSeek keys: sk- and 32 hexadecimal digits, or letters and digits; told by their name. Source: api-
 * docs.deepseek.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule deepseek_rules[] = {
	{
		.id = "deepseek-api-key",
		.title = "DeepSeek API key",
		.pattern = NAMED_KEY("deepseek", "sk-[0-9a-z]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = named_check,
		.rotate = "Delete the key at platform.deepseek.com/api_keys and create a new one.",
		.match = SAMPLES("DEEPSEEK_API_KEY=sk-1494dc377e8e276e"
				 "4b26a5656d59b411",
				 "deepseek.key: \"sk-e02c4b1e7efe5055"
				 "74c5fcad69eda353\""),
		.miss = SAMPLES("DEEPSEEK_API_KEY=sk-6aafb"
				"af57c",
				"digest = sk-9dbc0ef2e00639b7"
				"250eade43cfec6e5"),
	},
};

const struct secret_set secret_set_deepseek = { "DeepSeek", deepseek_rules,
						ARRAY_LEN(deepseek_rules) };
