/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	label_check_type(l, instruction, i, LABEL_SPDX, "an SPDX licence expression");
}

const struct dockerfile_rule dockerfile_rule_label_spdx = {
	.id = "label-spdx",
	.aliases = "DL3054",
	.title = "A label that should be an SPDX licence is none",
	.why = "Licence checks compare identifiers; a free wording is unknown to them.",
	.fix = "Write identifiers of the SPDX list, joined by AND, OR, WITH: Apache-2.0 OR MIT.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://spdx.org/licenses/",
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.licenses=\"Apache 2.0\"\n"
	       "LABEL org.opencontainers.image.licenses=\"MIT, BSD\"\n",
	.good = "FROM debian:12\nLABEL org.opencontainers.image.licenses=\"(GPL-2.0-or-later WITH Classpath-exception-2.0) OR MIT\"\n"
		"LABEL org.opencontainers.image.licenses=MIT\n",
	.on = ON(DF_LABEL),
	.check = check,
};
