/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Twitch: client secrets and tokens are 30 lower-case letters and digits; chat passwords put oauth: in front.
 * Source: dev.twitch.tv/docs/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule twitch_rules[] = {
	{
		.id = "twitch-secret",
		.title = "Twitch client secret or token",
		.pattern = NAMED_KEY("twitch", "(?:oauth:)?[0-9a-z]{30}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.6,
		.check = named_check,
		.rotate =
			"Make a new secret in the Twitch developer console (application > Manage), or revoke the token at id.twitch.tv/oauth2/revoke.",
		.match = SAMPLES("TWITCH_CLIENT_SECRET=uyrxbmumk830y4i"
				 "25xus35zejrrugs",
				 "twitch_token: oau"
				 "th:qo6f0fyqczkwqx9"
				 "vqvn84t7zq8isz4"),
		.miss = SAMPLES("TWITCH_CLIENT_SECRET=gdri9"
				"pw8ya",
				"digest = mpbndp0qyf1zigr"
				"rqrvmu7wuozfdpo"),
	},
};

const struct secret_set secret_set_twitch = { "Twitch", twitch_rules, ARRAY_LEN(twitch_rules) };
