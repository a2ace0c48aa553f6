/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Netlify: personal access tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "netlify-token",
		.title = "Netlify personal access token",
		.pattern = "\\bnfp_[A-Za-z0-9]{36}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.rotate = "Revoke it under User settings > Applications.",
		.match = SAMPLES("NETLIFY_AUTH_TOKEN=nfp_R6ZIJrjiQrLIvI2APY"
				 "8mWoYMasMYj4Q5kuth",
				 "NETLIFY_AUTH_TOKEN=nfp_yz2UnTislVex6JjUeR"
				 "JMrPzye9F1SVOaNQTF"),
		.miss = SAMPLES("NETLIFY_AUTH_TOKEN=nfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"NETLIFY_AUTH_TOKEN=nfp_mHO"),
	},
};

const struct secret_set secret_set_netlify = { "Netlify", rules, ARRAY_LEN(rules) };
