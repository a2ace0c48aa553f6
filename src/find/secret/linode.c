/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Linode (Akamai): 64 hexadecimal digits, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "linode-token",
		.title = "Linode access token",
		.pattern = NAMED("linode[\\w.-]{0,12}token", "([0-9a-f]{64})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate = "Revoke it under My profile > API tokens.",
		.match = SAMPLES("LINODE_TOKEN=3791384c5eb3fb438f30df0c39d60b67"
				 "1d5c1fcf4cdecbd3058dbeb5d96f48a8",
				 "LINODE_TOKEN=456e1e501bed0520ef320d5e42791520"
				 "3ca3c5e218d03039290dc723b607f18e"),
		.miss = SAMPLES(
			"LINODE_TOKEN=0000000000000000000000000000000000000000000000000000000000000000",
			"LINODE_TOKEN=c8653"),
	},
};

const struct secret_set secret_set_linode = { "Linode", rules, ARRAY_LEN(rules) };
