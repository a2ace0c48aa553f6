/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NuGet: API keys of nuget.org, and passwords in NuGet.config.
 */
#include "find/lib/secret_context.h"

static const struct secret_rule rules[] = {
	{
		.id = "nuget-api-key",
		.title = "NuGet API key",
		.pattern = "\\boy2[a-z2-7]{43}\\b",
		.severity = SEVERITY_CRITICAL,
		.entropy = 3.8,
		.check = secret_is_mixed,
		.rotate =
			"Delete or regenerate it under API keys at nuget.org, and check the versions pushed since.",
		.match = SAMPLES("dotnet nuget push a.nupkg -k oy2dqcevthf36p656bc2yhlz"
				 "omk3tbehdg7elm47txlngt",
				 "dotnet nuget push a.nupkg -k oy2tzefkfmdy47l74zqitpnt"
				 "6owz26xisejdxl6qvz4tgl"),
		.miss = SAMPLES(
			"dotnet nuget push a.nupkg -k oy2xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
			"dotnet nuget push a.nupkg -k oy2zpt"),
	},
	{
		.id = "nuget-config-password",
		.title = "Password in NuGet.config",
		.pattern = "<add key=\"ClearTextPassword\" value=\"([^\"]{4,400})\"",
		.flags = SECRET_CASELESS | SECRET_GENERIC,
		.severity = SEVERITY_HIGH,
		.entropy = 2.5,
		.check = secret_is_random,
		.rotate =
			"Change the password (or revoke the token) of this package source; pass NuGet.config to the build with RUN --mount=type=secret.",
		.match = SAMPLES(
			"<add key=\"ClearTextPassword\" value=\"ySjcWuSai3TMbo6"
			"vRjhvtMkmBngQSZ\" />",
			"<add key=\"Username\" value=\"ci\" /><add key=\"ClearTextPassword\" value=\"RNVfReWd"
			"H2OSAzWv\" />"),
		.miss = SAMPLES(
			"<add key=\"ClearTextPassword\" value=\"%NUGET_TOKEN%\" />",
			"<add key=\"ClearTextPassword\" value=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" />",
			"<add key=\"Username\" value=\"ci\" /><add key=\"ClearTextPassword\" value=\"3\" />"),
	},
};

const struct secret_set secret_set_nuget = { "NuGet", rules, ARRAY_LEN(rules) };
