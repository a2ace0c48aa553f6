/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Supabase: access tokens, secret keys, and the JSON web tokens of a project: that of the role
 * service_role passes all row security, that of anon is public by design.
 */
#include "find/lib/secret_context.h"
#include "find/lib/token.h"
#include "text/json.h"

static bool check_service_role(struct secret_candidate *c)
{
	struct str text;
	struct fault f = { 0 };
	const struct json *payload;
	return secret_is_jwt(c) && token_jwt(c->scratch, c->value, &text) &&
	       json_parse(c->scratch, text, &payload, &f) >= 0 &&
	       str_is(json_get_text(payload, "role"), "service_role");
}

static const struct secret_rule rules[] = {
	{
		.id = "supabase-access-token",
		.title = "Supabase access token",
		.pattern = "\\bsbp_(?:oauth_|v0_)?[0-9a-f]{40}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3,
		.rotate = "Delete it under Account > Access tokens.",
		.match = SAMPLES("SUPABASE_ACCESS_TOKEN=sbp_36d42efe153c73ea4b5b"
				 "3e8c40817ac39e43582d",
				 "SUPABASE_ACCESS_TOKEN=sbp_37343f8658932ae8905e"
				 "7d96f363e56e3c8c4148"),
		.miss = SAMPLES(
			"SUPABASE_ACCESS_TOKEN=sbp_0000000000000000000000000000000000000000",
			"SUPABASE_ACCESS_TOKEN=sbp_02b"),
	},
	{
		.id = "supabase-secret-key",
		.title = "Supabase secret key",
		.pattern = "\\bsb_secret_[\\w-]{31,48}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.rotate =
			"Delete it under Project settings > API keys and create a new one: it passes all row security.",
		.match = SAMPLES("SUPABASE_SECRET_KEY=sb_secret_OI8tJRyF7Am07ky"
				 "VcFhtLBdbLJMf9it",
				 "SUPABASE_SECRET_KEY=sb_secret_J057eApluB68uD7"
				 "56vua7q1eQ6byGMY"),
		.miss = SAMPLES("SUPABASE_SECRET_KEY=sb_secret_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"SUPABASE_SECRET_KEY=sb_secret_53"),
	},
	{
		.id = "supabase-service-role",
		.title = "Supabase service_role key",
		.pattern = "\\beyJ[\\w-]{10,400}\\.eyJ[\\w-]{10,2600}\\.[\\w-]{22,700}",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.check = check_service_role,
		.rotate =
			"Rotate the JWT secret under Project settings > API (or move to secret keys): this key passes all row security.",
		.match = SAMPLES(
			"SUPABASE_SERVICE_ROLE_KEY=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6ImhnaWtwanJoYXR3dnF0cmZ4aGRlIiwicm9sZSI6"
			"InNlcnZpY2Vfcm9sZSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoyMDE1MzYwMDAwfQ.GZF9PuFfq4rK5X2qoRxVvtPc-FJyBgTxbD1WAnx7d69",
			"SUPABASE_SERVICE_ROLE_KEY=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6ImppZ3hnaXV6bGF0cmxycXhkd2pjIiwicm9sZSI6"
			"InNlcnZpY2Vfcm9sZSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoyMDE1MzYwMDAwfQ.iFdQIXSob4qOSl9VRkUH7NLSjhvIYz2p80Nq_RkKZ0S"),
		.miss = SAMPLES(
			"SUPABASE_ANON_KEY=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6Inh1Y2RoZ2pwandzZGNhdGZ6a3JjIiwicm9"
			"sZSI6ImFub24iLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MjAxNTM2MDAwMH0.7TFt4uC2AOo8-GnjcOvOBi6J1iNb5q8A5tZArEVYLpq",
			"token=eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmFjbWUuaW8iLCJzdWIiOiJhZTY1NjllMWI5MjQiLCJleHAiOjE5MDAwMDAwMDB9.Lki4fwhkXKp35pR4VJY4JDHeIe63pAuU-fkczDL64cyAwPR5vGza7K3xdpFclSACjr2vwzsmh8gFzeFKgA-yIJIQav8gtm_AqUk_MgT-EV"
			"_-zYKzEjJYB2CfxqmvIYVKmtaxayqsnROaQNS8ykHpv6O8JnUSn6vl_36pZv5QMTs_SoKfWRujBTKGWXk4QAontPexIhqcVkp52ZKli7XqOGnQhOp8VXWDRwaA23hqYlPgleGxm5cUioL5nbhNXwktgQ9U5dwEM_X2VEx-5Emp1bLZtuvRBDW5hUEFTKlIkd_7pJKZIdX2kUaxVwp6d9MwKLwEBLPGyMQyYZS70EFviu"),
	},
	{
		.id = "supabase-publishable-key",
		.title = "Supabase publishable key",
		.pattern = "\\bsb_publishable_[\\w-]{31,48}",
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_LOW,
		.entropy = 3.8,
		.rotate =
			"Meant for clients: nothing to do as long as row level security is on for every table.",
		.match = SAMPLES("NEXT_PUBLIC_SUPABASE_KEY=sb_publishable_YG0wAZe4rn_n_Ii"
				 "Xx0HpH7tOKd_rGOq",
				 "NEXT_PUBLIC_SUPABASE_KEY=sb_publishable_z-lZBCrEmkf7W9x"
				 "QkOTYhdTGVyOfkHf"),
		.miss = SAMPLES(
			"NEXT_PUBLIC_SUPABASE_KEY=sb_publishable_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"NEXT_PUBLIC_SUPABASE_KEY=sb_publishable_tK"),
	},
};

const struct secret_set secret_set_supabase = { "Supabase", rules, ARRAY_LEN(rules) };
