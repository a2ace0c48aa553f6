/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Infracost keys: ico- and 32 letters and digits. Source: infracost.io/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule infracost_rules[] = {
	{
		.id = "infracost-api-key",
		.title = "Infracost API key",
		.pattern = TOKEN("ico-[0-9A-Za-z]{32}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.0,
		.check = named_random,
		.rotate = "Rotate the key in Infracost Cloud (Org settings > API tokens).",
		.match = SAMPLES("INFRACOST_API_KEY=ic"
				 "o-qAF2yX0QGFgPx6Lk"
				 "f6dN2Ujae6REC5FH",
				 "api_key: ic"
				 "o-E2QiGZj2K1zB61gL"
				 "rX8oJhxjZXMHJoEV"),
		.miss = SAMPLES("class=\"ic"
				"o-zihpieexcozrvwst"
				"amkmgphhmqrazxau\"",
				"INFRACOST_API_KEY=ic"
				"o-ap8zd"
				"5TCFc"),
	},
};

const struct secret_set secret_set_infracost = { "Infracost", infracost_rules,
						 ARRAY_LEN(infracost_rules) };
