/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dbt Cloud: dbtc_ (services) and dbtu_ (people) tokens of the URL alphabet. Source:
 * docs.getdbt.com/docs/dbt-cloud-apis/authentication.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule dbt_rules[] = {
	{
		.id = "dbt-cloud-token",
		.title = "dbt Cloud token",
		.pattern = TOKEN("dbt[cu]_[0-9A-Za-z_-]{36,64}={0,2}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"Delete the token in dbt Cloud (Account settings > API tokens) and create a new one.",
		.match = SAMPLES("DBT_CLOUD_TOKEN=db"
				 "tc_2Ts4UViidmhTJRZKNiL4"
				 "VhW2CwvdtjwJJdxFCnn5",
				 "Authorization: Token db"
				 "tu_zdegkOAFh434Hhv1-In2Ul"
				 "sScj0WcfZ6rNQVX7BtwSAv"),
		.miss = SAMPLES("DBT_CLOUD_TOKEN=db"
				"tc_AjzjaAW"
				"AMbfqL",
				"DBT_CLOUD_TOKEN=db"
				"tc_1f"),
	},
};

const struct secret_set secret_set_dbt = { "dbt Cloud", dbt_rules, ARRAY_LEN(dbt_rules) };
