/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Recurly private keys are 32 letters and digits, told by their name. Source: recurly.com/developers.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule recurly_rules[] = {
	{
		.id = "recurly-private-key",
		.title = "Recurly private API key",
		.pattern = NAMED("recurly[\\w.-]{0,16}(?:private|api)[_.-]?key", "[0-9a-z]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.1,
		.check = named_check,
		.rotate = "Regenerate the private key in Recurly (Integrations > API Credentials).",
		.match = SAMPLES("RECURLY_API_KEY=0b3623dd96e70683"
				 "c22edd0e0587b225",
				 "recurly.private_key = '4hla5g4wkfgq63rm"
				 "pg2bkdlzrv3xf28b'"),
		.miss = SAMPLES("RECURLY_API_KEY=6f148"
				"b6e21",
				"digest = 9065d9534409b84f"
				"ce7ea224dd74ce96"),
	},
};

const struct secret_set secret_set_recurly = { "Recurly", recurly_rules, ARRAY_LEN(recurly_rules) };
