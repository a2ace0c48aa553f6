/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LINE Messaging API: long-lived channel access tokens are base 64 of 129 bytes, which ends with
 * 1O/w1cDnyilFU=; channel secrets
 * are 32 hexadecimal digits behind their name. Source: developers.line.biz/en/docs/messaging-api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule line_rules[] = {
	{
		.id = "line-channel-token",
		.title = "LINE channel access token",
		.pattern = NAMED("(?:line|channel)[\\w.-]{0,16}(?:access[_.-]?token|token)",
				 "[0-9A-Za-z+/]{150,180}="),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Reissue the channel access token in the LINE Developers Console (channel > Messaging API > Reissue).",
		.match = SAMPLES(
			"LINE_CHANNEL_ACCESS_TOKEN=zyKUTI3W+s6dqi4hnwYPe3yD3yo0MPTce3pHPPfRZFA"
			"cJQaW0QE5pfj/zTN+k6BO7N2VooX1nCOOJxfp/QIi7K"
			"TroGRh6fPEtIeMupvzqXOH1Js1jGO1kmTdLRSEYmjxf"
			"cTvel9YSXTy9D+0EAOOixYdYBjhkFo2EJWr6NzO0xe=",
			"channelAccessToken: \"EoI9a23ww4e9v9kRjkXbfZKksI/nhPuVubGSxTdHKTh"
			"4ZgzQg3jbycg4Bw9cjqv6nzVe93Ubpqj9oD2MZuDLHB"
			"4Zah4n0PQEgB8foTEKryqhTuzrv8vNTqT5i67eDLQoi"
			"8Q6mxlv40xDHhPN/GkEdAgCZh9Eq+SiJrO7aod8bvS=\""),
		.miss = SAMPLES("LINE_CHANNEL_ACCESS_TOKEN=HbvTgvQNcOXLbPR1Cv5sc8LGfWKyt"
				"AgJFbYOLRAYT4Ht1OEKEd7eYAJwE=",
				"digest = 7Z0IJ/dXfrZwcJMjN4B7xr1ffvd6YZLbfT37F6+wkP/"
				"44m4MtWPxnwFPTSU4y4U2/iLOGvUHRnIAiI66oCWbQM"
				"12U4cw85KPZ5sGCbsI1m8hME7JkwrpW5TgxRSNTEVo+"
				"Wdfd6Je4JSNpBO5JrEWPYxGMLg2mYLwEaA3RfwtliK="),
	},
	{
		.id = "line-channel-secret",
		.title = "LINE channel secret",
		.pattern = NAMED("(?:line[\\w.-]{0,8}channel|line|channel)[_.-]?secret",
				 "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 2.9,
		.check = named_check,
		.rotate =
			"Issue a new channel secret in the LINE Developers Console (channel > Basic settings > Issue).",
		.match = SAMPLES("LINE_CHANNEL_SECRET=3c63b9584ca8a7ad"
				 "d39a4aad6224b9bc",
				 "channelSecret: \"f550cacab218468d"
				 "46afa81df005d9dc\""),
		.miss = SAMPLES("LINE_CHANNEL_SECRET=5f275"
				"e57af",
				"digest = 4673f5338edae68c"
				"ed95a8c17aa9c5a3"),
	},
};

const struct secret_set secret_set_line = { "LINE", line_rules, ARRAY_LEN(line_rules) };
