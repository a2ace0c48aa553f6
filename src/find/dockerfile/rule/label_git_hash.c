/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	label_check_type(l, instruction, i, LABEL_HASH, "a git hash");
}

const struct dockerfile_rule dockerfile_rule_label_git_hash = {
	.id = "label-git-hash",
	.aliases = "DL3055",
	.title = "A label that should be a git hash is none",
	.why = "Nobody finds the source again that the image was built from.",
	.fix = "Write the commit's hash, whole or its first seven digits or more.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://specs.opencontainers.org/image-spec/annotations/",
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.revision=main\n"
	       "LABEL org.opencontainers.image.revision=9f86d0\n",
	.good = "FROM debian:12\nARG VALUE\nLABEL org.opencontainers.image.revision=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b\n"
		"LABEL org.opencontainers.image.revision=$VALUE\n",
	.on = ON(DF_LABEL),
	.check = check,
};
