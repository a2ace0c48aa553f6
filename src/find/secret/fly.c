/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fly.io: macaroon tokens and older access tokens.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "fly-token",
		.title = "Fly.io access token",
		.pattern = "\\bfm[12][a-z]?_[A-Za-z0-9+/_-]{80,2000}={0,2}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.5,
		.rotate = "Revoke it with `fly tokens revoke` and create one for one app.",
		.match = SAMPLES(
			"FLY_API_TOKEN=\"FlyV1 fm2_lJPEdKJuy0cydLKwk/+IszW2IgKSDlGehHkujbSRV8X1tYCPQFlSrUdYBD21cPV5iJ2FMSaXV+dTfgkL/lnulMq2k+vpKepye3VjLYSCZG+GSo+O5lDWTJXN8aGu63UBApqrG01LHjPiTRrmj3ZX4vWfzi"
			"TnxjTkS2jx38ilS3AJl7Km7exqZ+HxudXTmGoEfQB909/KHdAYuwhGe/5UkiN3bqK5wzdodhqnIQiWlgfKX5bHRLxAaI2kXRY+On2COjurY4r5M+a/RM89+qwSs7b4em/Q4sOE9nfM4I13JdfL3sBN=\"",
			"FLY_API_TOKEN=\"FlyV1 fm2_lJPEUpuBZdP8pcs9ME1qJYoZjtqsG3xJD3k8haBLR7LkNdhK3l8XvgqlZxD0HpLVitC6ZKvOL1qC1weF4AFLRA90fHILR7S/F/no81EvaL8J546Y8hqY8iD1t9GRDclAcCk20swi85P+A/TOja8oE3LeH/"
			"6e6952XrGrfR9M8Y7OYCVPnyANTp74S+Lk5m4Bupt85U0CpAtxd7HvEr64cZLjtYt3yFmtZGNw5bRVIgb4C1o4WgkBLaA0RYor7WBjotIRVLyegFTWjQaG7NVNFfxDPKwFoDvkUYVZcCrIBaSzjab9=\""),
		.miss = SAMPLES(
			"FLY_API_TOKEN=\"FlyV1 fm2_lJPExxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\"",
			"FLY_API_TOKEN=\"FlyV1 fm2_lJPEJvcm9kUvgCPc"
			"HMDsUwJIbS9+a=\""),
	},
	{
		.id = "fly-personal-token",
		.title = "Fly.io access token (older form)",
		.pattern = "\\b(fo1_[\\w-]{43})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate = "Revoke it with `fly tokens revoke` and create one for one app.",
		.match = SAMPLES("FLY_ACCESS_TOKEN=fo1_PLx1ZdYuDSpCxzMAd4Mve"
				 "Cx3QEfyetP2jSVxfTkDm1C",
				 "FLY_ACCESS_TOKEN=fo1_NJpa1avES3YiC2xY_xQC5"
				 "OMwPgkV9fw_vC7EHFeO9rn"),
		.miss = SAMPLES("FLY_ACCESS_TOKEN=fo1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"FLY_ACCESS_TOKEN=fo1_frn"),
	},
};

const struct secret_set secret_set_fly = { "Fly.io", rules, ARRAY_LEN(rules) };
