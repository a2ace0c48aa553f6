/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GoCardless: live_ and 40 letters of the URL alphabet; the name decides, since live_ is a common word.
 * Source: developer.gocardless.com/api-reference.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule gocardless_rules[] = {
	{
		.id = "gocardless-access-token",
		.title = "GoCardless live access token",
		.pattern =
			NAMED("(?:gocardless|\\bgc)[\\w.-]{0,24}token", "live_[0-9A-Za-z_-]{40}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Revoke the access token in the GoCardless dashboard (Developers > Access tokens) and create a new one.",
		.match = SAMPLES("GOCARDLESS_ACCESS_TOKEN=li"
				 "ve_CHAMwwoigD7gWYnCV1CH"
				 "M2Fysa_dISiwXW4o83Hg",
				 "GC_TOKEN: \"li"
				 "ve_4ePQQpHbnU2IFA615xwF"
				 "oi8MtfdWD475GvXcCNgG\""),
		.miss = SAMPLES("GOCARDLESS_ACCESS_TOKEN=li"
				"ve_PEorITG"
				"JNVp_J",
				"digest = li"
				"ve_4ycsqYZIhgPbpvJ77qyj"
				"cmScBU2AhKzWBITKnLPr"),
	},
};

const struct secret_set secret_set_gocardless = { "GoCardless", gocardless_rules,
						  ARRAY_LEN(gocardless_rules) };
