/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checkout.com secret keys: sk_ and 26 lower-case letters and digits, before sk_ and a UUID; sandboxes
 * say sbox. The name or the
 * platform's address must be near, as sk_ is everybody's. Source: checkout.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule checkout_rules[] = {
	{
		.id = "checkout-secret-key",
		.title = "Checkout.com secret key",
		.pattern = NAMED("(?:checkout|cko)[\\w.-]{0,24}(?:key|secret)",
				 "sk_(?:[0-9a-z]{26}|" UUID ")"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.4,
		.check = named_check,
		.rotate =
			"Create a new secret key in the Checkout.com Dashboard (Developers > Keys) and deactivate this one.",
		.match = SAMPLES("CKO_SECRET_KEY=sk_x1d6yd2shv8dh"
				 "5rsii6kamge89",
				 "checkout_secret: \"sk_80cfa2c1-0753-48ec"
				 "-a653-bc36d3203198\""),
		.miss = SAMPLES("CKO_SECRET_KEY=sk_ptk3p8rv", "digest = sk_1pmt1ghp8r49i"
							      "j7ai7ma97bcfn"),
	},
	{
		.id = "checkout-sandbox-key",
		.title = "Checkout.com sandbox secret key",
		.pattern = TOKEN("sk_sbox_[0-9a-z]{26,28}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.7,
		.rotate =
			"Deactivate the key in the Checkout.com sandbox Dashboard (Developers > Keys).",
		.match = SAMPLES("CKO_SECRET_KEY=sk_s"
				 "box_91yun0geo2wlz"
				 "av6fko7e8a1uc",
				 "'sk_s"
				 "box_asnehalscdgfgz"
				 "unpt5uszymdyv'"),
		.miss = SAMPLES("CKO_SECRET_KEY=sk_s"
				"box_6h737wh5",
				"CKO_SECRET_KEY=sk_s"
				"box_eu"),
	},
};

const struct secret_set secret_set_checkout = { "Checkout.com", checkout_rules,
						ARRAY_LEN(checkout_rules) };
