/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MongoDB Atlas: secrets of service accounts and private API keys. Connection strings are found by the
 * rules for databases.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "mongodb-atlas-secret",
		.title = "MongoDB Atlas service account secret",
		.pattern = "\\b(mdb_sa_sk_[\\w-]{40})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Revoke it under Access manager > Service accounts and generate a new secret.",
		.match = SAMPLES("MONGODB_ATLAS_CLIENT_SECRET=mdb_sa_sk_tCUxTiTY3rqc7016xD1N"
				 "vV-7jYL-G43UEXq5eaFv",
				 "MONGODB_ATLAS_CLIENT_SECRET=mdb_sa_sk_0wqmDvQ3puT4CsEb1k2f"
				 "n_IRFTqf4nGSPBzwx-NQ"),
		.miss = SAMPLES(
			"MONGODB_ATLAS_CLIENT_SECRET=mdb_sa_sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"MONGODB_ATLAS_CLIENT_SECRET=mdb_sa_sk_wo7"),
	},
	{
		.id = "mongodb-atlas-key-named",
		.title = "MongoDB Atlas private API key",
		.pattern =
			NAMED("(?:mongodb_?)?atlas[\\w.-]{0,8}private[\\w.-]{0,8}key",
			      "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 2.5,
		.rotate =
			"Delete it under Access manager > API keys and create one with fewer roles.",
		.match = SAMPLES("MONGODB_ATLAS_PRIVATE_KEY=195740c6-03be-4603"
				 "-9692-1850736595d3",
				 "MONGODB_ATLAS_PRIVATE_KEY=f25f8489-3e1b-49c1"
				 "-97ea-48b4d3a7a5ae"),
		.miss = SAMPLES("MONGODB_ATLAS_PRIVATE_KEY=00000000-0000-0000-0000-000000000000",
				"MONGODB_ATLAS_PRIVATE_KEY=ba74789a-b202-"
				"41f1-9c84-e601"),
	},
};

const struct secret_set secret_set_mongodbatlas = { "MongoDB Atlas", rules, ARRAY_LEN(rules) };
