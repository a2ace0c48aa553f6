/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where reports go: standard output in one format, and any number of FORMAT=FILE.
 *
 * All files are created before the program confines itself, under temporary names; they appear under
 * their own names only when all of them were written. Nothing partial is ever left.
 */
#pragma once

#include "base/fs.h"
#include "base/opt.h"
#include "base/vec.h"
#include "tell/format.h"

struct output {
	size_t choice; /* index of the name that was chosen */
	const char *name;
	struct fs_file file;
	bool is_stdout;
};

struct output_set {
	struct arena *arena;
	VEC(struct output) outputs;
	VEC(const char *) folders;   /* in which finished files are renamed */
	VEC(struct key_value) names; /* of the environment, for tell_options */
};

/*
 * `format` for standard output (NULL or "none": nothing there); `more` holds "FORMAT=FILE", FILE may be -.
 * E_USAGE names the formats there are. Reads the variables that formats ask for (tell_names), and warns when one is
 * missing without which a file would be refused.
 */
int output_open(struct output_set *set, const char *format, const struct opt_list *more,
		struct fault *f);

/* Writes all of them, several at a time, and brings the files to their names. */
int output_write(struct output_set *set, const struct report_set *reports,
		 const struct tell_options *options, struct fault *f);

/*
 * The same for formats of another kind: `names` (ended by NULL) are those to choose from. `write` is given the index
 * of the one that was chosen; `colour` is that of the terminal, and `width` its columns, 0 for a file.
 */
int output_open_named(struct output_set *set, const char *const *names, const char *format,
		      const struct opt_list *more, struct fault *f);
typedef int output_writer(void *context, size_t choice, bool colour, unsigned width,
			  struct out *out, struct fault *f);
int output_write_named(struct output_set *set, output_writer *write, void *context,
		       struct fault *f);

/* Removes what was not finished; releases everything. */
void output_abort(struct output_set *set);
