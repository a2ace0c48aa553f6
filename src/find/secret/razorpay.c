/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Razorpay: the key id (rzp_live_, rzp_test_) names the account, the key secret beside it is 24 letters and digits.
 * Source: razorpay.com/docs/api/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule razorpay_rules[] = {
	{
		.id = "razorpay-key-secret",
		.title = "Razorpay key secret",
		.pattern = NAMED("razorpay[\\w.-]{0,16}secret", "[0-9A-Za-z]{24}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = named_check,
		.rotate =
			"Regenerate the key in the Razorpay Dashboard (Account & Settings > API keys > Regenerate, deactivate the old one immediately).",
		.match = SAMPLES("RAZORPAY_KEY_SECRET=11lDBfMo7LS2"
				 "ksczBRRwWtyj",
				 "razorpay_secret => '1ZMxYOSQ153N"
				 "XvYNXe0AMe42'"),
		.miss = SAMPLES("RAZORPAY_KEY_SECRET=sQzCj1RX", "digest = M2ZHweKnn13M"
								"EA9TV6eRxV3I"),
	},
	{
		.id = "razorpay-key-id",
		.title = "Razorpay live key id",
		.pattern = TOKEN("rzp_live_[0-9A-Za-z]{14}"),
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_LOW,
		.entropy = 3.6,
		.rotate =
			"The id is sent to browsers and no secret; look for its secret near it, and regenerate the pair in the dashboard when you find that.",
		.match = SAMPLES("rzp_"
				 "live_4XOKo9L"
				 "KfrLI9F",
				 "key: \"rzp_"
				 "live_whRG8YX"
				 "7VQtobo\""),
		.miss = SAMPLES("rzp_"
				"live_zoAb",
				"rzp_"
				"live_mW"),
	},
};

const struct secret_set secret_set_razorpay = { "Razorpay", razorpay_rules,
						ARRAY_LEN(razorpay_rules) };
