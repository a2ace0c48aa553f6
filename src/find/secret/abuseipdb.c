/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AbuseIPDB keys are 80 hexadecimal digits, told by their name. Source: docs.abuseipdb.com.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule abuseipdb_rules[] = {
	{
		.id = "abuseipdb-api-key",
		.title = "AbuseIPDB API key",
		.pattern = NAMED_KEY("abuseipdb", "[0-9a-f]{80}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 3.5,
		.check = named_check,
		.rotate = "Revoke the key at abuseipdb.com/account/api and create a new one.",
		.match = SAMPLES("ABUSEIPDB_API_KEY=10c464cb2736e9caebb764e0d1fd64c9d72436c2"
				 "d8e5fe71f5eb35b1c5e0119a1e61f1eada2162e2",
				 "abuseipdb.key: f89f73751bcf73cd4753c42f6a03408fdc084152"
				 "b4b95622ad9bc2fa7d7df7180816e4ee93666e8c"),
		.miss = SAMPLES("ABUSEIPDB_API_KEY=a064a96d265e8"
				"6126682497f07",
				"digest = 74cea83a003230e4551fd95756c7fb30298dbfec"
				"5a4418437c1091220848985502219fd6bed71538"),
	},
};

const struct secret_set secret_set_abuseipdb = { "AbuseIPDB", abuseipdb_rules,
						 ARRAY_LEN(abuseipdb_rules) };
