/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tools that serve an intruder better than the service. Two grades: scanners and debuggers, which no service
 * needs, and the downloaders curl and wget, which are passed over when the image itself uses them (health check,
 * start command, a script that starts it may).
 */
#include "find/dockerfile/lib/manager.h"
#include "find/dockerfile/lib/unwanted.h"

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

static bool is_tool(const struct df_build *b, struct str name)
{
	return (word_in(name, tools) && !names(b->stages.p[b->target].cmd, name)) ||
	       (word_in(name, downloaders) && !image_uses(b, name));
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	static const struct unwanted for_attackers = {
		.is_package = is_tool,
		.message = "an intruder would be glad of what stays in the image",
		.suggestion =
			"fetch in a stage of its own or with ADD --checksum, or remove the tool in the same "
			"RUN; to look into a container use an ephemeral debug container",
	};
	(void)i;
	unwanted_check(l, instruction, &for_attackers);
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
