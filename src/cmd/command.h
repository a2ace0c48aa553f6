/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a subcommand (src/cmd/NAME.c exports `command_NAME`), and the exit codes of the
 * program.
 */
#pragma once

#include "base/fault.h"
#include "base/opt.h"

/* Everywhere the same; a gate passes on 0 only. */
enum exit_code {
	EXIT_FIT = 0,
	EXIT_GATE = 1,	     /* the gate said no; --exit-code N replaces it */
	EXIT_USAGE = 2,	     /* flags or configuration */
	EXIT_INCOMPLETE = 3, /* something could not be read */
	EXIT_STALE = 4,	     /* data older than the policy allows */
	EXIT_TARGET = 5,     /* target not found or unreadable */
	EXIT_BUG = 70,
};

struct command {
	const char *name;	    /* "scan": the file's name */
	const char *summary;	    /* one line for `seaworthy --help` */
	const char *usage;	    /* "seaworthy scan [options] IMAGE" */
	const char *description;    /* paragraphs for --help and the man page */
	const char *examples;	    /* lines "  command   # what it does" */
	unsigned order;		    /* position in `seaworthy --help` */
	const struct opt *options;  /* table ended by an empty row (OPT_END); parsed before run() */
	size_t options_size;	    /* of the structure that the table's offsets point into */
	const char *const *aliases; /* other names, NULL-terminated; not listed; NULL: none */
	bool own_line; /* parses its words itself: argv[0] of run() is the name that was used, `options` NULL */
	const void *defaults; /* such a structure, copied before parsing; NULL = all zero */
	/* The exit code. `options` is that structure, argv the operands. Prints its own errors. */
	int (*run)(void *options, int argc, char **argv, struct arena *a);
};

extern const struct command *const all_commands[];
extern const size_t all_commands_n;

/*
 * Where the name of a command stands in a Trivy-style line that begins with its own flags ("--cache-dir X image
 * …"); 0 when it is none.
 */
int trivy_word_at(int argc, char **argv);

/* Prints the fault and gives the exit code its scope asks for. */
int command_fail(const struct fault *f);
