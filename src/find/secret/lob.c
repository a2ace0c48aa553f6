/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lob keys: live_ or test_ and 35 hexadecimal digits. Source: docs.lob.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule lob_rules[] = {
	{
		.id = "lob-api-key",
		.title = "Lob API key",
		.pattern = NAMED("lob[_.-]?[\\w.-]{0,16}key", "live_[0-9a-f]{35}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.4,
		.check = named_check,
		.rotate = "Regenerate the key in the Lob dashboard (Settings > API Keys).",
		.match = SAMPLES("LOB_API_KEY=li"
				 "ve_6794b5df60ec1a7bd1"
				 "7cf7b1a604e94e0ab",
				 "\"lob_secret_key\": \"li"
				 "ve_817fa19cd8c3f6dd30"
				 "b4ab12bce5ecce0df\""),
		.miss = SAMPLES("glob_key=li"
				"ve_f0c867ea99"
				"70172b25a4",
				"LOB_API_KEY=li"
				"ve_745566"
				"bdb48"),
	},
};

const struct secret_set secret_set_lob = { "Lob", lob_rules, ARRAY_LEN(lob_rules) };
