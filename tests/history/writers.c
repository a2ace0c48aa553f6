/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several processes on one history; one of them killed at any moment; a disk that is full.
 *
 * A writer says what was reported as stored by appending to a file, after store_scan() has returned: every
 * build in that file has to be in the history in the end. HISTORY_KILLS sets how often a writer is killed.
 */
#define _GNU_SOURCE
#include "history_world.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct record build_of(struct arena *a, unsigned writer, uint32_t build)
{
	struct record r = scan_of(str_cstr(a, str_printf(a, "team/%u", writer)),
				  at("2026-01-01") + build * 60, build);
	r.config.bytes[8] = (uint8_t)writer;
	for (unsigned i = 0; i < 20; i++)
		found(a, &r, FINDING_VULNERABILITY,
		      str_cstr(a, str_printf(a, "CVE-%u", (build / 3 + i * 7) % 50)), "openssl",
		      SEVERITY_HIGH);
	return r;
}

struct said {
	uint32_t writer, build;
};

/* Stores builds from `from` up to `to`, saying each. */
NORETURN static void write_builds(const char *path, unsigned writer, uint32_t from, uint32_t to)
{
	struct fault f = { 0 };
	struct store *s = NULL;
	int log = open("said", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (log < 0 || store_open(path, true, &s, &f) < 0) {
		fprintf(stderr, "writer %u: %s\n", writer, f.text);
		_exit(1);
	}
	for (uint32_t b = from; b < to; b++) {
		struct arena *a = arena_new();
		struct record r = build_of(a, writer, b);
		int64_t id;
		struct said said = { writer, b };
		if (store_scan(s, &r, &id, &f) < 0) {
			fprintf(stderr, "writer %u: %s\n", writer, f.text);
			_exit(1);
		}
		if (write(log, &said, sizeof(said)) != sizeof(said))
			_exit(1);
		arena_free(a);
		/* even a busy machine does something else in between */
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	}
	store_close(s);
	_exit(0);
}

static pid_t start(const char *path, unsigned writer, uint32_t from, uint32_t to)
{
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		write_builds(path, writer, from, to);
	return pid;
}

static int status_of(pid_t pid)
{
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

/* Everything that was said is there; the number of it. */
static unsigned check_said(const char *path)
{
	struct fault f = { 0 };
	struct store *s = NULL;
	struct store_status status;
	struct sql *q = NULL;
	struct sql_statement st = { 0 };
	check_ok(store_open(path, true, &s, &f), &f);
	check_ok(store_status(s, &status, &f), &f); /* the integrity check of SQLite */
	store_close(s);
	check_ok(sql_open(path, false, &q, &f), &f);
	check_ok(sql_prepare(q, "SELECT count(*) FROM scan WHERE config = ?", &st, &f), &f);
	FILE *said = fopen("said", "rb");
	assert_non_null(said);
	unsigned n = 0;
	for (struct said x; fread(&x, sizeof(x), 1, said) == 1; n++) {
		struct arena *a = arena_new();
		struct record r = build_of(a, x.writer, x.build);
		sql_bind_blob(&st, 1, str_make(r.config.bytes, 32));
		assert_int_equal(sql_step(&st, &f), 1);
		if (sql_int(&st, 0) != 1)
			fail_msg("build %u of %u was stored and is there %d times", x.build,
				 x.writer, (int)sql_int(&st, 0));
		sql_reset(&st);
		arena_free(a);
	}
	fclose(said);
	unlink("said");
	sql_done(&st);
	sql_close(q);
	return n;
}

static void eight_writers(void **state)
{
	pid_t pids[8];
	for (unsigned i = 0; i < 8; i++)
		pids[i] = start("eight.db", i, 0, 12);
	for (unsigned i = 0; i < 8; i++)
		assert_int_equal(status_of(pids[i]), 0);
	assert_int_equal(check_said("eight.db"), 96);
	assert_int_equal(ask("eight.db", "SELECT count(*) FROM scan"), 96);
	assert_int_equal(ask("eight.db", "SELECT count(*) FROM finding"),
			 ask("eight.db", "SELECT count(DISTINCT print) FROM finding"));
}

/* The highest build that the writer has tried may be there without having been said: go on behind it. */
static uint32_t next_build(const char *path, unsigned writer)
{
	struct fault f = { 0 };
	struct sql *q = NULL;
	int64_t last = 0;
	char query[128];
	snprintf(query, sizeof(query),
		 "SELECT max(time) FROM scan JOIN image ON image.id = image WHERE name = 'team/%u'",
		 writer);
	/* to be written: a journal that was left behind is rolled back */
	check_ok(sql_open(path, true, &q, &f), &f);
	check_ok(sql_ask(q, query, 0, &last, &f), &f);
	sql_close(q);
	return last ? (uint32_t)((last - at("2026-01-01")) / 60) + 1 : 0;
}

static void killed_at_random(void **state)
{
	const char *wanted = getenv("HISTORY_KILLS");
	uint64_t kills = 60, seed = 42;
	if (wanted)
		assert_true(str_u64(str_of(wanted), 1000000, &kills));
	struct world w;
	open_world(&w, "kill.db");
	close_world(&w);
	pid_t steady = start("kill.db", 0, 0, UINT32_MAX);
	unsigned hot = 0;
	for (uint64_t i = 0; i < kills; i++) {
		uint32_t from = i ? next_build("kill.db", 1) : 0;
		pid_t pid = start("kill.db", 1, from, UINT32_MAX);
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		struct timespec t = { .tv_nsec = (long)(seed >> 33) % 40000000 };
		nanosleep(&t, NULL);
		kill(pid, SIGKILL);
		int status = status_of(pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		hot += access("kill.db-journal", F_OK) == 0;
	}
	kill(steady, SIGKILL);
	assert_true(WIFSIGNALED(status_of(steady)));
	unsigned said = check_said("kill.db");
	assert_true(said > 0);
	print_message(
		"# %llu kills, %u scans reported as stored, all there; %u times a journal was "
		"in use\n",
		(unsigned long long)kills, said, hot);
}

/* A small file system of our own; false when we may not. */
static bool mount_small(const char *path)
{
	char map[64];
	unsigned uid = getuid();
	mkdir(path, 0700);
	if (unshare(CLONE_NEWNS | (uid ? CLONE_NEWUSER : 0)) < 0)
		return false;
	if (uid) {
		int fd = open("/proc/self/uid_map", O_WRONLY);
		int n = snprintf(map, sizeof(map), "0 %u 1", uid);
		bool ok = fd >= 0 && write(fd, map, (size_t)n) == n;
		close(fd);
		if (!ok)
			return false;
	}
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("tmpfs", path, "tmpfs", 0, "size=256k") == 0;
}

/* 0 as it should be, 1 not, 2 not possible here. */
static int fill_disk(void)
{
	struct fault f = { 0 };
	struct store *s = NULL;
	struct store_status status;
	if (!mount_small("small"))
		return 2;
	if (store_open("small/h.db", true, &s, &f) < 0)
		return 1;
	uint32_t stored = 0;
	int r = 0;
	for (uint32_t b = 0; b < 5000 && r == 0; b++) {
		struct arena *a = arena_new();
		struct record x = scan_of("team/full", at("2026-01-01") + b * 60, b);
		for (unsigned i = 0; i < 20; i++)
			found(a, &x, FINDING_VULNERABILITY,
			      str_cstr(a, str_printf(a, "CVE-%u-%u", b, i)), "openssl",
			      SEVERITY_HIGH);
		int64_t id;
		r = store_scan(s, &x, &id, &f);
		stored += r == 0;
		arena_free(a);
	}
	if (r != E_NOSPACE || !strstr(f.text, "no space left")) {
		fprintf(stderr, "%u stored, then %d %s\n", stored, r, f.text);
		return 1;
	}
	/* what was stored is there, and reading goes on */
	if (store_status(s, &status, &f) < 0 || status.scans != stored)
		return 1;
	store_close(s);
	return access("small/h.db-journal", F_OK) == 0;
}

static void full_disk(void **state)
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0)
		_exit(fill_disk());
	int status = status_of(pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 2) {
		print_message("skip: no file system can be mounted here\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_writers),
		cmocka_unit_test(killed_at_random),
		cmocka_unit_test(full_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
