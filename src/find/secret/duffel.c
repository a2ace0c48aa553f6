/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Duffel tokens: duffel_live_ or duffel_test_ and 43 letters of the URL alphabet. Source:
 * duffel.com/docs/api/overview/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule duffel_rules[] = {
	{
		.id = "duffel-live-token",
		.title = "Duffel live token",
		.pattern = TOKEN("duffel_live_[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.rotate =
			"Delete the token in the Duffel dashboard (Developers > Access tokens) and create a new one.",
		.match = SAMPLES("DUFFEL_TOKEN=duffel"
				 "_live_uqUYL5EhL07t2DZsh340AT"
				 "NDi3rmJQAIvxVXeVM77jB",
				 "\"duffel"
				 "_live_KsIorSAAgwm2ewqHpbb7k_"
				 "wH5gx86KVqTH3aJsCXW6v\""),
		.miss = SAMPLES("DUFFEL_TOKEN=duffel"
				"_live_NmmDuH2"
				"-YP3w0X",
				"DUFFEL_TOKEN=duffel"
				"_live_69"),
	},
	{
		.id = "duffel-test-token",
		.title = "Duffel test token",
		.pattern = TOKEN_BEHIND("duffel_test_", "[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_LOW,
		.entropy = 4.3,
		.rotate = "Delete the token in the Duffel dashboard (test mode > Access tokens).",
		.match = SAMPLES("DUFFEL_TOKEN=duffel"
				 "_test_fwAvLSQ9n4PljLHhfwrL9u"
				 "VTrHeGMqtLypKvM1QxgOi",
				 "\"duffel"
				 "_test_EhEogLOriru__wV2BXumdM"
				 "xfg_i0ZC4depxQX4WtDcf\""),
		.miss = SAMPLES("DUFFEL_TOKEN=duffel"
				"_test_ohmC60t"
				"6FDKHJg",
				"DUFFEL_TOKEN=duffel"
				"_test_SD"),
	},
};

const struct secret_set secret_set_duffel = { "Duffel", duffel_rules, ARRAY_LEN(duffel_rules) };
