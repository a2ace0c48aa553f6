/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Snowflake: passwords and programmatic access tokens, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "snowflake-credential",
		.title = "Snowflake password or token",
		.pattern = NAMED("snowflake[\\w.-]{0,16}(?:password|pwd|token)",
				 "([^\\s\"\\x27`,;<>(){}\\[\\]$]{10,900})"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.check = secret_is_mixed,
		.rotate =
			"Change it with ALTER USER (or remove the programmatic access token); use key pairs or workload identity instead.",
		.match = SAMPLES("SNOWFLAKE_PASSWORD=zIsZG6Hq8"
				 "DfMGdUTNE",
				 "snowflake_password: SIlSYrw"
				 "sjBJ7Gi"),
		.miss = SAMPLES("SNOWFLAKE_PASSWORD=xxxxxxxxxxxxxxxxxx", "snowflake_password: 4"),
	},
};

const struct secret_set secret_set_snowflake = { "Snowflake", rules, ARRAY_LEN(rules) };
