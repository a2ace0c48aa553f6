/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Meilisearch: the master key is chosen (16 bytes or more), API keys are 64 hexadecimal digits; told by their name.
 * Source: meilisearch.com/docs/learn/security.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule meilisearch_rules[] = {
	{
		.id = "meilisearch-key",
		.title = "Meilisearch master or API key",
		.pattern = NAMED("meili(?:search)?[\\w.-]{0,12}key",
				 "(?:[0-9a-f]{64}|[0-9A-Za-z_-]{32,50})"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.4,
		.check = named_check,
		.rotate =
			"Start Meilisearch with a new master key, which replaces all API keys derived from it.",
		.match = SAMPLES("MEILI_MASTER_KEY=4ZJCVUCwsma-KBZmII_qH8"
				 "oOXoOtBsZeRNRcMl8il_a",
				 "meilisearch.api_key=e7fb3d29988b007a8f26d23f0e7eb0a0"
				 "44fc463a1b00cb9128b931e8372bb547"),
		.miss = SAMPLES("MEILI_MASTER_KEY=qshFBGA"
				"tkBksR5",
				"digest = B4SXMUxTVKKNHkguIBZJ5w"
				"2oIgth_SdJ72wrjOgYP0y"),
	},
};

const struct secret_set secret_set_meilisearch = { "Meilisearch", meilisearch_rules,
						   ARRAY_LEN(meilisearch_rules) };
