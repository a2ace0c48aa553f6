/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LangSmith keys: lsv2_pt_ (people) or lsv2_sk_ (services), 32 and 10 hexadecimal digits. Source:
 * docs.smith.langchain.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule langsmith_rules[] = {
	{
		.id = "langsmith-api-key",
		.title = "LangSmith API key",
		.pattern = TOKEN("lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.7,
		.check = named_proven,
		.rotate = "Delete the key in LangSmith (Settings > API Keys) and create a new one.",
		.match = SAMPLES("LANGSMITH_API_KEY=lsv2"
				 "_pt_a64326016f97db8c"
				 "9e43e3233ca67232_9c6e1"
				 "be474",
				 "\"lsv2"
				 "_sk_6234da644fb5ec12"
				 "3ea4ba3720db0a27_f8480"
				 "bbbcc\""),
		.miss = SAMPLES("LANGSMITH_API_KEY=lsv2"
				"_pt_8fa43"
				"da62c_acda1"
				"4dca1",
				"LANGSMITH_API_KEY=lsv2"
				"_pt_fee_dca"),
	},
};

const struct secret_set secret_set_langsmith = { "LangSmith", langsmith_rules,
						 ARRAY_LEN(langsmith_rules) };
