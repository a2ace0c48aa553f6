/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dropbox access tokens: sl., often one more letter and a dot, 130 characters or more (four hours);
 * refresh tokens are 64 behind their name.
 * Source: developers.dropbox.com/oauth-guide.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule dropbox_rules[] = {
	{
		.id = "dropbox-access-token",
		.title = "Dropbox short-lived access token",
		.pattern = TOKEN("sl\\.(?:u\\.)?[AB][0-9A-Za-z_-]{129,1400}"),
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = named_random,
		.rotate =
			"It ends after four hours; revoke it with /2/auth/token/revoke, and look where it came from: a refresh token is near.",
		.match = SAMPLES("DROPBOX_TOKEN=sl"
				 ".B4iqIlWrmc_4g1LVuAC4Or9EXfRCssi-4Y3"
				 "yL8iMwJJObCQaeMjmuioTlGYWRrzZGiPMd"
				 "QVZPz2MWJtYuATODzkO3IUKw1T8Eh_ofCm"
				 "rQPJndt5PgUa40wGFQgGw_22aE_YVfoBb",
				 "Bearer sl."
				 "u.AmhQi8bvnCd42o4Dt33FsG8sJuqyJMT7zfhoXiieenafE"
				 "sw3MQ0iDabmzv25zYgXSIWl0-w5_ouZvskg3KSh6QhYI"
				 "JSx_uxg5rDAPHgCQbj_uzbTXKdyoduwGXYMpuw3jQ9nq"
				 "e1kFEiEaZeo3BWVzZw09Pn35jYEiJ40LFiON1P_lVWgp"
				 "4JOOdnerabAgpGNi2PtHET47A2hlEc0WMsCn5p-z8px3"
				 "ILS31y6WGjDKTyDcVVankrGjQ7mMRwHRCCMYhkmbwjWz"
				 "79JUaOON-l7ktzoAEgVdQa2B4OlzEzKebi7ttfLrAkrn"
				 "Sxq1Tg8SdqWw7VpFGRRm4NYEtN-quixa-HvwbWof-xBa"
				 "FdmYiBNKdnr5KorhNZJ7HRUoZIaUXGQnJsET883bbnj-"
				 "BGUHhLo1TTlDh0tEcAhF-B5eR2nPvBUTOVWzd6KZPx5B"
				 "zYecgOKM2yJmZud3LeK9MToQ5dtRt1wJCWqvrq6zhDuL"
				 "y0aoPel5RIPQXULuLBPRvirFf9cJj2JqEVBAmuOBX-Fd"
				 "8kU-QtZjRdR1m142HcuXDWmhGzkjU6oTE-eFbnCdGj_l"
				 "vT2PDiuABNVANnjSmnY7YC3GpJxz0_DLcgAxLzNjOEwT"
				 "40lVvrexaUw0YV6z1U2AIWqdXiMhkoQGXyVI9haLCiks"
				 "TGTP4n4Go_88Xy0CMA3suewC8or-jGAO4VAZYUuu"),
		.miss = SAMPLES("DROPBOX_TOKEN=sl"
				".BRTulvmtvQrgZ5coYwyGydnr"
				"bumnGbZYfHOAJnOP1-_LpC",
				"DROPBOX_TOKEN=sl"
				".BCjAje"),
	},
	{
		.id = "dropbox-refresh-token",
		.title = "Dropbox refresh token",
		.pattern = NAMED("(?:dropbox|dbx)[\\w.-]{0,12}refresh[_.-]?token",
				 "[0-9A-Za-z_-]{11}A{8}[0-9A-Za-z_-]{40,60}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_check,
		.rotate =
			"Revoke it with /2/auth/token/revoke, or disconnect the app at dropbox.com/account/connected_apps.",
		.match = SAMPLES("DROPBOX_REFRESH_TOKEN=sBGTeL"
				 "2TPxVAAAA"
				 "AAAAcrTyMro-Vr5I5Tywi8_USZA"
				 "Zr5AUwArAa67O1wvjVhktJ",
				 "dbx.refreshToken=\"y2e-K6"
				 "kK9jdAAAA"
				 "AAAAbnMe80lqj0GlPMG-sTsD86"
				 "AWjCDoulZMvgsHZR57fap\""),
		.miss = SAMPLES("DROPBOX_REFRESH_TOKEN=6lP4iY"
				"3Ugg3AAAA"
				"AAAAF-gHPYru"
				"1MzB6Jw",
				"digest = jbiYPn"
				"_xM_lAAAA"
				"AAAACYpX0BpBVl6pdDJ0AtrI871"
				"zmJmm_K8lrXdgYA_AR3fzV"),
	},
	{
		.id = "dropbox-app-secret",
		.title = "Dropbox app secret",
		.pattern = NAMED("(?:dropbox|dbx)[\\w.-]{0,12}secret", "[0-9a-z]{15}"),
		.severity = SEVERITY_HIGH,
		.entropy = 2.8,
		.check = named_check,
		.rotate = "Reset the app secret in the Dropbox App Console.",
		.match = SAMPLES("DROPBOX_APP_SECRET=dpdh7ro4"
				 "np6p487",
				 "dropbox.secret: utyhi8no"
				 "79m1l30"),
		.miss = SAMPLES("DROPBOX_APP_SECRET=dekwo", "digest = 3rhpvjz5"
							    "syz27ls"),
	},
};

const struct secret_set secret_set_dropbox = { "Dropbox", dropbox_rules, ARRAY_LEN(dropbox_rules) };
