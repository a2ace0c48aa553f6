/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Doppler: tokens by kind: personal, service, CLI, service account, SCIM, audit.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "doppler-token",
		.title = "Doppler token",
		.pattern = "\\bdp\\.(?:pt|ct|sa|scim|audit|said)\\.[A-Za-z0-9]{40,44}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Revoke it under Tokens in the dashboard: it reads every secret it was made for, so rotate these too.",
		.match = SAMPLES("DOPPLER_TOKEN=dp.pt.EOgj1VaUhBZ6LlWeVD1DS"
				 "CPFmtO4rqEs25yhL7FxyDV",
				 "dp.sa.B5MU2HEvR4VZc8ZS2dmF"
				 "OZqLYkEnWPvWwbYGe1Vu"),
		.miss = SAMPLES("DOPPLER_TOKEN=dp.pt.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"dp.sa.w6T"),
	},
	{
		.id = "doppler-service-token",
		.title = "Doppler service token",
		.pattern = "\\bdp\\.st\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Revoke it under the access of the config; it reads every secret of this config, so rotate these too.",
		.match = SAMPLES("DOPPLER_TOKEN=dp.st.prd.rI1Y2m0cC4MLIYmKbhDAj"
				 "PyQ2J9hcQAnBkJRtGc1A6Q",
				 "--token dp.st.UGJ6yrOLgr3eorA32g83"
				 "xXQIk0dvjs1XxlCpkyLR"),
		.miss = SAMPLES(
			"DOPPLER_TOKEN=dp.st.prd.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"--token dp.st.FLM"),
	},
};

const struct secret_set secret_set_doppler = { "Doppler", rules, ARRAY_LEN(rules) };
