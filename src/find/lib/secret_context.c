/* SPDX-License-Identifier: Apache-2.0 */
#include "find/lib/secret_context.h"

#include "base/base64.h"
#include "find/lib/token.h"
#include "text/json.h"

bool secret_is_random(struct secret_candidate *c)
{
	return !token_is_words(c->value) && !token_is_reference(c->value);
}

bool secret_is_mixed(struct secret_candidate *c)
{
	size_t digits = 0, upper = 0, lower = 0;
	for (size_t i = 0; i < c->value.n; i++) {
		digits += char_is_digit(c->value.p[i]);
		lower += char_is_lower(c->value.p[i]);
		upper += char_is_alpha(c->value.p[i]) && !char_is_lower(c->value.p[i]);
	}
	/* one in fifty random values of 24 letters and digits has no digit */
	bool mixed = digits ? upper + lower > 0 : upper >= 3 && lower >= 3;
	return mixed && secret_is_random(c);
}

struct str secret_expiry(struct arena *a, uint64_t seconds)
{
	/* years of 400 repeat; March first, so that the leap day ends a year */
	uint64_t days = seconds / 86400 + 719468;
	uint64_t era = days / 146097, day = days % 146097;
	uint64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	uint64_t of_year = day - (365 * year + year / 4 - year / 100);
	uint64_t month = (5 * of_year + 2) / 153, of_month = of_year - (153 * month + 2) / 5 + 1;
	year += era * 400 + (month >= 10);
	return str_printf(a, "expires %04llu-%02llu-%02llu", (unsigned long long)year,
			  (unsigned long long)(month < 10 ? month + 3 : month - 9),
			  (unsigned long long)of_month);
}

/* RFC 7519, section 4.1, and what identity providers add: none of them is in an example of a library. */
static bool has_claims(const struct json *payload)
{
	static const char *const claims[] = { "iss",	 "sub",	 "aud",	  "exp",   "nbf",
					      "iat",	 "jti",	 "email", "scope", "userId",
					      "user_id", "role", NULL };
	for (const char *const *k = claims; *k; k++)
		if (json_get(payload, *k))
			return true;
	return false;
}

/* Subjects and issuers of tokens that manuals and test suites show. */
static bool is_shown(const struct json *payload)
{
	static const char *const shown[] = {
		"John Doe",   "Jane Doe", "joe", "supabase-demo", "https://example.com",
		"1234567890", NULL
	};
	static const char *const keys[] = { "name", "iss", "sub", NULL };
	for (const char *const *k = keys; *k; k++)
		for (const char *const *s = shown; *s; s++)
			if (str_is(json_get_text(payload, *k), *s))
				return true;
	return false;
}

bool secret_is_jwt(struct secret_candidate *c)
{
	struct str text, head, signature;
	struct fault f = { 0 };
	const struct json *payload, *header;
	if (!token_jwt(c->scratch, c->value, &text) ||
	    json_parse(c->scratch, text, &payload, &f) < 0 || is_shown(payload) ||
	    !has_claims(payload))
		return false;
	str_cut(c->value, '.', &head, NULL);
	signature = str_from(c->value, str_rfind_char(c->value, '.') + 1);
	if (!base64_decode(c->scratch, head, &text) ||
	    json_parse(c->scratch, text, &header, &f) < 0)
		return false;
	/* unsigned, or signed with what is no signature: nobody is let in by it */
	if (str_eq_nocase(json_get_text(header, "alg"), STR("none")) || signature.n < 22 ||
	    token_is_placeholder(signature))
		return false;
	c->proven = true;
	struct str issuer = json_get_text(payload, "iss");
	uint64_t exp;
	bool dated = json_u64(json_get(payload, "exp"), 253402300799u, &exp);
	struct str expiry = dated ? secret_expiry(c->scratch, exp) : STR("never expires");
	if (issuer.n && issuer.n <= 128)
		c->detail = str_printf(c->scratch, "issuer %.*s, %.*s", STRF(issuer), STRF(expiry));
	else
		c->detail = expiry;
	return true;
}
