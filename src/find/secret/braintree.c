/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Braintree access tokens: access_token$MODE$merchant$32 hexadecimal digits, with literal dollar signs.
 * Source: developer.paypal.com/braintree/docs/guides/extend/oauth/access-tokens.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule braintree_rules[] = {
	{
		.id = "braintree-access-token",
		.title = "Braintree production access token",
		.pattern = TOKEN("access_token\\$production\\$[0-9a-z]{16}\\$[0-9a-f]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.1,
		.check = named_proven,
		.rotate =
			"Revoke the token in the Braintree control panel (Settings > API Keys > Access tokens) and issue a new one.",
		.match = SAMPLES("BT_TOKEN=access_token"
				 "$production$49jilgjo"
				 "at01ddxx$0cb7989795b9934c"
				 "ad80487415aae1d6",
				 "\"access_token"
				 "$production$vtm8v8sq"
				 "3gvpur8x$cba351dbb2e6c408"
				 "7e995b23b6284ca4\""),
		.miss = SAMPLES("access_token$production$merchant$token", "BT_TOKEN=access_token"
									  "$production$gh30qzww"
									  "scuakn1y$3e591"
									  "aff93"),
	},
	{
		.id = "braintree-sandbox-token",
		.title = "Braintree sandbox access token",
		.pattern = TOKEN("access_token\\$sandbox\\$[0-9a-z]{16}\\$[0-9a-f]{32}"),
		.severity = SEVERITY_LOW,
		.entropy = 4.1,
		.check = named_proven,
		.rotate =
			"Revoke the token in the Braintree sandbox control panel (Settings > API Keys).",
		.match = SAMPLES("access_tok"
				 "en$sandbox$64xuyt55"
				 "f88bx2ho$00c3e708ff793a3d"
				 "4a965bd7032a25e6",
				 "t = 'access_tok"
				 "en$sandbox$qb1lc06g"
				 "ufxeq9jb$c81b83deb8f8b281"
				 "29985ac7c1f8fcef'"),
		.miss = SAMPLES("access_token$sandbox$merchant$token", "access_tok"
								       "en$sandbox$9b8xq0pg"
								       "kqtizw2q$3fdba"
								       "c5a2a"),
	},
	{
		.id = "braintree-private-key",
		.title = "Braintree private key",
		.pattern = NAMED("(?:braintree|bt)[\\w.-]{0,16}private[_.-]?key", "[0-9a-f]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 2.9,
		.check = named_check,
		.rotate =
			"Delete the API key in the Braintree control panel (Settings > API Keys) and generate a new pair.",
		.match = SAMPLES("BRAINTREE_PRIVATE_KEY=9ed781cc294ce399"
				 "10c2f47cf873829e",
				 "braintree.privateKey: \"01046c030253df8f"
				 "721291617bef1b49\""),
		.miss = SAMPLES("BRAINTREE_PRIVATE_KEY=930eb"
				"c218e",
				"digest = 4feaab61318d46f8"
				"3fb5645be7997110"),
	},
};

const struct secret_set secret_set_braintree = { "PayPal Braintree", braintree_rules,
						 ARRAY_LEN(braintree_rules) };
