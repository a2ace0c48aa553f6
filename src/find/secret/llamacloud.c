/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LlamaCloud keys: llx- and 48 letters and digits. Source: docs.cloud.llamaindex.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule llamacloud_rules[] = {
	{
		.id = "llamacloud-api-key",
		.title = "LlamaCloud API key",
		.pattern = TOKEN("llx-[0-9A-Za-z]{48}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the key at cloud.llamaindex.ai (API Keys) and generate a new one.",
		.match = SAMPLES("LLAMA_CLOUD_API_KEY=ll"
				 "x-RMXV1x42B4HSIopORQqH7oG3"
				 "4N9ctAt8hfovAhIy5HtmNFrP",
				 "\"ll"
				 "x-xk0NnhPXtZc0NUHIms3o5MbB"
				 "K68OIZRRueitwdAXhrRAHQ1j\""),
		.miss = SAMPLES("LLAMA_CLOUD_API_KEY=ll"
				"x-z9zfoHwt"
				"Yp9fjh0D",
				"LLAMA_CLOUD_API_KEY=ll"
				"x-JT"),
	},
};

const struct secret_set secret_set_llamacloud = { "LlamaCloud", llamacloud_rules,
						  ARRAY_LEN(llamacloud_rules) };
