/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Facebook and Instagram: Graph tokens begin with EAA, Instagram's with IGQ or IGA; application secrets
 * are 32 hexadecimal digits
 * behind their name. "EAAA" in base 64 is common: a token is no part of a longer run. Source:
 * developers.facebook.com/docs/facebook-login.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

/* Real tokens hardly repeat; base 64 of binary data has runs of A. */
static bool check_graph(struct secret_candidate *c)
{
	return named_random(c) && !str_has(c->value, STR("AAAAA")) &&
	       token_entropy(c->value) >= 4.5;
}

static const struct secret_rule facebook_rules[] = {
	{
		.id = "facebook-access-token",
		.title = "Facebook Graph access token",
		.pattern = TOKEN("EAA[0-9A-Za-z]{100,400}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = check_graph,
		.rotate =
			"Invalidate the token: DELETE /me/permissions with it, or remove the app or system user in Meta Business settings; shorten the life of the next one.",
		.match = SAMPLES("FB_TOKEN=EA"
				 "AGat2OpG9tjxMxEbgUViZ3imD6DQjE1Qf302Qu"
				 "ierC70QTfZCmEXsa87deY9YmQSD4rtPwzGW5"
				 "9ehgRjQADRrXstZW3N05NNjQ2l3UQu8AII2B"
				 "pZiNownYo1DRS0ZgRCh7t2bPB08ak1EOdbcT"
				 "evJd4efBNQGDODkvE63HgCCBbmDeTSGHhCdI",
				 "access_token=EA"
				 "ABchfiM43Fi03PmLybfEHxuUMui09DKLCgk4ahgN"
				 "UKmTuXTHkwiQfDYfRwaQBZkDFc3eWE2hRs9e84"
				 "ooRaOpgpJOVJaa5630TpqUqhPJZ6IKanmIctUM"
				 "EZFcEOuIfrQMDAY6ND5PAMfLsDeg7tmlsBQI&fields=id"),
		.miss = SAMPLES("kg/KJo1RHBFuPngJNytS03RYBsQb4m2aaY93rH"
				"hO6Jslwt3QhTtleLcVUcitG1FtORS5aRxXit8C\nEA"
				"AASCroL1q57KmbN0MoSPFIeV50iIqNPj5mlECjNwvr"
				"ejEz0bqHC47JmvFMw86WifbruDMFfpwzzHTfQsES"
				"nFh3FxtdfhlOoczYQQX2tAJcmdlNFHyIUU2M1y4M\n",
				"FB_TOKEN=EA"
				"AGcnLkIlNZdkWkfY2BNAuWnijGg0ckaZ"
				"QDGqBOxys972prYBK5ExF478Z2WD6f"),
	},
	{
		.id = "instagram-access-token",
		.title = "Instagram access token",
		.pattern = TOKEN("IG(?:QV|QW|AA)[0-9A-Za-z_-]{100,300}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Remove the app from the account (Instagram > Settings > Website permissions) and issue a new token.",
		.match = SAMPLES("INSTAGRAM_TOKEN=IG"
				 "QVJrbDnPEsiVh33mikTAVdeLLXPRntp__e_XvfEvbwdi-fe"
				 "JgLMUtG15rcR7oH7bxBBEN8UlZPs7Xr2SbSRhOvwEpJL"
				 "N3lk82LKRbNoZ40h8avw1gCP7EhdJWx6akxvP9TvKX",
				 "access_token=IG"
				 "QWRbzsXD-qR82FYSRse9luzULZJNOqShkOAuA-z81"
				 "dklczw9WEBmTmqortGWHpZnlQIknVyur-E1-IE"
				 "Y6fFl3ma25rL7bWc0hnTl__y490tq6VlS72mC2"
				 "5m_31becg-AwhNwcf1IL9Z-_jBWGIApMyQqV"),
		.miss = SAMPLES("INSTAGRAM_TOKEN=IG"
				"QVJLntC8y22CV1SjdHaxucYTb"
				"8mCqe7hu9lJ0FfNv_nIBp",
				"INSTAGRAM_TOKEN=IG"
				"QVJHysA"),
	},
	{
		.id = "facebook-app-secret",
		.title = "Facebook app secret",
		.pattern = NAMED(
			"(?:facebook|fb|meta|instagram|whatsapp)[\\w.-]{0,16}(?:app|client)?[_.-]?secret",
			"[0-9a-f]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Reset the app secret in the Meta developer dashboard (App settings > Basic).",
		.match = SAMPLES("FACEBOOK_APP_SECRET=fcff727d6c99b1f8"
				 "58d8a18596da335d",
				 "fb.clientSecret: fa85dba352053518"
				 "52a7c4efeb7a23c7"),
		.miss = SAMPLES("FACEBOOK_APP_SECRET=c1b8c"
				"9b9f6",
				"digest = 8adfc8f6b40bdec6"
				"05907e3055e953c6"),
	},
};

const struct secret_set secret_set_facebook = { "Facebook", facebook_rules,
						ARRAY_LEN(facebook_rules) };
