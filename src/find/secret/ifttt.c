/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IFTTT Webhooks: the key stands in the address behind /with/key/. Source: ifttt.com/maker_webhooks.
 */
#include "find/secret.h"

static const struct secret_rule ifttt_rules[] = {
	{
		.id = "ifttt-webhook-key",
		.title = "IFTTT Webhooks key",
		.pattern =
			"maker\\.ifttt\\.com/trigger/[!-~]{1,80}/with/key/([0-9A-Za-z_-]{20,50})(?:[^\\w-]|$)",
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.5,
		.rotate = "Regenerate the key in IFTTT (Webhooks > Settings > Edit connection).",
		.match = SAMPLES(
			"https://maker.ifttt.com/trigger/door/with/key/DeZaEcnZbEE"
			"w9K9TWmHxue",
			"curl https://maker.ifttt.com/trigger/x/json/with/key/ixRLsVyTz5jDDKKcR_yHKc"
			"_VgXmomdU8WmLEj65vz_E"),
		.miss = SAMPLES("https://maker.ifttt.com/trigger/door/with/key/JYWdsbt",
				"https://maker.ifttt.com/trigger/door/with/key/zg"),
	},
};

const struct secret_set secret_set_ifttt = { "IFTTT", ifttt_rules, ARRAY_LEN(ifttt_rules) };
