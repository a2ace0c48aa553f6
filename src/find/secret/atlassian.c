/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Atlassian: API tokens of accounts, with the mark that ends in a checksum of eight digits.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "atlassian-api-token",
		.title = "Atlassian API token",
		.pattern = "\\bATATT3xFf[\\w-]{100,240}=[0-9A-F]{8}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Revoke it at id.atlassian.com > Security > API tokens; it acts as its owner in Jira, Confluence and Bitbucket.",
		.match = SAMPLES(
			"JIRA_API_TOKEN=ATATT3xFfGF0b80QgDNyIlzWZ0dSTNlEFsiV0TY-irpHyDR2qhXn9315T0apON6H4a7eIFu5CR6klRlkKJ5i3Si0lMum"
			"Jr2tq4sXq1pu8mfOX9k2oZQyfnuPhH8n-SE4gR9c83X2xlQOY87X49jJvwiHTO4vG8dP0X6bIrL8CKeG=045A"
			"92BF",
			"JIRA_API_TOKEN=ATATT3xFfGF02gX2Iku_wKV1hB13VHETQvamu5CsoOm7L1sbJSQ3NJM-NUNHOdoqvI9EXdFJZY4Gkq13rTRUydFpl1al"
			"NMnQNlknhjdbA2iU3EUi6Xi0DLm7zZxlypXosbUKakAWsXV48bfR56CNX9Ac9iIjX2ow6jP2qBynqNWY=3BAB"
			"A723"),
		.miss = SAMPLES(
			"JIRA_API_TOKEN=ATATT3xFfGF0xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=00000000",
			"JIRA_API_TOKEN=ATATT3xFfGF0VN0oUR"
			"WfvR9Pq=D"),
	},
	{
		.id = "atlassian-token-named",
		.title = "Atlassian API token (older form)",
		.pattern = NAMED(
			"(?:jira|confluence|atlassian)[\\w.-]{0,12}(?:token|password|api_?key)",
			"([A-Za-z0-9]{24})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = secret_is_mixed,
		.rotate =
			"Revoke it at id.atlassian.com > Security > API tokens and create one that ends.",
		.match = SAMPLES("JIRA_API_TOKEN=W57u2kmLBwcT"
				 "DpYzNvIaxgOX",
				 "JIRA_API_TOKEN=tVyo85oiI2gU"
				 "BJws1TUrxmQZ"),
		.miss = SAMPLES("JIRA_API_TOKEN=xxxxxxxxxxxxxxxxxxxxxxxx", "JIRA_API_TOKEN=Gw"),
	},
};

const struct secret_set secret_set_atlassian = { "Atlassian", rules, ARRAY_LEN(rules) };
