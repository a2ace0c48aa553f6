/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OneSignal keys: os_v2_app_ or os_v2_org_ and base 32 in lower case; old REST keys are base 64 of a
 * UUID behind their name.
 * Source: documentation.onesignal.com/docs/keys-and-ids.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule onesignal_rules[] = {
	{
		.id = "onesignal-api-key",
		.title = "OneSignal API key",
		.pattern = TOKEN("os_v2_(?:app|org)_[2-7a-z]{80,120}"),
		.severity = SEVERITY_HIGH,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete or rotate the key in OneSignal (Settings > Keys & IDs) and bind the new one to addresses.",
		.match = SAMPLES("ONESIGNAL_KEY=os_v2"
				 "_app_gsitjzfvyxxnoaoosofasknitdksjpkzqys"
				 "nvkvnmhyirnagutpedzqbifqhngkschdtjj"
				 "jqiaozktkjrzdxjzckipzpupgediqwwkzr",
				 "\"os_v2"
				 "_org_xshzvoccprmvohmitsrvuwuegxgkkswydqt"
				 "hdiswsmblinstnkleixxzvucifhqesvgvrj"
				 "xcpvtldusabiinzufkbnwozpilrtnitjqt\""),
		.miss = SAMPLES("ONESIGNAL_KEY=os_v2"
				"_app_xyzkawnyxawofopez"
				"sfytsjtnjpbkpqouz",
				"ONESIGNAL_KEY=os_v2"
				"_app_qhd"),
	},
};

const struct secret_set secret_set_onesignal = { "OneSignal", onesignal_rules,
						 ARRAY_LEN(onesignal_rules) };
