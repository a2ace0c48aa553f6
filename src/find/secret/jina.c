/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jina keys: jina_, 32 hexadecimal digits, 28 characters of the URL alphabet. Source: jina.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule jina_rules[] = {
	{
		.id = "jina-api-key",
		.title = "Jina API key",
		.pattern = TOKEN("jina_[0-9a-f]{32}[0-9A-Za-z_-]{28}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_proven,
		.rotate = "Delete the key at jina.ai (API dashboard) and create a new one.",
		.match = SAMPLES("JINA_API_KEY=ji"
				 "na_01f6eca3492fe6cb"
				 "ac3dfcf6d37b967fQ543sNnWB6uYSx"
				 "_RbEjdXJaPaOzB",
				 "Bearer ji"
				 "na_3acda2b6f316bf71"
				 "60ecfe458a8f61086sjAhB504b5A6L"
				 "FymPWZAiddc0Zt"),
		.miss = SAMPLES("JINA_API_KEY=ji"
				"na_6ffad"
				"87837qzRT06A-AfOgHx"
				"Wd4xXhuUeOw1hs",
				"JINA_API_KEY=ji"
				"na_b1bEZV-HQsNy"),
	},
};

const struct secret_set secret_set_jina = { "Jina AI", jina_rules, ARRAY_LEN(jina_rules) };
