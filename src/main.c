/* SPDX-License-Identifier: Apache-2.0 */
/*
 * argv → command → exit code. The only exit besides die().
 *
 *         seaworthy [global options] COMMAND [options and operands in any order]
 *
 * The command line is parsed twice: first silently, to learn how loud the program may be, then for
 * good, so that a note about an ignored option already obeys --quiet.
 *
 * Standard descriptors that the caller closed are opened again before anything else, in the wrong
 * direction: an image or a database opened later must not become "standard output", and a result
 * that nobody can receive must be an error, not a success. A broken pipe is an error of write(2),
 * not a signal: a result file written in the same run is still finished.
 */
#include "base/log.h"
#include "base/term.h"
#include "cmd/lib/global.h"
#include "cmd/lib/usage.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static void prepare_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(EXIT_BUG);
	signal(SIGPIPE, SIG_IGN);
}

/* No command: the overview, where somebody who asked for it, or who made a mistake, looks. */
static int overview(int fd, int code)
{
	struct out out;
	out_init_fd(&out, fd);
	usage_overview(&out, usage_width(fd), term_colour(fd));
	code = command_finish(&out, code);
	out_done(&out);
	return code;
}

static int help(const struct command *c)
{
	struct out out;
	out_init_fd(&out, STDOUT_FILENO);
	usage_command(c, &out, usage_width(STDOUT_FILENO), term_colour(STDOUT_FILENO));
	int code = command_finish(&out, EXIT_FIT);
	out_done(&out);
	return code;
}

/* What was asked for, even when the rest of the line is wrong. */
static bool asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

/* A copy of the command's defaults. */
static void *fresh_options(const struct command *c, struct arena *a)
{
	void *options = arena_alloc(a, size_max(c->options_size, 1));
	if (c->defaults)
		memcpy(options, c->defaults, c->options_size);
	return options;
}

static int run_command(const struct command *c, int argc, char **argv, struct arena *a)
{
	struct fault f = { 0 };
	struct global_options global = { 0 };
	int operands;
	char **copy = arena_array(a, (size_t)argc + 1, sizeof(char *));
	memcpy(copy, argv, (size_t)argc * sizeof(char *));
	log_set_level(LOG_QUIET);
	int r = opt_parse(c->options, fresh_options(c, a), global_table, &global, argc, copy,
			  &operands, a, &f);
	global_apply(&global);
	if (asks_for_help(argc, argv))
		return help(c);
	if (r >= 0 && global.version)
		return command_find("version")->run(NULL, 0, argv, a);
	if (fault_in(&f, r, "%s", c->name) < 0) {
		int code = command_fail(&f);
		if (f.code == E_USAGE)
			log_error("\"seaworthy help %s\" explains the options", c->name);
		return code;
	}
	void *options = fresh_options(c, a);
	if (opt_parse(c->options, options, global_table, &(struct global_options){ 0 }, argc, argv,
		      &operands, a, &f) < 0)
		return command_fail(&f);
	argv[operands] = NULL; /* argv[0] was free, so there is room */
	return c->run(options, operands, argv, a);
}

/* Global options only: --help, --version, or nothing to do. */
static int without_command(int argc, char **argv, struct arena *a)
{
	struct fault f = { 0 };
	struct global_options global = { 0 };
	int operands;
	if (asks_for_help(argc, argv))
		return overview(STDOUT_FILENO, EXIT_FIT);
	if (opt_parse(NULL, NULL, global_table, &global, argc, argv, &operands, a, &f) < 0)
		return command_fail(&f);
	global_apply(&global);
	if (global.version)
		return command_find("version")->run(NULL, 0, argv, a);
	return overview(STDERR_FILENO, EXIT_USAGE);
}

/* The name comes to the front; flags before it are not ours. */
static int run_own_line(const struct command *c, int at, int argc, char **argv, struct arena *a)
{
	char *name = argv[at];
	memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof(char *));
	argv[1] = name;
	return c->run(NULL, argc - 1, argv + 1, a);
}

static int dispatch(int argc, char **argv, struct arena *a)
{
	int at = opt_skip(global_table, argc, argv), trivy = trivy_word_at(argc, argv);
	if (trivy > 1)
		return run_own_line(command_find("trivy"), trivy, argc, argv, a);
	if (at >= argc)
		return without_command(argc, argv, a);
	struct fault f = { 0 };
	struct global_options global = { 0 };
	int operands;
	char **before = arena_array(a, (size_t)at + 1, sizeof(char *));
	memcpy(before, argv, (size_t)at * sizeof(char *));
	if (opt_parse(NULL, NULL, global_table, &global, at, before, &operands, a, &f) < 0)
		return command_fail(&f);
	const struct command *c = command_find(argv[at]);
	if (!c) {
		command_unknown(argv[at], a, &f);
		int code = command_fail(&f);
		if (access(argv[at], F_OK) == 0)
			log_error("to scan that file: seaworthy scan %s", argv[at]);
		return code;
	}
	if (c->own_line) {
		global_apply(&global);
		return c->run(NULL, argc - at, argv + at, a);
	}
	memmove(argv + 1, argv, (size_t)at * sizeof(char *)); /* the name goes, its place is free */
	return run_command(c, argc - 1, argv + 1, a);
}

int main(int argc, char **argv)
{
	prepare_descriptors();
	struct arena *a = arena_new();
	int code = argc > 0 ? dispatch(argc, argv, a) : EXIT_USAGE;
	arena_free(a);
	return code;
}
