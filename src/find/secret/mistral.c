/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mistral keys are 32 letters and digits, told by their name. Source: docs.mistral.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule mistral_rules[] = {
	{
		.id = "mistral-api-key",
		.title = "Mistral API key",
		.pattern = NAMED("mistral[\\w.-]{0,8}(?:key|token)", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.9,
		.check = named_check,
		.rotate = "Delete the key at console.mistral.ai/api-keys and create a new one.",
		.match = SAMPLES("MISTRAL_API_KEY=8GccAEGGYGg4rfsk"
				 "4DxWx7QPJOC1XmXH",
				 "mistral.api_key: \"azcPlBIQ0KwcTuUT"
				 "Ix5JI7CZ1u43fLa2\""),
		.miss = SAMPLES("MISTRAL_API_KEY=Pwbyj"
				"d5013",
				"digest = Vk2fP690ieVpGQdM"
				"bdQlybso73h1h9hb"),
	},
};

const struct secret_set secret_set_mistral = { "Mistral AI", mistral_rules,
					       ARRAY_LEN(mistral_rules) };
