/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all subcommands share: the options that stand before or behind any of them, and the ways to
 * end.
 */
#pragma once

#include "base/out.h"
#include "cmd/command.h"
#include "model/report.h"

struct global_options {
	bool help, version, quiet, verbose, debug, no_color;
	unsigned color; /* enum term_when */
};

extern const struct opt global_table[];

/* The verbosity for log.h, and colour for base/term.h. */
void global_apply(const struct global_options *g);

/* NULL when there is none of that name. */
const struct command *command_find(const char *name);

/* "unknown command …" with the nearest, as a fault. */
int command_unknown(const char *name, struct arena *a, struct fault *f);

/* In the order of `order`, then of names; NULL-terminated. */
const struct command **commands_sorted(struct arena *a);

/* Of a run whose gate counts; the age of the data comes last, so that it hides nothing. */
int command_exit_code(struct run_outcome o);

/*
 * Flushes what a command printed and gives `code`, or the exit code of the failure. A reader that
 * went away (a closed pipe) is not worth a message.
 */
int command_finish(struct out *out, int code);
