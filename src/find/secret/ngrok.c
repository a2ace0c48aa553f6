/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ngrok: auth tokens and API keys are a KSUID (27 characters), _, 20 or 21 more; told by their name.
 * Source: ngrok.com/docs/agent.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule ngrok_rules[] = {
	{
		.id = "ngrok-authtoken",
		.title = "ngrok auth token",
		.pattern = NAMED(
			"(?:ngrok[\\w.-]{0,12}(?:token|key)|authtoken|ngrok config add-authtoken)",
			"[123][0-9A-Za-z]{26}_[0-9A-Za-z]{19,22}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the token in the ngrok dashboard (Your Authtoken > Reset, or Authtokens) and add the new one to the agent.",
		.match = SAMPLES("NGROK_AUTHTOKEN=2sBvrXQ6zl8RPx"
				 "JSoC35oGPdqKv_uYiBKN9OGwU"
				 "k3YUsrzFvJ",
				 "authtoken: 2000k9o1NJ6ogz"
				 "MaaqDQEXbADnG_M04ilQJIGq"
				 "OM7nvhNeoh",
				 "ngrok config add-authtoken 1SKms2BtWJz9cY"
				 "JEBLLFTav9OFq_4yTRsdHiIUU"
				 "zuxVj0fqGV"),
		.miss = SAMPLES("NGROK_AUTHTOKEN=2mn9r5uW3_4penrxXevE0"
				"HyHRateLfk",
				"digest = 2dF7ZOc8ANVTKj"
				"x6TJgYcxQLVD9_oQFqHTziPf2"
				"kbBGxcxkkG"),
	},
};

const struct secret_set secret_set_ngrok = { "ngrok", ngrok_rules, ARRAY_LEN(ngrok_rules) };
