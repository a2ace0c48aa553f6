/* SPDX-License-Identifier: Apache-2.0 */
/*
 * 1Password: tokens of service accounts (base64 of a JSON object) and secret keys of accounts.
 */
#include "base/base64.h"
#include "find/secret.h"

static bool check_service_token(struct secret_candidate *c)
{
	struct str text;
	if (!base64_decode(c->scratch, str_from(c->value, 4), &text))
		return false;
	c->proven = str_has(text, STR("\"signInAddress\"")) && str_has(text, STR("\"secretKey\""));
	return c->proven;
}

static const struct secret_rule rules[] = {
	{
		.id = "onepassword-service-token",
		.title = "1Password service account token",
		.pattern = "\\bops_eyJ[A-Za-z0-9+/_-]{200,3000}={0,2}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = check_service_token,
		.rotate =
			"Revoke it under Developer > Service accounts, then rotate every secret in the vaults it could read.",
		.match = SAMPLES(
			"OP_SERVICE_ACCOUNT_TOKEN=ops_eyJzaWduSW5BZGRyZXNzIjogImFjbWUuMXBhc3N3b3JkLmNvbSIsICJ1c2VyQXV0aCI6IHsibWV0aG9kIjogIlNSUGctNDA5NiJ9LCAiZW1haWwiOiAiOHM1ZWRndjNjcDc0MEAxcGFzc3dvcmRzZXJ2a"
			"WNlYWNjb3VudHMuY29tIiwgInNycFgiOiAiNGE1Yzc5ZDUyMDE1ZTE0MDU0YjU3NWYzNGZhZDhjNDg2ZTZlMjkyNzZlZjY3NmU0YzVjNDg3YjVhNGJlOGMyYyIsICJzZWNyZXRLZXkiOiAiQTMtRDc1R1BKIn0",
			"OP_SERVICE_ACCOUNT_TOKEN=ops_eyJzaWduSW5BZGRyZXNzIjogImFjbWUuMXBhc3N3b3JkLmNvbSIsICJ1c2VyQXV0aCI6IHsibWV0aG9kIjogIlNSUGctNDA5NiJ9LCAiZW1haWwiOiAieGJ6azFmcXY3aGs3c0AxcGFzc3dvcmRzZXJ2a"
			"WNlYWNjb3VudHMuY29tIiwgInNycFgiOiAiN2NiYzlhMGMyZGE4MjBjNGIzOGMxOGJmMDQxYzg3MzJlMzJiNDgyNTkyMDc5Zjg1NmVjMjcxZDRiN2M0NWZiZiIsICJzZWNyZXRLZXkiOiAiQTMtOFNJWkxPIn0"),
		.miss = SAMPLES(
			"ops_eyJ0uUWgCb9cGW14c_H09-o0uZxsKsjG_Qk5yqkrQ_G-QWipbTVytTGvQNyxLPisIdFxlzOqSOV8msiFlhqg_7-PaB7W_I6Iv8HFt6ZHXUbcS641m52125EaoD7VilzNOQFBA"
			"sH1r50-J9KmiH0rtaHuDwoSjomEkLc9EPelKzqnrkIl8dlOSlTjkI9xMzWRVLDFTaJ1UL0tvxd-p9SYRUWYLxMJBaopMvNo24dF2qIzULEFeayij4zJkDlnsHcTS69gaDu",
			"ops_eyJZn8TzVDm4rNbzMbkYV7zbWZxOUEyk6"
			"Fwj8WOgiCYin23Kf4CVLapAVhGjED0"),
	},
	{
		.id = "onepassword-secret-key",
		.title = "1Password secret key",
		.pattern =
			"\\bA3-[A-Z0-9]{6}-[A-Z0-9]{6}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.rotate =
			"Regenerate the secret key under My profile; alone it opens nothing, with the account password everything.",
		.match = SAMPLES("A3-IW3B6I-PCJKIA-X79TM-J7IEB-5G30H-RJMI4",
				 "A3-IEXFG8-LF9TBR-J6PXZ-GVAQN-Y0476-UT831"),
		.miss = SAMPLES("A3-XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX", "A3-T-T-9-0-8-2"),
	},
};

const struct secret_set secret_set_onepassword = { "1Password", rules, ARRAY_LEN(rules) };
