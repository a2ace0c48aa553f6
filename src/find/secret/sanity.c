/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sanity tokens: sk and 78 to 178 letters and digits, told by their name. Source: sanity.io/docs/http-auth.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule sanity_rules[] = {
	{
		.id = "sanity-token",
		.title = "Sanity API token",
		.pattern = NAMED_KEY("sanity", "sk[0-9A-Za-z]{78,178}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the token at sanity.io/manage (project > API > Tokens) and add a new one.",
		.match = SAMPLES("SANITY_API_TOKEN=skZkEiQTExe0hFvNeu7ajPHwqFomTmdBtqnzuA"
				 "8DaY0BhmTMNvsGYZxW0WtFBfduC3vllN7DHz"
				 "RlAKeSmFNvekXb1DJFEYWawKgM4HscPl6RGH"
				 "1ZltpjAe777K1Ou6Dcvv0IEp8xLrTLsm1GTU"
				 "jy1P2NsyLSxnGmlwGSeihsg3uHNTPgTReC",
				 "sanity.token=\"sk7C7p03JN9oi4hkAHfxDUyOptXVsB2guuhJqHLRU3"
				 "JaMlmBTQvZ8g0KT5cLUPibnr6IBF9OzBrZY2Q7Pr\""),
		.miss = SAMPLES("SANITY_API_TOKEN=skFDwCapZVPtVwojMMqY9tMbV7JZbLOn"
				"VR0pRIoyg9kj0VWiJiWD9Jj7Oo8eg",
				"digest = skfX28Tf3HpMWQJV00D6yhZmipFwUoqWkuWq0d"
				"vjxo7p1en0uDU852CIbWxDXj88FRcZUiJL6f"
				"u7pKNLEFB770B2NHLXpPlOJ8R9IzTHGOh0Kt"
				"Y4JHWNOxbjK33EufEQm5Q9c9ayiB8deupdVV"
				"590nXAFV1zpwqFPmWD2NMSUHj3kBgnQ1ar"),
	},
};

const struct secret_set secret_set_sanity = { "Sanity", sanity_rules, ARRAY_LEN(sanity_rules) };
