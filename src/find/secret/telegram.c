/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telegram bot tokens: the bot's number, a colon, 35 letters of the URL alphabet that begin with AA; in
 * addresses "bot" stands in front.
 * Source: core.telegram.org/bots/api.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule telegram_rules[] = {
	{
		.id = "telegram-bot-token",
		.title = "Telegram bot token",
		.pattern = "(?:^|[^0-9A-Za-z]|bot)([0-9]{8,10}:AA[0-9A-Za-z_-]{33})(?:[^\\w-]|$)",
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_random,
		.rotate = "Send /revoke to @BotFather, choose the bot, and deploy the new token.",
		.match = SAMPLES("TELEGRAM_TOKEN=54104"
				 "02606:AA6XCML_84elRqzE8zm"
				 "XpN3vv0Enh562Nhl",
				 "https://api.telegram.org/bot806562731:AAov6n08P0hpULOXlqc"
				 "w3yXhU4HQ_fcOKMx/sendMessage"),
		.miss = SAMPLES("TELEGRAM_TOKEN=11214"
				"46444:AA1kzCIG"
				"c00R1",
				"TELEGRAM_TOKEN=510:AA80Q"),
	},
};

const struct secret_set secret_set_telegram = { "Telegram", telegram_rules,
						ARRAY_LEN(telegram_rules) };
