/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendly tokens are JWTs of its own issuer. Source: developer.calendly.com.
 */
#include "find/lib/token.h"
#include "find/secret.h"

static bool check_jwt(struct secret_candidate *c)
{
	struct str payload;
	c->proven =
		token_jwt(c->scratch, c->value, &payload) && str_has(payload, STR("calendly.com"));
	return c->proven;
}

static const struct secret_rule calendly_rules[] = {
	{
		.id = "calendly-token",
		.title = "Calendly access token",
		.pattern =
			"\\b(eyJ[0-9A-Za-z_-]{10,400}\\.eyJpc3MiOiJodHRwczovL2F1dGguY2FsZW5kbHku[0-9A-Za-z_-]{10,1500}\\.[0-9A-Za-z_-]{20,700})(?:[^\\w/+=-]|$)",
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_jwt,
		.rotate =
			"Revoke the token in Calendly (Integrations > API & Webhooks > Personal access tokens).",
		.match = SAMPLES("CALENDLY_TOKEN=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ"
				 "pc3MiOiJodHRwczovL2F1dGguY2FsZW5kbHkuY29"
				 "tIiwicHJkIjoiUCIsImp0aSI6IjNjZGNiODQ3ZDE"
				 "xNzJhYTNiNWI2ZTkwNmJjOGYyMjhlIn0.5jWm1cF"
				 "L7J0u-ZFoMBoJ4wCfYe0DzXIw0qbevsIX453",
				 "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ"
				 "pc3MiOiJodHRwczovL2F1dGguY2FsZW5kbHkuY29"
				 "tIiwicHJkIjoiUCIsImp0aSI6IjcxZDliMGVkYTE"
				 "2MDZmMjk1NmQ5Y2I1NDM3Y2U2NzM2In0.DFKaBZO"
				 "lMdKcStmpw01A-3G43GDZeWFfVB_-txpP0XP"),
		.miss = SAMPLES("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3"
				"MiOiJhY21lIiwic3ViIjoiYmIzNDEyMWE0MmEzIiwiY"
				"XVkIjoid2ViLWQwMzI0ZWYwZjMzMjQzNjRiMzk4In0."
				"iFSPIMCBREhP6pKxARnO0nb9421K9U_4FgcPbSBuDGp",
				"CALENDLY_TOKEN=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3"
				"MiOiJhY21lIiwic3ViIjoiOWZjZmQ1ODIwMTgyIiwiY"
				"XVkIjoid2ViLWM3MjYyYjlhODRhMzg1ODc2YzQyIn0."
				"sOtQ11A1-L7O5hVNRltgo4p--Y8D9fGN3WdxQNKSOia"),
	},
};

const struct secret_set secret_set_calendly = { "Calendly", calendly_rules,
						ARRAY_LEN(calendly_rules) };
