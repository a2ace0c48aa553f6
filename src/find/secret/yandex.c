/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Yandex Cloud: API keys, IAM tokens, OAuth tokens and static keys.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "yandex-api-key",
		.title = "Yandex Cloud API key",
		.pattern = "\\b(AQVN[\\w-]{35,38})" TOKEN_END,
		.severity = SEVERITY_HIGH,
		.entropy = 3.8,
		.rotate = "Delete the key of the service account and create one with a scope.",
		.match = SAMPLES("YC_API_KEY=AQVNsGOyiQwYMxazJxm8oh"
				 "GCFHWX1YF0iZwxlGiy",
				 "YC_API_KEY=AQVNRU4kd4mlVRPEJ9gyCT"
				 "ABuFewPTml4hfxIMCE"),
		.miss = SAMPLES("YC_API_KEY=AQVNxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"YC_API_KEY=AQVNJ8G"),
	},
	{
		.id = "yandex-iam-token",
		.title = "Yandex Cloud IAM token",
		.pattern = "\\bt1\\.[A-Za-z0-9_-]{20,600}={0,2}\\.[\\w-]{86}={0,2}",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.2,
		.rotate =
			"It ends within twelve hours by itself; find the step that wrote it into the image.",
		.match = SAMPLES(
			"YC_TOKEN=t1.C8JlaPlUfyN_0B8woHKApjrsj7e6FrmGQmBL79DfAls-tUiTQDMSKWejZoOz"
			"yj1MSPisOYxjTGhjgJNP6emZ4J3aPbEDqjtfAlH-M3gmLoc0imVWfy_UsVLe.Gw5sBb42hWbwyWi268ago0sPMk7xoWnIxKmCjQbMA2m"
			"y2UMUXyWagcEocp6v5sVvM6IwjrhpzPledGItWfbMDH",
			"YC_TOKEN=t1.Kcr5rTzQoRAew-TXySxk7sOx0hozBJ0HbsAT80mz_yS9wFV56_2pvlp6ItrK"
			"ViytrhS0ToPbmKMjokeCOF-Ef4pV1b_bYiPYA6bqK8iG5i0xeXwOsmPWQKlC.3pQmCXwqDsHhkaMnbZxYr9khacKyu_VFX_vDQpqXpvh"
			"JFr8d75yOXF8_wQ-MlQ9xlxnVegMc7DxfBKMJ3L9u6w"),
		.miss = SAMPLES(
			"YC_TOKEN=t1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"YC_TOKEN=t1.8wNo2"
			"BAHGO.iIgrDjA"),
	},
	{
		.id = "yandex-oauth-token",
		.title = "Yandex OAuth token",
		.pattern = "\\by[0-3]_[\\w-]{55,58}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 4.2,
		.check = secret_is_mixed,
		.rotate = "Revoke it at id.yandex.com > Personal data > Access to data.",
		.match = SAMPLES("YANDEX_TOKEN=y0_KziNb4_197l3OriNiZaWEKLk4bqa"
				 "nbWk2PevI8iI2KWXe9f1hdpsB_Yy",
				 "YANDEX_TOKEN=y0_IANOy25FAmBmJvxO9N_t4_f0t4VI"
				 "NVukYb5l9jATKGiA5NpBEu6LpSTD"),
		.miss = SAMPLES(
			"YANDEX_TOKEN=y0_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"YANDEX_TOKEN=y0_Ixdp"),
	},
	{
		.id = "yandex-static-key",
		.title = "Yandex Cloud static secret key",
		.pattern = NAMED("(?:yandex|yc|s3|aws|secret)[\\w.-]{0,20}key",
				 "(YC[A-Za-z0-9_-]{38})") TOKEN_END,
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.check = secret_is_mixed,
		.rotate = "Delete the static key of the service account and create a new one.",
		.match = SAMPLES("AWS_SECRET_ACCESS_KEY=YCUg9HlsWAhrd1bGofxOT"
				 "LmP2z68XbBqXEY_krzb",
				 "AWS_SECRET_ACCESS_KEY=YCNVWemjiRd2H2NTwQwdm"
				 "1jVpEnexJOupJZkuhGO"),
		.miss = SAMPLES("AWS_SECRET_ACCESS_KEY=YCxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"AWS_SECRET_ACCESS_KEY=YC46E"),
	},
};

const struct secret_set secret_set_yandex = { "Yandex Cloud", rules, ARRAY_LEN(rules) };
