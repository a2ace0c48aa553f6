/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WeChat: the application secret is 32 hexadecimal digits, the payment key (API v3) 32 letters and
 * digits; both are told by
 * their name. Source: developers.weixin.qq.com, pay.weixin.qq.com/doc/v3.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule wechat_rules[] = {
	{
		.id = "wechat-app-secret",
		.title = "WeChat application secret",
		.pattern = NAMED("(?:wechat|weixin|wx|miniprogram)[\\w.-]{0,16}secret",
				 "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.1,
		.check = named_check,
		.rotate =
			"Reset the AppSecret on the WeChat platform (Development > Basic configuration); the old one stops at once.",
		.match = SAMPLES("WECHAT_APP_SECRET=41b8c02214cdf63f"
				 "8e5c3d5169860259",
				 "wx_appsecret: \"28c421368a6ddd7a"
				 "88d7b9db23f9b7d0\""),
		.miss = SAMPLES("WECHAT_APP_SECRET=94ed7"
				"8cb89",
				"digest = 92005655b5884e7a"
				"670c9e7b22aa16f2"),
	},
	{
		.id = "wechat-pay-key",
		.title = "WeChat Pay API key",
		.pattern = NAMED(
			"(?:wechat|weixin|wx|mch)[\\w.-]{0,16}(?:pay[\\w.-]{0,8}|api[_.-]?v[23][_.-]?)key",
			"[0-9A-Za-z]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.check = named_check,
		.rotate =
			"Set a new API v3 key in the WeChat Pay merchant platform (Account center > API security).",
		.match = SAMPLES("WECHAT_PAY_API_V3_KEY=4hzAmuLdF4iOQM2C"
				 "BKMxihdlQ9e9GRMK",
				 "wxpay.apiV3Key=I8OfnZz53Bvd6rlq"
				 "FpZCJJkJ4kuKfSsn"),
		.miss = SAMPLES("WECHAT_PAY_API_V3_KEY=UXx95"
				"AjKr4",
				"digest = MZW1agAg5pfiKWSj"
				"ektTzVC55dtMEnKQ"),
	},
};

const struct secret_set secret_set_wechat = { "WeChat", wechat_rules, ARRAY_LEN(wechat_rules) };
