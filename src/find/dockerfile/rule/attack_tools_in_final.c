/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tools that serve an intruder better than the service. Two grades: scanners and debuggers, which no service
 * needs, and the downloaders curl and wget, which are passed over when the image itself uses them (health check,
 * start command, a script that starts it may).
 */
#include "find/dockerfile/lib/packages.h"
#include "find/dockerfile/lib/ship.h"

static const char *const tools[] = {
	"netcat",
	"nc",
	"netcat-openbsd",
	"netcat-traditional",
	"ncat",
	"nmap-ncat",
	"nmap",
	"socat",
	"tcpdump",
	"telnet",
	"inetutils-telnet",
	"ssh",
	"openssh-client",
	"openssh-clients",
	"openssh",
	"openssh-client-default",
	"gdb",
	"gdbserver",
	"strace",
	"ltrace",
	"busybox-extras",
	"tshark",
	"wireshark",
	"hydra",
	"john",
	"sqlmap",
	"hping3",
	"masscan",
	"proxychains",
	"sshpass",
	"bind-tools",
	"dnsutils",
	"bind-utils",
	"net-tools",
	"iputils-ping",
	"iputils",
	"traceroute",
	"mtr",
	"rsh-client",
	"ftp",
	NULL,
};
static const char *const downloaders[] = { "curl", "wget", NULL };

static bool is_any(struct str s, const char *const *words)
{
	for (size_t n = 0; words[n]; n++)
		if (str_is(s, words[n]))
			return true;
	return false;
}

/* A script as start command may use anything. */
static bool starts_script(const struct df_instruction *i)
{
	return i && (str_has(i->text, STR(".sh")) || str_has(i->text, STR("entrypoint")) ||
		     str_has(i->text, STR("/start")) || str_has(i->text, STR("/run")));
}

static bool names(const struct df_instruction *i, struct str tool)
{
	return i && str_has(i->text, tool);
}

static bool image_uses(const struct df_build *b, struct str tool)
{
	const struct df_stage *t = &b->stages.p[b->target];
	return names(t->healthcheck, tool) || names(t->cmd, tool) || names(t->entrypoint, tool) ||
	       starts_script(t->cmd) || starts_script(t->entrypoint);
}

static void judge(struct lint *l, uint32_t instruction, const struct sh_script *s, size_t at)
{
	const struct df_build *b = lint_build(l);
	const struct sh_command *c = &s->commands.p[at];
	const struct sh_word *w;
	struct str name, list = { 0 };
	struct span span = { 0 };
	for (size_t k = 0; (w = packages_next(c, &k, &name));) {
		bool tool = is_any(name, tools) && !names(b->stages.p[b->target].cmd, name);
		bool loader = is_any(name, downloaders) && !image_uses(b, name);
		if ((!tool && !loader) || packages_removed_later(s, at, name))
			continue;
		if (list.n == 0)
			span = df_word_span(b, instruction, w);
		list = str_printf(lint_arena(l), "%.*s%s%.*s", STRF(list), list.n ? ", " : "",
				  STRF(name));
	}
	if (list.n == 0)
		return;
	struct lint_finding *n = lint_report(
		l, instruction, span, "an intruder would be glad of what stays in the image: %.*s",
		STRF(list));
	n->suggestion = STR(
		"fetch in a stage of its own or with ADD --checksum, or remove the tool in the same RUN; to look "
		"into a container use an ephemeral debug container");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	const struct sh_script *s = &b->scripts[instruction];
	if (!stage || !ship_reaches(b, stage->index) || ship_is_workbench(b))
		return;
	for (size_t n = 0; n < s->commands.n; n++)
		if (packages_installs(&s->commands.p[n]))
			judge(l, instruction, s, n);
}

const struct dockerfile_rule dockerfile_rule_attack_tools_in_final = {
	.id = "attack-tools-in-final",
	.aliases = "",
	.title = "Tools for attackers stay in the image",
	.why = "Who gets into the container finds what he needs to fetch more, to look around the network and to leave "
	       "it; the service does not use them.",
	.fix = "Leave network tools, debuggers and downloaders out of the stage that ships.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM alpine:3.23\nRUN apk add --no-cache nmap socat\nUSER 10001\nCMD [\"/app\"]\n",
	/* the health check uses curl */
	.good = "FROM alpine:3.23\nRUN apk add --no-cache curl\nUSER 10001\n"
		"HEALTHCHECK CMD curl -fsS http://localhost:8080/ || exit 1\nCMD [\"/app\"]\n",
	.on = ON(DF_RUN),
	.check = check,
};
