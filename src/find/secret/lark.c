/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lark (Feishu): webhooks of bots carry a UUID; application secrets are 32 letters and digits behind their name.
 * Source: open.feishu.cn/document.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule lark_rules[] = {
	{
		.id = "lark-webhook",
		.title = "Lark or Feishu bot webhook",
		.pattern =
			"(https://open\\.(?:feishu\\.cn|larksuite\\.com|larkoffice\\.com)/open-apis/bot/(?:v2/)?hook/(?:" UUID
			"|[0-9a-f]{32}))",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.rotate =
			"Remove the bot from the group (group settings > Bots) and add it again, which makes a new address; turn on signing.",
		.match = SAMPLES(
			"https://open.feishu.cn/open-apis/bot/v2/hook/35936869-9248-47a2"
			"-a4f1-6a6e7d45678c",
			"url: https://open.larksuite.com/open-apis/bot/v2/hook/7b0e2537-d9f4-4aa4"
			"-a4dc-a09cd0d9e73a"),
		.miss = SAMPLES("https://open.feishu.cn/open-apis/bot/v2/hook/a226eac3-d4df-42cc",
				"https://open.feishu.cn/open-apis/bot/v2/hook/18-15-4296"),
	},
	{
		.id = "lark-app-secret",
		.title = "Lark or Feishu application secret",
		.pattern = NAMED("(?:lark|feishu)[\\w.-]{0,16}secret", "[0-9A-Za-z]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.9,
		.check = named_check,
		.rotate =
			"Reset the App Secret in the Lark developer console (app > Credentials & Basic Info).",
		.match = SAMPLES("FEISHU_APP_SECRET=PUSPCdOP7YGyMZa7"
				 "qkDzhF7uitzCcFdn",
				 "lark.appSecret: \"dICStMafsu80jddW"
				 "s5kSzvWNdmuTy8Wj\""),
		.miss = SAMPLES("FEISHU_APP_SECRET=Mlk0w"
				"kE1Ah",
				"digest = eMq5AyosHMw0SLim"
				"OYHP5WnRfNsOBHfV"),
	},
};

const struct secret_set secret_set_lark = { "Lark", lark_rules, ARRAY_LEN(lark_rules) };
