/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/port.h"
#include "find/dockerfile/lib/value.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->args.n; k++) {
		struct port_range r;
		bool unknown;
		struct str text = value_of(l, instruction, i, &i->args.p[k], &unknown);
		if (unknown || !port_parse(text, &r) || (r.first <= 65535 && r.last <= 65535))
			continue;
		lint_report(l, instruction, i->args.p[k].span,
			    "there is no port %.*s: the last one is 65535", STRF(text));
	}
}

const struct dockerfile_rule dockerfile_rule_port_range = {
	.id = "port-range",
	.aliases = "DL3011 DS-0008 AVD-DS-0008 DS008",
	.title = "EXPOSE of a port that does not exist",
	.why = "Ports end at 65535; the builder refuses the number, or what is exposed is not what was meant.",
	.fix = "Write a port between 1 and 65535.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/reference/dockerfile/#expose",
	.bad = "FROM debian:12\nARG PORT=80800\nEXPOSE 443/tcp $PORT\n",
	.good = "FROM debian:12\nARG PORT\nEXPOSE 443/tcp 65535 $PORT 7000-7010/udp\n",
	.on = ON(DF_EXPOSE),
	.check = check,
};
