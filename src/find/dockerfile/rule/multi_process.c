/* SPDX-License-Identifier: Apache-2.0 */
/*
 * More than one service in a container: a supervisor, init scripts, cron beside the program, a program in the
 * background. Only what starts the container is judged: a RUN may start a database to fill it.
 */
#include "find/dockerfile/rule.h"

#include "base/path.h"
#include "find/dockerfile/lib/ship.h"

static const char *supervisor(struct str word)
{
	static const struct {
		const char *name, *what;
	} names[] = {
		{ "supervisord", "supervisord" }, { "s6-svscan", "s6" },
		{ "runsvdir", "runit" },	  { "runit", "runit" },
		{ "circusd", "circus" },	  { "monit", "monit" },
		{ "my_init", "runit" },		  { "systemd", "systemd" },
		{ "runsvdir-start", "runit" },
	};
	struct str name = path_base(word);
	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		if (str_is(name, names[n].name))
			return names[n].what;
	if (str_is(word, "/sbin/init") || str_is(word, "/usr/sbin/init") ||
	    str_is(word, "/lib/systemd/systemd"))
		return "an init system";
	return NULL;
}

static void report(struct lint *l, uint32_t instruction, struct span span, struct str what)
{
	struct lint_finding *n = lint_report(l, instruction, span, "%.*s", STRF(what));
	n->suggestion = STR(
		"make a container for each: the platform restarts, scales, limits and logs them one by one");
}

static bool is_cron(const struct sh_command *c)
{
	struct str name = sh_name(c);
	return str_is(name, "cron") || str_is(name, "crond") || str_is(name, "crontab");
}

/* Goes to the background by itself unless it is told not to. */
static bool is_daemon(const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (str_is(name, "sshd"))
		return !sh_has_short(c, 'D') && !sh_has_short(c, 't');
	if (str_is(name, "nginx"))
		return !sh_has_arg(c, "daemon off;") && !sh_has_arg(c, "-t");
	if (str_starts(name, STR("php-fpm")))
		return sh_has_short(c, 'D') || sh_has_long(c, "daemonize");
	if (str_is(name, "apachectl") || str_is(name, "apache2ctl"))
		return sh_has_arg(c, "start");
	return str_is(name, "rsyslogd") || str_is(name, "fcgiwrap") || str_is(name, "spawn-fcgi");
}

static bool judge_command(struct lint *l, uint32_t instruction, const struct sh_script *s,
			  size_t at)
{
	const struct df_build *b = lint_build(l);
	const struct sh_command *c = &s->commands.p[at];
	struct arena *a = lint_arena(l);
	struct str name = sh_name(c), text = { 0 };
	bool last = at + 1 == s->commands.n;
	const char *by = c->words.n ? supervisor(c->words.p[0].text) : NULL;
	if (by)
		text = str_printf(a, "several services run under %s in one container", by);
	else if ((str_is(name, "service") &&
		  (sh_word_is(c, 2, "start") || sh_word_is(c, 2, "restart"))) ||
		 str_is(name, "systemctl") ||
		 (c->words.n > 1 && str_starts(c->words.p[0].text, STR("/etc/init.d/"))))
		text = str_printf(a, "a service is started by its init script");
	else if (is_cron(c) && s->commands.n > 1 && !last)
		text = str_printf(a, "cron runs beside the program");
	else if (is_daemon(c) && !last)
		text = str_printf(a, "%.*s goes to the background beside another program",
				  STRF(name));
	else if ((c->flags & SH_IN_BACKGROUND) && !last && c->words.n)
		text = str_printf(a, "%.*s runs in the background beside another program",
				  STRF(name));
	if (text.n == 0)
		return false;
	report(l, instruction, df_command_span(b, instruction, c), text);
	return true;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	if (!stage || !ship_reaches(b, stage->index) || i->broken)
		return;
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		if (judge_command(l, instruction, s, n))
			return;
	if (s->commands.n || !i->json)
		return;
	for (size_t n = 0; n < i->args.n && n < 2; n++) {
		const char *by = supervisor(i->args.p[n].text);
		if (by) {
			report(l, instruction, i->args.p[n].span,
			       str_printf(lint_arena(l),
					  "several services run under %s in one container", by));
			return;
		}
	}
}

const struct dockerfile_rule dockerfile_rule_multi_process = {
	.id = "multi-process",
	.aliases = "",
	.title = "Several services in one container",
	.why = "The platform sees one process: when another one dies nothing is restarted, and limits, logs and "
	       "permissions are those of all together.",
	.fix = "Make an image for each service.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/engine/containers/multi-service_container/",
	.bad = "FROM debian:12-slim\nUSER 10001\nCMD nginx && php-fpm & tail -f /dev/null\n",
	/* cron alone is one service */
	.good = "FROM debian:12-slim\nRUN service postgresql start && createdb x\nUSER 10001\nCMD [\"cron\", \"-f\"]\n",
	.on = ON(DF_CMD) | ON(DF_ENTRYPOINT),
	.check = check,
};
