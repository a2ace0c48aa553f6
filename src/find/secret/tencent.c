/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tencent Cloud: secret ids by their mark, secret keys by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "tencent-secret-id",
		.title = "Tencent Cloud secret id",
		.pattern = "\\bAKID[A-Za-z0-9]{32}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.7,
		.check = secret_is_mixed,
		.rotate = "Disable and delete the key under Cloud Access Management > API keys.",
		.match = SAMPLES("TENCENTCLOUD_SECRET_ID=AKIDIbGrAUhM6UpBs2Vj"
				 "6I7MuywrOkye2VFH",
				 "TENCENTCLOUD_SECRET_ID=AKIDmH4FbvnprxselN8g"
				 "rwOpbRYZ5oP1oqVq"),
		.miss = SAMPLES("TENCENTCLOUD_SECRET_ID=AKIDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"TENCENTCLOUD_SECRET_ID=AKID38"),
	},
	{
		.id = "tencent-secret-key",
		.title = "Tencent Cloud secret key",
		.pattern = NAMED("(?:tencent|qcloud|cos)[\\w.-]{0,12}secret_?key",
				 "([A-Za-z0-9]{32})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate = "Disable and delete the key under Cloud Access Management > API keys.",
		.match = SAMPLES("TENCENTCLOUD_SECRET_KEY=Ke7lyQRQ9VcF9l2N"
				 "yuzPEMXmNO7MCV3r",
				 "TENCENTCLOUD_SECRET_KEY=VNew1M81MhJgbKy0"
				 "3tAsbHjtNqt6ZPSX"),
		.miss = SAMPLES("TENCENTCLOUD_SECRET_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"TENCENTCLOUD_SECRET_KEY=MT"),
	},
};

const struct secret_set secret_set_tencent = { "Tencent Cloud", rules, ARRAY_LEN(rules) };
