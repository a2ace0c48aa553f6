/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SendGrid keys: SG, 22 characters of id, 43 of secret, dots between. Source:
 * twilio.com/docs/sendgrid/ui/account-and-settings/api-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule sendgrid_rules[] = {
	{
		.id = "sendgrid-api-key",
		.title = "SendGrid API key",
		.pattern = TOKEN("SG\\.[0-9A-Za-z_-]{22}\\.[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete the key in SendGrid (Settings > API Keys) and create one with only the rights it needs; look for mail you did not send.",
		.match = SAMPLES("SENDGRID_API_KEY=SG.37qLoYJWvug"
				 "NCzHcxfdP8Z.RRCk7QmIrGpVz9lnx9Qakj"
				 "kE4E9w_l07J77KksMIA8s",
				 "\"SG.SqnHKPFhU6U"
				 "eTXynbKzr8u.Zt3-oiu8p7Bn11_HJbInZA"
				 "833N-gfKwQPJO1-a8sqIh\""),
		.miss = SAMPLES("SG.NNCeE"
				"3njTa.GEnhCnYW1h"
				"c7dXQlCept",
				"SENDGRID_API_KEY=SG.mkWiHLgdzEq"
				"9l0R6SiZhJE.XhAfj6H"
				"w4TVe8w"),
	},
};

const struct secret_set secret_set_sendgrid = { "SendGrid", sendgrid_rules,
						ARRAY_LEN(sendgrid_rules) };
