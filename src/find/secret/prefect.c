/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prefect Cloud keys: pnu_ (people) or pnb_ (service accounts) and 36 letters and digits. Source: docs.prefect.io.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static bool check_prefect(struct secret_candidate *c)
{
	return named_check(c) && !named_in_blob(c);
}

static const struct secret_rule prefect_rules[] = {
	{
		.id = "prefect-api-key",
		.title = "Prefect Cloud API key",
		.pattern = TOKEN("pn[ub]_[0-9A-Za-z]{36}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.2,
		.check = check_prefect,
		.rotate =
			"Delete the key in Prefect Cloud (API Keys, or the service account) and create a new one.",
		.match = SAMPLES("PREFECT_API_KEY=pn"
				 "u_xCB9411xKrDPAPeOfu"
				 "YMUuXpLzQHFlfIVyLH",
				 "\"pn"
				 "b_MQL3DKqqQMX3uyJbq5"
				 "LMsJZ05eQCfstPEYtc\""),
		.miss = SAMPLES("PREFECT_API_KEY=pn"
				"u_SAO53q"
				"Ffv85d",
				"PREFECT_API_KEY=pn"
				"u_xQ"),
	},
};

const struct secret_set secret_set_prefect = { "Prefect", prefect_rules, ARRAY_LEN(prefect_rules) };
