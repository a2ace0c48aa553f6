/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Azure DevOps: personal access tokens. Those of today have the mark AZDO at a fixed place near their end.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "azure-devops-token",
		.title = "Azure DevOps personal access token",
		.pattern = "\\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Revoke it under User settings > Personal access tokens; use a service connection with workload identity instead.",
		.match = SAMPLES("AZURE_DEVOPS_EXT_PAT=k0jL29rlpI5wWxALGrID28gSMFgiMFMJcvQr0I"
				 "XTsvbLbEsIvpGm5WOjlGZx8gQfxO2c0Gl3e0uWAZDOIs7T",
				 "AZURE_DEVOPS_EXT_PAT=NMYe7wv4tXYISdCxKXgtk1hwlNEWzwAHYG3I5j"
				 "LRIVl3RTOTCdvgEltB9GvQWw5b5HRn0c6IBisTAZDOFs6a"),
		.miss = SAMPLES("Z0YF1pEjKy8yQ0us160JHAl9pDKVamysqSx"
				"kELcFKG2FINwO2v1DIfW7j1lk25d1pA10yRAZDO7dB9",
				"X6HiV8XykqJYcp4J8zxvgOU6VHFEz9HQEdPnhB"
				"scjvO3CPUu8IWhy2AJrkzGYDslOpvyo9wm9K6VAZDPv3H7"),
	},
	{
		.id = "azure-devops-token-named",
		.title = "Azure DevOps personal access token (older form)",
		.pattern =
			NAMED("(?:azure_?devops|azdo|vsts|system_access)[\\w.-]{0,12}(?:pat|token)",
			      "([a-z2-7]{52})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Revoke it under User settings > Personal access tokens; use a service connection with workload identity instead.",
		.match = SAMPLES("VSTS_TOKEN=7iqpz7e2i2djbe2uwebmozkgzp"
				 "gjuadfz7dhpyfrpx4wezgavkav",
				 "AZURE_DEVOPS_EXT_PAT=qsruo7yl5p5hkrqgxid2ocjujd"
				 "pjlrbp6zqdlmsjsedc5fquik7g"),
		.miss = SAMPLES("VSTS_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"AZURE_DEVOPS_EXT_PAT=gmjp"),
	},
};

const struct secret_set secret_set_azuredevops = { "Azure DevOps", rules, ARRAY_LEN(rules) };
