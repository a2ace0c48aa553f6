/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands that make no sense while an image is built: they look at, or change, the machine or the processes of the
 * moment, and none of that gets into the layer.
 *
 * Each has an honest use, which is left alone: kill and ps for a server that the same RUN started in the background,
 * mount where the build is privileged, ssh where a key is mounted for it, an editor with commands to run.
 */
#include "find/dockerfile/lib/run.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct pointless {
	const char *name, *why;
};

static const struct pointless commands[] = {
	{ "free", "shows the builder's memory" },
	{ "halt", "stops nothing in a build" },
	{ "htop", "needs a person at a terminal" },
	{ "ifconfig", "shows the builder's network" },
	{ "kill", "has no process to end in a build" },
	{ "killall", "has no process to end in a build" },
	{ "less", "needs a person at a terminal" },
	{ "mount", "does not outlast the RUN" },
	{ "nano", "needs a person at a terminal" },
	{ "poweroff", "stops nothing in a build" },
	{ "ps", "shows the processes of the build" },
	{ "reboot", "stops nothing in a build" },
	{ "service", "starts what ends with the RUN" },
	{ "shutdown", "stops nothing in a build" },
	{ "ssh", "opens a connection that ends with the RUN" },
	{ "systemctl", "has no systemd to talk to in a build" },
	{ "top", "needs a person at a terminal" },
	{ "umount", "does not outlast the RUN" },
	{ "vi", "needs a person at a terminal" },
	{ "vim", "needs a person at a terminal" },
};

static bool has_background(const struct sh_script *s)
{
	for (size_t n = 0; n < s->commands.n; n++)
		if (s->commands.p[n].flags & SH_IN_BACKGROUND)
			return true;
	return false;
}

/* Is there a service of its own in this RUN that it waits for, looks at or ends? */
static bool starts_server(const struct sh_script *s)
{
	for (size_t n = 0; n < s->commands.n; n++)
		if (sh_has_arg(&s->commands.p[n], "--daemonize") ||
		    sh_has_arg(&s->commands.p[n], "--fork") ||
		    sh_has_arg(&s->commands.p[n], "start"))
			return true;
	return has_background(s);
}

static bool has_reason(const struct run *r, const struct sh_command *c, struct run_answer *server)
{
	struct str name = sh_name(c);
	if (word_in(name, LIST("kill", "killall", "ps"))) {
		if (!server->asked)
			*server = (struct run_answer){ true, starts_server(r->script) };
		return server->yes;
	}
	if (word_in(name, LIST("mount", "umount"))) {
		const struct df_flag *security = df_flag(r->instruction, "security");
		return security && str_is(security->value, "insecure");
	}
	if (str_is(name, "ssh"))
		return run_has_mount(r, "ssh") || run_has_mount(r, "secret") || sh_has_arg(c, "-V");
	if (word_in(name, LIST("vi", "vim"))) {
		for (size_t n = 1; n < c->words.n; n++)
			if (str_starts(c->words.p[n].text, STR("+")) ||
			    word_in(c->words.p[n].text,
				    LIST("-c", "-e", "-es", "-E", "-Es", "--version", "-u")))
				return true;
		return false;
	}
	if (str_is(name, "systemctl"))
		return !(sh_has_arg(c, "start") || sh_has_arg(c, "restart") ||
			 sh_has_arg(c, "stop") || sh_has_arg(c, "status") ||
			 sh_has_arg(c, "reload"));
	if (str_is(name, "less"))
		return c->pipeline_n > 1 && c->pipeline_at + 1 < c->pipeline_n;
	/* its exit status is asked: is it there? */
	return sh_has_arg(c, "--version") || sh_has_arg(c, "--help");
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	struct run r = run_of(l, at, i);
	struct run_answer server = { 0 };
	for (size_t n = 0; n < r.script->commands.n; n++) {
		const struct sh_command *c = &r.script->commands.p[n];
		struct str name = sh_name(c);
		for (size_t k = 0; k < ARRAY_LEN(commands); k++) {
			if (!str_is(name, commands[k].name) || has_reason(&r, c, &server))
				continue;
			struct lint_finding *found = run_report(
				&r, n,
				str_printf(lint_arena(l), "%.*s %s", STRF(name), commands[k].why));
			found->suggestion = STR("Leave it out, or do it when the container starts");
		}
	}
}

const struct dockerfile_rule dockerfile_rule_pointless_command = {
	.id = "pointless-command",
	.aliases = "DL3001",
	.title = "A command that has no effect in a build",
	.why = "A RUN leaves files behind and nothing else: processes, mounts and connections end with it.",
	.fix = "Leave the command out, or run it when the container starts.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM debian:12\nRUN set -e; /usr/sbin/service nginx start\n"
	       "RUN top -b -n 1 && shutdown now\n",
	.good = "FROM debian:12\n"
		"RUN --mount=type=ssh ssh -T git@example.com || true\n"
		"RUN /opt/server & sleep 5 && /opt/load-data && kill %1\n"
		"RUN vim -es +PlugInstall +qall && systemctl enable nginx && echo top ps free\n",
	.on = ON(DF_RUN),
	.check = check,
};
