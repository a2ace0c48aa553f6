/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paystack secret keys have Stripe's prefix and 40 hexadecimal digits behind it. Source:
 * paystack.com/docs/api/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule paystack_rules[] = {
	{
		.id = "paystack-secret-key",
		.title = "Paystack live secret key",
		.pattern = TOKEN("sk_live_[0-9a-f]{40}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.6,
		.rotate =
			"Generate a new secret key in the Paystack dashboard (Settings > API Keys & Webhooks).",
		.match = SAMPLES("PAYSTACK_SECRET_KEY=sk_l"
				 "ive_a06d9a30d1729303c9fd"
				 "231856e1c41cbdcca52f",
				 "Authorization: Bearer sk_l"
				 "ive_c393615bdf6caaaa34f3"
				 "a68afbf6142d07401ab1"),
		.miss = SAMPLES("PAYSTACK_SECRET_KEY=sk_l"
				"ive_ca161eb"
				"fd8a44",
				"PAYSTACK_SECRET_KEY=sk_l"
				"ive_87"),
	},
	{
		.id = "paystack-test-key",
		.title = "Paystack test secret key",
		.pattern = TOKEN_BEHIND("sk_test_", "[0-9a-f]{40}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.1,
		.rotate =
			"Generate a new test key in the Paystack dashboard (Settings > API Keys & Webhooks).",
		.match = SAMPLES("PAYSTACK_SECRET_KEY=sk_t"
				 "est_677e576a4c7a6bd52dce"
				 "421616b40678bcfdcb7b",
				 "'sk_t"
				 "est_d5369d7f7296521dea11"
				 "d85077aeda81ee15848c'"),
		.miss = SAMPLES("PAYSTACK_SECRET_KEY=sk_t"
				"est_6d0f302"
				"8b1b99",
				"PAYSTACK_SECRET_KEY=sk_t"
				"est_8c"),
	},
};

const struct secret_set secret_set_paystack = { "Paystack", paystack_rules,
						ARRAY_LEN(paystack_rules) };
