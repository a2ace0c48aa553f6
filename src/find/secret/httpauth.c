/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP authentication: headers as programs, scripts and configuration write them (RFC 7617, RFC 6750).
 */
#include "base/base64.h"
#include "find/lib/secret_context.h"
#include "find/lib/token.h"

static bool check_login(struct secret_candidate *c)
{
	/* the examples of RFC 7617 */
	static const char *const shown[] = { "Aladdin:open sesame", "test:123\xc2\xa3",
					     "user:pass" };
	struct str text, user, password;
	if (!base64_decode(c->scratch, c->value, &text) || !str_is_utf8(text) ||
	    !str_cut(text, ':', &user, &password) || token_is_placeholder(password))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(shown); i++)
		if (str_is(text, shown[i]))
			return false;
	for (size_t i = 0; i < text.n; i++)
		if ((uint8_t)text.p[i] < ' ')
			return false;
	c->proven = true;
	c->detail = str_printf(c->scratch, "user %.*s", STRF(str_slice(user, 0, 64)));
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "http-basic-auth",
		.title = "HTTP Basic credentials",
		.pattern =
			"\\bAuthorization[\"\\x27]?\\s{0,3}[:=,]\\s{0,3}[\"\\x27]?Basic\\s{1,3}([A-Za-z0-9+/]{8,400}={0,2})",
		.flags = SECRET_CASELESS | SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = check_login,
		.rotate = "Change the password of this user (base64 hides nothing).",
		.match = SAMPLES("Authorization: Basic Y2k6YzIzaWJu"
				 "NzZYaldWSHg=",
				 "-H \"Authorization: Basic Y2k6VVBSd3JO"
				 "VU5FWGhMdmk=\""),
		.miss = SAMPLES("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
				"Authorization: Basic dXNlcjpwYXNzd29yZA==",
				"Authorization: Basic xxxxxxxxxxxxxxxx",
				"-H \"Authorization: Basic Y2\""),
	},
	{
		.id = "http-bearer-token",
		.title = "HTTP Bearer token",
		.pattern =
			"\\bAuthorization[\"\\x27]?\\s{0,3}[:=,]\\s{0,3}[\"\\x27]?(?:Bearer|Token|PRIVATE-TOKEN)\\s{1,3}([A-Za-z0-9._~+/-]{16,2000}={0,2})",
		.flags = SECRET_CASELESS | SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = secret_is_mixed,
		.rotate = "Revoke the token at the service that this header is for.",
		.match = SAMPLES("Authorization: Bearer UZnsMFUwRzRfJfQzJlEe"
				 "VIQNQZiCrSTNVGOIlFur",
				 "\"Authorization\": \"token dc6957dac0854b5ba548"
				 "4b621f7d95095ec68c18\""),
		.miss = SAMPLES("Authorization: Bearer ACCESS_TOKEN_FROM_LOGIN",
				"Authorization: Bearer mF_9.B5f-4.1JqM",
				"Authorization: Bearer ${TOKEN}",
				"Authorization: Bearer xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"\"Authorization\": \"token c6b\""),
	},
	{
		.id = "http-api-key-header",
		.title = "API key in an HTTP header",
		.pattern =
			"\\bX-(?:Api|Auth|Access|Vault|Functions)-?(?:Key|Token)[\"\\x27]?\\s{0,3}[:=,]\\s{0,3}[\"\\x27]?([A-Za-z0-9._~+/-]{16,400}={0,2})",
		.flags = SECRET_CASELESS | SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 3.2,
		.check = secret_is_mixed,
		.rotate = "Revoke the key at the service that this header is for.",
		.match = SAMPLES("X-Api-Key: 8qPLQWlqsiWuXGc9"
				 "PZXYkbfz9tyhbjXy",
				 "curl -H \"X-Auth-Token: 328e583d13e21f5a"
				 "747fd12ec2fc2fe5\""),
		.miss = SAMPLES("X-Api-Key: application/octet-stream",
				"X-Api-Key: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"curl -H \"X-Auth-Token: 91\""),
	},
};

const struct secret_set secret_set_httpauth = { "HTTP authentication", rules, ARRAY_LEN(rules) };
