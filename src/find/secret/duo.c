/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Duo: integration keys are DI and 18 characters, secret keys 40 letters and digits behind their name.
 * Source: duo.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

/* "skey" alone is too short a name: the product's or an integration key must be near. */
static bool check_duo(struct secret_candidate *c)
{
	return named_check(c) && (named_near(c, "duo") || named_near(c, "ikey"));
}

static const struct secret_rule duo_rules[] = {
	{
		.id = "duo-secret-key",
		.title = "Duo secret key",
		.pattern = NAMED("(?:duo[\\w.-]{0,16}(?:secret|skey)(?:[_.-]?key)?|\\bskey)",
				 "[0-9A-Za-z]{40}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.1,
		.check = check_duo,
		.rotate =
			"Reset the secret key of the application in the Duo Admin Panel (Applications > app > Reset Secret Key).",
		.match = SAMPLES("DUO_SECRET_KEY=Ty4A70qsv73Ez9Okmhm2"
				 "9bx0hyXmDMuK2tQ8z4o2",
				 "ikey=DICZ3ME1NSB"
				 "D70P9AKKV\nskey=EC6nT0sTmvWadruTmJQF"
				 "N0Z46XwTjX9LuT3LnSqO"),
		.miss = SAMPLES("DUO_SECRET_KEY=6p1PHOL"
				"RZFunL",
				"digest = LJUurr7nRLk7NraekoBm"
				"4E3lR9uRnSAPwGgPw886"),
	},
};

const struct secret_set secret_set_duo = { "Duo", duo_rules, ARRAY_LEN(duo_rules) };
