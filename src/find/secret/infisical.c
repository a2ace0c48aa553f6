/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Infisical: service tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "infisical-service-token",
		.title = "Infisical service token",
		.pattern = "\\bst\\.[0-9a-f]{24}\\.[0-9a-f]{32}\\.[0-9a-f]{32}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate =
			"Delete it under Access control > Service tokens of the project, then rotate the secrets it could read.",
		.match = SAMPLES("INFISICAL_TOKEN=st.8f072391702b"
				 "2ab750b18eb5.dc7423b16f096490"
				 "b79ce9d1896dfe83.0de38a1546810d3c"
				 "ebd2a9c429e8b1c8",
				 "INFISICAL_TOKEN=st.395dfc2fabde"
				 "719f7acd3f60.696cb95832329c8e"
				 "1f526ba3d4ca13bf.9f87cf94e4c149e3"
				 "ea317ea42cef35fa"),
		.miss = SAMPLES(
			"INFISICAL_TOKEN=st.000000000000000000000000.00000000000000000000000000000000.00000000000000000000000000000000",
			"INFISICAL_TOKEN=st.30.48.37"),
	},
};

const struct secret_set secret_set_infisical = { "Infisical", rules, ARRAY_LEN(rules) };
