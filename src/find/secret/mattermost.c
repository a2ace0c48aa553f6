/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mattermost: ids and tokens are 26 letters and digits (base 32 of its own alphabet); webhook addresses end with one.
 * Source: docs.mattermost.com.
 */
#include "find/lib/named_token.h"
#include "find/lib/token.h"
#include "find/secret.h"

/* Words without a digit live below /hooks/ of other services. */
static bool check_hook(struct secret_candidate *c)
{
	struct str id = str_from(c->value, str_rfind_char(c->value, '/') + 1);
	size_t digits = 0;
	for (size_t i = 0; i < id.n; i++)
		digits += char_is_digit(id.p[i]);
	return digits >= 2 && token_entropy(id) >= 3 && !token_is_words(id);
}

static const struct secret_rule mattermost_rules[] = {
	{
		.id = "mattermost-token",
		.title = "Mattermost access token",
		.pattern = NAMED("mattermost[\\w.-]{0,16}(?:token|pat)", "[13-9a-km-uw-z]{26}"),
		.severity = SEVERITY_HIGH,
		.entropy = 3.3,
		.check = named_check,
		.rotate =
			"Revoke the token in Mattermost (Profile > Security > Personal Access Tokens, or Integrations > Bot Accounts).",
		.match = SAMPLES("MATTERMOST_TOKEN=aby6hp693hwgm"
				 "bhtp8ijms5pbt",
				 "mattermost.bot_token: wcdmz5zoug4yp"
				 "af3icdcw15wci"),
		.miss = SAMPLES("MATTERMOST_TOKEN=b3impipq", "digest = auhhddy3psxas"
							     "hzh9dsyfg1paf"),
	},
	{
		.id = "mattermost-webhook",
		.title = "Mattermost incoming webhook",
		.pattern =
			"(https?://[0-9A-Za-z.-]{1,120}(?::[0-9]{1,5})?/hooks/[13-9a-km-uw-z]{26})(?:[^\\w/-]|$)",
		.severity = SEVERITY_MEDIUM,
		.entropy = 4.1,
		.check = check_hook,
		.rotate =
			"Delete the webhook in Mattermost (Integrations > Incoming Webhooks) and add a new one.",
		.match = SAMPLES("https://chat.corp.internal/hooks/di9fui4mcu8u1"
				 "qi71ymwx5ngim",
				 "MM_HOOK=http://mattermost:8065/hooks/yozsgqda366gj"
				 "mhan8n9enbae1"),
		.miss = SAMPLES("https://chat.corp.internal/hooks/yikbaedb",
				"https://chat.corp.internal/hooks/6d"),
	},
};

const struct secret_set secret_set_mattermost = { "Mattermost", mattermost_rules,
						  ARRAY_LEN(mattermost_rules) };
