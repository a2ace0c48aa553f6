/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slack: xoxb (bots), xoxp (people), xoxa and xoxr (workspaces, old), xapp (application level), xoxe
 * (rotation), xoxc with the
 * cookie xoxd (a browser's session): numbers of team and user, then the secret, whose length tells the kind.
 * Source: docs.slack.dev/authentication/tokens.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

/* Manuals print addresses of T00000000: a real secret part mixes its letters. */
static bool check_webhook(struct secret_candidate *c)
{
	size_t at = str_rfind_char(c->value, '/');
	struct str secret = at == SIZE_MAX ? c->value : str_from(c->value, at + 1);
	c->proven = token_entropy(secret) >= 3;
	return c->proven;
}

static const struct secret_rule slack_rules[] = {
	{
		.id = "slack-bot-token",
		.title = "Slack bot token",
		.pattern = TOKEN("xoxb-[0-9]{9,14}-(?:[0-9]{9,14}-)?[0-9A-Za-z]{24}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.0,
		.check = named_proven,
		.rotate =
			"Revoke the token: call auth.revoke with it, or reinstall the app (api.slack.com/apps > OAuth & Permissions > Revoke tokens), and read the audit log of what it did.",
		.match = SAMPLES("SLACK_TOKEN=xo"
				 "xb-325696"
				 "894245-5643805"
				 "824043-Q7Pkl4YZGjx6"
				 "syMZukFg2Rvi",
				 "token: \"xo"
				 "xb-642030"
				 "86735-mysvH4ugBZnc"
				 "8sy0huqH2hr8\""),
		.miss = SAMPLES("xoxb-your-token-here", "SLACK_TOKEN=xo"
							"xb-198812"
							"791200-0635426"
							"564343-BXTAxVF4"),
	},
	{
		.id = "slack-user-token",
		.title = "Slack user token",
		.pattern = TOKEN("xoxp-(?:[0-9]{9,14}-){3}[0-9a-f]{32}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.6,
		.check = named_proven,
		.rotate =
			"Revoke the token with auth.revoke or in the app settings (OAuth & Permissions > Revoke tokens); it acts as the person who made it.",
		.match = SAMPLES("SLACK_TOKEN=xo"
				 "xp-268366"
				 "349353-220661"
				 "429425-5453669"
				 "434763-3a843db803e2c627"
				 "01b36b9c21e61a9c",
				 "\"xo"
				 "xp-74689"
				 "18491-658217"
				 "25450-758349"
				 "429787-6914a07ddcfb2263"
				 "c8ed8d1d5a4a7aa2\""),
		.miss = SAMPLES("xoxp-token", "SLACK_TOKEN=xo"
					      "xp-160006"
					      "133227-544845"
					      "835399-0041470"
					      "373469-0d645"
					      "467bc"),
	},
	{
		.id = "slack-workspace-token",
		.title = "Slack legacy workspace token",
		.pattern = TOKEN("xox[ars]-(?:2-)?(?:[0-9]{9,14}-){2,3}[0-9A-Za-z]{24,64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.5,
		.check = named_proven,
		.rotate =
			"Revoke the token with auth.revoke, and move to bot tokens: this kind is no longer issued.",
		.match = SAMPLES("xox"
				 "a-2-811931"
				 "693603-260608"
				 "566725-359497"
				 "296778-f0af74d22e68a732"
				 "28f6ff8947d5bbf4",
				 "TOKEN=xo"
				 "xs-02488"
				 "30223-41267"
				 "59003-813425"
				 "14303-1cb1e446524af1f9"
				 "d26a74e433c3b26c"),
		.miss = SAMPLES("xoxa-1", "xox"
					  "a-2-214684"
					  "330903-726194"
					  "681066-286681"
					  "300309-2f6fb"
					  "057b8"),
	},
	{
		.id = "slack-app-token",
		.title = "Slack app-level token",
		.pattern = TOKEN("xapp-[0-9]-A[0-9A-Z]{8,12}-[0-9]{9,14}-[0-9a-f]{64}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.0,
		.check = named_proven,
		.rotate =
			"Revoke the token in the app settings (Basic Information > App-Level Tokens) and generate a new one.",
		.match = SAMPLES("SLACK_APP_TOKEN=xapp"
				 "-1-AF7PAC"
				 "088RN-6484046"
				 "661096-fd244f93e5a74026bbfbca3c62d15434"
				 "737a4cfa571dfc7cafa06fc25f129672",
				 "\"xapp"
				 "-1-A2W5K1"
				 "QCJ9C-427937"
				 "380455-ee61fff2c341de4b26b09af73e59dc27"
				 "a76623fb18902f5b8f87752a507dd975\""),
		.miss = SAMPLES("xapp-1-A00000000-1", "SLACK_APP_TOKEN=xapp"
						      "-1-AI5QGJ"
						      "MS6FK-9648620"
						      "030626-a6d5ef3af75"
						      "5a2995906d"),
	},
	{
		.id = "slack-rotation-token",
		.title = "Slack refresh or rotated token",
		.pattern = TOKEN("xoxe(?:\\.xox[bp])?-[0-9]-[0-9A-Za-z]{140,260}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Revoke the token with auth.revoke; a refresh token makes new access tokens until then.",
		.match = SAMPLES("SLACK_REFRESH=xox"
				 "e-1-PadxPnjAaCxaEfcVFCrIDrCycid8C7By6Rsf6"
				 "jI45jdnCGL1k7TtltsVKKV2fJXVMawp3duomw"
				 "JHtdh42EOe2R9UzOmlIQejJdgdk0eUTSi1j0Z"
				 "K3ESHbztw0E9JQLqYNEpQzQTRbY5XgH8BP21",
				 "xoxe.x"
				 "oxp-1-lRZTsjbMlMIHdsooyGJu2CVRHupLYTNktmE5fSrpUr"
				 "2Mui0ygoZoayzyjagRe2wwv4xyHwybGvVVQRRgtfpy"
				 "TP41KwIjdaAQcwPoGbkZIV2Xt85PijA4N6Kp4TKMqC"
				 "vMYTNHvoW3IiaJn9Aed1X291O844mwa9wkzUvK1m"),
		.miss = SAMPLES("SLACK_REFRESH=xox"
				"e-1-AQP1xNPhLpKVEM69cjDncY6Dg"
				"LOFm8Ix0c9kzLBfskdbWkHKi",
				"SLACK_REFRESH=xox"
				"e-1-iPgth"),
	},
	{
		.id = "slack-session-token",
		.title = "Slack browser session token",
		.pattern = TOKEN("xoxc-(?:[0-9]{9,14}-){3}[0-9a-f]{64}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.7,
		.check = named_proven,
		.rotate =
			"Sign the person out of all sessions (Slack profile > Settings > Sign out of all other sessions, or an administrator resets them).",
		.match = SAMPLES("xo"
				 "xc-825513"
				 "178251-989252"
				 "597593-1627166"
				 "486009-f42ca8a24cced731e45169c6f3bbcf7a"
				 "4c1f726d0df57ebe1bdb334596462511",
				 "token=xo"
				 "xc-98924"
				 "64777-326057"
				 "58812-355426"
				 "396620-6095700f76929c448e91504648438ce0"
				 "e2c284ca5e64a85eeb4613e195b6fb56"),
		.miss = SAMPLES("xoxc-1-2-3", "xo"
					      "xc-591173"
					      "684907-471222"
					      "034149-4716343"
					      "104365-c39dc55bfca"
					      "0211e01991"),
	},
	{
		.id = "slack-session-cookie",
		.title = "Slack browser session cookie",
		.pattern = "\\b(xoxd-[0-9A-Za-z%+/]{100,400}(?:={1,2})?)(?:[^\\w/+=%-]|$)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.rotate =
			"Sign the person out of all sessions in Slack; the cookie works with an xoxc token until then.",
		.match = SAMPLES("d=xo"
				 "xd-UjdJ876QtySqCW3BmrtL"
				 "V6dMrFhv1ipYkAXLLYGD%2BbA0gZwkXVVtN1fnlu1P5yv2AOQflYl"
				 "ZMhI493BUiJhOboIMPSyMAwytp68mZ"
				 "dw7rnkhkqCzujucCFL3rfOJaUP0bV4%3D;",
				 "\"xo"
				 "xd-z2820nH8S7mEO7440+B4l/hbxXqW2jIJGXm"
				 "GqqFA9cLvaDWkoIp4aDkZ5ypPWqwhCHCyzZ"
				 "XRouwWwVc3w2YR65JH3jhGvObxUL9kaaL5Q"
				 "DIo/Qyn1iXWRkyVlBS9JAh4PbR6OTAp6qAM==\""),
		.miss = SAMPLES("d=xo"
				"xd-GuKmvesAHxzOKciyZ027"
				"SFPMrP0SeY43S28liuKV%2B3IOpQDuIFCN4Inb"
				"uRDNIswLS9esuel%3D;",
				"d=xo"
				"xd-YxPQPNi"
				"7ZJion%2B90abg"
				"ySXOh%3D;"),
	},
	{
		.id = "slack-webhook",
		.title = "Slack incoming webhook",
		.pattern =
			"(https?://hooks\\.slack(?:-gov)?\\.com/services/T[0-9A-Z]{8,12}/B[0-9A-Z]{8,12}/[0-9A-Za-z]{24})(?:[^\\w/-]|$)",
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = check_webhook,
		.rotate =
			"Remove the webhook in the app settings (Incoming Webhooks) and add a new one; whoever has the address can post as your app.",
		.match = SAMPLES("SLACK_WEBHOOK=https://hooks.slack.com/services/TVQUG3D7W/BCVCJI"
				 "JGMWK/tcQT3d6D5QLi"
				 "aJHHlANEjPTV",
				 "curl -d @x https://hooks.slack.com/services/TOZXWJ"
				 "05ECU/BR8R89"
				 "U4F17/cJHU6SKlVA2q"
				 "9IE82owdRUKj"),
		.miss = SAMPLES(
			"https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
			"https://hooks.slack.com/services/"),
	},
	{
		.id = "slack-workflow-webhook",
		.title = "Slack workflow webhook",
		.pattern =
			"(https?://hooks\\.slack(?:-gov)?\\.com/(?:workflows/T[0-9A-Z]{8,12}/A[0-9A-Z]{8,12}/[0-9]{15,20}/[0-9A-Za-z]{24}|triggers/[TE][0-9A-Z]{8,12}/[0-9]{9,16}/[0-9a-f]{32}))(?:[^\\w/-]|$)",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.3,
		.check = check_webhook,
		.rotate =
			"Delete or republish the workflow in Slack (Workflow Builder > Starts with webhook), which changes the address.",
		.match = SAMPLES("https://hooks.slack.com/workflows/T7SN76E6R/AGAD64"
				 "HXJRB/118549136"
				 "504200935/3SIP7EQIFAJQ"
				 "gPqC4AV1KrvL",
				 "url: https://hooks.slack.com/triggers/TIHH6X"
				 "94ZJV/8527384"
				 "892437/d81fa65b6b13e11b"
				 "f8c637032749770c"),
		.miss = SAMPLES("https://hooks.slack.com/workflows/TUCEX1H6U/AYX7NN"
				"P566G/945209773"
				"453796581/QhmUKV26",
				"https://hooks.slack.com/workflows/TUM1VVVCM/A6JX/348195/mKZJEcMa"),
	},
	{
		.id = "slack-signing-secret",
		.title = "Slack signing secret",
		.pattern =
			NAMED("slack[\\w.-]{0,16}(?:signing|client)[_.-]?secret", "[0-9a-f]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 2.9,
		.check = named_check,
		.rotate =
			"Regenerate the secret in the app settings (Basic Information > App Credentials).",
		.match = SAMPLES("SLACK_SIGNING_SECRET=d59f425f2466d6b7"
				 "6b133e1948d49d20",
				 "slack.client_secret: \"ae65133aa009970b"
				 "06df5c60f23ce557\""),
		.miss = SAMPLES("SLACK_SIGNING_SECRET=0f8ff"
				"c2863",
				"digest = f17f1a7c9bb3376b"
				"25b7c11a22635707"),
	},
};

const struct secret_set secret_set_slack = { "Slack", slack_rules, ARRAY_LEN(slack_rules) };
