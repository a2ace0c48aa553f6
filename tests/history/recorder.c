/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "history_world.h"
#include "sample_report.h"

#include "base/sandbox.h"
#include "cmd/lib/recorder.h"
#include "find/watch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MUST(cond)                                                                              \
	do {                                                                                    \
		if (!(cond)) {                                                                  \
			fprintf(stderr, "%s:%d: %s (%s)\n", __FILE__, __LINE__, #cond, f.text); \
			_exit(1);                                                               \
		}                                                                               \
	} while (0)

static struct report *report_of(const char *created, const char *const ids[])
{
	struct report *r = report_new();
	r->created = str_of(created);
	r->reference = STR("app.tar");
	r->image.name = STR("registry.example/team/app:1.2");
	r->image.config = sample_digest((unsigned char)created[9]);
	sample_layer(r, "RUN make", 10, 3000);
	uint32_t p = sample_package(r, PACKAGE_DEB, "openssl", "1.0", "openssl", "1.0", 0);
	for (size_t i = 0; ids[i]; i++)
		sample_vulnerability(r, PLACE_ACT_NOW, SEVERITY_HIGH, ids[i], "a hole", p, "1.1");
	return r;
}

/* The child that recorder_start() made. */
static pid_t only_child(void)
{
	char path[64], text[64] = "";
	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	int fd = open(path, O_RDONLY);
	uint64_t pid = 0;
	struct str word, rest;
	if (fd >= 0 && read(fd, text, sizeof(text) - 1) > 0) {
		rest = str_of(text);
		if (str_next_word(&rest, &word))
			str_u64(word, INT32_MAX, &pid);
	}
	close(fd);
	return (pid_t)pid;
}

/* In a process of its own, which may confine itself. */
static void in_child(void (*body)(void))
{
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		signal(SIGPIPE, SIG_IGN);
		body();
		_exit(0);
	}
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("the child ended with status %#x", (unsigned)status);
}

static void confined(void)
{
	struct fault f = { 0 };
	struct recorder *r;
	struct sandbox_state state;
	struct sandbox_plan plan = { 0 };
	MUST(recorder_start("state/h.db", &r, &f) == 0);
	MUST(sandbox_enter(&plan, &state, &f) == 0);
	struct report *first = report_of("2026-03-01T00:00:00Z",
					 (const char *[]){ "CVE-2026-1", "CVE-2026-2", NULL });
	MUST(recorder_recall(r, first, &f) == 0);
	MUST(str_is(first->findings.p[0].first_seen, "2026-03-01") && first->trend.n == 0);
	MUST(recorder_store(r, first, SCANNER_ALL, &f) == 0);
	struct report *second = report_of("2026-03-08T00:00:00Z",
					  (const char *[]){ "CVE-2026-2", "CVE-2026-3", NULL });
	MUST(recorder_recall(r, second, &f) == 0);
	MUST(str_is(second->findings.p[0].first_seen, "2026-03-01"));
	MUST(str_is(second->findings.p[1].first_seen, "2026-03-08"));
	MUST(second->trend.n == 1 && second->trend.p[0].by_severity[SEVERITY_HIGH] == 2);
	MUST(recorder_store(r, second, SCANNER_ALL, &f) == 0);
	recorder_stop(r);
	report_free(first);
	report_free(second);
	MUST(only_child() == 0);
}

static void remembers(void **state)
{
	mkdir("state", 0700);
	in_child(confined);
	assert_int_equal(ask("state/h.db", "SELECT count(*) FROM scan"), 2);
	assert_int_equal(ask("state/h.db", "SELECT count(*) FROM seen WHERE gone <> 0"), 1);
	assert_int_equal(ask("state/h.db", "SELECT count(*) FROM image WHERE name ="
					   " 'registry.example/team/app'"),
			 1);
	assert_int_equal(access("state/h.db-journal", F_OK), -1);
}

/* The child can neither connect, execute nor leave its folder: asked of the kernel, not of its code. */
static void child_is_confined(void)
{
	struct fault f = { 0 };
	struct recorder *r;
	struct sandbox_state state;
	pid_t probe = fork();
	if (probe == 0) {
		struct sandbox_plan none = { 0 };
		_exit(sandbox_enter(&none, &state, &f) == 0 && state.seccomp ? 0 : 1);
	}
	int status = 0;
	waitpid(probe, &status, 0);
	if (WEXITSTATUS(status) != 0)
		return; /* nothing is confined here */
	MUST(recorder_start("state/c.db", &r, &f) == 0);
	struct report *x = report_of("2026-03-01", (const char *[]){ NULL });
	MUST(recorder_recall(r, x, &f) == 0);
	char path[64], text[4096];
	snprintf(path, sizeof(path), "/proc/%d/status", (int)only_child());
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, text, sizeof(text));
	MUST(n > 0 && str_has(str_make(text, (size_t)n), STR("Seccomp:\t2")));
	MUST(str_has(str_make(text, (size_t)n), STR("NoNewPrivs:\t1")));
	recorder_stop(r);
}

static void child_confined(void **state)
{
	in_child(child_is_confined);
}

static void write_role(void)
{
	struct fault f = { 0 };
	struct sandbox_state state;
	struct sandbox_plan plan = { .write_dir = "state" };
	MUST(sandbox_enter(&plan, &state, &f) == 0);
	if (!state.seccomp || !state.landlock)
		return;
	int fd = open("state/file", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	MUST(fd >= 0 && write(fd, "x", 1) == 1);
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	MUST(fcntl(fd, F_SETLK, &lock) == 0);
	MUST(unlink("state/file") == 0);
	static const char *const words[] = { "socket", "exec",	       "ptrace", "open-write",
					     "create", "open-outside", "fork",	 "rename-outside" };
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (!sandbox_refuses(words[i])) {
			fprintf(stderr, "%s is not refused\n", words[i]);
			_exit(1);
		}
	}
	MUST(open("/etc/passwd", O_RDONLY) < 0 && mkdir("state/folder", 0700) < 0);
	MUST(rename("state/h.db", "state/g.db") < 0);
}

static void role(void **state)
{
	mkdir("state", 0700);
	in_child(write_role);
}

static void dies(void)
{
	struct fault f = { 0 };
	struct recorder *r;
	struct report *x = report_of("2026-03-01", (const char *[]){ "CVE-2026-1", NULL });
	MUST(recorder_start("state/d.db", &r, &f) == 0);
	MUST(recorder_recall(r, x, &f) == 0);
	MUST(kill(only_child(), SIGKILL) == 0);
	MUST(recorder_store(r, x, SCANNER_ALL, &f) == E_IO && strstr(f.text, "has died"));
	f = (struct fault){ 0 };
	MUST(recorder_recall(r, x, &f) == 0 && recorder_store(r, x, SCANNER_ALL, &f) == 1);
	MUST(f.code == 0); /* said once */
	recorder_stop(r);
	report_free(x);
}

static void recorder_dies(void **state)
{
	mkdir("state", 0700);
	in_child(dies);
}

static void refuses(void)
{
	struct fault f = { 0 };
	struct recorder *r;
	struct report *x = report_of("2026-03-01", (const char *[]){ "CVE-2026-1", NULL });
	MUST(recorder_start("state/not.db", &r, &f) == 0);
	MUST(recorder_recall(r, x, &f) == E_CORRUPT);
	MUST(strcmp(f.text, "state/not.db: this is not a history") == 0);
	f = (struct fault){ 0 };
	MUST(recorder_store(r, x, SCANNER_ALL, &f) == 1 && f.code == 0);
	recorder_stop(r);
	report_free(x);
}

static void not_ours(void **state)
{
	mkdir("state", 0700);
	int fd = open("state/not.db", O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "hello, I am a shopping list, and long enough to be read", 55),
			 55);
	close(fd);
	in_child(refuses);
}

/* More than a socket holds at once, in both directions. */
static void many(void)
{
	struct fault f = { 0 };
	struct recorder *r;
	struct report *x = report_of("2026-03-01", (const char *[]){ NULL });
	for (unsigned i = 0; i < 21000; i++) {
		struct finding *g = report_add(x, FINDING_MISCONFIGURATION);
		g->id = STR("leftover");
		g->path = str_printf(x->arena, "var/cache/%u", i);
	}
	MUST(recorder_start("state/many.db", &r, &f) == 0);
	MUST(recorder_store(r, x, SCANNER_ALL, &f) == 0);
	x->created = STR("2026-03-09");
	MUST(recorder_recall(r, x, &f) == 0);
	MUST(str_is(x->findings.p[0].first_seen, "2026-03-01"));
	MUST(str_is(x->findings.p[20999].first_seen, "2026-03-09")); /* beyond the limit */
	recorder_stop(r);
	report_free(x);
}

static void large(void **state)
{
	mkdir("state", 0700);
	in_child(many);
	assert_int_equal(ask("state/many.db", "SELECT count(*) FROM seen"), 20000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remembers), cmocka_unit_test(child_confined),
		cmocka_unit_test(role),	     cmocka_unit_test(recorder_dies),
		cmocka_unit_test(not_ours),  cmocka_unit_test(large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
