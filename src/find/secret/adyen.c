/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Adyen API keys begin with AQE: base 64 in two parts with =- between, then 16 printable characters.
 * Source: docs.adyen.com/development-resources/api-credentials.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule adyen_rules[] = {
	{
		.id = "adyen-api-key",
		.title = "Adyen API key",
		.pattern =
			"\\b(AQE[0-9A-Za-z+/]{20,200}={0,2}-[0-9A-Za-z+/]{43}=-[^\\s\"'\\\\]{16})",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Generate a new key for the API credential in the Adyen Customer Area (Developers > API credentials); the old one ends after 24 hours, or at once when you ask for it.",
		.match = SAMPLES("ADYEN_API_KEY=\"AQ"
				 "EyGsoJJDXSm1graCYiKe0ZCqg4mYv+G5kstnHE3KQNa"
				 "3hpN+RKNtD6ResDTpLsLIe99nxia1h1XTLsuuBEh==-Z4M4b2DFq0FXchkdG6xnAX"
				 "K4kOOR00d8vnvLghDmPfm=-oGVXyJ6V<!.;TzBM1\"",
				 "x-api-key: AQ"
				 "EyQgufnxNLuCSl+PZcsydIo2sgRynlIOJmDzADngVd"
				 "tjPOdsXcgSsE6a50acN/z5ldd7ydBdl1ptwYhZ/4"
				 "kmJxF7vaiTUvtfh+GCvVAImNRcmltBxGCEDSq/56-DijWV7Hs8d3j7l4icx5ZT+"
				 "dScl6Cdi5Xf9E3blP6dnD=-2FmZYAau"
				 "kW6oTWkV"),
		.miss = SAMPLES("AQENDx+8zdJYU3hjJtmM5s0p6tNUoVen3LB"
				"Wr4ZcQnxyVC8PiVhXDxasW0WwXLzjHtg=",
				"x-api-key: AQ"
				"EyjzGxAQemUJQE2vwgZI/zwP91a/KRKhzXU8rpjOpWZ"
				"DnoBopv7dX0R8Bm4yRHy7qh1e07Mqbb/U/HOdeJi==-i7/P0KRvQw"
				"JVSFXEODtf=-0ViXZdwc"),
	},
};

const struct secret_set secret_set_adyen = { "Adyen", adyen_rules, ARRAY_LEN(adyen_rules) };
