/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Postmark tokens are UUIDs, told by their name or header. Source: postmarkapp.com/developer.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule postmark_rules[] = {
	{
		.id = "postmark-token",
		.title = "Postmark API token",
		.pattern = NAMED("postmark[\\w.-]{0,24}(?:token|key)", UUID),
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = named_check,
		.rotate =
			"Generate a new token in Postmark (server > API Tokens, or Account > API Tokens) and remove this one.",
		.match = SAMPLES("POSTMARK_SERVER_TOKEN=c102eb06-961d-4ee4"
				 "-a0f7-1e273256b8f6",
				 "X-Postmark-Server-Token: 2df31a49-a484-4356"
				 "-a477-03a937836747"),
		.miss = SAMPLES("POSTMARK_SERVER_TOKEN=9629303f-3846-4105",
				"digest = 4dd69d69-c228-412a"
				"-ad96-7d5e77484d3d"),
	},
};

const struct secret_set secret_set_postmark = { "Postmark", postmark_rules,
						ARRAY_LEN(postmark_rules) };
