/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Vercel: 24 letters and digits, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "vercel-token",
		.title = "Vercel access token",
		.pattern =
			NAMED("(?:vercel|zeit|now)_(?:api_|access_)?token", "([A-Za-z0-9]{24})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate = "Delete it under Account settings > Tokens.",
		.match = SAMPLES("VERCEL_TOKEN=SRmje7rJdb4g"
				 "RrV7f9rf1Bg5",
				 "VERCEL_TOKEN=kxjE7jhoMaDt"
				 "y9iA6w7JXs4s"),
		.miss = SAMPLES("VERCEL_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxx", "VERCEL_TOKEN=3R"),
	},
};

const struct secret_set secret_set_vercel = { "Vercel", rules, ARRAY_LEN(rules) };
