/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/global.h"

#include <unistd.h>

static int run(void *options, int argc, char **argv, struct arena *a)
{
	struct fault f = { 0 };
	if (argc > 0) {
		fault_set(&f, E_USAGE, "version takes no argument, not \"%s\"", argv[0]);
		return command_fail(&f);
	}
	struct out out;
	out_init_fd(&out, STDOUT_FILENO);
	out_text(&out, "seaworthy " SEAWORTHY_VERSION "\n");
	int code = command_finish(&out, EXIT_FIT);
	out_done(&out);
	return code;
}

const struct command command_version = {
	.name = "version",
	.summary = "print the version",
	.usage = "seaworthy version",
	.description = "One line, the name and the version. The version is also part of every JSON "
		       "report.",
	.examples = "  seaworthy version                 # seaworthy " SEAWORTHY_VERSION "\n",
	.order = 95,
	.run = run,
};
