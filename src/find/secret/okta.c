/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Okta API tokens: 00 and 40 characters of the URL alphabet, behind SSWS or the name. Source:
 * developer.okta.com/docs/guides/create-an-api-token.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule okta_rules[] = {
	{
		.id = "okta-api-token",
		.title = "Okta API token",
		.pattern =
			NAMED("(?:okta[\\w.-]{0,16}(?:token|key)|\\bssws)", "00[0-9A-Za-z_-]{40}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.2,
		.check = named_check,
		.rotate =
			"Revoke the token in the Okta admin console (Security > API > Tokens) and create one for a service account.",
		.match = SAMPLES("OKTA_API_TOKEN=00hhfKFVy5Dq48fMBhB0e1"
				 "5CYGecVjzP_2GeQJsk9A",
				 "Authorization: SSWS 00Yap8RzgokNvIf26BnfW0"
				 "_uQephpzEb3kXEPhq4v1"),
		.miss = SAMPLES("OKTA_API_TOKEN=00Q5H5L-g"
				"f4xrtX",
				"digest = 00vfpoAnN01RyyhpBGQsbK"
				"hxtSIb0Ki0CjXErcs0wc"),
	},
	{
		.id = "okta-client-secret",
		.title = "Okta client secret",
		.pattern = NAMED("okta[\\w.-]{0,16}client[_.-]?secret", "[0-9A-Za-z_-]{40,64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Generate a new client secret in Okta (Applications > app > General), deploy it, then deactivate this one.",
		.match = SAMPLES("OKTA_CLIENT_SECRET=oZu9M-sX-2iitocpUzqenhI0jwMvy3vB"
				 "7iwHFW4eg-2dXyxcBSZELqAuvprhE8je",
				 "okta.oauth2.client-secret=j-pcvBS4bJyh8jysyF0P"
				 "1Y0M5hv8cL6hAQYKpbPd"),
		.miss = SAMPLES("OKTA_CLIENT_SECRET=CtqkAh00rRM"
				"jO6R9cl9nj",
				"digest = vh_NtK5__-3PYnV0HyEi1_XbLu9zfzbw"
				"4bvdfDBZ9HGQDKmHW1JdOjbdcxF9yPUA"),
	},
};

const struct secret_set secret_set_okta = { "Okta", okta_rules, ARRAY_LEN(okta_rules) };
