/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program logs into a file of the container: nobody collects it, and it fills the disk of the node. Seen in
 * the start command (a redirection, an option for log files) and in variables that name one. A path below a
 * VOLUME, a device, or one that a RUN linked to the standard streams is no file of the container.
 */
#include "find/dockerfile/lib/image_path.h"
#include "find/dockerfile/lib/ship.h"

static bool is_stream(struct str path)
{
	return str_starts(path, STR("/dev/")) || str_starts(path, STR("/proc/"));
}

/* ln -sf /dev/stdout /var/log/app.log, also of a folder above it */
static bool is_linked(const struct df_build *b, const struct df_stage *t, struct str path)
{
	struct ship_walk w;
	for (ship_walk_begin(&w, b, t, DF_GLOBAL); ship_walk_next(&w);) {
		struct str at;
		if (w.i->kind == DF_VOLUME) {
			for (size_t n = 0; n < w.i->args.n; n++)
				if (image_path(b, w.instruction, w.i->args.p[n].text, &at) &&
				    image_path_within(path, at))
					return true;
			continue;
		}
		const struct sh_script *s = &b->scripts[w.instruction];
		for (size_t n = 0; w.i->kind == DF_RUN && n < s->commands.n; n++) {
			const struct sh_command *c = &s->commands.p[n];
			if (str_is(sh_name(c), "ln") && c->words.n > 2 &&
			    (str_eq(c->words.p[c->words.n - 1].text, path) ||
			     !c->words.p[c->words.n - 1].literal))
				return true;
		}
	}
	return false;
}

static void report(struct lint *l, uint32_t instruction, struct span span, struct str path)
{
	const struct df_build *b = lint_build(l);
	if (path.n < 2 || path.p[0] != '/' || is_stream(path) ||
	    is_linked(b, &b->stages.p[b->target], path))
		return;
	struct lint_finding *n = lint_report(
		l, instruction, span, "the log goes to %.*s inside of the container", STRF(path));
	n->suggestion = str_printf(
		lint_arena(l),
		"log to the standard output: RUN ln -sf /dev/stdout %.*s, or give the program /dev/stdout",
		STRF(path));
}

/* A file by its name: *.log, or below a folder of logs. */
static bool is_log_path(struct str s)
{
	return s.n > 1 && s.p[0] == '/' &&
	       (str_ends(s, STR(".log")) || str_starts(s, STR("/var/log/")));
}

static const char *const log_options[] = {
	"--log-file",	    "--logfile",	   "--log-path",
	"--access-logfile", "--error-logfile",	   "--logto",
	"--logto2",	    "--daemonize",	   "-Dlogging.file.name",
	"-Dlogging.file",   "--logging.file.name", "--logging.file",
	"--log.file",	    "--access-log-file",   "--log-to",
	"--out-file",
};

/* "--logfile=/x" gives /x at once; "--logfile" wants the next word. */
static bool log_option(struct str word, struct str *out_value)
{
	struct str name, value;
	str_cut(word, '=', &name, &value);
	for (size_t n = 0; n < ARRAY_LEN(log_options); n++)
		if (str_is(name, log_options[n])) {
			*out_value = value;
			return true;
		}
	return false;
}

static void judge_words(struct lint *l, uint32_t instruction, const struct sh_command *c)
{
	const struct df_build *b = lint_build(l);
	for (size_t n = 1; n < c->words.n; n++) {
		struct str value;
		const struct sh_word *w = &c->words.p[n];
		if (!log_option(w->text, &value))
			continue;
		if (value.n == 0 && n + 1 < c->words.n)
			value = (w = &c->words.p[++n])->text;
		report(l, instruction, df_word_span(b, instruction, w), value);
	}
	for (size_t n = 0; n < c->redirections.n; n++) {
		const struct sh_redirection *r = &c->redirections.p[n];
		if ((str_is(r->operator, ">") || str_is(r->operator, ">>") ||
		     str_is(r->operator, "&>") || str_is(r->operator, "&>>")) &&
		    is_log_path(r->target.text))
			report(l, instruction, df_word_span(b, instruction, &r->target),
			       r->target.text);
	}
	if (str_is(sh_name(c), "tee"))
		for (size_t n = 1; n < c->words.n; n++)
			if (is_log_path(c->words.p[n].text))
				report(l, instruction, df_word_span(b, instruction, &c->words.p[n]),
				       c->words.p[n].text);
}

/* Exec form: the arguments are the words. */
static void judge_exec(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t n = 0; n < i->args.n; n++) {
		struct str value;
		const struct df_word *w = &i->args.p[n];
		if (!log_option(w->text, &value))
			continue;
		if (value.n == 0 && n + 1 < i->args.n)
			value = (w = &i->args.p[++n])->text;
		report(l, instruction, w->span, value);
	}
}

static bool names_log_file(struct str name)
{
	static const char *const names[] = { "LOG_FILE",	  "LOGFILE",	  "LOG_PATH",
					     "LOGGING_FILE_NAME", "LOGGING_FILE", "ACCESS_LOG",
					     "ERROR_LOG" };
	for (size_t n = 0; n < ARRAY_LEN(names); n++)
		if (str_ends(name, str_of(names[n])))
			return true;
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	if (!stage || !ship_reaches(b, stage->index))
		return;
	if (i->kind == DF_ENV) {
		for (size_t n = 0; n < i->pairs.n; n++)
			if (names_log_file(i->pairs.p[n].key.text) &&
			    is_log_path(i->pairs.p[n].value.text))
				report(l, instruction, i->pairs.p[n].value.span,
				       i->pairs.p[n].value.text);
		return;
	}
	const struct sh_script *s = &b->scripts[instruction];
	if (s->commands.n == 0)
		judge_exec(l, instruction, i);
	for (size_t n = 0; n < s->commands.n; n++)
		judge_words(l, instruction, &s->commands.p[n]);
}

const struct dockerfile_rule dockerfile_rule_log_to_file = {
	.id = "log-to-file",
	.aliases = "",
	.title = "Logs are written to a file in the container",
	.why = "Nobody sees them, they are gone with the container, and they fill the disk of the node.",
	.fix = "Log to the standard output and error, or link the file there with ln -sf /dev/stdout FILE.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/engine/logging/",
	.bad = "FROM python:3.14-slim\nUSER 10001\n"
	       "CMD [\"gunicorn\", \"--access-logfile\", \"/var/log/access.log\", \"app:app\"]\n",
	.good = "FROM python:3.14-slim\nRUN ln -sf /dev/stdout /var/log/app.log\nUSER 10001\n"
		"CMD exec gunicorn --access-logfile - app:app >> /var/log/app.log\n",
	.on = ON(DF_CMD) | ON(DF_ENTRYPOINT) | ON(DF_ENV),
	.check = check,
};
