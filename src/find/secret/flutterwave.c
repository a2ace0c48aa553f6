/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Flutterwave: FLWSECK- (live) and FLWSECK_TEST- keys, 32 hexadecimal digits, -X. Source:
 * developer.flutterwave.com/docs/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule flutterwave_rules[] = {
	{
		.id = "flutterwave-secret-key",
		.title = "Flutterwave live secret key",
		.pattern = TOKEN("FLWSECK-[0-9a-z]{32}-X"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.rotate =
			"Generate new API keys in the Flutterwave dashboard (Settings > API); the old ones stop at once.",
		.match = SAMPLES("FLW_SECRET_KEY=FLWS"
				 "ECK-94cb5b9f66f54e39"
				 "1dbb5c4bb84a7f70-X",
				 "\"FLWS"
				 "ECK-7xkuhvd3a1o0z84m"
				 "icfi9ija9bg8pigs-X\""),
		.miss = SAMPLES("FLW_SECRET_KEY=FLWS"
				"ECK-7dceb"
				"2eb12-X",
				"FLW_SECRET_KEY=FLWS"
				"ECK-8d-X"),
	},
	{
		.id = "flutterwave-test-key",
		.title = "Flutterwave test secret key",
		.pattern = TOKEN_BEHIND("FLWSECK_TEST-", "[0-9a-zA-Z]{32}-X"),
		.severity = SEVERITY_LOW,
		.entropy = 3.2,
		.rotate =
			"Generate new test keys in the Flutterwave dashboard (Settings > API, test mode).",
		.match = SAMPLES("FLW_SECRET_KEY=FLWSEC"
				 "K_TEST-2d80da9bc8cbc68a"
				 "3e81d61ca0f31717-X",
				 "\"FLWSEC"
				 "K_TEST-HJbXwpIupgEmppRf"
				 "LvvsbaH1xomxSFzw-X\""),
		.miss = SAMPLES("FLW_SECRET_KEY=FLWSEC"
				"K_TEST-30198"
				"2831f-X",
				"FLW_SECRET_KEY=FLWSEC"
				"K_TEST-82-X"),
	},
};

const struct secret_set secret_set_flutterwave = { "Flutterwave", flutterwave_rules,
						   ARRAY_LEN(flutterwave_rules) };
