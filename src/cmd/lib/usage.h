/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Help in two shapes from the same tables: for a terminal, and as a manual page.
 */
#pragma once

#include "base/out.h"
#include "cmd/command.h"

/* Columns for help on `fd`: the terminal's up to 100, and 80 for a pipe. */
unsigned usage_width(int fd);

/* "seaworthy --help": what it is, the commands, how to begin. */
void usage_overview(struct out *out, unsigned width, bool colour);

/* "seaworthy help scan". */
void usage_command(const struct command *c, struct out *out, unsigned width, bool colour);

/* docs/man/seaworthy.1, in the roff of man(7). */
void usage_manual(struct out *out);

/* Exit codes and environment variables, ended by an empty row. */
struct usage_row {
	const char *name, *text;
};
extern const struct usage_row usage_exit_codes[], usage_environment[];
