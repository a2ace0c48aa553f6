/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy db build: a folder of feeds → one file.
 */
#include "cmd/command.h"
#include "cmd/db/subcommand.h"
#include "cmd/lib/database.h"
#include "cmd/lib/make.h"

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct db_options *o = parsed;
	if (!o->from)
		return fault_set(f, E_USAGE,
				 "db build needs --from DIR, the folder with the feeds");
	const char *path = o->output ? o->output : database_default_path(a, NULL);
	if (!path)
		return fault_set(f, E_USAGE, "db build needs -o FILE: HOME is not set");
	double start = make_seconds();
	struct feed_totals totals = { 0 };
	OWNED(build_freep) struct db_build *b = build_new();
	TRY(make_read(o->from, b, &totals, f));
	if (!o->output)
		TRY(database_make_folders(path, f));
	int r = make_write(path, b, !o->no_text, f);
	if (r == 1)
		r = make_summarise(path, &totals, make_seconds() - start, a, out, f);
	TRY(r);
	make_warn(&totals);
	return totals.failed ? EXIT_INCOMPLETE : EXIT_FIT;
}

const struct subcommand db_subcommand_build = {
	.name = "build",
	.options = DB_OPTION_FROM | DB_OPTION_OUTPUT | DB_OPTION_NO_TEXT,
	.run = run,
};
