/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Databricks: personal access tokens.
 */
#include "find/secret.h"

static const struct secret_rule rules[] = {
	{
		.id = "databricks-token",
		.title = "Databricks access token",
		.pattern = "\\bdapi[0-9a-f]{32}(?:-\\d)?\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate =
			"Revoke it under User settings > Developer > Access tokens; use OAuth for service principals instead.",
		.match = SAMPLES("DATABRICKS_TOKEN=dapi1f05aef614c90d52"
				 "b6076e18ad53f2bc",
				 "dapi65d790dbe7c9e73d"
				 "946cde79fc15d287-2"),
		.miss = SAMPLES("DATABRICKS_TOKEN=dapi00000000000000000000000000000000",
				"dapi25-2"),
	},
};

const struct secret_set secret_set_databricks = { "Databricks", rules, ARRAY_LEN(rules) };
