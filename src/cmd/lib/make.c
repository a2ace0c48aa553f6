/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a folder of feeds to the database file, for `db build` and `db update`.
 *
 * The built-in headline advisories are always part of it, with the lowest priority. The file appears
 * whole or not at all, also when the program is interrupted. What is printed is read back from the
 * file just written, so that the summary cannot say more than the database holds.
 */
#define _GNU_SOURCE
#include "cmd/lib/make.h"

#include "base/amount.h"
#include "base/fs.h"
#include "base/log.h"
#include "cmd/db/subcommand.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

double make_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int make_read(const char *from, struct db_build *b, struct feed_totals *totals, struct fault *f)
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

/* Signals that end the program, from here to there: a temporary file must not be left behind. */
static void hold_signals(sigset_t *before)
{
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ending, before);
}

static bool is_signalled(void)
{
	sigset_t pending;
	sigpending(&pending);
	return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1 ||
	       sigismember(&pending, SIGHUP) == 1;
}

static int write_held(const char *path, struct db_build *b, bool with_text, struct fault *f)
{
	struct fs_file file;
	struct out out;
	TRY(fs_file_create(&file, path, f));
	bool regular = file.temporary != NULL;
	out_init_fd(&out, file.fd);
	int r = build_write(b, with_text, &out, f);
	out_done(&out);
	if (r == 0 && is_signalled())
		r = fault_set(f, E_IO, "interrupted");
	if (r < 0) {
		fs_file_abort(&file);
		return fault_in(f, r, "%s", path);
	}
	TRY(fs_file_commit(&file, f));
	return regular;
}

int make_write(const char *path, struct db_build *b, bool with_text, struct fault *f)
{
	sigset_t before;
	hold_signals(&before);
	int r = write_held(path, b, with_text, f);
	pthread_sigmask(SIG_SETMASK, &before, NULL); /* a signal that came ends the program here */
	return r;
}

int make_summarise(const char *path, const struct feed_totals *totals, double took, struct arena *a,
		   struct out *out, struct fault *f)
{
	OWNED(db_closep) struct db *db = NULL;
	struct db_status status;
	TRY(db_open(path, &db, f));
	TRY(db_status(db, a, &status, f));
	db_print_status(&status, a, out);
	out_printf(out, "\nfiles         %s read, %s not advisories, %s not read to the end\n",
		   str_cstr(a, count_text(a, totals->files - totals->unclaimed)),
		   str_cstr(a, count_text(a, totals->unclaimed)),
		   str_cstr(a, count_text(a, totals->failed)));
	if (isatty(STDOUT_FILENO))
		out_printf(out, "time          %.1f s\n", took);
	return 0;
}

void make_warn(const struct feed_totals *totals)
{
	if (totals->failed)
		log_warn("%llu feed files could not be read to their end; the database lacks the "
			 "rest of them",
			 (unsigned long long)totals->failed);
}
