/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dynatrace tokens: dt0c01 (kind and version), 24 public characters, 64 secret ones, dots between.
 * Source: docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule dynatrace_rules[] = {
	{
		.id = "dynatrace-token",
		.title = "Dynatrace access token",
		.pattern = TOKEN("dt0[a-z][0-9]{2}\\.[0-9A-Z]{8,24}\\.[0-9A-Z]{64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete the token in Dynatrace (Access Tokens) and generate one with fewer scopes.",
		.match = SAMPLES("DT_API_TOKEN=dt0"
				 "c01.03QPZ169RCD2"
				 "PCTIU3ZJQY7G.JEBLWJNTGOV15QDH7EKWX91EH90J53PS"
				 "P4QXDVP9AIUO1F2G25TAN6QT6YQ69LQ6",
				 "Api-Token dt0"
				 "c01.7YW9U9C1QNFK"
				 "9LT3ICB13TAU.97IHW49UB2YQ98E30LVLCH8EYW7UZ843"
				 "6780MMIKMC5COMZBLZLCSONT5HVOGXWG"),
		.miss = SAMPLES("dt0"
				"c01.OYJABDW5I6SW"
				"1ND9UQWWQ9VT",
				"DT_API_TOKEN=dt0"
				"c01.3K7LCIDYQSKN"
				"MHQTZQJGYA3Q.ODMPJ6LCO2G"
				"B7C9FP0QN3"),
	},
};

const struct secret_set secret_set_dynatrace = { "Dynatrace", dynatrace_rules,
						 ARRAY_LEN(dynatrace_rules) };
