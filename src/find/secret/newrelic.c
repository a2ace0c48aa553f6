/* SPDX-License-Identifier: Apache-2.0 */
/*
 * New Relic: NRAK- (user), NRII- (insights insert), NRRA- (REST), NRJS- (browser, public), and licence
 * keys that end with FFFFNRAL.
 * Source: docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule newrelic_rules[] = {
	{
		.id = "newrelic-user-key",
		.title = "New Relic user key",
		.pattern = TOKEN("NRAK-[0-9A-Z]{27}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.7,
		.rotate = "Delete the key in New Relic (API keys) and create a new one.",
		.match = SAMPLES("NEW_RELIC_API_KEY=NR"
				 "AK-L494Z8XBEEFJ03"
				 "FAEQ9T0D33W4T",
				 "Api-Key: NR"
				 "AK-QNDWQJYGJG2GXD"
				 "6OBHWFMA1XQPB"),
		.miss = SAMPLES("NEW_RELIC_API_KEY=NR"
				"AK-SISVY91FN",
				"NEW_RELIC_API_KEY=NR"
				"AK-FO"),
	},
	{
		.id = "newrelic-license-key",
		.title = "New Relic licence key",
		.pattern = TOKEN("(?:[a-z]{2}[0-9x]{2}xx[0-9a-f]{26}|[0-9a-f]{32})FFFFNRAL"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.6,
		.check = named_proven,
		.rotate =
			"Delete the licence key in New Relic (API keys > INGEST - LICENSE) and create a new one; ask support for the account's first key.",
		.match = SAMPLES("NEW_RELIC_LICENSE_KEY=2b102e06cb340ae2"
				 "9c69091043a699e0FFFFNRAL",
				 "license_key: eu0"
				 "1xxae250bba0adbc"
				 "bf55413f3a682FFFFNRAL"),
		.miss = SAMPLES("NEW_RELIC_LICENSE_KEY=5d215"
				"0d0b7FFFFNRAL",
				"NEW_RELIC_LICENSE_KEY=1cFFFFNRAL"),
	},
	{
		.id = "newrelic-insert-key",
		.title = "New Relic Insights insert or query key",
		.pattern = TOKEN("NRI[IQ]-[0-9A-Za-z_-]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.9,
		.rotate =
			"Delete the key in New Relic (API keys > Insights keys) and use a licence key instead.",
		.match = SAMPLES("INSERT_KEY=NR"
				 "II-px93DhOf6Y-0v2YH"
				 "f4GjXQ0ETn0yUnuU",
				 "X-Insert-Key: NR"
				 "II-kvwsJ2R8gURnKo7p"
				 "oCklcnRNGdBSaigk"),
		.miss = SAMPLES("INSERT_KEY=NR"
				"II-RUGn8"
				"l52_Y",
				"INSERT_KEY=NR"
				"II-UV"),
	},
	{
		.id = "newrelic-rest-key",
		.title = "New Relic REST API key",
		.pattern = TOKEN("NRRA-[0-9a-f]{42}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.rotate =
			"Delete the key in New Relic (API keys > REST API key) and create a user key.",
		.match = SAMPLES("X-Api-Key: NR"
				 "RA-6c3552e7b708a149f7406"
				 "2317d13fdbb05c737cada",
				 "\"NR"
				 "RA-e3ba51c7b8efc3e5f7103"
				 "130c7b009b3681277438c\""),
		.miss = SAMPLES("X-Api-Key: NR"
				"RA-113fe8c"
				"97bc70f",
				"X-Api-Key: NR"
				"RA-99"),
	},
	{
		.id = "newrelic-browser-key",
		.title = "New Relic browser key",
		.pattern = TOKEN("NRJS-[0-9a-f]{19}"),
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_NEGLIGIBLE,
		.entropy = 3.1,
		.rotate =
			"Browser keys are sent to every visitor; nothing to rotate unless someone floods the account with data.",
		.match = SAMPLES("licenseKey:\"NR"
				 "JS-f95a43c6ad"
				 "267f01fb2\"",
				 "NR"
				 "JS-24ae072130"
				 "1347740f6"),
		.miss = SAMPLES("licenseKey:\"NR"
				"JS-69426c\"",
				"licenseKey:\"NR"
				"JS-a8\""),
	},
};

const struct secret_set secret_set_newrelic = { "New Relic", newrelic_rules,
						ARRAY_LEN(newrelic_rules) };
