/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Beamer API keys: b_ and 44 characters of base 64, told by their name. Source: getbeamer.com/api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule beamer_rules[] = {
	{
		.id = "beamer-api-key",
		.title = "Beamer API key",
		.pattern = NAMED_KEY("beamer", "b_[0-9A-Za-z+/_-]{42,44}={0,2}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_check,
		.rotate = "Delete the key in Beamer (Settings > API) and create a new one.",
		.match = SAMPLES("BEAMER_API_KEY=b_7NP1hUfRgh2onbHDlws1Pe"
				 "LasbP0iOWmRH8VfXoGREw=",
				 "Beamer-Api-Key: b_fqbGwojSSAb1uu4GnJ1iw8"
				 "x+embV97kkThwRRiQDBeR="),
		.miss = SAMPLES("BEAMER_API_KEY=b_VbVyNSR"
				"4LRuGjl=",
				"digest = b_KbIWqw28GriFVIDErx0+qR"
				"Qj5qwhwotYvUGPfz1TImh="),
	},
};

const struct secret_set secret_set_beamer = { "Beamer", beamer_rules, ARRAY_LEN(beamer_rules) };
