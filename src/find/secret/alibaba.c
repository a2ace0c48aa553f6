/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alibaba Cloud: access key ids by their mark, secrets by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "alibaba-access-key-id",
		.title = "Alibaba Cloud access key id",
		.pattern = "\\bLTAI[A-Za-z0-9]{12,20}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = secret_is_mixed,
		.rotate =
			"Disable and delete the access key under RAM > Users > Access keys; use a RAM role instead.",
		.match = SAMPLES("ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI5tkF1G0Jdxh"
				 "2jzqegQPL",
				 "ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI5tJ0LD89Gym"
				 "PTa8BOlml"),
		.miss = SAMPLES("ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI5txxxxxxxxxxxxxxxxxx",
				"ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI5tT"),
	},
	{
		.id = "alibaba-secret-key",
		.title = "Alibaba Cloud access key secret",
		.pattern = NAMED("(?:aliyun|alibaba|alicloud|access_?key)[\\w.-]{0,20}secret",
				 "([A-Za-z0-9]{30})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.7,
		.check = secret_is_mixed,
		.rotate =
			"Disable and delete the access key under RAM > Users > Access keys; use a RAM role instead.",
		.match = SAMPLES("ALIBABA_CLOUD_ACCESS_KEY_SECRET=4R4mlWvYEqzQka2"
				 "kPS9EX8QaIGQdrT",
				 "accessKeySecret: dmgWD9oLuGkfKlA"
				 "N0LPwASxjYXJiF2"),
		.miss = SAMPLES("ALIBABA_CLOUD_ACCESS_KEY_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"accessKeySecret: a6"),
	},
};

const struct secret_set secret_set_alibaba = { "Alibaba Cloud", rules, ARRAY_LEN(rules) };
