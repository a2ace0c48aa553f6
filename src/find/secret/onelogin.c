/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OneLogin client secrets are 64 hexadecimal digits, told by their name. Source: developers.onelogin.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule onelogin_rules[] = {
	{
		.id = "onelogin-client-secret",
		.title = "OneLogin client secret",
		.pattern = NAMED("onelogin[\\w.-]{0,16}secret", "[0-9a-f]{64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.4,
		.check = named_check,
		.rotate =
			"Delete the API credential in OneLogin (Developers > API Credentials) and create a new one.",
		.match = SAMPLES("ONELOGIN_CLIENT_SECRET=d287e922b0d830ab33f3d2937432ea71"
				 "16dcff0502364a6f9085ba2a3f3a9be5",
				 "onelogin.secret=cdab3d83740f1bf7abdb9e3aa6044699"
				 "02bb45dd8b3bf6a0a9a3fa1b4c2da052"),
		.miss = SAMPLES("ONELOGIN_CLIENT_SECRET=545fa763358"
				"f7488da8e3",
				"digest = bbe494fb14bace7e7933420fc6dbca17"
				"dddf092a7d7346b69ab9138a7d3e74be"),
	},
};

const struct secret_set secret_set_onelogin = { "OneLogin", onelogin_rules,
						ARRAY_LEN(onelogin_rules) };
