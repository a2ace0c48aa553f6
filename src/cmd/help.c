/* SPDX-License-Identifier: Apache-2.0 */
#include "base/term.h"
#include "cmd/lib/global.h"
#include "cmd/lib/usage.h"

#include <unistd.h>

struct help_options {
	bool man;
};

static int run(void *options, int argc, char **argv, struct arena *a)
{
	const struct help_options *o = options;
	struct fault f = { 0 };
	struct out out;
	out_init_fd(&out, STDOUT_FILENO);
	unsigned width = usage_width(STDOUT_FILENO);
	bool colour = term_colour(STDOUT_FILENO);
	int code = EXIT_FIT;
	if (o->man)
		usage_manual(&out);
	else if (argc == 0)
		usage_overview(&out, width, colour);
	for (int i = 0; i < argc && code == EXIT_FIT; i++) {
		const struct command *c = command_find(argv[i]);
		if (c)
			usage_command(c, &out, width, colour);
		else if (command_unknown(argv[i], a, &f) < 0)
			code = command_fail(&f);
	}
	code = command_finish(&out, code);
	out_done(&out);
	return code;
}

static const struct opt options[] = {
	{ OPT_FLAG, 0, "man", .help = "Print the manual page, for man -l",
	  .offset = offsetof(struct help_options, man), .hidden = true },
	{ 0 },
};

const struct command command_help = {
	.name = "help",
	.summary = "explain a command, with examples",
	.usage = "seaworthy help [COMMAND…]",
	.description = "Without a command it lists them all. \"seaworthy COMMAND --help\" says the "
		       "same.",
	.examples = "  seaworthy help scan               # everything about scanning an image\n",
	.order = 90,
	.options = options,
	.options_size = sizeof(struct help_options),
	.run = run,
};
