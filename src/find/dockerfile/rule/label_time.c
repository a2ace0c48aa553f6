/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	label_check_type(l, instruction, i, LABEL_TIME, "a time in RFC 3339");
}

const struct dockerfile_rule dockerfile_rule_label_time = {
	.id = "label-time",
	.aliases = "DL3053",
	.title = "A label that should be a time is none",
	.why = "Tools that sort images by age cannot read it.",
	.fix = "Write date, T, time and zone: 2026-05-01T12:00:00Z.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://www.rfc-editor.org/rfc/rfc3339",
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.created=2026-02-30T12:00:00Z\n"
	       "LABEL org.opencontainers.image.created=yesterday\n",
	.good = "FROM debian:12\nARG VALUE\nLABEL org.opencontainers.image.created=2024-02-29t23:59:60.5+01:00\n"
		"LABEL org.opencontainers.image.created=$VALUE\n",
	.on = ON(DF_LABEL),
	.check = check,
};
