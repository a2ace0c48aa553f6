/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gitea and Forgejo: 40 hexadecimal digits without a mark of their own, known by their name only.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "gitea-token",
		.title = "Gitea or Forgejo access token",
		.pattern =
			NAMED("(?:gitea|forgejo|codeberg)[\\w.-]{0,16}token", "([0-9a-f]{40})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Delete it under Settings > Applications > Access tokens and generate a new one with fewer scopes.",
		.match = SAMPLES("GITEA_TOKEN=ca4f1fbe2cb95a502e90"
				 "31029f737354b7f194a6",
				 "forgejo_access_token: 31245e1edcf308b5b8f1"
				 "38e2a8727074cb358f58"),
		.miss = SAMPLES("GITEA_TOKEN=0000000000000000000000000000000000000000",
				"forgejo_access_token: de6"),
	},
};

const struct secret_set secret_set_gitea = { "Gitea and Forgejo", rules, ARRAY_LEN(rules) };
