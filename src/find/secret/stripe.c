/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stripe: a key is its kind, its mode and letters: sk (secret), rk (restricted), pk (publishable, meant for
 * browsers); whsec_ signs webhooks (Svix signs with the same prefix). Others borrowed the shape: Paystack's 40
 * hexadecimal digits and keys of Clerk and WorkOS are told apart. Source: docs.stripe.com/keys.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

/* Paystack's keys are 40 hexadecimal digits; Clerk's and WorkOS' stand where their names do. */
static bool check_stripe(struct secret_candidate *c)
{
	enum { PREFIX = 8, PAYSTACK = 40, NAME_SPAN = 48 };
	struct str body = c->value;
	if (str_find_char(body, '_') != SIZE_MAX)
		body = str_from(body, PREFIX);
	if (body.n == PAYSTACK && token_is_hex(body))
		return false;
	struct secret_candidate name = {
		.before = str_from(c->before, c->before.n - size_min(c->before.n, NAME_SPAN))
	};
	return !named_near(&name, "clerk") && !named_near(&name, "paystack") &&
	       !named_near(&name, "workos") && !named_in_blob(c);
}

static const struct secret_rule stripe_rules[] = {
	{
		.id = "stripe-secret-key",
		.title = "Stripe live secret key",
		.pattern = TOKEN("[sr]k_live_[0-9A-Za-z]{24,247}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.1,
		.check = check_stripe,
		.rotate =
			"Roll the key in the Stripe Dashboard (Developers > API keys > Roll key, expire now) and put the new one into the secret store; look at the logs of requests for calls you did not make.",
		.match = SAMPLES("STRIPE_SECRET_KEY=sk_l"
				 "ive_5IbyczhTqELo"
				 "KgLRvf6bjqSY",
				 "stripe.api_key = \"rk_li"
				 "ve_51ZDinn0OAofXE3cxLrxNA7cl6gdCdxBRny"
				 "tfBhJcFdezHATcf3LX6g2dcwYAXYEJJde"
				 "gPag9i1PdbEQSDG4nMBNB9x13f6W0li\""),
		.miss = SAMPLES("key: sk_l"
				"ive_b884eb826608e877538a"
				"7e888bc13a149c2b5b1e",
				"CLERK_SECRET_KEY=sk_l"
				"ive_npO9jU72eZA7SNKQzOwkZ"
				"mbJtoa0aB8J4rw4Z40gdY"),
	},
	{
		.id = "stripe-test-key",
		.title = "Stripe test secret key",
		.pattern = TOKEN_BEHIND("[sr]k_test_", "[0-9A-Za-z]{24,247}"),
		.severity = SEVERITY_LOW,
		.entropy = 3.6,
		.check = check_stripe,
		.rotate =
			"Roll the key in the Stripe Dashboard with test mode on (Developers > API keys); it moves no money, but reads test data and shows how keys are handled.",
		.match = SAMPLES("Stripe(\"sk_t"
				 "est_nzz0TkILDTIW"
				 "jVGn7B0rFzNp\")",
				 "STRIPE_KEY: sk_te"
				 "st_51wBRIMeyr1tdIKrXyyGR6u3Q8VZxMpGL0a"
				 "LwhIdxKhUuwxcY2iSwEOhpTFW6ZNG7SIL"
				 "WVZWyTh1zjVAZAGSuzQOCJXPadpuAxK"),
		.miss = SAMPLES("Stripe(\"sk_t"
				"est_EXSNtfTJ\")",
				"Stripe(\"sk_t"
				"est_Si\")"),
	},
	{
		.id = "stripe-publishable-key",
		.title = "Stripe publishable key",
		.pattern = TOKEN("pk_live_[0-9A-Za-z]{24,247}"),
		.flags = SECRET_PUBLIC,
		.severity = SEVERITY_NEGLIGIBLE,
		.entropy = 4.0,
		.check = check_stripe,
		.rotate =
			"Publishable keys are made for browsers; nothing to rotate unless the key should not be linked to this account.",
		.match = SAMPLES("data-key=\"pk_l"
				 "ive_JPgnREK1b2kL"
				 "luyDyruOfa93\"",
				 "pk: pk_li"
				 "ve_510s5nFeH2H36GsoftIYAJ827CzYhDKfDGi"
				 "u4SWeQmftyTaj772XlXGMsyb6TmizTUUa"
				 "YosrVni0GrUDdAn4h46ggmDhR4G6oeP"),
		.miss = SAMPLES("data-key=\"pk_l"
				"ive_KGRSUoRF\"",
				"data-key=\"pk_l"
				"ive_ft\""),
	},
	{
		.id = "webhook-signing-secret",
		.title = "Webhook signing secret (Stripe, Svix, Clerk)",
		.pattern = TOKEN("whsec_[0-9A-Za-z+/]{32,88}={0,2}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.2,
		.rotate =
			"Roll the signing secret of the endpoint (Stripe: Developers > Webhooks > endpoint > Roll secret); with it anyone can forge events.",
		.match = SAMPLES("STRIPE_WEBHOOK_SECRET=whs"
				 "ec_UseAXFHtWZPL1IgR"
				 "hYBrXk4sxJiGcQX5",
				 "new Webhook('whs"
				 "ec_96k52OLSKD5Hfa6Z3hF90B"
				 "Dgi+oBdUczXK60IHvIwqV=')"),
		.miss = SAMPLES("STRIPE_WEBHOOK_SECRET=whs"
				"ec_EqOyR"
				"FjXZg",
				"STRIPE_WEBHOOK_SECRET=whs"
				"ec_bu"),
	},
};

const struct secret_set secret_set_stripe = { "Stripe", stripe_rules, ARRAY_LEN(stripe_rules) };
