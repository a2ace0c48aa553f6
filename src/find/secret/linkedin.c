/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LinkedIn client secrets: WPL_AP, a version, 16 characters and a padded base 64 of 4; the older ones
 * are 16 letters and digits behind
 * their name. Source: learn.microsoft.com/linkedin/shared/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule linkedin_rules[] = {
	{
		.id = "linkedin-client-secret",
		.title = "LinkedIn client secret",
		.pattern = "\\b(WPL_AP[0-9]\\.[0-9A-Za-z]{16}\\.[0-9A-Za-z+/]{6}==)",
		.severity = SEVERITY_HIGH,
		.entropy = 4.0,
		.check = named_proven,
		.rotate =
			"Generate a second client secret in the LinkedIn developer portal (app > Auth), deploy it, and delete this one.",
		.match = SAMPLES("LINKEDIN_SECRET=WPL_"
				 "AP1.7sqxM4eV"
				 "SO62yJzW.xzdH8G==",
				 "\"WPL_"
				 "AP1.78DJFnEP"
				 "4KuNfHJj.cUM3Kk==\""),
		.miss = SAMPLES("LINKEDIN_SECRET=WPL_"
				"AP1.Tk2gE.Vw6eiN==",
				"LINKEDIN_SECRET=WPL_"
				"AP1.yn.yh=="),
	},
	{
		.id = "linkedin-secret",
		.title = "LinkedIn client secret (old form)",
		.pattern = NAMED("linked[_-]?in[\\w.-]{0,16}secret", "[0-9A-Za-z]{16}"),
		.severity = SEVERITY_HIGH,
		.entropy = 2.9,
		.check = named_check,
		.rotate =
			"Generate a new client secret in the LinkedIn developer portal (app > Auth) and delete this one.",
		.match = SAMPLES("LINKEDIN_CLIENT_SECRET=XSp3NPDM"
				 "SHzs5Wnk",
				 "linkedin.secret=\"oA3BtHPT"
				 "3kTcY6iH\""),
		.miss = SAMPLES("LINKEDIN_CLIENT_SECRET=LX9VM", "digest = NL2RDE77"
								"1eOpUKQT"),
	},
};

const struct secret_set secret_set_linkedin = { "LinkedIn", linkedin_rules,
						ARRAY_LEN(linkedin_rules) };
