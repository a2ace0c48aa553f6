/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Travis CI: 22 characters of base64url, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "travis-token",
		.title = "Travis CI access token",
		.pattern = NAMED("travis[\\w.-]{0,12}token", "([A-Za-z0-9_-]{22})") TOKEN_END,
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = secret_is_mixed,
		.rotate = "Regenerate it under Settings > API authentication of Travis CI.",
		.match = SAMPLES("TRAVIS_TOKEN=AwmTGk3al6B"
				 "eBws9IfTSeS",
				 "TRAVIS_TOKEN=0bXJ7Kaki0w"
				 "gfMG4Ri_7SD"),
		.miss = SAMPLES("TRAVIS_TOKEN=xxxxxxxxxxxxxxxxxxxxxx", "TRAVIS_TOKEN=L"),
	},
};

const struct secret_set secret_set_travis = { "Travis CI", rules, ARRAY_LEN(rules) };
