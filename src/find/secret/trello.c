/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trello tokens: ATTA, 64 hexadecimal digits, 8 of a checksum; older ones are 64 behind their name.
 * Source: developer.atlassian.com/cloud/trello.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule trello_rules[] = {
	{
		.id = "trello-token",
		.title = "Trello API token",
		.pattern = TOKEN("ATTA[0-9a-f]{64}[0-9A-F]{8}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.7,
		.check = named_proven,
		.rotate =
			"Revoke the token at trello.com/u/me/account (Applications), or DELETE /1/tokens/TOKEN.",
		.match = SAMPLES("TRELLO_TOKEN=AT"
				 "TAdf769482207ba078df481ac0f97d2e78"
				 "ff27d8601aa7c17b0ce79a2890c0e9fdABA4D4B7",
				 "token=AT"
				 "TA038ad2b0877dbcd474c878902bab8d90"
				 "31d3fcc69b281d1d0c354db148f761f4C9F7A20D&x=1"),
		.miss = SAMPLES("TRELLO_TOKEN=AT"
				"TA78139b28e17"
				"a0cfe96dcdDB30F1E0",
				"TRELLO_TOKEN=AT"
				"TAb9000831C"),
	},
	{
		.id = "trello-secret",
		.title = "Trello API token or secret (old form)",
		.pattern = NAMED("trello[\\w.-]{0,12}(?:token|secret)", "[0-9a-f]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.4,
		.check = named_check,
		.rotate =
			"Revoke the token at trello.com/u/me/account (Applications), or regenerate the secret at trello.com/power-ups/admin.",
		.match = SAMPLES("TRELLO_TOKEN=fdf95a1222da77751cdb1e0fa1aafeea"
				 "951056fcff2f41c2272002a9f4e65015",
				 "trello_oauth_secret: 9d3450870d61b8a05a32a08113b53c68"
				 "e7922a8981c691c8430619230ed2feb1"),
		.miss = SAMPLES("TRELLO_TOKEN=df825ba2fe0"
				"d3fcf368b2",
				"digest = 5c2f2724408b5a30defac19fa2ab1fb1"
				"fc7fdd83edd569669415ef73eeaf3573"),
	},
};

const struct secret_set secret_set_trello = { "Trello", trello_rules, ARRAY_LEN(trello_rules) };
