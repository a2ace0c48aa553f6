/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Discord bot tokens: base 64 of the bot's id (a snowflake: 17 to 20 digits), six characters of time, 27 to 38 of
 * signature. The beginning, M, N or O, is too short to look for, so a name or call stands in front. Webhook
 * addresses carry their secret. Source: discord.com/developers/docs/reference.
 */
#include "base/base64.h"
#include "find/lib/named_token.h"
#include "find/secret.h"

/* The first part is the bot's id in base 64: decimal digits. */
static bool check_token(struct secret_candidate *c)
{
	struct str part, id;
	if (!str_cut(c->value, '.', &part, NULL) || !base64_decode(c->scratch, part, &id))
		return false;
	uint64_t number;
	if (id.n < 17 || id.n > 20 || !str_u64(id, UINT64_MAX, &number))
		return false;
	c->detail = str_printf(c->scratch, "bot %.*s", STRF(id));
	c->proven = true;
	return true;
}

static const struct secret_rule discord_rules[] = {
	{
		.id = "discord-bot-token",
		.title = "Discord bot token",
		.pattern = NAMED(
			"(?:discord|bot|token|login|authorization)",
			"[MNO][0-9A-Za-z_-]{22,27}\\.[0-9A-Za-z_-]{6}\\.[0-9A-Za-z_-]{27,40}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = check_token,
		.rotate =
			"Reset the token in the Discord developer portal (application > Bot > Reset Token).",
		.match = SAMPLES("DISCORD_TOKEN=NzU5MzY3NDU1MDcxMjQyNjc0.G3Cxzi.ZZU"
				 "Abee2Thg932xqrXxsCIrhvCfAjQKnFZXIqr",
				 "client.login(\"NjgzOTIyMzg3MzQ5NTY4NDQ0.Gs3GrQ.zW3"
				 "TYb1RRRdMNhYBVTc7kuZiTbUHlWzOZ6cWSZ\")",
				 "Authorization: Bot NDE5Mjg0NDI1MDM3NDk2NDM1.Gi68h7.296"
				 "dYlFMESSvz7NWY062GLZtiyS36UGfg4Md4q"),
		.miss = SAMPLES(
			"TOKEN=MODULE_dependency_graph1.module.exports_for_all_of_the_things",
			"digest = MTk3ODkyODg3MTQ1OTcyNDc1.GiBt2K.TMs"
			"xOastiodgJZyZII0uAM0teAJkiluYPYPeWF"),
	},
	{
		.id = "discord-webhook",
		.title = "Discord webhook",
		.pattern =
			"(https?://(?:canary\\.|ptb\\.)?discord(?:app)?\\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{17,20}/[0-9A-Za-z_-]{60,80})(?:[^\\w-]|$)",
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete the webhook (server settings > Integrations > Webhooks, or DELETE on its address) and make a new one.",
		.match = SAMPLES("https://discord.com/api/webhooks/002417320"
				 "273722501/lUijcqxdnQx8IwQwIVuR8BMWkdTa7EXxr3"
				 "XJyONUVw8Ggc0rdxplSkuou0Jq-OKeC-2e",
				 "WEBHOOK=\"https://discordapp.com/api/webhooks/7402607726"
				 "642906866/g1Mg111NvdglPxSNaOXxatCc468wCnyYDF"
				 "X3cyi9oS2mbHk39QbNpiDnq43ImLDGjaJL\""),
		.miss = SAMPLES("https://discord.com/api/webhooks/601225381"
				"453559446/token",
				"https://discord.com/api/webhooks/825820184"
				"083742451/H4_7oUkROCB"
				"mGyy0iOBu98"),
	},
	{
		.id = "discord-client-secret",
		.title = "Discord client secret",
		.pattern = NAMED("discord[\\w.-]{0,16}secret", "[0-9A-Za-z_-]{32}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.0,
		.check = named_check,
		.rotate =
			"Reset the client secret in the Discord developer portal (application > OAuth2 > Reset Secret).",
		.match = SAMPLES("DISCORD_CLIENT_SECRET=O3zvLLtRXCpwPkjv"
				 "aOPhyWCTyTkyy2GV",
				 "discord.secret = \"vCgL974KAw_Qa6Zs"
				 "2qRcVGqwLyOZZnJP\""),
		.miss = SAMPLES("DISCORD_CLIENT_SECRET=jz8fT"
				"wiFzM",
				"digest = koyV_D5ouzNFZALI"
				"6nETNCygiKF4msXv"),
	},
};

const struct secret_set secret_set_discord = { "Discord", discord_rules, ARRAY_LEN(discord_rules) };
