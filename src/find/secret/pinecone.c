/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pinecone keys: pcsk_, a short id, _, a long secret; before UUIDs behind their name. Source: docs.pinecone.io.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule pinecone_rules[] = {
	{
		.id = "pinecone-api-key",
		.title = "Pinecone API key",
		.pattern = TOKEN("pcsk_[0-9A-Za-z]{5,8}_[0-9A-Za-z]{50,70}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the key in the Pinecone console (project > API keys) and create a new one.",
		.match = SAMPLES("PINECONE_API_KEY=pc"
				 "sk_Li11M9_WXd8bPV4fINmKtFiVp2rtfhFMSuUyPxi"
				 "lF2Hmi7Ae1dg7KYUbRHBDvAEKsKjxPX",
				 "Pinecone(api_key=\"pc"
				 "sk_3kr9i_V8gdTZQVXa4dTEc6VkLDrqMWdmM3Zp"
				 "yPpdOqHWkwo8ygtiREQFanZCToWm4w\")"),
		.miss = SAMPLES("PINECONE_API_KEY=pc"
				"sk_yKmiqu_NJzKpalKjMh"
				"ptdRQu4FCy",
				"PINECONE_API_KEY=pc"
				"sk_RrIgTH_jr"),
	},
	{
		.id = "pinecone-old-key",
		.title = "Pinecone API key (old form)",
		.pattern = NAMED_KEY("pinecone", UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"Delete the key in the Pinecone console (project > API keys) and create a new one.",
		.match = SAMPLES("PINECONE_API_KEY=464b7297-dcbc-4d3d"
				 "-a0d0-2a2e5cd64cda",
				 "pinecone.api_key: \"91477fc0-9f52-48ff"
				 "-a9d5-c22c106b2d24\""),
		.miss = SAMPLES("PINECONE_API_KEY=cb1ba8c0-d4f9-43d9", "digest = c14d6b17-8f32-42c4"
								       "-a487-afa864018178"),
	},
};

const struct secret_set secret_set_pinecone = { "Pinecone", pinecone_rules,
						ARRAY_LEN(pinecone_rules) };
