/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DashScope (Qwen) keys: sk- and 32 hexadecimal digits, told by their name. Source: help.aliyun.com/zh/model-studio.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule dashscope_rules[] = {
	{
		.id = "dashscope-api-key",
		.title = "DashScope (Qwen) API key",
		.pattern = NAMED_KEY("(?:dashscope|qwen|bailian|tongyi)", "sk-[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = named_check,
		.rotate =
			"Delete the key in Alibaba Cloud Model Studio (API-KEY management) and create a new one.",
		.match = SAMPLES("DASHSCOPE_API_KEY=sk-afe5a22eb2adc95d"
				 "446826a24bb59652",
				 "qwen_api_key: \"sk-cfe8da042cc2ce39"
				 "569b75716bfe7a36\""),
		.miss = SAMPLES("DASHSCOPE_API_KEY=sk-3f6d5"
				"d81b1",
				"digest = sk-e4ea4d09de625381"
				"f6729f52419009b1"),
	},
};

const struct secret_set secret_set_dashscope = { "Alibaba Model Studio", dashscope_rules,
						 ARRAY_LEN(dashscope_rules) };
