/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Binance API secrets are 64 letters and digits, told by their name. Source: developers.binance.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule binance_rules[] = {
	{
		.id = "binance-api-secret",
		.title = "Binance API secret",
		.pattern = NAMED("binance[\\w.-]{0,16}secret", "[0-9A-Za-z]{64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the API key in Binance (API Management) and create one that is bound to addresses and cannot withdraw.",
		.match = SAMPLES("BINANCE_API_SECRET=yQkLFx6MWyxTauOK9oY8JhigAmkDiQwO"
				 "ca72SkY7UcpF2uzoh4s7UJnxy3plnPKw",
				 "\"binance_secret\": \"uk3aGTJxrl0CmXIEsumHHaWqc9Y6Z6uX"
				 "KWamfEjlxpMFt3Z4NMa8BJtcb6VLI9Qe\""),
		.miss = SAMPLES("BINANCE_API_SECRET=GX8InUBn7YW"
				"9u02ldp8JI",
				"digest = JsasSiBzUFV3iAsa0VewJM3aOWdUH55V"
				"etukEk1XmePfcDF7YvhqgpRcZLX2tYdN"),
	},
};

const struct secret_set secret_set_binance = { "Binance", binance_rules, ARRAY_LEN(binance_rules) };
