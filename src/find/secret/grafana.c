/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grafana: service accounts glsa_, 32 letters and digits, _, 8 hexadecimal digits; Grafana Cloud glc_
 * and base 64 of JSON;
 * the old API keys are base 64 of {"k":…,"n":…,"id":…}. Source:
 * grafana.com/docs/grafana/latest/administration/service-accounts.
 */
#include "base/base64.h"
#include "find/lib/named_token.h"
#include "find/secret.h"

static bool holds(struct secret_candidate *c, struct str text, const char *key)
{
	struct str json;
	c->proven = base64_decode(c->scratch, text, &json) && str_starts(json, STR("{\"")) &&
		    str_has(json, str_of(key));
	return c->proven;
}

static bool check_cloud(struct secret_candidate *c)
{
	return holds(c, str_from(c->value, 4), "\"k\":");
}

static bool check_old(struct secret_candidate *c)
{
	return holds(c, c->value, "\"n\":");
}

static const struct secret_rule grafana_rules[] = {
	{
		.id = "grafana-service-token",
		.title = "Grafana service account token",
		.pattern = TOKEN("glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete the token in Grafana (Administration > Service accounts > account > Tokens) and add a new one.",
		.match = SAMPLES("GRAFANA_TOKEN=gl"
				 "sa_2qxLI6XzHpooClg8"
				 "P5cMakxGkWekZxEx_5fa0a6e7",
				 "Authorization: Bearer gl"
				 "sa_ZCrW7kM7zwQFD0eu"
				 "MZnGJw3eRwLQMer9_b5d43243"),
		.miss = SAMPLES("GRAFANA_TOKEN=gl"
				"sa_nQ53j"
				"ovC6s_d80e3aa2",
				"GRAFANA_TOKEN=gl"
				"sa_nBH_76"),
	},
	{
		.id = "grafana-cloud-token",
		.title = "Grafana Cloud access policy token",
		.pattern = TOKEN("glc_[0-9A-Za-z+/]{40,400}={0,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = check_cloud,
		.rotate =
			"Delete the token in Grafana Cloud (Security > Access Policies) and add a new one.",
		.match = SAMPLES("GRAFANA_CLOUD_TOKEN=glc_eyJvIjoiNzU2MjcyIiwibiI6IndyaX"
				 "Rlci16dW9lIiwiayI6ImRmTWRpdmV5ejFq"
				 "bndlWmVpdzBPVXVCekZIR0NNNWJ5IiwibS"
				 "I6eyJyIjoicHJvZC1ldS13ZXN0LTIifX0=",
				 "password: glc_eyJvIjoiNzg2NTczIiwibiI6IndyaX"
				 "Rlci1rY2l1IiwiayI6Ilo5a1pyVmlxN1pE"
				 "T1pINkRNQVZqS25kVXVLeU9ubHM4IiwibS"
				 "I6eyJyIjoicHJvZC1ldS13ZXN0LTIifX0="),
		.miss = SAMPLES("gl"
				"c_FBAClNAW2jeD7xcmeF1mvPuZhntlk0"
				"WzUc2JIaXEnD9V09OnPjJPssOZYYk9",
				"glc_compiler_settings"),
	},
	{
		.id = "grafana-api-key",
		.title = "Grafana API key",
		.pattern = TOKEN("eyJrIjoi[0-9A-Za-z+/_-]{60,300}={0,2}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_old,
		.rotate =
			"Delete the API key in Grafana (it is migrated to a service account) and use a service account token.",
		.match = SAMPLES("GRAFANA_API_KEY=eyJrIjoidGJ5eUtVZTVlSTUyV3g0ajBlQzFaOHkwcD"
				 "NpOVoxMGoiLCJuIjoiZGVwbG95dmVnIiwiaWQiOjF9",
				 "Bearer eyJrIjoiT1ZBbFNoakxKeDRac1c0VVFRMXZCa1NWY2"
				 "1zQVRWS2MiLCJuIjoiZGVwbG95a2lpIiwiaWQiOjF9"),
		.miss = SAMPLES("eyJr"
				"IjoiuiIroMKsYgzctC11OWoTNd3cob6VlSXeJflb4Tvv"
				"2GK1uos324wwJHpTCHJ3gRXsuvPtChiTAAb4pQQd",
				"eyJrIjoi"),
	},
};

const struct secret_set secret_set_grafana = { "Grafana", grafana_rules, ARRAY_LEN(grafana_rules) };
