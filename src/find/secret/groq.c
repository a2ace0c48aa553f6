/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groq keys: gsk_ and 52 letters and digits. Source: console.groq.com/docs.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule groq_rules[] = {
	{
		.id = "groq-api-key",
		.title = "Groq API key",
		.pattern = TOKEN("gsk_[0-9A-Za-z]{52}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate = "Delete the key at console.groq.com/keys and create a new one.",
		.match = SAMPLES("GROQ_API_KEY=gs"
				 "k_zU2yZ7RuhBP2PCLktwJvS6xXzv"
				 "QG6NC3ioXM9TLfQmc7AOEcUExP",
				 "\"gs"
				 "k_fW4EAIxjNjrLSc4FMqmqQBNmgb"
				 "sw1bdyw3wXsQXuL3nwwbSRMy4E\""),
		.miss = SAMPLES("GROQ_API_KEY=gs"
				"k_BBokSVtxS"
				"3YctC5zW",
				"GROQ_API_KEY=gs"
				"k_0T"),
	},
};

const struct secret_set secret_set_groq = { "Groq", groq_rules, ARRAY_LEN(groq_rules) };
