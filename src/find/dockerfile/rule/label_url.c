/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	label_check_type(l, instruction, i, LABEL_URL, "an absolute URL");
}

const struct dockerfile_rule dockerfile_rule_label_url = {
	.id = "label-url",
	.aliases = "DL3052",
	.title = "A label that should be a URL is none",
	.why = "Tools turn the label into a link; what is no absolute URL leads nowhere.",
	.fix = "Write scheme, host and path: https://example.com/app.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://specs.opencontainers.org/image-spec/annotations/",
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.source=github.com/example/app\n"
	       "LABEL org.opencontainers.image.source=\"see README\"\n",
	.good = "FROM debian:12\nARG VALUE\nLABEL org.opencontainers.image.source=https://example.com/app org.opencontainers.image.url=$VALUE\n",
	.on = ON(DF_LABEL),
	.check = check,
};
