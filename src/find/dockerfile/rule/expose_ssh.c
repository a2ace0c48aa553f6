/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The port of ssh. Where the image also has the server, that is told (ssh-server), and the port goes with it.
 */
#include "find/dockerfile/lib/port.h"
#include "find/dockerfile/lib/ssh_server.h"
#include "find/dockerfile/lib/value.h"

static void look_at(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->args.n; k++) {
		struct port_range r;
		bool unknown;
		struct str text = value_of(l, instruction, i, &i->args.p[k], &unknown);
		if (!unknown && port_parse(text, &r) && r.first <= 22 && r.last >= 22 &&
		    !str_eq_nocase(r.protocol, STR("udp")))
			lint_report(l, instruction, i->args.p[k].span, "port 22 is that of ssh")
				->suggestion =
				STR("remove it, and enter with docker exec or kubectl exec");
	}
}

static bool has_server(const struct df_build *b)
{
	struct ship_walk w;
	struct ssh_sign sign;
	if (b->target >= b->stages.n)
		return false;
	ship_walk_begin(&w, b, &b->stages.p[b->target], DF_GLOBAL);
	return ssh_server_next(&w, &sign);
}

static void check_file(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	if (has_server(lint_build(l)))
		return;
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind == DF_ONBUILD && i->inner)
			i = i->inner;
		if (i->kind == DF_EXPOSE && !i->broken && i->stage != DF_GLOBAL)
			look_at(l, k, i);
	}
}

const struct dockerfile_rule dockerfile_rule_expose_ssh = {
	.id = "expose-ssh",
	.aliases = "DS-0004 AVD-DS-0004 DS004",
	.title = "EXPOSE of the ssh port",
	.why = "A login service in a container needs keys, users and updates of its own, and is a second way in "
	       "that nobody watches.",
	.fix = "Remove the ssh server; docker exec and kubectl exec do the same with the platform's own checks.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/reference/dockerfile/#expose",
	.bad = "FROM debian:12\nEXPOSE 8080 20-25/tcp\n",
	.good = "FROM debian:12\nEXPOSE 8080 2222 22/udp\n"
		"FROM debian:12\nRUN apt-get install -y openssh-server\nEXPOSE 22\n",
	.check_file = check_file,
};
