/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WeCom (enterprise WeChat) robots: the key in the address is a UUID; corporation secrets are 43
 * characters behind their name.
 * Source: developer.work.weixin.qq.com/document.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule wecom_rules[] = {
	{
		.id = "wecom-webhook",
		.title = "WeCom robot webhook",
		.pattern =
			"(https://qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=" UUID ")",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.rotate =
			"Remove the robot from the group and add it again, which makes a new key.",
		.match = SAMPLES(
			"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0de9fa5f-f321-489f"
			"-ac13-78ae834d3ade",
			"hook = \"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=8e3bde15-7371-4a7d"
			"-a07a-e49824bf3c7f\""),
		.miss = SAMPLES(
			"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=42b804f3-48e8-4d9c",
			"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=4e-63-40a0"),
	},
	{
		.id = "wecom-secret",
		.title = "WeCom application secret",
		.pattern =
			NAMED("(?:wecom|wework|qywx|corp)[\\w.-]{0,12}secret", "[0-9A-Za-z_-]{43}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Reset the secret in the WeCom admin console (App management > the app > Secret).",
		.match = SAMPLES("WECOM_CORP_SECRET=InC0zNtIcHGmtrz2-temGQ"
				 "kgJJ6nyFn38wZQMqbKysU",
				 "corpsecret=UQoPmGKaA3uaXOQqiZCqHw"
				 "osQ3h_r2h-YENowDIm6PW"),
		.miss = SAMPLES("WECOM_CORP_SECRET=5nMwrMY"
				"reXerCR",
				"digest = eWX784wM8NbkbA-fW3i5pN"
				"1ht0ZrnXAAtQR6REUnfmn"),
	},
};

const struct secret_set secret_set_wecom = { "WeCom", wecom_rules, ARRAY_LEN(wecom_rules) };
