/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Docker Hub: access tokens of people and organizations, and the logins that docker keeps in config.json.
 */
#include "base/base64.h"
#include "find/lib/secret_context.h"
#include "find/lib/token.h"

/* base64 of user:password, both printable; the user is told. */
static bool check_login(struct secret_candidate *c)
{
	struct str text, user, password;
	if (!base64_decode(c->scratch, c->value, &text) || !str_is_utf8(text) ||
	    !str_cut(text, ':', &user, &password) || !user.n || password.n < 4)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if ((uint8_t)text.p[i] < ' ')
			return false;
	if (token_is_placeholder(password))
		return false;
	c->proven = true;
	c->detail = str_printf(c->scratch, "user %.*s", STRF(str_slice(user, 0, 64)));
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "docker-hub-token",
		.title = "Docker Hub personal access token",
		.pattern = "\\b(dckr_pat_[\\w-]{27})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Delete it under Account settings > Personal access tokens, and check the images pushed since.",
		.match = SAMPLES("docker login -u acme -p dckr_pat_Pc4LwXudCSr6x"
				 "_B9Vj3125A761Q",
				 "docker login -u acme -p dckr_pat_CBgdc-V03NE0f"
				 "F2NyVRt7nAL2dt"),
		.miss = SAMPLES("docker login -u acme -p dckr_pat_xxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"docker login -u acme -p dckr_pat_w5"),
	},
	{
		.id = "docker-hub-organization-token",
		.title = "Docker Hub organization access token",
		.pattern = "\\b(dckr_oat_[\\w-]{32})" TOKEN_END,
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Deactivate it under Admin console > Access tokens, and check the images pushed since.",
		.match = SAMPLES("DOCKER_PASSWORD=dckr_oat_8zMD54NVIi3jEtmN"
				 "jYGK5P3q7OT6PhiX",
				 "DOCKER_PASSWORD=dckr_oat_rbeP0hSIFTaYHmaF"
				 "Zjl2J49eKoi1N0QF"),
		.miss = SAMPLES("DOCKER_PASSWORD=dckr_oat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
				"DOCKER_PASSWORD=dckr_oat_Fs"),
	},
	{
		.id = "docker-config-auth",
		.title = "Registry login in a docker config.json",
		.pattern = "\"auth\"\\s{0,4}:\\s{0,4}\"([A-Za-z0-9+/]{8,4000}={0,2})\"",
		.flags = SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = check_login,
		.rotate =
			"Log out (`docker logout`), change the password or revoke the token at this registry; pass the file to the build with RUN --mount=type=secret.",
		.match = SAMPLES("{\"auths\":{\"registry.acme.io\":{\"auth\":\"Y2k6WUZ3WnJB"
				 "UmJKa1pFSlM=\"}}}",
				 "\"auth\": \"Y2k6dWFWNU93"
				 "YjBHaUVIRjA=\""),
		.miss = SAMPLES(
			"\"auth\": \"basicauthentication1\"", "\"auth\": \"dXNlcjpwYXNzd29yZA==\"",
			"{\"auths\":{\"registry.acme.io\":{\"auth\":\"xxxxxxxxxxxxxxxx\"}}}",
			"\"auth\": \"Y2\""),
	},
};

const struct secret_set secret_set_dockerhub = { "Docker Hub", rules, ARRAY_LEN(rules) };
