/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cerebras keys: csk- and 48 lower-case letters and digits. Source: inference-docs.cerebras.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule cerebras_rules[] = {
	{
		.id = "cerebras-api-key",
		.title = "Cerebras API key",
		.pattern = TOKEN("csk-[0-9a-z]{48}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.1,
		.rotate = "Delete the key at cloud.cerebras.ai (API keys) and create a new one.",
		.match = SAMPLES("CEREBRAS_API_KEY=cs"
				 "k-bzndy5rmjln4nhqebjnpote5"
				 "a6pt61aaihn3qitvw545x9lm",
				 "\"cs"
				 "k-z456qsw8xhqefuk0tc1vqsrc"
				 "3luxrqj3ppbzcystybwjnii1\""),
		.miss = SAMPLES("CEREBRAS_API_KEY=cs"
				"k-netwec9p"
				"y51zqag6",
				"CEREBRAS_API_KEY=cs"
				"k-cx"),
	},
};

const struct secret_set secret_set_cerebras = { "Cerebras", cerebras_rules,
						ARRAY_LEN(cerebras_rules) };
