/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Langfuse: secret keys are sk-lf- and a UUID; pk-lf- is the public half. Source: langfuse.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule langfuse_rules[] = {
	{
		.id = "langfuse-secret-key",
		.title = "Langfuse secret key",
		.pattern = TOKEN("sk-lf-" UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.4,
		.check = named_proven,
		.rotate =
			"Delete the key pair in Langfuse (project Settings > API Keys) and create a new one.",
		.match = SAMPLES("LANGFUSE_SECRET_KEY=sk-"
				 "lf-539518bc-0d77-4892"
				 "-a301-168bffb1bbc1",
				 "\"sk-"
				 "lf-c558ced2-ba8b-4db4"
				 "-a87f-2ae03e5d9582\""),
		.miss = SAMPLES("LANGFUSE_SECRET_KEY=sk-"
				"lf-4e5cd5c3-a58a-4384",
				"LANGFUSE_SECRET_KEY=sk-"
				"lf-10-9a-4606"),
	},
};

const struct secret_set secret_set_langfuse = { "Langfuse", langfuse_rules,
						ARRAY_LEN(langfuse_rules) };
