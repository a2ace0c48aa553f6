/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/port.h"
#include "find/dockerfile/lib/repair.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->args.n; k++) {
		const struct df_word *w = &i->args.p[k];
		struct str protocol;
		if (!str_cut(w->text, '/', NULL, &protocol) ||
		    str_find_char(protocol, '$') != SIZE_MAX)
			continue;
		struct str lower = str_lower(lint_arena(l), protocol);
		if (str_eq(protocol, lower))
			continue;
		struct lint_finding *n = lint_report(
			l, instruction, w->span, "the protocol %.*s has capitals", STRF(protocol));
		size_t at = str_find_char(w->text, '/');
		if (str_eq(df_slice(lint_file(l), w->span), w->text))
			repair_replace(
				l, n,
				(struct span){ w->span.begin + (uint32_t)at + 1, w->span.end },
				lower, "writes the protocol in small letters");
	}
}

const struct dockerfile_rule dockerfile_rule_expose_casing = {
	.id = "expose-casing",
	.aliases = "ExposeProtoCasing",
	.title = "The protocol of EXPOSE has capitals",
	.why = "Tools that read the image's ports compare the protocol as it is written.",
	.fix = "Write tcp, udp or sctp in small letters.",
	.level = LINT_STYLE,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/expose-proto-casing/",
	.bad = "FROM debian:12\nEXPOSE 80/TCP\n"
	       "EXPOSE 53/Udp 80\n",
	.good = "FROM debian:12\nEXPOSE 80/tcp 53/$PROTOCOL\n"
		"EXPOSE 443\n",
	.on = ON(DF_EXPOSE),
	.check = check,
};
