/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DingTalk: webhooks of robots carry 64 hexadecimal digits; SEC and 64 more sign what is sent. Source:
 * open.dingtalk.com/document.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule dingtalk_rules[] = {
	{
		.id = "dingtalk-webhook",
		.title = "DingTalk robot webhook",
		.pattern = "(https://oapi\\.dingtalk\\.com/robot/send\\?access_token=[0-9a-f]{64})",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.rotate =
			"Reset the webhook in the group (Group settings > Bots > the robot), and restrict it to signed calls.",
		.match = SAMPLES(
			"https://oapi.dingtalk.com/robot/send?access_token=e33b27126ffb2ca550ae5680c69b829d"
			"dced946f93db807ded6a7c805ecbb968",
			"curl \"https://oapi.dingtalk.com/robot/send?access_token=2195ed2f5ff0f6c8dbce1106825608b4"
			"9692dd0af4fac1fabc4da6a31fcc8e22\""),
		.miss = SAMPLES("https://oapi.dingtalk.com/robot/send?access_token=d2ac3857412"
				"ac2d1df3a2",
				"https://oapi.dingtalk.com/robot/send?access_token=19"),
	},
	{
		.id = "dingtalk-secret",
		.title = "DingTalk robot signing secret",
		.pattern = TOKEN("SEC[0-9a-f]{64}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.6,
		.rotate =
			"Reset the signing secret in the group (Group settings > Bots > the robot > Security).",
		.match = SAMPLES("DINGTALK_SECRET=SEC0fa5e2c9141a962c2a34d8d319ea2c61"
				 "eacb0f101f1964ee32fc1c3b524be0df",
				 "\"SEC4e7d84b9ba1e7b9a572fad4a227931c0"
				 "a4bd6ec8f573a03d076660b3ca9b34a5\""),
		.miss = SAMPLES("DINGTALK_SECRET=SEC1fadf05c322"
				"2eb442b440",
				"DINGTALK_SECRET=SEC51"),
	},
	{
		.id = "dingtalk-app-secret",
		.title = "DingTalk application secret",
		.pattern = NAMED("ding(?:talk)?[\\w.-]{0,16}secret", "[0-9A-Za-z_-]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Reset the AppSecret in the DingTalk developer console (app > Credentials).",
		.match = SAMPLES("DINGTALK_APP_SECRET=wM5_Y7YU9H1rTB0R_OojSJ8TsQoupYxW"
				 "6drd_69EjrD75gcklhCqF9e2lqW7h2ir",
				 "dingtalk.appSecret=VgZW9fbjgLLeEeUMS5VuQuaYOjH47Xre"
				 "SIdNgZM5YZZe-yrPuIxBMnkJmf7VZahe"),
		.miss = SAMPLES("DINGTALK_APP_SECRET=nb1xO_1SxOu"
				"7g7nbPfyL6",
				"digest = okxSUnUahNZmzGsBOjfOOGG5ugdFLX2e"
				"ZmxmiwZrDdMtK0Ws8LVAalhwcBt1e-Cw"),
	},
};

const struct secret_set secret_set_dingtalk = { "DingTalk", dingtalk_rules,
						ARRAY_LEN(dingtalk_rules) };
