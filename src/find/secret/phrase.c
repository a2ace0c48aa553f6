/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Phrase access tokens are 64 hexadecimal digits, told by their name. Source: developers.phrase.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule phrase_rules[] = {
	{
		.id = "phrase-token",
		.title = "Phrase access token",
		.pattern = NAMED("phrase(?:app)?[_.-]?(?:api|access)?[_.-]?token", "[0-9a-f]{64}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.3,
		.check = named_check,
		.rotate =
			"Revoke the token in Phrase (Profile settings > Access tokens) and generate a new one.",
		.match = SAMPLES("PHRASE_ACCESS_TOKEN=79e86133b7749cbf2cd1216d11341814"
				 "51c4fb4a978d68fb4459500be408b62e",
				 "phraseapp_token: bcb3c284b43a334dd8085e097b86fd9e"
				 "9f3d8bf033e9ecc1a6570c96200fa4ce"),
		.miss = SAMPLES("PHRASE_ACCESS_TOKEN=89745dd9f5a"
				"ac12d3601b",
				"digest = 1db05905e84158ff97df6a66a26462d6"
				"4d7b42296bff0d12ff709d805b3a1517"),
	},
};

const struct secret_set secret_set_phrase = { "Phrase", phrase_rules, ARRAY_LEN(phrase_rules) };
