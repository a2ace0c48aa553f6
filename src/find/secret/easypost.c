/* SPDX-License-Identifier: Apache-2.0 */
/*
 * EasyPost keys: EZAK (production) or EZTK (test) and 54 letters and digits. Source:
 * docs.easypost.com/docs/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule easypost_rules[] = {
	{
		.id = "easypost-api-key",
		.title = "EasyPost production key",
		.pattern = TOKEN("EZAK[0-9A-Za-z]{54}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Disable the key in the EasyPost dashboard (Account Settings > API Keys) and create a new one.",
		.match = SAMPLES("EASYPOST_API_KEY=EZ"
				 "AKuFYCfCrS4GBGvtMpEiFLvMZwUJc"
				 "RUySIT3UliE94QdbyldQEl6Uq0o",
				 "\"EZ"
				 "AKJH3NPZOQzLQM9yLFpJW4HxZmr9L"
				 "TM7BqGstOPFos2jJg3JtZynSXML\""),
		.miss = SAMPLES("EASYPOST_API_KEY=EZ"
				"AK7oB4G8QiI"
				"tL4ehlpq9",
				"EASYPOST_API_KEY=EZ"
				"AK7u"),
	},
	{
		.id = "easypost-test-key",
		.title = "EasyPost test key",
		.pattern = TOKEN("EZTK[0-9A-Za-z]{54}"),
		.severity = SEVERITY_LOW,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Disable the key in the EasyPost dashboard (Account Settings > API Keys).",
		.match = SAMPLES("EASYPOST_API_KEY=EZ"
				 "TK5JA1KIOCM2issaqPoE9425Z10bj"
				 "dFuVV5RLaPpKP8UglmfQbOmcfdJ",
				 "\"EZ"
				 "TK6RbMff2lT3CbHT81izCQIjjdEfp"
				 "B3AQbuoI4c1XUJxvGs3mDWDFQgM\""),
		.miss = SAMPLES("EASYPOST_API_KEY=EZ"
				"TKdTwc7F6qU"
				"0mJs3tYTR",
				"EASYPOST_API_KEY=EZ"
				"TKw9"),
	},
};

const struct secret_set secret_set_easypost = { "EasyPost", easypost_rules,
						ARRAY_LEN(easypost_rules) };
