/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asana personal tokens: a version (1, 2), the user's number, often a third number, 32 hexadecimal
 * digits. Source: developers.asana.com/docs/personal-access-token.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule asana_rules[] = {
	{
		.id = "asana-personal-token",
		.title = "Asana personal access token",
		.pattern = NAMED_KEY("asana", "[0-2]/[0-9]{13,20}(?:/[0-9]{13,20})?:[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.4,
		.check = named_check,
		.rotate = "Deauthorize the token at app.asana.com/0/my-apps and create a new one.",
		.match = SAMPLES("ASANA_TOKEN=1/45029401"
				 "41369044:cd36bc524e45f9d8"
				 "55020e26d5fedad3",
				 "asana.access_token: \"2/12297107"
				 "76264672/13568045"
				 "43036422:eaf0aa9365686810"
				 "000cd2cad5fe7c77\""),
		.miss = SAMPLES("ASANA_TOKEN=1/26400302"
				"55950765:719d8"
				"1e455",
				"digest = 1/11645379"
				"53779218:36b871e01f8f218d"
				"ce8d284123f7d2d8"),
	},
	{
		.id = "asana-client-secret",
		.title = "Asana client secret",
		.pattern = NAMED("asana[\\w.-]{0,12}secret", "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate = "Reset the client secret at app.asana.com/0/my-apps (app > OAuth).",
		.match = SAMPLES("ASANA_CLIENT_SECRET=15e9fc5e91e65b03"
				 "f14a491925528132",
				 "asana.secret=661d58322580c794"
				 "ae7a50c029657fa3"),
		.miss = SAMPLES("ASANA_CLIENT_SECRET=8fae8"
				"21f2e",
				"digest = 2600ed4ef8e77525"
				"87546ba9868292fc"),
	},
};

const struct secret_set secret_set_asana = { "Asana", asana_rules, ARRAY_LEN(asana_rules) };
