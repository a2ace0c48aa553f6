/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Klarna API keys say whose they are and for what: klarna_live_api_, klarna_test_api_ and base 64.
 * Source: docs.klarna.com/api/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule klarna_rules[] = {
	{
		.id = "klarna-api-key",
		.title = "Klarna live API key",
		.pattern = TOKEN("klarna_live_api_[0-9A-Za-z+/_-]{32,200}={0,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.rotate =
			"Create a new API key in the Klarna Merchant portal (Settings > Klarna API Credentials) and disable this one.",
		.match = SAMPLES("KLARNA_KEY=klarna_l"
				 "ive_api_V9COca5KWF5GVcwkz1zL6oGAyGf56ygbMinWJaKI"
				 "4JQca0o2i7s3JpsCs6XzdKBadeIyw3qskhosX50R",
				 "\"klarna_l"
				 "ive_api_gKjfzijCrZ2jV3CXo0yKOVOgT4WAHwouCL"
				 "LoOxi99gKtdD1u5npGt1h4j1VetrztAcOw"
				 "sqUTUa39KKlF54tiVLmOjPyO72I2bBLQ=\""),
		.miss = SAMPLES("KLARNA_KEY=klarna_l"
				"ive_api_CHveP6YIJh0yN"
				"aEM7TPQ1QkrMu",
				"KLARNA_KEY=klarna_l"
				"ive_api_Pe"),
	},
	{
		.id = "klarna-test-key",
		.title = "Klarna test API key",
		.pattern = TOKEN_BEHIND("klarna_test_api_", "[0-9A-Za-z+/_-]{32,200}={0,2}"),
		.severity = SEVERITY_LOW,
		.entropy = 4.3,
		.rotate = "Disable the API key in the Klarna Merchant portal of the playground.",
		.match = SAMPLES("KLARNA_KEY=klarna_t"
				 "est_api_4w5YLLk2ZBSFZolXeXTOLmlJ9BwnDMc2VlnumZ4R"
				 "fqU3JZ7iRhD7RnhqoHwdnTSGti09SxJQTqv4D4t4",
				 "\"klarna_t"
				 "est_api_fXLv5TiIlH7bzpGX3KQJ9VCMScMXkvKLQc"
				 "st7sKCn2L0eyybDRKt60kcpQqfEz22vDwL"
				 "QXhosSeb718ev2kGrPUzjMnRRVC319jW=\""),
		.miss = SAMPLES("KLARNA_KEY=klarna_t"
				"est_api_rAb7zFVvkksd6"
				"vmcrqTiAhjJkY",
				"KLARNA_KEY=klarna_t"
				"est_api_JB"),
	},
};

const struct secret_set secret_set_klarna = { "Klarna", klarna_rules, ARRAY_LEN(klarna_rules) };
