/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy db build: a folder of feeds → one file.
 *
 * The built-in headline advisories are always part of it, with the lowest priority. The file appears
 * whole or not at all. What is printed is read back from the file just written, so that the summary
 * cannot say more than the database holds.
 */
#include "base/fs.h"
#include "base/log.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/db/subcommand.h"
#include "cmd/lib/database.h"
#include "feed/feed.h"

#include <time.h>
#include <unistd.h>

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int read_feeds(const char *from, struct db_build *b, struct feed_totals *totals,
		      struct fault *f)
{
	TRY(feed_read_headline(b, f));
	progress_begin("reading feeds");
	int r = feed_read_directory(from, b, totals, f);
	progress_end();
	TRY(r);
	if (totals->files <= totals->unclaimed)
		return fault_set(f, E_NOTFOUND,
				 "%s: none of %llu files is an advisory feed that is known", from,
				 (unsigned long long)totals->files);
	return 0;
}

/* 1 when the file can be read back, 0 when it went into a pipe or the like. */
static int write_file(const char *path, struct db_build *b, bool with_text, struct fault *f)
{
	struct fs_file file;
	struct out out;
	TRY(fs_file_create(&file, path, f));
	bool regular = file.temporary != NULL;
	out_init_fd(&out, file.fd);
	int r = build_write(b, with_text, &out, f);
	out_done(&out);
	if (r < 0) {
		fs_file_abort(&file);
		return fault_in(f, r, "%s", path);
	}
	TRY(fs_file_commit(&file, f));
	return regular;
}

static int summarise(const char *path, const struct feed_totals *totals, double took,
		     struct arena *a, struct out *out, struct fault *f)
{
	OWNED(db_closep) struct db *db = NULL;
	struct db_status status;
	TRY(db_open(path, &db, f));
	TRY(db_status(db, a, &status, f));
	db_print_status(&status, a, out);
	out_printf(out, "\nfiles         %s read, %s not advisories, %s not read to the end\n",
		   str_cstr(a, db_count(a, totals->files - totals->unclaimed)),
		   str_cstr(a, db_count(a, totals->unclaimed)),
		   str_cstr(a, db_count(a, totals->failed)));
	if (isatty(STDOUT_FILENO))
		out_printf(out, "time          %.1f s\n", took);
	return 0;
}

static int run(const struct db_options *o, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	if (!o->from)
		return fault_set(f, E_USAGE,
				 "db build needs --from DIR, the folder with the feeds");
	const char *path = o->output ? o->output : database_default_path(a, NULL);
	if (!path)
		return fault_set(f, E_USAGE, "db build needs -o FILE: HOME is not set");
	double start = seconds();
	struct feed_totals totals = { 0 };
	OWNED(build_freep) struct db_build *b = build_new();
	TRY(read_feeds(o->from, b, &totals, f));
	if (!o->output)
		TRY(database_make_folders(path, f));
	int r = write_file(path, b, !o->no_text, f);
	if (r == 1)
		r = summarise(path, &totals, seconds() - start, a, out, f);
	TRY(r);
	if (totals.failed)
		log_warn("%llu feed files could not be read to their end; the database lacks the "
			 "rest of them",
			 (unsigned long long)totals.failed);
	return totals.failed ? EXIT_INCOMPLETE : EXIT_FIT;
}

const struct db_subcommand db_subcommand_build = {
	.name = "build",
	.options = DB_OPTION_FROM | DB_OPTION_OUTPUT | DB_OPTION_NO_TEXT,
	.run = run,
};
