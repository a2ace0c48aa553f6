/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mollie: live_ and 30 letters and digits; access tokens begin with access_. Both prefixes are common words, so
 * the rest must be of all kinds of letters. Source: docs.mollie.com/reference/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule mollie_rules[] = {
	{
		.id = "mollie-api-key",
		.title = "Mollie live API key",
		.pattern = TOKEN("live_[0-9A-Za-z]{30}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.1,
		.check = named_random,
		.rotate =
			"Reset the live key in the Mollie dashboard (Developers > API keys > Reset); the old one stops after a day at the latest.",
		.match = SAMPLES("MOLLIE_KEY=li"
				 "ve_eQdnrFMkYaBziBP"
				 "n2ycVMVYljmkXvG",
				 "setApiKey(\"li"
				 "ve_pLsxTVp5JYSaDYI"
				 "7U7GYa5GsO6Obt7\")"),
		.miss = SAMPLES("live_configurationParametersOfUsers", "gc li"
								       "ve_fl2jXuatoPnKpERo71ns"
								       "Uum1MWinOzpxhxM0vEL8"),
	},
	{
		.id = "mollie-access-token",
		.title = "Mollie organisation access token",
		.pattern = NAMED("mollie[\\w.-]{0,24}token", "access_[0-9A-Za-z]{30,64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.1,
		.check = named_check,
		.rotate =
			"Delete the access token in the Mollie dashboard (Developers > Organization access tokens) and create a new one.",
		.match = SAMPLES("MOLLIE_ACCESS_TOKEN=acc"
				 "ess_NBflRblfwxsE4K1gYMK9"
				 "3YPDUkMUrRHmV1Kfrks6",
				 "mollie_token: \"acc"
				 "ess_hUSwylaA1P5p0Gnx"
				 "qjOYlsnLISXfKHSV\""),
		.miss = SAMPLES("MOLLIE_ACCESS_TOKEN=acc"
				"ess_y4SMG8P"
				"fUguZV",
				"digest = acc"
				"ess_rFD5y4vyrWz2epDFNxOz"
				"WYeqgoqlt9ncUNgMlGja"),
	},
};

const struct secret_set secret_set_mollie = { "Mollie", mollie_rules, ARRAY_LEN(mollie_rules) };
