/* SPDX-License-Identifier: Apache-2.0 */
/* An SSH server in the image: its package, its start, its host keys, its port. One finding for an instruction. */
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/packages.h"
#include "find/dockerfile/lib/ship.h"

static void report(struct lint *l, uint32_t instruction, struct span span, const char *what)
{
	struct lint_finding *n = lint_report(l, instruction, span, "%s", what);
	n->suggestion = STR(
		"take the server out: use docker exec or kubectl exec, and an ephemeral debug container");
}

static bool judge_command(struct lint *l, uint32_t instruction, const struct sh_command *c)
{
	const struct df_build *b = lint_build(l);
	struct str name = sh_name(c), package;
	const struct sh_word *w;
	if (packages_installs(c)) {
		for (size_t k = 0; (w = packages_next(c, &k, &package));)
			if (str_is(package, "openssh-server") || str_is(package, "dropbear") ||
			    str_is(package, "openssh-sshd") ||
			    (str_is(package, "openssh") && str_is(name, "apk"))) {
				report(l, instruction, df_word_span(b, instruction, w),
				       "an SSH server is installed");
				return true;
			}
		return false;
	}
	const char *what = NULL;
	if (str_is(name, "sshd") || str_is(name, "dropbear"))
		what = "an SSH server is started";
	else if (str_is(name, "service") && (sh_word_is(c, 1, "ssh") || sh_word_is(c, 1, "sshd")))
		what = "an SSH server is started";
	else if (str_is(name, "ssh-keygen") && (sh_has_arg(c, "-A") || sh_has_long(c, "A")))
		what = "host keys are made: every container of this image will have the same";
	else if (str_is(name, "dpkg-reconfigure") && sh_has_arg(c, "openssh-server"))
		what = "host keys are made: every container of this image will have the same";
	if (what)
		report(l, instruction, df_command_span(b, instruction, c), what);
	return what != NULL;
}

static bool ships_sshd(const struct df_word *w)
{
	return str_ends(w->text, STR("/sshd")) || str_is(w->text, "sshd");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	if (!stage || !ship_reaches(b, stage->index) || i->broken)
		return;
	if (copy_is_local(i)) {
		for (size_t n = 0; n < i->args.n; n++)
			if (str_has(i->args.p[n].text, STR("ssh_host_")) ||
			    str_has(i->args.p[n].text, STR("sshd_config"))) {
				report(l, instruction, i->args.p[n].span,
				       "an SSH server is set up in the image");
				return;
			}
		return;
	}
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		if (judge_command(l, instruction, &s->commands.p[n]))
			return;
	if (i->kind != DF_RUN && i->json)
		for (size_t n = 0; n < i->args.n; n++)
			if (ships_sshd(&i->args.p[n])) {
				report(l, instruction, i->args.p[n].span,
				       "an SSH server is started");
				return;
			}
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
	.bad = "FROM alpine:3.23\nRUN apk add --no-cache openssh-server\nUSER 10001\n",
	/* the client is no server */
	.good = "FROM alpine:3.23\nRUN apk add --no-cache openssh-client-default\nUSER 10001\n",
	.on = ON(DF_RUN) | ON(DF_CMD) | ON(DF_ENTRYPOINT) | ON(DF_COPY) | ON(DF_ADD),
	.check = check,
};
