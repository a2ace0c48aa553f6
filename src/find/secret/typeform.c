/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typeform personal tokens: tfp_, 44 characters, _, 14 characters. Source: typeform.com/developers.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule typeform_rules[] = {
	{
		.id = "typeform-personal-token",
		.title = "Typeform personal access token",
		.pattern = TOKEN("tfp_[0-9A-Za-z_-]{40,46}_[0-9A-Za-z_-]{12,16}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the token in Typeform (Account > Personal tokens) and generate a new one.",
		.match = SAMPLES("TYPEFORM_TOKEN=tf"
				 "p_QkDtsy0K22LjrqOjD7uVA0"
				 "LIL45VS8SjJxLb2tvlkwPv_seZhfIc"
				 "oA6POb6",
				 "Bearer tf"
				 "p_5sHuvhNNcVxAX9Upv9nJ1"
				 "GbSwAdP23DHuPjjvNsLFN_rYXcZ0T"
				 "pEsbKa5"),
		.miss = SAMPLES("TYPEFORM_TOKEN=tf"
				"p_KULj1eB"
				"ryIk5SK_oliUgVu"
				"Fm069TX",
				"TYPEFORM_TOKEN=tf"
				"p_F5C1_EhWA"),
	},
};

const struct secret_set secret_set_typeform = { "Typeform", typeform_rules,
						ARRAY_LEN(typeform_rules) };
