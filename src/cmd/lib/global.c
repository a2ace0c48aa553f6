/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/global.h"

#include "base/log.h"
#include "base/term.h"
#include "base/vec.h"

#include <errno.h>
#include <stdlib.h>

static const char *const when[] = { "auto", "always", "never", NULL };

#define AT(field) .offset = offsetof(struct global_options, field)

const struct opt global_table[] = {
	{ .kind = OPT_GROUP, .help = "Options of every command" },
	{ OPT_FLAG, 'q', "quiet", .help = "Say nothing on standard error but errors", AT(quiet) },
	{ OPT_FLAG, 'v', "verbose", .help = "Say what is being done", AT(verbose) },
	{ OPT_FLAG, 0, "debug", .help = "Say everything", AT(debug), .hidden = true },
	{ OPT_CHOICE, 0, "color",
	  .help = "Colour the output; auto colours a terminal and obeys NO_COLOR and CLICOLOR_FORCE",
	  .arg = "WHEN", .choices = when, AT(color) },
	{ OPT_CHOICE, 0, "colour", .help = "The same as --color", .arg = "WHEN", .choices = when,
	  AT(color), .hidden = true },
	{ OPT_FLAG, 0, "no-color", .help = "The same as --color=never", AT(no_color) },
	{ OPT_FLAG, 0, "no-colour", .help = "The same as --no-color", AT(no_color),
	  .hidden = true },
	{ OPT_FLAG, 'h', "help", .help = "Explain the command, with examples", AT(help) },
	{ OPT_FLAG, 'V', "version", .help = "Print the version", AT(version), .hidden = true },
	{ 0 },
};

void global_apply(const struct global_options *g)
{
	log_set_level(g->debug	   ? LOG_DEBUG
		      : g->verbose ? LOG_INFO
		      : g->quiet   ? LOG_ERROR
				   : LOG_WARN);
	term_colour_choose(g->no_color ? TERM_NEVER : (enum term_when)g->color);
}

static bool is_called(const struct command *c, const char *name)
{
	for (const char *const *alias = c->aliases; alias && *alias; alias++)
		if (strcmp(*alias, name) == 0)
			return true;
	return strcmp(c->name, name) == 0;
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < all_commands_n; i++)
		if (is_called(all_commands[i], name))
			return all_commands[i];
	return NULL;
}

static int by_order(const void *pa, const void *pb)
{
	const struct command *a = *(const struct command *const *)pa;
	const struct command *b = *(const struct command *const *)pb;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return strcmp(a->name, b->name);
}

const struct command **commands_sorted(struct arena *a)
{
	const struct command **sorted =
		arena_array(a, all_commands_n + 1, sizeof(const struct command *));
	for (size_t i = 0; i < all_commands_n; i++)
		sorted[i] = all_commands[i];
	qsort(sorted, all_commands_n, sizeof(const struct command *), by_order);
	return sorted;
}

int command_unknown(const char *name, struct arena *a, struct fault *f)
{
	const struct command **sorted = commands_sorted(a);
	VEC(const char *) names = { 0 };
	for (; *sorted; sorted++)
		*VEC_PUSH(a, &names) = (*sorted)->name;
	*VEC_PUSH(a, &names) = NULL;
	const char *near = opt_nearest(name, names.p);
	if (near)
		return fault_set(f, E_USAGE, "unknown command \"%s\"; did you mean %s?", name,
				 near);
	return fault_set(f, E_USAGE, "unknown command \"%s\"; \"seaworthy help\" lists them", name);
}

static int exit_code_of(int code)
{
	switch (code) {
	case E_USAGE:
		return EXIT_USAGE;
	case E_STALE:
		return EXIT_STALE;
	case E_BUG:
		return EXIT_BUG;
	default:
		return fault_scope(code) == SCOPE_BUG ? EXIT_BUG : EXIT_TARGET;
	}
}

int command_fail(const struct fault *f)
{
	if (f->code == E_BUG || fault_scope(f->code) == SCOPE_BUG)
		log_error("bug: %s; the result is unknown, please report it",
			  f->text[0] ? f->text : "no reason was recorded");
	else
		log_error("%s", f->text);
	return exit_code_of(f->code);
}

int command_exit_code(struct run_outcome o)
{
	return o.failed	      ? EXIT_GATE
	       : o.incomplete ? EXIT_INCOMPLETE
	       : o.stale      ? EXIT_STALE
			      : EXIT_FIT;
}

int command_finish(struct out *out, int code)
{
	struct fault f = { 0 };
	if (out_finish(out, &f) == 0)
		return code;
	if (out->error == EPIPE)
		return EXIT_TARGET;
	return command_fail(&f);
}
