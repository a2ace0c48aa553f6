/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Coinbase: CDP secrets are an Ed25519 key pair in base 64 (64 bytes), legacy API secrets 32 letters and digits;
 * both are told by their name. Source: docs.cdp.coinbase.com/get-started/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule coinbase_rules[] = {
	{
		.id = "coinbase-cdp-secret",
		.title = "Coinbase CDP API key secret",
		.pattern = NAMED("(?:coinbase|cdp)[\\w.-]{0,16}secret", "[0-9A-Za-z+/]{86}=="),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the API key in the Coinbase Developer Platform (API keys) and create one that is bound to addresses and rights.",
		.match = SAMPLES(
			"CDP_API_KEY_SECRET=evdh8qMrXU2g/RQFPvlkm3fqEX2jcbNguFlV+3IWg8I"
			"bTq0enUoJQWkaK5StQukjWV7/96jC+CArojM23Tkhu0==",
			"\"coinbase_api_secret\": \"cEMu++cweWAwnItTfiB9JZWeLeXK0y8MJbSrkZokDr+"
			"DPOz879vQ/Wd4hUvbCL1sEC5XHIiWU7c7RVOTuFe5yI==\""),
		.miss = SAMPLES("CDP_API_KEY_SECRET=l2SXpFxPCzXu0A"
				"poj5llkfPbi09n==",
				"digest = t8VzszFugdsurpYcaZ5A75ePCBKRyRpZ8kg11yK8Wqa"
				"a2jMdWxR3Eo1C8iV++LQmpYrnwkN+nIrxaYt7ZrSsYo=="),
	},
	{
		.id = "coinbase-api-secret",
		.title = "Coinbase API secret",
		.pattern = NAMED("coinbase[\\w.-]{0,16}secret", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.0,
		.check = named_check,
		.rotate =
			"Disable the API key in Coinbase (Settings > API) and create a new one with fewer rights.",
		.match = SAMPLES("COINBASE_API_SECRET=2C9yJagqcv5ksGUp"
				 "E0ZuwESYXtETVyhH",
				 "coinbase.secret = 94INwEJv8I8zjeH9"
				 "gUOgyRsdQKsjKnXW"),
		.miss = SAMPLES("COINBASE_API_SECRET=jlaaU"
				"H4ke5",
				"digest = kvub3y7qs78zcL5e"
				"kAc2iE0OYXW4q0bn"),
	},
};

const struct secret_set secret_set_coinbase = { "Coinbase", coinbase_rules,
						ARRAY_LEN(coinbase_rules) };
