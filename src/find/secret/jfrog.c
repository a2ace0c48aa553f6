/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JFrog Artifactory: API keys, and reference tokens, which are base64 of "reftkn:01:", a time and random characters.
 */
#include "base/base64.h"
#include "find/lib/secret_context.h"

static bool check_reference(struct secret_candidate *c)
{
	struct str text, rest, time;
	uint64_t seconds;
	if (!base64_decode(c->scratch, c->value, &text) || !str_starts(text, STR("reftkn:01:")))
		return false;
	rest = str_from(text, 10);
	if (!str_cut(rest, ':', &time, NULL) || !str_u64(time, 253402300799u, &seconds))
		return false;
	c->proven = true;
	/* 0 is written for one that does not end */
	c->detail = seconds ? secret_expiry(c->scratch, seconds) : STR("never expires");
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "artifactory-api-key",
		.title = "Artifactory API key",
		.pattern = "\\bAKCp[A-Za-z0-9]{69,75}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Revoke it under User profile > Authentication settings; use access tokens with an end instead.",
		.match = SAMPLES("X-JFrog-Art-Api: AKCpB1I2ITwDxsK86H2BY95BAJypvBEHQWBoG7"
				 "vJDPYZpCP8IiV3rpI91vbDe8rL1rIWFHay7",
				 "X-JFrog-Art-Api: AKCpp7YlzSdOIY9pMv2LbIo6up8xfhHFpf2AaD"
				 "ycFXYd0eO7NcMajbCBLUDBZq2ZS6T1J6ELB"),
		.miss = SAMPLES(
			"X-JFrog-Art-Api: AKCpxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"X-JFrog-Art-Api: AKCpgATkd"),
	},
	{
		.id = "artifactory-reference-token",
		.title = "Artifactory reference token",
		.pattern = "\\bcmVmdGtuOjAx[A-Za-z0-9+/]{52}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = check_reference,
		.rotate =
			"Revoke it under Administration > User management > Access tokens and generate one with a narrow scope.",
		.match = SAMPLES("ARTIFACTORY_TOKEN=cmVmdGtuOjAxOjE3NDcwMDAwMDA6azR0"
				 "aDBFUzhJUFNsdURwNFBvUkM0MDFUTHM0",
				 "ARTIFACTORY_TOKEN=cmVmdGtuOjAxOjE3NDcwMDAwMDA6Rkx3"
				 "QnBPZHhLeXVWWmxJc2RReHAzQ09QR1Y3"),
		.miss = SAMPLES("cmVmdGtuOjAxqYCYiPBYNwAieaJEZPN5K50grSYAqm"
				"+MdlRMZjTowrlYu35/9gBwxjYWv7lg",
				"ARTIFACTORY_TOKEN=xxxxxxxxxxxxxxxx", "ARTIFACTORY_TOKEN=cm"),
	},
	{
		.id = "artifactory-token-named",
		.title = "Artifactory password or token",
		.pattern = NAMED("(?:artifactory|jfrog)[\\w.-]{0,16}(?:password|api_?key|token)",
				 "(AP[A-Za-z0-9]{8,70}|[A-Za-z0-9]{64,73})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate =
			"Change the password of the user, or revoke the token under Access tokens.",
		.match = SAMPLES("ARTIFACTORY_PASSWORD=AP5tNH8tQ7V2its"
				 "q13RwFItjZgb",
				 "jfrog_token: P0wmeqjShlUIM3zC2BC0FAtsQ4AfyY1s"
				 "aUETsrJ9A6JkI1XzFuZqhFBNxB3ieBUM"),
		.miss = SAMPLES("ARTIFACTORY_PASSWORD=AP5xxxxxxxxxxxxxxxxxxxxxxxx",
				"jfrog_token: zt0Eh"),
	},
};

const struct secret_set secret_set_jfrog = { "JFrog", rules, ARRAY_LEN(rules) };
