/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Huawei Cloud: secret access keys, known by their name.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "huawei-secret-key",
		.title = "Huawei Cloud secret access key",
		.pattern = NAMED(
			"(?:huawei(?:cloud)?|hw|obs|hwc)[_-](?:sdk[_-])?(?:secret[_-](?:access[_-])?key|sk)",
			"([A-Za-z0-9]{40})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.9,
		.check = secret_is_mixed,
		.rotate = "Delete the access key under My credentials > Access keys.",
		.match = SAMPLES("HUAWEICLOUD_SDK_SK=hrBMWId4enqAJG2dRFGC"
				 "G3WfBKT1UDvad2avzfQq",
				 "HW_SECRET_KEY=Nqzd7a58kVz6RgCvYjsm"
				 "vUGOVe5NJxqS4RyKkIFp"),
		.miss = SAMPLES("HUAWEICLOUD_SDK_SK=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"HW_SECRET_KEY=uDf"),
	},
};

const struct secret_set secret_set_huawei = { "Huawei Cloud", rules, ARRAY_LEN(rules) };
