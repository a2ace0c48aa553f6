/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Elastic API keys are base 64 of id:key, 20 and 22 characters. Source: elastic.co/docs/deploy-manage/api-keys.
 */
#include "base/base64.h"
#include "find/lib/named_token.h"
#include "find/secret.h"

static bool check_elastic(struct secret_candidate *c)
{
	struct str text, id, key;
	if (!base64_decode(c->scratch, c->value, &text) || !str_cut(text, ':', &id, &key))
		return false;
	c->proven = id.n == 20 && key.n == 22 && str_is_utf8(text);
	return c->proven;
}

static const struct secret_rule elastic_rules[] = {
	{
		.id = "elastic-api-key",
		.title = "Elasticsearch API key",
		.pattern = NAMED(
			"(?:elastic[\\w.-]{0,24}(?:key|token)|\\bes_api_key|authorization[\"\\':\\s]{1,6}apikey)",
			"[0-9A-Za-z+/]{54,60}={0,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = check_elastic,
		.rotate =
			"Invalidate the key in Kibana (Stack Management > API keys) and create one with a role and an expiry.",
		.match = SAMPLES("ELASTICSEARCH_API_KEY=c3k5ejZFTzZVRW01X2dtUGdiOG06b3"
				 "Uxdk5CRnZRVXk4a1VpRzktWVBRQQ==",
				 "Authorization: ApiKey akVmdkh1M084a0VUQndhblctelk6cE"
				 "o1dVI3UEcySG5sb1lHaHZqeGVIMA=="),
		.miss = SAMPLES("ELASTIC_KEY=zy33F8eEATgbhVREf9b76lp2bukmQc"
				"BV7GWmicowkGPTjzWHXO5PNK9OaYc9",
				"elastic_cache_key=0omLOIXecBUbJza"
				"41wArTQR7YA9rXG"),
	},
};

const struct secret_set secret_set_elastic = { "Elastic", elastic_rules, ARRAY_LEN(elastic_rules) };
