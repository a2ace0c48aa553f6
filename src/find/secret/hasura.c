/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hasura admin secrets are chosen, or 64 letters and digits on Hasura Cloud; told by their name.
 * Source: hasura.io/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule hasura_rules[] = {
	{
		.id = "hasura-admin-secret",
		.title = "Hasura admin secret",
		.pattern = NAMED("hasura[\\w.-]{0,16}admin[_.-]?secret", "[0-9A-Za-z]{20,64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.0,
		.check = named_check,
		.rotate =
			"Start Hasura with a new HASURA_GRAPHQL_ADMIN_SECRET (Cloud: project > Env vars); it rules the whole database.",
		.match = SAMPLES("HASURA_GRAPHQL_ADMIN_SECRET=m1LoqMXnQ0j2nhL2"
				 "cujnooX0hwxG4QGk",
				 "x-hasura-admin-secret: d0ZaaxxWjTHU3EeHe5nCf2g9nKjhwTv6"
				 "QDa1mM7WhVDrlRxS1M5rGL7YHSEoSFBn"),
		.miss = SAMPLES("HASURA_GRAPHQL_ADMIN_SECRET=J6KFZ"
				"qmjo6",
				"digest = N3DiXT2jht2LxF0s"
				"HcbKNnY466qnyIQu"),
	},
};

const struct secret_set secret_set_hasura = { "Hasura", hasura_rules, ARRAY_LEN(hasura_rules) };
