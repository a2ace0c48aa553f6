/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Honeycomb: hca (API), then i (ingest) or m (management), k_ and 58 lower-case letters and digits;
 * older keys are 32 or 22 behind their name.
 * Source: docs.honeycomb.io/configure/environments/manage-api-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule honeycomb_rules[] = {
	{
		.id = "honeycomb-key",
		.title = "Honeycomb ingest or management key",
		.pattern = TOKEN("hc[abx][im][kc]_[0-9a-z]{50,64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.rotate =
			"Delete the key in Honeycomb (Environment settings > API Keys) and create a new one.",
		.match = SAMPLES("HONEYCOMB_API_KEY=hca"
				 "ik_0sumsq1j271sheyk1jx0mt5lnys3p"
				 "lx6e3n4vqlshc7fp7cajixb34qyjh",
				 "X-Honeycomb-Team: hca"
				 "mk_zbpfwku3fo7ezgjs3z2br03q5u4ou"
				 "3htvcs5dce88w8tkar8nrs1xccn43"),
		.miss = SAMPLES("HONEYCOMB_API_KEY=hca"
				"ik_sxgr1st682"
				"nh8e906ty",
				"HONEYCOMB_API_KEY=hca"
				"ik_h1"),
	},
	{
		.id = "honeycomb-config-key",
		.title = "Honeycomb API key",
		.pattern = NAMED("honeycomb[\\w.-]{0,12}(?:key|team)",
				 "(?:[0-9a-f]{32}|[0-9A-Za-z]{22})"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.0,
		.check = named_check,
		.rotate =
			"Disable the key in Honeycomb (Environment settings > API Keys) and create a new one.",
		.match = SAMPLES("HONEYCOMB_API_KEY=8x7mbqQWPE5"
				 "OdbSQ0cr5FZ",
				 "X-Honeycomb-Team: b152b290678c4e61"
				 "0018c6ef14ae7506"),
		.miss = SAMPLES("HONEYCOMB_API_KEY=obGPfic", "digest = IwHNQaYHRwa"
							     "MKHJW68CVyl"),
	},
};

const struct secret_set secret_set_honeycomb = { "Honeycomb", honeycomb_rules,
						 ARRAY_LEN(honeycomb_rules) };
