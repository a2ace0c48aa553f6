/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paddle Billing keys: pdl_, the environment, apikey, an id (26), the secret (22) and a checksum (3).
 * Source: developer.paddle.com/api-reference/about/api-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule paddle_rules[] = {
	{
		.id = "paddle-api-key",
		.title = "Paddle live API key",
		.pattern = TOKEN("pdl_live_apikey_[0-9a-z]{26}_[0-9A-Za-z]{22}_[0-9A-Za-z]{3}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Revoke the key in Paddle (Developer tools > Authentication) and create one with only the rights it needs.",
		.match = SAMPLES("PADDLE_API_KEY=pdl_live"
				 "_apikey_l58knvykpu8u1"
				 "vv6wjlb9b1rj0_IFNmNBWQsP8"
				 "iNDcSt9KXpn_Fo9",
				 "\"pdl_live"
				 "_apikey_vy21daa2rnldr"
				 "eu6zfn8t6td1z_TmmkQ9wvbyJ"
				 "CmL3qU3SvaI_T5y\""),
		.miss = SAMPLES("PADDLE_API_KEY=pdl_live"
				"_apikey_xwnyibev_rgC4dkl18YB"
				"y0eOTw5aAZs_etN",
				"PADDLE_API_KEY=pdl_live"
				"_apikey_3g_80EQFF4_Kql"),
	},
	{
		.id = "paddle-sandbox-key",
		.title = "Paddle sandbox API key",
		.pattern = TOKEN("pdl_sdbx_apikey_[0-9a-z]{26}_[0-9A-Za-z]{22}_[0-9A-Za-z]{3}"),
		.severity = SEVERITY_LOW,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Revoke the key in the Paddle sandbox (Developer tools > Authentication).",
		.match = SAMPLES("PADDLE_API_KEY=pdl_sdbx"
				 "_apikey_i4ov20kzewcpc"
				 "0ia44onx7he8c_kXJFtlEIcvx"
				 "6A45dQmdn3Y_vx3",
				 "\"pdl_sdbx"
				 "_apikey_a0epr2yjdxzs7"
				 "5z294t95rgisb_W7ZXngDsZ5O"
				 "MLeDCMu0dqT_oxN\""),
		.miss = SAMPLES("PADDLE_API_KEY=pdl_sdbx"
				"_apikey_vp1po6qc_IObvrpdWTUn"
				"it50bq1Gpup_x4I",
				"PADDLE_API_KEY=pdl_sdbx"
				"_apikey_m6_Gf5BRwf_F9r"),
	},
};

const struct secret_set secret_set_paddle = { "Paddle", paddle_rules, ARRAY_LEN(paddle_rules) };
