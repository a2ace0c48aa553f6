/* SPDX-License-Identifier: Apache-2.0 */
/*
 * FROM --platform with a fixed value. A stage whose name says the platform is there for it on purpose
 * ("build-amd64"), and a variable means that somebody thought of the others.
 */
#include "find/dockerfile/lib/value.h"

static bool name_says(struct arena *a, struct str name, struct str platform)
{
	struct str rest = platform, part;
	struct str lower = str_lower(a, name);
	while (str_next(&rest, '/', &part))
		if (part.n > 1 && str_has(lower, str_lower(a, part)))
			return true;
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_flag *flag = df_flag(i, "platform");
	const struct df_stage *stage = stage_at(l, instruction);
	if (!flag || !flag->value.n || str_find_char(flag->value, '$') != SIZE_MAX)
		return;
	if (stage && stage->name.n && name_says(lint_arena(l), stage->name, flag->value))
		return;
	struct lint_finding *n = lint_report(l, instruction, flag->span,
					     "the stage is fixed to %.*s", STRF(flag->value));
	n->suggestion = STR("leave --platform out; for tools that run during the build write "
			    "--platform=$BUILDPLATFORM");
}

const struct dockerfile_rule dockerfile_rule_from_platform = {
	.id = "from-platform",
	.aliases = "DL3029 FromPlatformFlagConstDisallowed",
	.title = "FROM --platform with a fixed platform",
	.why = "The image is built for this platform whatever is asked for: on other machines it runs emulated "
	       "or not at all.",
	.fix = "Leave --platform out and give it to the build command; use $BUILDPLATFORM for a stage that "
	       "cross-compiles.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference =
		"https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/",
	.bad = "FROM --platform=linux/amd64 debian:12\n"
	       "FROM --platform='windows/amd64' debian:12\n",
	.good = "FROM --platform=$BUILDPLATFORM golang:1.23 AS build\nRUN go version\n"
		"FROM --platform=linux/arm64 debian:12 AS final-arm64\n"
		"FROM --platform=$TARGETPLATFORM debian:12\n",
	.on = ON(DF_FROM),
	.check = check,
};
