/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Neon: API keys and database passwords.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "neon-api-key",
		.title = "Neon API key",
		.pattern = "\\bnapi_[a-z0-9]{64}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate = "Revoke it under Account settings > API keys.",
		.match = SAMPLES("NEON_API_KEY=napi_9qe5tvcdb4xeq0rg9cj08f6zne8csvfo"
				 "dkpqjzgxsu6tg4n6zi86crtfotk6pgy3",
				 "NEON_API_KEY=napi_tuk1mc57wt9pzwlclve4gvxu0gqcajry"
				 "fnd10f4r2cax8kjd9mtkz0oi6el6cliu"),
		.miss = SAMPLES(
			"NEON_API_KEY=napi_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"NEON_API_KEY=napi_u6uz2"),
	},
	{
		.id = "neon-password",
		.title = "Neon database password",
		.pattern = "\\bnpg_[A-Za-z0-9]{12,24}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.check = secret_is_mixed,
		.rotate = "Reset the password of the role on its branch.",
		.match = SAMPLES("postgresql://app:npg_vQK2GV"
				 "I5bOCS@ep-x.neon.tech/db",
				 "postgresql://app:npg_VUE70h"
				 "JTLAvc@ep-x.neon.tech/db"),
		.miss = SAMPLES("npg_connect_timeouts", "npg_initialization1",
				"postgresql://app:npg_xxxxxxxxxxxx@ep-x.neon.tech/db",
				"postgresql://app:npg_5@ep-x.neon.tech/db"),
	},
};

const struct secret_set secret_set_neon = { "Neon", rules, ARRAY_LEN(rules) };
