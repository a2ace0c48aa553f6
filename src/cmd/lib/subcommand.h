/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands that are several (`seaworthy db build`, `db status`, …): which one is meant, does it have the options that
 * are given, how many operands does it take.
 */
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/out.h"

struct subcommand {
	const char *name;
	const char *operands; /* "ECOSYSTEM NAME [VERSION]", for messages; NULL for none */
	int operands_min, operands_max;
	unsigned options; /* the command's bits of those that it has */
	/* `parsed`: what the command's options went into. Results to `out`; the exit code, or a fault. */
	int (*run)(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
		   struct fault *f);
};

/* An option that only some of the subcommands have, and whether it is given. */
struct subcommand_option {
	bool given;
	unsigned bit;
	const char *name; /* "--format" */
};

struct subcommand_set {
	const char *command; /* "db" */
	const struct subcommand *const *list;
	size_t n;
	const struct subcommand_option *options;
	size_t options_n;
};

/*
 * Runs the one that argv[0] names, with the words behind it, and prints its fault. The exit code. Of a failure
 * nothing goes to standard output that was not flushed before.
 */
int subcommand_run(const struct subcommand_set *set, const void *parsed, int argc, char **argv,
		   struct arena *a);
