/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fireworks keys: fw_ and 22 to 24 letters and digits, or a long hexadecimal tail; a prefix this short
 * counts behind its name.
 * Source: docs.fireworks.ai.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule fireworks_rules[] = {
	{
		.id = "fireworks-api-key",
		.title = "Fireworks API key",
		.pattern = NAMED_KEY("fireworks", "fw_[0-9A-Za-z]{20,48}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.6,
		.check = named_check,
		.rotate = "Delete the key at fireworks.ai/account/api-keys and create a new one.",
		.match = SAMPLES("FIREWORKS_API_KEY=fw_wf5QlvOGApJq"
				 "h9tlJv35ZmAx",
				 "fireworks.key=\"fw_x6P0bcAR0FE"
				 "U8OUAEvKzqp\""),
		.miss = SAMPLES("FIREWORKS_API_KEY=fw_fMNFbm6K", "digest = fw_2rA7sbqDRWHo"
								 "G6ExxZMQQ33f"),
	},
};

const struct secret_set secret_set_fireworks = { "Fireworks AI", fireworks_rules,
						 ARRAY_LEN(fireworks_rules) };
