/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Omise secret keys: skey_ (live) or skey_test_ and 19 lower-case letters and digits. Source:
 * docs.opn.ooo/api-authentication.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

/* A prefix this short needs digits and no words behind it. */
static bool check_random(struct secret_candidate *c)
{
	size_t digits = 0;
	for (size_t i = 0; i < c->value.n; i++)
		digits += char_is_digit(c->value.p[i]);
	return digits >= 2 && !token_is_words(c->value);
}

static const struct secret_rule omise_rules[] = {
	{
		.id = "omise-secret-key",
		.title = "Omise live secret key",
		.pattern = TOKEN("skey_(?:live_)?[0-9a-z]{19}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = check_random,
		.rotate =
			"Roll the keys in the Omise dashboard (Keys > Roll keys) and deploy the new one.",
		.match = SAMPLES("OMISE_SECRET_KEY=sk"
				 "ey_cwe4cpxa4g"
				 "b1yg2skju",
				 "\"sk"
				 "ey_12srmf9jsr"
				 "blx4ric9a\""),
		.miss = SAMPLES("skey_expansion_algorithm", "skey_expansionalgorithm"),
	},
	{
		.id = "omise-test-key",
		.title = "Omise test secret key",
		.pattern = TOKEN_BEHIND("skey_test_", "[0-9a-z]{19}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.1,
		.check = check_random,
		.rotate = "Roll the test keys in the Omise dashboard (Keys > Roll keys).",
		.match = SAMPLES("OMISE_SECRET_KEY=skey_"
				 "test_6lhq32843o"
				 "vl1h9w5qq",
				 "\"skey_"
				 "test_xh4lfg9k0u"
				 "smielbr1x\""),
		.miss = SAMPLES("OMISE_SECRET_KEY=skey_"
				"test_b8c27m",
				"OMISE_SECRET_KEY=skey_"
				"test_xt"),
	},
};

const struct secret_set secret_set_omise = { "Omise", omise_rules, ARRAY_LEN(omise_rules) };
