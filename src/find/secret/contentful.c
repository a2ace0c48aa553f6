/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contentful: personal tokens CFPAT- and 43 characters; delivery tokens are 43 behind their name and read only.
 * Source: contentful.com/developers/docs/references/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule contentful_rules[] = {
	{
		.id = "contentful-personal-token",
		.title = "Contentful personal access token",
		.pattern = TOKEN("CFPAT-[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.rotate =
			"Revoke the token in Contentful (Account settings > CMA tokens) and create one with an expiry.",
		.match = SAMPLES("CONTENTFUL_MANAGEMENT_TOKEN=CFP"
				 "AT-ot7fmDfU1VznNZ_h25OmVf"
				 "F6hFx1-UqqdX1dJEWMV63",
				 "\"CFP"
				 "AT-Cm8IQDmWNELJe2x_vVpG5o"
				 "fBKTxaER-V7f-ZXC422Is\""),
		.miss = SAMPLES("CONTENTFUL_MANAGEMENT_TOKEN=CFP"
				"AT-AXC-Vmi"
				"3Bd6TLd",
				"CONTENTFUL_MANAGEMENT_TOKEN=CFP"
				"AT-c8"),
	},
	{
		.id = "contentful-delivery-token",
		.title = "Contentful delivery or preview token",
		.pattern = NAMED_KEY("contentful", "[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_LOW,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the API key in Contentful (Settings > API keys) and add a new one; preview tokens read unpublished content.",
		.match = SAMPLES("CONTENTFUL_ACCESS_TOKEN=jooIn389mj9N2tJ5b2VXI8"
				 "UrBUXAHE1rGN4zyg8RLnq",
				 "contentful.previewToken: \"SN2OWdB1USsEiE7eLD8GRR"
				 "IOCbNVq_h2pFqm_1fSUq6\""),
		.miss = SAMPLES("CONTENTFUL_ACCESS_TOKEN=V2ApNiV"
				"rhfT34H",
				"digest = yiSp9aMc4yJgSyj-F7aFRu"
				"y1c_bHRzgr_Q9SI9rzOQQ"),
	},
};

const struct secret_set secret_set_contentful = { "Contentful", contentful_rules,
						  ARRAY_LEN(contentful_rules) };
