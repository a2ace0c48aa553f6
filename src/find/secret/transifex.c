/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Transifex tokens: 1/ and 40 hexadecimal digits, told by their name. Source: developers.transifex.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule transifex_rules[] = {
	{
		.id = "transifex-token",
		.title = "Transifex API token",
		.pattern = NAMED("(?:transifex|\\btx)[\\w.-]{0,12}token", "1/[0-9a-f]{40}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.3,
		.check = named_check,
		.rotate =
			"Revoke the token in Transifex (User settings > API token) and generate a new one.",
		.match = SAMPLES("TX_TOKEN=1/d8ee3972c6375a81992c"
				 "49307ea34b389032437c",
				 "transifex_api_token: 1/f14c2030781bf3cc0f82"
				 "090111f736587e208859"),
		.miss = SAMPLES("TX_TOKEN=1/d724759"
				"919179",
				"digest = 1/49121404ed594a2988de"
				"448b73501702f6b18630"),
	},
};

const struct secret_set secret_set_transifex = { "Transifex", transifex_rules,
						 ARRAY_LEN(transifex_rules) };
