/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Zhipu (GLM, Z.ai) keys: 32 hexadecimal digits, a dot, 16 letters and digits, told by their name.
 * Source: docs.bigmodel.cn.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule zhipu_rules[] = {
	{
		.id = "zhipu-api-key",
		.title = "Zhipu (GLM) API key",
		.pattern = NAMED_KEY("(?:zhipu(?:ai)?|bigmodel|glm|zai)",
				     "[0-9a-f]{32}\\.[0-9A-Za-z]{16}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.9,
		.check = named_check,
		.rotate = "Delete the key at bigmodel.cn (API keys) and add a new one.",
		.match = SAMPLES("ZHIPUAI_API_KEY=4bacf6fa8178d22d"
				 "b2fcdc2e247ea43c.de0bUeBf"
				 "L2UTQgra",
				 "glm_api_key: \"29cba6d7cfc9887b"
				 "1c880f68bebc843e.aoPn0NrY"
				 "T0TlIKyQ\""),
		.miss = SAMPLES("ZHIPUAI_API_KEY=31bb8"
				"039e6.gk43icHZ"
				"5JNDlTa6",
				"digest = 249588d6efb25499"
				"3be548923a39284f.hUsnScDR"
				"8BD9fFFv"),
	},
};

const struct secret_set secret_set_zhipu = { "Zhipu AI", zhipu_rules, ARRAY_LEN(zhipu_rules) };
