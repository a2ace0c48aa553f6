/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Resend keys: re_, 8 characters, _, 24 characters of base 58. Source: resend.com/docs/api-reference.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule resend_rules[] = {
	{
		.id = "resend-api-key",
		.title = "Resend API key",
		.pattern = TOKEN("re_[0-9A-Za-z]{8}_[0-9A-Za-z]{24}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.1,
		.check = named_random,
		.rotate =
			"Delete the key in Resend (API Keys) and create one that may only send from the domain it needs.",
		.match = SAMPLES("RESEND_API_KEY=re_EjrjgMOp_hd5NmfCQWNUp"
				 "GDirPCs3tVNF",
				 "new Resend('re_KQTUBmru_hGsOiwbh9Dlh"
				 "O6FZJZ8gnZgE')"),
		.miss = SAMPLES("re_replaced_configurationParameterNam",
				"RESEND_API_KEY=re_UUfbf8Bv_VNlvSQmI"),
	},
};

const struct secret_set secret_set_resend = { "Resend", resend_rules, ARRAY_LEN(resend_rules) };
