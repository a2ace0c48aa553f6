/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prismic permanent tokens begin with MC5 (base 64 of "0."), a dot, then base 64; told by their name.
 * Source: prismic.io/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule prismic_rules[] = {
	{
		.id = "prismic-access-token",
		.title = "Prismic access token",
		.pattern = NAMED_KEY("prismic", "MC5[0-9A-Za-z_-]{15,40}\\.[0-9A-Za-z_%-]{30,160}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the permanent access token in Prismic (Settings > API & Security) and save a new one.",
		.match = SAMPLES("PRISMIC_ACCESS_TOKEN=MC57yz-JKFvX"
				 "AoRRYDRy.yjp7HSvs7OXm-RkqC1EXsnh8Gglkxt"
				 "vj1rErJ3TzVnDhi7pF7lhfp5WczJ7r",
				 "prismic_token: \"MC5eSxjfURRt"
				 "heNq0dny.b349-fAJmoQ5fG5SHpxxB8Gp2Z9Qz4n-tyGKXrrt"
				 "9anc8emCskuQUndYMOs7zWy4afTcIZD00FiI2zt7\""),
		.miss = SAMPLES("PRISMIC_ACCESS_TOKEN=MC5N1vYlhhh2"
				"IxlUJ9x0.VZFA_5L_nV"
				"FVN54lNX_L",
				"digest = MC5WSd6Osw1v"
				"ppZ3cEle.AyI7SyAjf56ValbPD2cZAW-crjfF_Q"
				"868mnExw__QL-RF5WG9ksEAGWiyLF2"),
	},
};

const struct secret_set secret_set_prismic = { "Prismic", prismic_rules, ARRAY_LEN(prismic_rules) };
