/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sumo Logic: access ids are su and 12 characters, access keys 64 behind their name; addresses of HTTP
 * sources carry their secret.
 * Source: help.sumologic.com/docs/manage/security/access-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule sumologic_rules[] = {
	{
		.id = "sumologic-access-key",
		.title = "Sumo Logic access key",
		.pattern = NAMED("sumo(?:logic)?[\\w.-]{0,12}key", "[0-9A-Za-z]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Delete the access key in Sumo Logic (Preferences > My Access Keys) and create a new one.",
		.match = SAMPLES("SUMOLOGIC_ACCESSKEY=ynosDsoVOQxHzPJn9eLtK9eg3iwUjtI8"
				 "ndq2WtGHGdHViJN6yKYQCfqvEAKD1IRN",
				 "sumo.access_key = \"OxRASZFuTlqHN9R5LjSoPcXynjFNgPkZ"
				 "ZindtgCFYHQSLzbZCeQgl9b3V8TznJVg\""),
		.miss = SAMPLES("SUMOLOGIC_ACCESSKEY=p8pO7Jw9ckR"
				"yXf5jJjkFK",
				"digest = nw5M5FMv85cvNSAtJjVkLJR6xObLdeRJ"
				"DsJj1BrAVMFJ1yEJQiDJeQSdr7OfzNDB"),
	},
	{
		.id = "sumologic-collector",
		.title = "Sumo Logic HTTP source address",
		.pattern =
			"(https://[0-9A-Za-z.-]{1,40}\\.sumologic\\.(?:com|net)/receiver/v1/(?:http|otlp)/[0-9A-Za-z_-]{50,200}={0,2})",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.rotate =
			"Regenerate the address of the source in Sumo Logic (Collection > source > Show URL > Regenerate).",
		.match = SAMPLES(
			"https://endpoint4.collection.sumologic.com/receiver/v1/http/owqO2RvQ2hGZQqzLKPvJ6OA05JWsFRlDeZu-Qwkn"
			"7domrEXCt0SdiPcRrnoUFwRXBaOqjKWXIKDmr9Qv==",
			"SUMO_URL=\"https://collectors.eu.sumologic.com/receiver/v1/http/0znEw1xtzlpWMxlL9mDMKmfTyYLd44A0"
			"0xSzVXWA3CTplrYT0wMGDFuA4Np2vmD5"
			"Jn81x2Ulb_jiunp2JjGKb6AvwpsdkBk8\""),
		.miss = SAMPLES(
			"https://endpoint4.collection.sumologic.com/receiver/v1/http/w9Z5U6ZaMzfu8"
			"RHbEWJanR4r87==",
			"https://endpoint4.collection.sumologic.com/receiver/v1/http/Hl=="),
	},
};

const struct secret_set secret_set_sumologic = { "Sumo Logic", sumologic_rules,
						 ARRAY_LEN(sumologic_rules) };
