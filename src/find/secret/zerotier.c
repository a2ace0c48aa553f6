/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ZeroTier Central API tokens are 32 letters and digits, told by their name. Source: docs.zerotier.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule zerotier_rules[] = {
	{
		.id = "zerotier-token",
		.title = "ZeroTier Central token",
		.pattern = NAMED_KEY("zerotier", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.9,
		.check = named_check,
		.rotate =
			"Delete the token at my.zerotier.com (Account > API Access Tokens) and create a new one.",
		.match = SAMPLES("ZEROTIER_CENTRAL_TOKEN=O7jS0uvna0ncI19L"
				 "mpNxf9Gz4XA8gdhf",
				 "zerotier.token=6f8jlFiZYUGjhh9X"
				 "RJ9myKs4nC20COVX"),
		.miss = SAMPLES("ZEROTIER_CENTRAL_TOKEN=2n1Of"
				"Gq3mM",
				"digest = 70VROcVS1n2iUrGh"
				"kXqdA9sD1HgH3h4j"),
	},
};

const struct secret_set secret_set_zerotier = { "ZeroTier", zerotier_rules,
						ARRAY_LEN(zerotier_rules) };
