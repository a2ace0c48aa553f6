/* SPDX-License-Identifier: Apache-2.0 */
/*
 * n8n API keys are JWTs with the issuer n8n. Source: docs.n8n.io/api/authentication.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

static bool check_jwt(struct secret_candidate *c)
{
	struct str payload;
	c->proven = token_jwt(c->scratch, c->value, &payload) && str_has(payload, STR("n8n"));
	return c->proven;
}

static const struct secret_rule n8n_rules[] = {
	{
		.id = "n8n-api-key",
		.title = "n8n API key",
		.pattern = NAMED_KEY(
			"n8n",
			"eyJ[0-9A-Za-z_-]{10,400}\\.eyJ[0-9A-Za-z_-]{10,1500}\\.[0-9A-Za-z_-]{20,700}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_jwt,
		.rotate =
			"Delete the key in n8n (Settings > n8n API) and create one with an expiry.",
		.match = SAMPLES("N8N_API_KEY=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJz"
				 "dWIiOiIwNmY0NzAyODcyZjNhYjQxMTI4ZDY4M2VkY"
				 "mY0M2IxMiIsImlzcyI6Im44biIsImF1ZCI6InB1Ym"
				 "xpYy1hcGkiLCJpYXQiOjE3MDAwMDAwMDB9.R9PuwS"
				 "vTq18ZpEDzYJ9Fc0vOFvqQSTH46EXguQYJpZ5",
				 "n8n.api_key: \"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJz"
				 "dWIiOiI4MGY2OTdlOGZhZDI4OTdkODA3NDEwNjQ0Z"
				 "WNhZDcxZCIsImlzcyI6Im44biIsImF1ZCI6InB1Ym"
				 "xpYy1hcGkiLCJpYXQiOjE3MDAwMDAwMDB9.397wzM"
				 "w-FK1s14sFKsZN1Xa5gtL_EWylE92RtvqQR_0\""),
		.miss = SAMPLES("N8N_API_KEY=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3"
				"MiOiJhY21lIiwic3ViIjoiOTVhMzA4NTViNjQ3IiwiY"
				"XVkIjoid2ViLTU1NTJmMTg0YTVhMWQ1NTQ0MzIzIn0."
				"rHQdsTRQhGNo3qBcb7QZbSACPGlxxtywNIyi37RRa5u",
				"digest = eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJz"
				"dWIiOiI1MDQ0NWZhYzAxNzEzOTEzYjU2ZWMxM2E4N"
				"TIwNTQ4MyIsImlzcyI6Im44biIsImF1ZCI6InB1Ym"
				"xpYy1hcGkiLCJpYXQiOjE3MDAwMDAwMDB9.EH2yjh"
				"GogSYztSJbwCj3J6g3e_Z5oT5B5ze5nCbZtOY"),
	},
	{
		.id = "n8n-encryption-key",
		.title = "n8n encryption key",
		.pattern =
			NAMED("n8n[\\w.-]{0,8}encryption[_.-]?key", "[0-9A-Za-z+/_-]{24,64}={0,2}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.0,
		.check = named_check,
		.rotate =
			"It decrypts all credentials that n8n stores: rotate those first, then start n8n with a new key and enter them again.",
		.match = SAMPLES("N8N_ENCRYPTION_KEY=iDyzq5NEz7FwIGqA"
				 "42SyibpOozdRAMAT",
				 "\"n8n_encryptionKey\": \"FezwQCn4JYDakzLu"
				 "bMq18oPCGGmJ1ttL\""),
		.miss = SAMPLES("N8N_ENCRYPTION_KEY=yZCwk"
				"OIxZM",
				"digest = a5YEH8eyfiRJvkrN"
				"OpkvBxgelM8NPDm3"),
	},
};

const struct secret_set secret_set_n8n = { "n8n", n8n_rules, ARRAY_LEN(n8n_rules) };
