/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typesense API keys are 32 letters and digits or more, told by their name. Source: typesense.org/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule typesense_rules[] = {
	{
		.id = "typesense-api-key",
		.title = "Typesense API key",
		.pattern = NAMED_KEY("typesense", "[0-9A-Za-z]{32,64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.0,
		.check = named_check,
		.rotate =
			"Delete the key with DELETE /keys/ID and create a narrower one; the bootstrap key is changed in the server's configuration.",
		.match = SAMPLES("TYPESENSE_API_KEY=7TbXaNt2NH75uuuY"
				 "nYR3OJPtgtGzzOlN",
				 "X-TYPESENSE-API-KEY: ZAuzlMxJhLfAG0PY5ZYlyTDc"
				 "IJk9juou45QaQo6FpoCKf79f"),
		.miss = SAMPLES("TYPESENSE_API_KEY=VQPKs"
				"n4wg2",
				"digest = 7kxVRGjzyqV6PvqV"
				"9zgBiM4JVLt8OVev"),
	},
};

const struct secret_set secret_set_typesense = { "Typesense", typesense_rules,
						 ARRAY_LEN(typesense_rules) };
