/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/port.h"
#include "find/dockerfile/lib/value.h"

static bool is_protocol(struct str s)
{
	return str_eq_nocase(s, STR("tcp")) || str_eq_nocase(s, STR("udp")) ||
	       str_eq_nocase(s, STR("sctp"));
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->args.n; k++) {
		struct port_range r;
		bool unknown;
		struct span span = i->args.p[k].span;
		struct str text = value_of(l, instruction, i, &i->args.p[k], &unknown);
		if (unknown)
			continue;
		if (!port_parse(text, &r))
			lint_report(l, instruction, span, "%.*s is no port", STRF(text));
		else if (r.mapped)
			lint_report(
				l, instruction, span,
				"%.*s maps a port of the host, which only `docker run -p` can do",
				STRF(text))
				->suggestion = STR("write the container's port alone");
		else if (r.first > r.last)
			lint_report(l, instruction, span, "%.*s ends before it begins", STRF(text));
		else if (r.has_protocol && !is_protocol(r.protocol))
			lint_report(l, instruction, span, "%.*s is no protocol: tcp, udp or sctp",
				    STRF(r.protocol));
	}
}

const struct dockerfile_rule dockerfile_rule_expose_invalid = {
	.id = "expose-invalid",
	.aliases = "ExposeInvalidFormat",
	.title = "EXPOSE of something that is no port",
	.why = "EXPOSE only notes the ports of the container; addresses and ports of the host in it are ignored "
	       "today and an error in newer builders.",
	.fix = "Write port, port/protocol or first-last/protocol.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/expose-invalid-format/",
	.bad = "FROM debian:12\nEXPOSE 127.0.0.1:8080:80\n"
	       "EXPOSE 80/http 70000\n",
	.good = "FROM debian:12\nEXPOSE 80 443/tcp 7000-7010/udp $PORT\n"
		"EXPOSE ${PORT:-8080}/tcp\n",
	.on = ON(DF_EXPOSE),
	.check = check,
};
