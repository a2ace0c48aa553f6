/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GitHub: access tokens of people, apps and installations.
 *
 * Classic tokens are a prefix, 30 random characters and their CRC-32 in base 62. A wrong sum does not make
 * it harmless (it may be mistyped by one who hides it), so it is told and not thrown away.
 */
#include "find/lib/secret_context.h"
#include "find/lib/token.h"

/* The last six characters are the sum of the thirty before them. */
static bool check_sum(struct secret_candidate *c)
{
	struct str random = str_from(c->value, 4);
	c->proven = token_crc32_base62(str_slice(random, 0, 30), str_from(random, 30));
	if (!c->proven)
		c->detail = STR("its checksum does not hold: mistyped or made up");
	return true;
}

static const struct secret_rule rules[] = {
	{
		.id = "github-personal-token",
		.title = "GitHub personal access token (classic)",
		.pattern = "\\bghp_[A-Za-z0-9]{36}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = check_sum,
		.rotate =
			"Delete it at github.com/settings/tokens, make a fine-grained one in its place and look through the audit log for its use.",
		.match = SAMPLES("export GH_TOKEN=ghp_7cARg72x9mXvCD6dOF"
				 "sdco3EMOkZlP0cCo70",
				 "https://x:ghp_01C9BO3U0KMJAWsu2O"
				 "wndfSLiGg1DI2DYNKZ@github.com/acme/app.git"),
		.miss = SAMPLES("// tokens begin with ghp_ and have 36 characters",
				"export GH_TOKEN=ghp_xxxxxxxxxxxxxxxx",
				"https://x:ghp_Z8@github.com/acme/app.git"),
	},
	{
		.id = "github-fine-grained-token",
		.title = "GitHub fine-grained personal access token",
		.pattern = "\\bgithub_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4,
		.rotate =
			"Delete it at github.com/settings/personal-access-tokens, make a new one with fewer permissions and look through the audit log for its use.",
		.match = SAMPLES("GITHUB_TOKEN=github_pat_E7N6tTECJc5"
				 "xqxi6NMdVav_UgC3yLZKhmLS73VA6bJo0p5bjhBFU"
				 "htEZGKPERJYe4dtIoLw5ykGaevkxqA",
				 "GITHUB_TOKEN=github_pat_6YATaOTzszx"
				 "A4irPEKQWNE_0QiA58wU3ymYdTsZOBZfzx3dAkype"
				 "76C9L6moPtYCYxBickvS03crxzEB1r"),
		.miss = SAMPLES(
			"GITHUB_TOKEN=github_pat_xxxxxxxxxxxxxxxxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"GITHUB_TOKEN=github_pat_s_L1MA"),
	},
	{
		.id = "github-oauth-token",
		.title = "GitHub OAuth access token",
		.pattern = "\\bgho_[A-Za-z0-9]{36}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.check = check_sum,
		.rotate =
			"Revoke the application at github.com/settings/applications; `gh auth refresh` makes a new token.",
		.match = SAMPLES("oauth_token: gho_VCR7jvyNcTd5WYyPdI"
				 "mHZVGnHOM54f2Dr9Gw",
				 "oauth_token: gho_dyaUqB7imIurh8yduT"
				 "VhiPvdgJ0K0v2N2csb"),
		.miss = SAMPLES("oauth_token: gho_xxxxxxxxxxxxxxxx", "oauth_token: gho_R8"),
	},
	{
		.id = "github-user-to-server-token",
		.title = "GitHub App user token",
		.pattern = "\\bghu_[A-Za-z0-9]{36}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = check_sum,
		.rotate =
			"Revoke the authorization of the app at github.com/settings/apps/authorizations, and rotate the client secret of the app.",
		.match = SAMPLES("token = \"ghu_hq9bUyKJnBI7HyLjSh"
				 "8oi1FYSOkCdS409WBt\"",
				 "token = \"ghu_5IAmPYWHft6327EJ7o"
				 "fh0IZ7XLKl2y2UaxZj\""),
		.miss = SAMPLES("token = \"ghu_xxxxxxxxxxxxxxxx\"", "token = \"ghu_e2\""),
	},
	{
		.id = "github-installation-token",
		.title = "GitHub App installation token",
		.pattern = "\\bghs_[A-Za-z0-9]{36}\\b",
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = check_sum,
		.rotate =
			"It ends after an hour by itself; revoke it at once with `curl -X DELETE api.github.com/installation/token` and find the step that wrote it down.",
		.match = SAMPLES("https://x-access-token:ghs_wC7O9O7uD4CO5XY7Zd"
				 "HmZJadjF7iac3lzKMH@github.com/acme/app",
				 "https://x-access-token:ghs_4wnjTcb8Q3ViHzj8wH"
				 "PoVJyKPb1Mch3sAHHa@github.com/acme/app"),
		.miss = SAMPLES("https://x-access-token:ghs_xxxxxxxxxxxxxxxx@github.com/acme/app",
				"https://x-access-token:ghs_rX@github.com/acme/app"),
	},
	{
		.id = "github-refresh-token",
		.title = "GitHub App refresh token",
		.pattern = "\\bghr_[A-Za-z0-9]{36,76}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.5,
		.rotate =
			"Revoke the authorization of the app at github.com/settings/apps/authorizations; the refresh token lives for six months.",
		.match = SAMPLES("refresh_token=ghr_PBykcg9WfHQm4WyE0MQ2tkvC3DfjSJ2wabYwcE"
				 "ntZTv8Zw7qUsuREAJCnkd1B3uMDUEhVSLZPHEk",
				 "refresh_token=ghr_FmQiCyYJZvrOj3MLFUzupjBRw8Igy9av4eou0P"
				 "e3QpuW0nGtuX0avrGAUlJEXZrLYQSK4Ey1iHyY"),
		.miss = SAMPLES(
			"refresh_token=ghr_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"refresh_token=ghr_Ccih6g"),
	},
	{
		.id = "github-client-secret",
		.title = "GitHub OAuth application secret",
		.pattern = NAMED("github_?-?(?:oauth|app|client)?_?-?(?:client_?-?)?secret",
				 "([0-9a-f]{40})\\b"),
		.flags = SECRET_CASELESS,
		.severity = SEVERITY_HIGH,
		.entropy = 3,
		.rotate =
			"Generate a new client secret in the settings of the application (Developer settings) and delete the old one.",
		.match = SAMPLES("GITHUB_CLIENT_SECRET=329168aecd7312e7d91e"
				 "bca2e98f84958a847546",
				 "\"githubClientSecret\": \"c2e51965c6bce6b8a8ea"
				 "d873b67d6d7b19fac315\""),
		.miss = SAMPLES("github commit secret f4d6d1d6f64e71f6296b"
				"a15736897a9fd8ab0a08",
				"GITHUB_CLIENT_SECRET=0000000000000000000000000000000000000000",
				"\"githubClientSecret\": \"fdc\""),
	},
};

const struct secret_set secret_set_github = { "GitHub", rules, ARRAY_LEN(rules) };
