/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An SSH server in the image: its package, its start, its host keys, its configuration. One server is one finding,
 * at the first line that shows it; the others are named in what to do.
 */
#include "find/dockerfile/lib/ssh_server.h"

#define MOST 8 /* lines that are named */

/* "lines 7, 9 and 12" */
static struct str other_lines(struct lint *l, struct ship_walk *w)
{
	struct str list = { 0 };
	struct ssh_sign sign;
	unsigned n = 0;
	while (n < MOST && ssh_server_next(w, &sign)) {
		struct position at = df_position(lint_file(l), sign.span.begin);
		list = str_printf(lint_arena(l), "%.*s%s%u", STRF(list), n++ ? ", " : "", at.line);
	}
	return n ? str_printf(lint_arena(l), " (line%s %.*s too)", n > 1 ? "s" : "", STRF(list))
		 : STR("");
}

static void check_file(struct lint *l)
{
	const struct df_build *b = lint_build(l);
	struct ship_walk w;
	struct ssh_sign sign;
	if (b->target >= b->stages.n)
		return;
	ship_walk_begin(&w, b, &b->stages.p[b->target], DF_GLOBAL);
	if (!ssh_server_next(&w, &sign))
		return;
	struct lint_finding *n = lint_report(l, sign.instruction, sign.span, "%s", sign.what);
	n->suggestion = str_printf(
		lint_arena(l),
		"take the server out%.*s: use docker exec or kubectl exec, and an ephemeral debug container",
		STRF(other_lines(l, &w)));
}

const struct dockerfile_rule dockerfile_rule_ssh_server = {
	.id = "ssh-server",
	.aliases = "",
	.title = "The image runs an SSH server",
	.why = "It is a second way into the container, with keys and passwords of its own that nobody rotates, past the "
	       "access control of the platform.",
	.fix = "Take it out. docker exec and kubectl exec open a shell, and their use is logged.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.bad = "FROM alpine:3.23\nRUN apk add --no-cache openssh-server && ssh-keygen -A\nEXPOSE 22\n"
	       "CMD [\"/usr/sbin/sshd\", \"-D\"]\n",
	/* the client is no server, nor is what does not ship */
	.good = "FROM alpine:3.23 AS test\nRUN apk add --no-cache openssh-server\nFROM alpine:3.23\n"
		"RUN apk add --no-cache openssh-client-default && ssh-keygen -t ed25519 -f /k\nUSER 10001\n",
	.check_file = check_file,
};
