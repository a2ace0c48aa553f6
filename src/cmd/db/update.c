/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy db update: the list of sources → downloads → one file. The only command that uses the
 * network.
 *
 *     list ─► DOWNLOADS/files/FILE …  (read/net/download.c, four at a time) ─► cmd/lib/make.c ─► database
 *
 * The database is built from what lies below DOWNLOADS/files and from nothing else, so that it
 * depends on the files' contents only, `db build --from` of that folder gives the same bytes, and the
 * folder can be served as a mirror for others. What a source no longer on the list left there is
 * removed; a file that was put there by hand stays and is used.
 *
 * Must stay true: until the new database is complete, the old one is untouched. A source that fails
 * fails the update, unless --keep-going says that its last good download will do; that is exit code
 * 3 then, never 0. Two updates never work on one folder (a lock). Ctrl-C is harmless at every point:
 * downloads are made to be continued, and the database is renamed at the end.
 */
#define _GNU_SOURCE
#include "base/amount.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/pool.h"
#include "cmd/command.h"
#include "cmd/db/subcommand.h"
#include "cmd/lib/database.h"
#include "cmd/lib/make.h"
#include "cmd/lib/sources.h"
#include "read/net/download.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define JOBS  4	 /* servers of feeds do not mind, and latency is most of an update */
#define SHOWN 10 /* failures printed one by one */

struct fetched {
	const struct source *source;
	const char *file, *state;
	struct download_result result;
	int answer; /* of download_fetch() */
	struct fault fault;
};

struct update {
	const struct db_options *options;
	struct arena *arena;
	struct source_list sources;
	struct fetched *fetched; /* one for each source */
	const char *database, *folder;
	struct http *http[JOBS];
	uint64_t received;
	bool unreachable; /* a server could not be reached after all retries: probably all of them */
};

static const char *join(struct arena *a, const char *folder, const char *between, struct str name)
{
	return str_printf(a, "%s%s%.*s%c", folder, between, STRF(name), 0).p;
}

/* "alpine/v3.20/main.json" → "alpine+v3.20+main.json"; a source's name has no plus sign. */
static struct str flat(struct arena *a, struct str file)
{
	char *p = arena_bytes(a, file.n);
	for (size_t i = 0; i < file.n; i++)
		p[i] = file.p[i] == '/' ? '+' : file.p[i];
	return str_make(p, file.n);
}

/* What a download has to be before it replaces the last one. */
struct expected {
	struct update *update;
	const struct source *source;
};

static int check_content(void *context, const char *path, struct fault *f)
{
	const struct expected *e = context;
	const struct source *s = e->source;
	char head[1024];
	OWNED(fd_closep) int fd = -1;
	TRY(fs_open_read(path, &fd, f));
	ssize_t n = pread(fd, head, sizeof(head), 0);
	if (n < 0)
		return fault_errno(f, errno, "%s", path);
	const char *mistaken = source_mistaken(s->kind, str_make(head, (size_t)n));
	if (mistaken)
		return fault_set(f, E_UNSUPPORTED,
				 "what came is %s, not %s; is a proxy or a login page in between?",
				 mistaken, s->kind->name);
	int r = feed_check(path, str_of(s->file), f);
	return fault_in(f, r, "what came cannot be used");
}

static void count(void *context, uint64_t n)
{
	const struct expected *e = context;
	progress_update(__atomic_add_fetch(&e->update->received, n, __ATOMIC_RELAXED), 0);
}

static int fetch(struct update *u, struct fetched *x, unsigned worker)
{
	const struct db_options *o = u->options;
	const struct http_options options = {
		.ca_file = o->ca_file,
		.allow_plain = o->allow_plain,
		.stall_seconds = (unsigned)o->stall,
	};
	struct expected expected = { u, x->source };
	bool unreachable = __atomic_load_n(&u->unreachable, __ATOMIC_RELAXED);
	const struct download download = {
		.url = x->source->url,
		.file = x->file,
		.state = x->state,
		.max_bytes = LIMIT_FEED_FILE,
		.retries = unreachable ? 0 : (unsigned)o->retries,
		.check = check_content,
		.progress = count,
		.context = &expected,
	};
	if (!u->http[worker])
		TRY(http_open(&options, &u->http[worker], &x->fault));
	TRY(database_make_folders(x->file, &x->fault));
	return download_fetch(u->http[worker], &download, &x->result, &x->fault);
}

static void fetch_task(void *context, size_t i, unsigned worker)
{
	struct update *u = context;
	struct fetched *x = &u->fetched[i];
	x->answer = fetch(u, x, worker);
	if (x->answer < 0 && x->result.unreachable)
		__atomic_store_n(&u->unreachable, true, __ATOMIC_RELAXED);
	if (x->answer >= 0)
		log_info("%s: %s", x->source->file, x->answer ? "fetched" : "unchanged");
}

static int fetch_all(struct update *u, struct fault *f)
{
	struct arena *a = u->arena;
	TRY(http_start(f));
	u->fetched = arena_array(a, u->sources.n, sizeof(*u->fetched));
	for (size_t i = 0; i < u->sources.n; i++) {
		struct fetched *x = &u->fetched[i];
		struct str file = str_of(u->sources.p[i].file);
		x->source = &u->sources.p[i];
		x->file = join(a, u->folder, "/files/", file);
		x->state = join(a, u->folder, "/state/", flat(a, file));
	}
	progress_begin("fetching feeds");
	pool_run(JOBS, u->sources.n, fetch_task, u);
	progress_end();
	for (size_t i = 0; i < JOBS; i++)
		http_close(u->http[i]);
	return 0;
}

/* The day of the download that is there, for a message. */
static struct str day_of(struct arena *a, const char *path)
{
	struct stat st;
	struct tm day;
	if (stat(path, &st) < 0 || !gmtime_r(&st.st_mtime, &day))
		return STR("before");
	return str_printf(a, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

static void report_failure(const struct update *u, const struct fetched *x)
{
	struct str url = http_shown(u->arena, x->source->url);
	struct str then = STR("");
	if (u->options->keep_going)
		then = x->result.kept ? str_printf(u->arena, "; the download of %.*s is used",
						   STRF(day_of(u->arena, x->file)))
				      : STR("; the database lacks it");
	if (u->options->keep_going)
		log_warn("%s: %.*s: %s%.*s", x->source->file, STRF(url), x->fault.text, STRF(then));
	else
		log_error("%s: %.*s: %s", x->source->file, STRF(url), x->fault.text);
}

/* Names what failed; how many did. A fault when the update cannot go on. */
static int settle(const struct update *u, size_t *out_failed, struct fault *f)
{
	size_t failed = 0, usable = 0;
	for (size_t i = 0; i < u->sources.n; i++) {
		const struct fetched *x = &u->fetched[i];
		usable += x->answer >= 0 || x->result.kept;
		if (x->answer < 0 && failed++ < SHOWN)
			report_failure(u, x);
	}
	*out_failed = failed;
	if (failed > SHOWN)
		log_error("and %zu further sources", failed - SHOWN);
	if (!failed || (u->options->keep_going && usable))
		return 0;
	bool there = access(u->database, F_OK) == 0;
	return fault_set(f, E_NET, "%zu of %zu sources failed: %s %s%s", failed, u->sources.n,
			 u->database, there ? "stays as it was" : "was not made",
			 u->options->keep_going ? ""
						: "; what was fetched is kept for the next time, "
						  "--keep-going does without the rest");
}

/* STATE names a source that is not on the list: forgotten; what a killed run left: removed. */
static void clean_one(const struct update *u, const struct map *wanted, struct str entry)
{
	static const struct str suffixes[] = { STR_INIT(".part.meta"), STR_INIT(".part"),
					       STR_INIT(".meta") };
	struct arena *a = u->arena;
	const char *path = join(a, u->folder, "/state/", entry);
	if (str_ends(entry, STR(".tmp"))) {
		unlink(path);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
		if (!str_ends(entry, suffixes[i]))
			continue;
		struct str name = str_slice(entry, 0, entry.n - suffixes[i].n);
		if (map_get(wanted, name))
			return;
		char *file = arena_bytes(a, name.n);
		for (size_t k = 0; k < name.n; k++)
			file[k] = name.p[k] == '+' ? '/' : name.p[k];
		log_info("%.*s: no longer on the list: removed", (int)name.n, file);
		download_forget(join(a, u->folder, "/files/", str_make(file, name.n)),
				join(a, u->folder, "/state/", name));
		return;
	}
}

static void dir_closep(DIR **d)
{
	if (*d)
		closedir(*d);
}

static int clean(const struct update *u, struct fault *f)
{
	struct map wanted;
	const char *state = join(u->arena, u->folder, "/state", STR(""));
	map_init(&wanted, u->arena);
	for (size_t i = 0; i < u->sources.n; i++)
		map_put(&wanted, flat(u->arena, str_of(u->sources.p[i].file)), NULL);
	OWNED(dir_closep) DIR *d = opendir(state);
	if (!d)
		return fault_errno(f, errno, "%s", state);
	for (struct dirent *e = readdir(d); e; e = readdir(d))
		clean_one(u, &wanted, str_dup(u->arena, str_of(e->d_name)));
	return 0;
}

static int lock(const struct update *u, int *out_fd, struct fault *f)
{
	const char *path = join(u->arena, u->folder, "/state/lock", STR(""));
	TRY(database_make_folders(path, f));
	TRY(database_make_folders(join(u->arena, u->folder, "/files/", STR("")), f));
	OWNED(fd_closep) int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0)
		return fault_errno(f, errno, "%s", path);
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		return fault_set(f, E_IO, "%s: another update is at work", u->folder);
	*out_fd = fd;
	fd = -1;
	return 0;
}

/* Whether the database can be written is known before a gigabyte was fetched. */
static int check_target(const struct update *u, struct fault *f)
{
	struct stat st;
	struct str path = str_of(u->database);
	size_t slash = str_rfind_char(path, '/');
	const char *folder = slash == SIZE_MAX ? "."
			     : slash == 0      ? "/"
					       : str_cstr(u->arena, str_slice(path, 0, slash));
	if (stat(u->database, &st) == 0 && !S_ISREG(st.st_mode))
		return fault_set(f, E_USAGE, "%s: not a file that could be replaced", u->database);
	if (access(folder, W_OK | X_OK) < 0)
		return fault_errno(f, errno, "%s: nothing can be written there", folder);
	return 0;
}

static void print_counts(const struct update *u, size_t failed, struct out *out)
{
	size_t fresh = 0, same = 0;
	for (size_t i = 0; i < u->sources.n; i++) {
		fresh += u->fetched[i].answer == 1;
		same += u->fetched[i].answer == 0;
	}
	out_printf(out, "sources       %zu fetched (%.*s bytes), %zu unchanged, %zu failed\n",
		   fresh, STRF(count_text(u->arena, u->received)), same, failed);
}

static int build(const struct update *u, size_t failed, struct out *out, struct fault *f)
{
	double start = make_seconds();
	struct feed_totals totals = { 0 };
	OWNED(build_freep) struct db_build *b = build_new();
	TRY(make_read(join(u->arena, u->folder, "/files", STR("")), b, &totals, f));
	TRY(make_write(u->database, b, !u->options->no_text, f));
	TRY(make_summarise(u->database, &totals, make_seconds() - start, u->arena, out, f));
	print_counts(u, failed, out);
	make_warn(&totals);
	if (failed)
		log_warn("%zu of %zu sources failed; the database was made without their news",
			 failed, u->sources.n);
	return failed || totals.failed ? EXIT_INCOMPLETE : EXIT_FIT;
}

static int print_list(const struct update *u, struct out *out)
{
	for (size_t i = 0; i < u->sources.n; i++) {
		const struct source *s = &u->sources.p[i];
		out_printf(out, "%s %s %.*s\n", s->file, s->kind->name,
			   STRF(http_shown(u->arena, s->url)));
	}
	return EXIT_FIT;
}

static int check_options(const struct db_options *o, struct fault *f)
{
	if (o->insecure)
		return fault_set(
			f, E_USAGE,
			"there is no --insecure: certificates are always checked; name your "
			"own authority with --cacert FILE");
	OWNED(fd_closep) int fd = -1;
	return o->ca_file ? fs_open_read(o->ca_file, &fd, f) : 0;
}

static void warn_of_plain(const struct update *u)
{
	size_t plain = 0;
	for (size_t i = 0; i < u->sources.n; i++)
		plain +=
			str_eq_nocase(str_slice(str_of(u->sources.p[i].url), 0, 7), STR("http://"));
	if (plain)
		log_warn(
			"%zu of %zu sources come over http://: everybody on the way can change them",
			plain, u->sources.n);
}

static int update(struct update *u, struct out *out, struct fault *f)
{
	size_t failed = 0;
	OWNED(fd_closep) int locked = -1;
	if (!u->options->output)
		TRY(database_make_folders(u->database, f));
	TRY(check_target(u, f));
	TRY(lock(u, &locked, f));
	warn_of_plain(u);
	/* a full disk and a closed connection are to be errors, not the end of the process */
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	TRY(fetch_all(u, f));
	TRY(settle(u, &failed, f));
	TRY(clean(u, f));
	int r = build(u, failed, out, f);
	if (r < 0 && access(u->database, F_OK) == 0)
		return fault_set(f, r, "%s; the old database stays as it was",
				 str_cstr(u->arena, str_of(f->text)));
	return r;
}

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct db_options *o = parsed;
	struct update u = { .options = o, .arena = a };
	const struct source_changes changes = { o->mirror, &o->rewrite, o->allow_plain };
	TRY(check_options(o, f));
	TRY(sources_read(o->sources, &changes, a, &u.sources, f));
	if (o->list)
		return print_list(&u, out);
	u.database = o->output ? o->output : database_default_path(a, NULL);
	if (!u.database)
		return fault_set(f, E_USAGE, "db update needs -o FILE: HOME is not set");
	u.folder = o->downloads ? o->downloads : join(a, u.database, ".feeds", STR(""));
	return update(&u, out, f);
}

const struct subcommand db_subcommand_update = {
	.name = "update",
	.options = DB_OPTION_OUTPUT | DB_OPTION_NO_TEXT | DB_OPTION_UPDATE,
	.run = run,
};
