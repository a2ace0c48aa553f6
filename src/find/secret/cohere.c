/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cohere keys are 40 letters and digits, told by their name. Source: docs.cohere.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule cohere_rules[] = {
	{
		.id = "cohere-api-key",
		.title = "Cohere API key",
		.pattern =
			NAMED("(?:cohere[\\w.-]{0,12}(?:key|token)|co_api_key)", "[0-9A-Za-z]{40}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.2,
		.check = named_check,
		.rotate = "Delete the key at dashboard.cohere.com/api-keys and create a new one.",
		.match = SAMPLES("COHERE_API_KEY=YzitTH4zoi4p11xIetyp"
				 "aC6OUvVEG5XHL9icZsWt",
				 "CO_API_KEY=\"1TU6s7pN7zCcqJmHNNFZ"
				 "CogA4d2jIO3oJLtnZZ5x\""),
		.miss = SAMPLES("COHERE_API_KEY=7JF2y0B"
				"Sf1VaJ",
				"digest = 307fLbtnmiHIREVEdmBt"
				"ppj6hIiCDEr95rj2Skst"),
	},
};

const struct secret_set secret_set_cohere = { "Cohere", cohere_rules, ARRAY_LEN(cohere_rules) };
