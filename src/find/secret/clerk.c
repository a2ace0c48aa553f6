/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clerk secret keys have Stripe's prefix (sk_live_, sk_test_) and 40 or more letters and digits; the name decides.
 * Source: clerk.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule clerk_rules[] = {
	{
		.id = "clerk-secret-key",
		.title = "Clerk secret key",
		.pattern = NAMED_KEY("clerk", "sk_live_[0-9A-Za-z]{40,64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Rotate the key in the Clerk dashboard (API keys > Add new key, then delete this one).",
		.match = SAMPLES("CLERK_SECRET_KEY=sk_l"
				 "ive_cII1CrHgmM2ZdTEKnlJv6"
				 "D05bLBWvHv6smC5N7Malb",
				 "clerk.secret_key: \"sk_l"
				 "ive_Yu8WdmtK5sguKcgiPeR8S"
				 "0b5iLiQLRwPHKkji7JjqH\""),
		.miss = SAMPLES("CLERK_SECRET_KEY=sk_l"
				"ive_O2TZ6Kb"
				"Lo4lN0N",
				"digest = sk_l"
				"ive_iV0xpJQOYsiOFxcuKJE9R"
				"Q5qtjxaODOosDzfCkwOfi"),
	},
	{
		.id = "clerk-test-key",
		.title = "Clerk development secret key",
		.pattern =
			"(?i:clerk)[\\w.-]{0,24}[\\\\\"\\'\\])]{0,4}[ \\t]{0,8}[:=][ \\t\\\\\"\\']{0,6}sk_test_([0-9A-Za-z]{40,64})(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_LOW,
		.entropy = 4.2,
		.rotate =
			"Rotate the key in the Clerk dashboard (development instance > API keys).",
		.match = SAMPLES("CLERK_SECRET_KEY=sk_t"
				 "est_Z6yoAxbG670PX48VwVZJr"
				 "cU7TBbwviS9MZFzgrQAUz",
				 "clerk.secret_key: \"sk_t"
				 "est_AmenL4ixksUogtJrRQeq1"
				 "jAeqMNHZExyAzfp8plaQ2\""),
		.miss = SAMPLES("CLERK_SECRET_KEY=sk_t"
				"est_73U9KNB"
				"0GMSXFK",
				"CLERK_SECRET_KEY=sk_t"
				"est_Ua"),
	},
};

const struct secret_set secret_set_clerk = { "Clerk", clerk_rules, ARRAY_LEN(clerk_rules) };
