/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Anthropic keys: sk-ant-, the kind (api03, admin01, oat01, ort01, sid01), 93 characters, AA at the end.
 * Source: docs.claude.com/en/api/overview.
 */
#include "find/lib/named_token.h"
#include "find/secret.h"

static const struct secret_rule anthropic_rules[] = {
	{
		.id = "anthropic-api-key",
		.title = "Anthropic API key",
		.pattern = TOKEN("sk-ant-api03-[0-9A-Za-z_-]{93}AA"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete the key in the Claude Console (Settings > API keys) and create one in a workspace with a spend limit.",
		.match = SAMPLES("ANTHROPIC_API_KEY=sk-ant"
				 "-api03-b3aZB2W0kzTiGoa2DrtY7VKhUHCz9VC"
				 "fNBplItBiTok4NiEwiZQsL7WTsvV6Q4"
				 "4gl1ONiStL3X8MLXmqu4y-UDyDcitKZAA",
				 "x-api-key: sk-ant"
				 "-api03-3y2Z6fzlYTGBTaQjRM2lCbUHHrHAyuk"
				 "HW835ypBmr6GHl17bEqSDZkkMYPBKmi"
				 "9dnLIypsw_8HHHNKGcybqkTijsNW5bXAA"),
		.miss = SAMPLES("sk-ant-api03-...", "sk-ant"
						    "-api03-sHuD2Nh9vcGlk2U6o7KY"
						    "iJggrS3lwY5trxLP8gfR"),
	},
	{
		.id = "anthropic-admin-key",
		.title = "Anthropic admin key",
		.pattern = TOKEN("sk-ant-admin01-[0-9A-Za-z_-]{93}AA"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Delete the admin key in the Claude Console (Settings > Admin keys); it governs members, workspaces and keys.",
		.match = SAMPLES("ADMIN=sk-ant-"
				 "admin01-l6OEbxLMIz1t6HQN-hXFzRw4X8IyE6P"
				 "FZ97vLHq1ze5EDl3GxQ2D7Ihlz108xe"
				 "DGSn6Za5tboEp_dekhb0GKUoVzcyUa3AA",
				 "\"sk-ant-"
				 "admin01-3kyyuIQLJZPRjXwodGcRm180MkkCf3U"
				 "DPjacBU5K3Mf_L6OmQB9Zcd2PSddLeK"
				 "mM2svTfQ6tx4wvt6nNX3EhWDrsdur5OAA\""),
		.miss = SAMPLES("sk-ant-admin01-...", "ADMIN=sk-ant-"
						      "admin01-KGxHCVmOnRrACiVK"
						      "N1X9HtZ38C1B_yDAA"),
	},
	{
		.id = "anthropic-login-token",
		.title = "Claude login token",
		.pattern = TOKEN("sk-ant-(?:oat|ort|sid)[0-9]{2}-[0-9A-Za-z_-]{80,120}"),
		.severity = SEVERITY_CRITICAL,
		.entropy = 4.3,
		.check = named_proven,
		.rotate =
			"Sign out of all sessions at claude.ai (Settings > Account), or run the login of the tool again, which replaces the token.",
		.match = SAMPLES("CLAUDE_CODE_OAUTH_TOKEN=sk-ant"
				 "-oat01-wly1GC8oyFkp29NQyfAptDti4gtQ_hP"
				 "EWH6KzZAihM5hoWq8N4ObRpSC-F4Dum"
				 "_wPdVcOpQ6i8LpfSOYXU0gU39vDXsOfAA",
				 "\"refreshToken\":\"sk-ant"
				 "-ort01-w0cLWyuxTRQeL4n6i4TbJzTFpZnct6J"
				 "fNkUFfIpd3oJI47XjHMP-6et_4z7Buk"
				 "MKjr9zWkG2lW9tZ50UB1H7JW5dw2bBeAA\""),
		.miss = SAMPLES("sk-ant-oat01-token", "CLAUDE_CODE_OAUTH_TOKEN=sk-ant"
						      "-oat01-UfmPciJIG010J2f8"
						      "brVxzALv1KxbvImAA"),
	},
};

const struct secret_set secret_set_anthropic = { "Anthropic", anthropic_rules,
						 ARRAY_LEN(anthropic_rules) };
