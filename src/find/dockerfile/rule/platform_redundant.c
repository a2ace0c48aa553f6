/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repair.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_flag *flag = df_flag(i, "platform");
	if (!flag ||
	    !(str_is(flag->value, "$TARGETPLATFORM") || str_is(flag->value, "${TARGETPLATFORM}")))
		return;
	struct lint_finding *n = lint_report(l, instruction, flag->span,
					     "--platform=$TARGETPLATFORM is the default");
	const struct dockerfile *d = lint_file(l);
	struct span s = flag->span;
	while (s.end < d->source.n && (d->source.p[s.end] == ' ' || d->source.p[s.end] == '\t'))
		s.end++;
	lint_edit(l, n, s, STR(""));
	n->edit_reason = STR("removes the flag: images are built for the target platform anyway");
}

const struct dockerfile_rule dockerfile_rule_platform_redundant = {
	.id = "platform-redundant",
	.aliases = "DL3065 RedundantTargetPlatform",
	.title = "FROM --platform=$TARGETPLATFORM says what is the default",
	.why = "The builder takes the target platform by itself; the flag makes readers look for a reason.",
	.fix = "Leave the flag out.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/redundant-target-platform/",
	.bad = "FROM --platform=${TARGETPLATFORM} debian:12\n"
	       "FROM --platform=$TARGETPLATFORM alpine:3.23\n",
	.good = "FROM --platform=$BUILDPLATFORM debian:12\n"
		"FROM --platform=linux/$TARGETARCH debian:12\n",
	.on = ON(DF_FROM),
	.check = check,
};
