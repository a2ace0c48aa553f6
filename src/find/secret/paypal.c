/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PayPal REST applications: client id and secret are 80 characters, the id begins with A, the secret with E.
 * Source: developer.paypal.com/api/rest.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule paypal_rules[] = {
	{
		.id = "paypal-client-secret",
		.title = "PayPal client secret",
		.pattern = NAMED_KEY("paypal", "E[0-9A-Za-z_-]{79}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"In the PayPal developer dashboard (Apps & Credentials > the app) generate a second secret, deploy it, then disable and delete this one.",
		.match = SAMPLES("PAYPAL_CLIENT_SECRET=Eaz3EntPqH8l_TnMd-JkLTO1WNtnjjVJnG_H1Us6c"
				 "prM0Q35bZIE8rIPSTTLLBOdbEpyxZxR_uMQVWSt",
				 "\"paypal_secret\": \"Ez8rAAIXHY_r0jBfBYMWB6DRBQooW1qQdBOXJD1BF"
				 "n_PFfTiBMZUcY9mqVlaXGk2GOAJisCUX2r8CIa5\""),
		.miss = SAMPLES("PAYPAL_CLIENT_SECRET=E5Ga2YXye2MGUf"
				"15s3Zw5Zb79qX",
				"digest = Ej8letfC55ac564XfqqNpOzmaDSf1rq6bEw9TGcvI"
				"i33hOBZVAI8DiDjWW4arAG6nK2-S0a4bqU8CVWe"),
	},
};

const struct secret_set secret_set_paypal = { "PayPal", paypal_rules, ARRAY_LEN(paypal_rules) };
