/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Option tables: one row an option, from which come parsing, the help text, the man page's option
 * list and shell completion.
 *
 * Values go into the command's own options structure at `offset`. Accepted: --name VALUE,
 * --name=VALUE, -x VALUE,
 * -xVALUE, grouped flags (-qv), "--" ends options, operands and options in any order. A flag can be
 * undone with
 * --no-NAME. An option may be abbreviated to nothing: exact names only, a wrong one is answered
 * with the nearest.
 */
#pragma once

#include "base/arena.h"
#include "base/fault.h"
#include "base/out.h"

enum opt_kind {
	OPT_END,
	OPT_FLAG,   /* bool */
	OPT_STRING, /* const char * */
	OPT_LIST,   /* struct opt_list: repeatable, and split at commas when `split` */
	OPT_NUMBER, /* uint64_t, at most `max` */
	OPT_CHOICE, /* unsigned: index into `choices` */
	OPT_MAYBE, /* unsigned: 0 not given, 1 --name alone, 2 + index into `choices` for --name=VALUE;
		     * the value never is the next word */
	OPT_GROUP, /* a heading in the help text; no option */
	OPT_IGNORED, /* accepted for compatibility, with `arg` or without; a note says it does nothing */
};

struct opt_list {
	const char **p;
	size_t n, cap;
};

struct opt {
	enum opt_kind kind;
	char letter;		    /* 0 = none */
	const char *name;	    /* "platform" */
	const char *arg;	    /* "OS/ARCH" in the help; NULL for a flag */
	const char *help;	    /* one sentence without full stop */
	size_t offset;		    /* offsetof(struct scan_options, …) */
	uint64_t max;		    /* OPT_NUMBER */
	const char *const *choices; /* OPT_CHOICE, OPT_MAYBE, NULL-terminated */
	bool split;
	bool hidden; /* not in --help */
};

/*
 * Parses argv[1…] by `table` and by `common` (may be NULL) into `options` and `common_options`.
 * Operands are moved to argv[0 … *out_operands). Lists grow in `a`. E_USAGE with one clear line.
 */
int opt_parse(const struct opt *table, void *options, const struct opt *common,
	      void *common_options, int argc, char **argv, int *out_operands, struct arena *a,
	      struct fault *f);

/*
 * Where the first operand stands when argv[1…] is read by `table` alone; argc when there is none.
 * For options that come before a subcommand's name.
 */
int opt_skip(const struct opt *table, int argc, char **argv);

/* The option part of a help text, wrapped to `width` columns. */
void opt_help(const struct opt *table, unsigned width, struct out *out);

/* The one of `words` (NULL-terminated) nearest to `word`, or NULL when none is near. */
const char *opt_nearest(const char *word, const char *const *words);
