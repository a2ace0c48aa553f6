/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shodan keys are 32 letters and digits, told by their name. Source: developer.shodan.io.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule shodan_rules[] = {
	{
		.id = "shodan-api-key",
		.title = "Shodan API key",
		.pattern = NAMED_KEY("shodan", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.9,
		.check = named_check,
		.rotate = "Reset the key at account.shodan.io.",
		.match = SAMPLES("SHODAN_API_KEY=0lPQBtXG3UZJ0cFN"
				 "XlMkdKLAhapdyMEa",
				 "shodan init; shodan_key=ezXM7bjh8cNNPXUD"
				 "wANn4nN9nbEq2LGm"),
		.miss = SAMPLES("SHODAN_API_KEY=aUVIq"
				"Ty1pB",
				"digest = FFBVjsPR9fORxpeU"
				"nnmuATVqcpLPoDu5"),
	},
};

const struct secret_set secret_set_shodan = { "Shodan", shodan_rules, ARRAY_LEN(shodan_rules) };
