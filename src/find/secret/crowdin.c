/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Crowdin personal tokens are 80 hexadecimal digits, told by their name. Source: support.crowdin.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule crowdin_rules[] = {
	{
		.id = "crowdin-token",
		.title = "Crowdin personal access token",
		.pattern = NAMED_KEY("crowdin", "[0-9a-f]{80}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.5,
		.check = named_check,
		.rotate =
			"Delete the token in Crowdin (Account settings > API) and create one with fewer scopes.",
		.match = SAMPLES("CROWDIN_PERSONAL_TOKEN=fe0a9e72627206433da807d2e614fb21862e1b1e"
				 "6a048692ff00b7a296203bfbc97db7d857a71628",
				 "crowdin.api_token: 0ccd6952d84f8cf112f12597c3aed93c15f896a2"
				 "4ebeca02f49332f09662f1662d17bf46ed23d20d"),
		.miss = SAMPLES("CROWDIN_PERSONAL_TOKEN=14bf3162df65a"
				"7d3aa56000db3",
				"digest = 1a4c4bbd45c7d869387efd7ef3b6c5dbe9622e34"
				"b465908787829ac818f104ac8d2fce8947aa390a"),
	},
};

const struct secret_set secret_set_crowdin = { "Crowdin", crowdin_rules, ARRAY_LEN(crowdin_rules) };
