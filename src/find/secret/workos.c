/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WorkOS keys: sk_ (sk_live_, sk_test_) and letters and digits; the name decides. Source: workos.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule workos_rules[] = {
	{
		.id = "workos-api-key",
		.title = "WorkOS API key",
		.pattern = NAMED_KEY("workos", "sk_(?:live_|test_)?[0-9A-Za-z]{40,110}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate = "Revoke the key in the WorkOS dashboard (API Keys) and create a new one.",
		.match = SAMPLES("WORKOS_API_KEY=sk_Y9seDfeRCYA5WrRyKfdwAgGdgqfVAy"
				 "2T8UBgV4FD7bWzO275NJgXtooNcn9B",
				 "workos.key: \"sk_l"
				 "ive_5q5rY0xd6iGPs2b56Nvwsz6duEdOANjDvmu5aqA4"
				 "zw7TU0f5IRD2feyoaNOG2Amy6Ly3q36VHBS7EY1p\""),
		.miss = SAMPLES("WORKOS_API_KEY=sk_3n7467BGLf"
				"zMvBWnenJT",
				"digest = sk_eYpFBbYHfck4q4jX1Zt98ffOJahoQd"
				"RVMIgmjelAkkFoOfGOrq1T6BKa9M6q"),
	},
};

const struct secret_set secret_set_workos = { "WorkOS", workos_rules, ARRAY_LEN(workos_rules) };
