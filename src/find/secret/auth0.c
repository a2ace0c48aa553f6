/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Auth0: client secrets are 64 characters behind their name; tokens of the management API are JWTs for …/api/v2/.
 * Source: auth0.com/docs/get-started/applications.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

static bool check_jwt(struct secret_candidate *c)
{
	struct str payload;
	c->proven = token_jwt(c->scratch, c->value, &payload) && str_has(payload, STR("/api/v2/"));
	return c->proven;
}

static const struct secret_rule auth0_rules[] = {
	{
		.id = "auth0-client-secret",
		.title = "Auth0 client secret",
		.pattern = NAMED("auth0[\\w.-]{0,16}secret", "[0-9A-Za-z_-]{64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Rotate the secret in the Auth0 dashboard (Applications > app > Settings > Rotate).",
		.match = SAMPLES("AUTH0_CLIENT_SECRET=lkmZeAjARr6slP2hMRPbKs2iAOjHUXhj"
				 "Cj0Stl7AXsc4y_pQP2z7BlggEP1V7aeV",
				 "auth0.clientSecret: \"k6y0NdRxOx79QcaXocRtKRUDgtVwLpRV"
				 "fJzIUX4UHYBcIBQlwLL8ONwRtVgvjqMz\""),
		.miss = SAMPLES("AUTH0_CLIENT_SECRET=inxFhgpHyVm"
				"IgUchF0KHh",
				"digest = NMo6PtzkdiAbq2yZgGjPM-LWPhgnj0qF"
				"AUhx1aDocJPwxYGO7IoZt2RcyF5-mzkj"),
	},
	{
		.id = "auth0-management-token",
		.title = "Auth0 Management API token",
		.pattern = NAMED_KEY(
			"auth0",
			"eyJ[0-9A-Za-z_-]{10,400}\\.eyJ[0-9A-Za-z_-]{10,1500}\\.[0-9A-Za-z_-]{20,700}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_jwt,
		.rotate =
			"It ends by its own date (a day by default); revoke the grants of the client in Auth0, and rotate its secret.",
		.match = SAMPLES("AUTH0_MGMT_TOKEN=eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZC"
				 "I6IlREY1QzWGE1Y1dKMlB1UThVUmFKWiJ9.eyJpc3M"
				 "iOiJodHRwczovL2FjbWUuZXUuYXV0aDAuY29tLyIsI"
				 "nN1YiI6InAzQm5YOWZBQ1FyeXBMR0VRZ3R3dzlTSXk"
				 "5UnZGS3hLQGNsaWVudHMiLCJhdWQiOiJodHRwczovL"
				 "2FjbWUuZXUuYXV0aDAuY29tL2FwaS92Mi8ifQ.H9Qp"
				 "H2bpSbtTACu1W56pge0-Zx8EH4vyMHnpqwbzJEk",
				 "auth0_api_token: \"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZC"
				 "I6Ik11YW92QVJqcGVva2oxbDl0bjh2YiJ9.eyJpc3M"
				 "iOiJodHRwczovL2FjbWUuZXUuYXV0aDAuY29tLyIsI"
				 "nN1YiI6IlVYRG52NmxIRE9QMXJKamdIYk5zWWtsbkl"
				 "lNnc0bEJDQGNsaWVudHMiLCJhdWQiOiJodHRwczovL"
				 "2FjbWUuZXUuYXV0aDAuY29tL2FwaS92Mi8ifQ.cY8f"
				 "bioZa0xp23a7jibSczoV_O5vC0x3QeUYHEey7XP\""),
		.miss = SAMPLES("AUTH0_TOKEN=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3"
				"MiOiJhY21lIiwic3ViIjoiNTgwYTc2ZTgyODYzIiwiY"
				"XVkIjoid2ViLTU5ZTFkMmI5YjBiZDE0Nzk2ZDMwIn0."
				"V7O2E7iWO-290SvCb91kN1NZ1TVVpF9Irtt8170tRdC",
				"digest = eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZC"
				"I6Im9ZVFJDNHgzYzE1WXcwcERDVUpuSyJ9.eyJpc3M"
				"iOiJodHRwczovL2FjbWUuZXUuYXV0aDAuY29tLyIsI"
				"nN1YiI6IkdjaXRvbnlXQjRJTnBLZFZ1THZRVHJUR2h"
				"iY1lERTNhQGNsaWVudHMiLCJhdWQiOiJodHRwczovL"
				"2FjbWUuZXUuYXV0aDAuY29tL2FwaS92Mi8ifQ.0upi"
				"gfecjsDzpRQI9AqMIUO-DOacDeEKMHxo4OSW3hK"),
	},
};

const struct secret_set secret_set_auth0 = { "Auth0", auth0_rules, ARRAY_LEN(auth0_rules) };
