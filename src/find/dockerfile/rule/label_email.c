/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	label_check_type(l, instruction, i, LABEL_EMAIL, "an e-mail address");
}

const struct dockerfile_rule dockerfile_rule_label_email = {
	.id = "label-email",
	.aliases = "DL3058",
	.title = "A label that should be an e-mail address is none",
	.why = "Whoever finds a hole in the image does not know whom to write to.",
	.fix = "Write the bare address: team@example.com.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://specs.opencontainers.org/image-spec/annotations/",
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.authors=\"Jane Doe\"\n"
	       "LABEL org.opencontainers.image.authors=jane@\n",
	.good = "FROM debian:12\nLABEL org.opencontainers.image.authors=jane.doe+images@example.com\n"
		"ARG WHO\n"
		"LABEL org.opencontainers.image.authors=$WHO\n",
	.on = ON(DF_LABEL),
	.check = check,
};
