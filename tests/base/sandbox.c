/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every case runs in a child that confines itself; the parent looks at how it ended. There is a
 * folder "in" to read, a folder "out" for outputs, and "else" that is neither.
 */
#define _GNU_SOURCE
#include "check.h"

#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/pool.h"
#include "base/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seccomp.h>

/* In a child there is no cmocka: a failed check says where and ends it. */
#define MUST(cond)                                                                           \
	do {                                                                                 \
		if (!(cond)) {                                                               \
			fprintf(stderr, "%s:%d: %s (errno %d)\n", __FILE__, __LINE__, #cond, \
				errno);                                                      \
			_exit(1);                                                            \
		}                                                                            \
	} while (0)

static void put_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static int set_up(void **state)
{
	(void)state;
	mkdir("in", 0700);
	mkdir("in/deep", 0700);
	mkdir("out", 0700);
	mkdir("else", 0700);
	put_file("in/deep/file", "inside");
	put_file("else/file", "outside");
	put_file("out/old", "old");
	unlink("in/link");
	return symlink("../else/file", "in/link");
}

struct place {
	int in;
	struct sandbox_state state;
};

static void enter(struct place *p, bool renames)
{
	static const char *const out[] = { "out" };
	struct fault f = { 0 };
	p->in = open("in", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	MUST(p->in >= 0);
	struct sandbox_plan plan = {
		.read_dirs = &p->in,
		.read_dirs_n = 1,
		.rename_dirs = renames ? out : NULL,
		.rename_dirs_n = renames ? 1 : 0,
	};
	if (sandbox_enter(&plan, &p->state, &f) < 0)
		fprintf(stderr, "%s\n", f.text);
	MUST(f.code == 0);
}

/* The wait status of a child that runs `body`. */
static int status_of(void (*body)(void))
{
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		body();
		_exit(0);
	}
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void expect_done(void (*body)(void))
{
	int status = status_of(body);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("the child ended with status %#x", (unsigned)status);
}

static void expect_killed(void (*body)(void))
{
	int status = status_of(body);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
		fail_msg("the child ended with status %#x, not by SIGSYS", (unsigned)status);
}

/* What is in force on this machine; exit code 0 both, 1 no seccomp, 2 no Landlock, 3 neither. */
static void probe(void)
{
	static const char *const out[] = { "out" };
	struct sandbox_state s;
	struct fault f;
	struct sandbox_plan plan = { .rename_dirs = out, .rename_dirs_n = 1 };
	if (sandbox_enter(&plan, &s, &f) < 0)
		_exit(3);
	_exit((s.seccomp ? 0 : 1) | (s.landlock ? 0 : 2));
}

static unsigned missing(void)
{
	int status = status_of(probe);
	assert_true(WIFEXITED(status));
	return (unsigned)WEXITSTATUS(status);
}

static void needs(unsigned parts)
{
	if (missing() & parts) {
		print_message("skip: not confined here (a sanitizer build, or an old kernel)\n");
		skip();
	}
}

static const char *const words[] = {
	"socket",	"exec", "ptrace", "open-write",	    "create",
	"open-outside", "fork", "unlink", "rename-outside",
};

static void refuses_all(void)
{
	struct place p;
	enter(&p, false);
	MUST(p.state.seccomp && p.state.landlock && p.state.note[0] == '\0');
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (!sandbox_refuses(words[i])) {
			fprintf(stderr, "%s is not refused\n", words[i]);
			_exit(1);
		}
	MUST(!sandbox_refuses("breathe") && !sandbox_refuses(""));
}

static void refuses_all_with_outputs(void)
{
	struct place p;
	enter(&p, true);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (!sandbox_refuses(words[i])) {
			fprintf(stderr, "%s is not refused\n", words[i]);
			_exit(1);
		}
}

/* The same attempts succeed before: the answers above are not vacuous. */
static void refuses_nothing_outside(void)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		/* a folder is not removed for anybody, root is told so by another error */
		if (strcmp(words[i], "unlink") == 0 && geteuid() != 0)
			continue;
		if (sandbox_refuses(words[i])) {
			fprintf(stderr, "%s is refused without a sandbox\n", words[i]);
			_exit(1);
		}
	}
}

static void attempts(void **state)
{
	(void)state;
	expect_done(refuses_nothing_outside);
	needs(3);
	expect_done(refuses_all);
	expect_done(refuses_all_with_outputs);
}

static void do_exec(void)
{
	struct place p;
	enter(&p, false);
	char *argv[] = { (char[]){ "true" }, NULL };
	execv("/bin/true", argv);
}

static void do_socket(void)
{
	struct place p;
	enter(&p, false);
	socket(AF_INET, SOCK_STREAM, 0);
}

static void do_socket_in_thread_body(void *context, size_t task, unsigned worker)
{
	if (task == 1)
		socket(AF_UNIX, SOCK_DGRAM, 0);
	else
		usleep(200000);
}

static void do_socket_in_thread(void)
{
	struct place p;
	enter(&p, false);
	pool_run(2, 2, do_socket_in_thread_body, NULL);
}

static void intruders_die(void **state)
{
	(void)state;
	needs(1);
	expect_killed(do_exec);
	expect_killed(do_socket);
	expect_killed(do_socket_in_thread);
}

static void read_inside(void)
{
	struct place p;
	char text[16];
	enter(&p, false);
	int fd = openat(p.in, "deep/file", O_RDONLY | O_CLOEXEC);
	MUST(fd >= 0 && read(fd, text, sizeof(text)) == 6);
	struct str map;
	MUST(fs_map(fd, "file", &map, NULL) == 0 && str_is(map, "inside"));
	fs_unmap(map);
	MUST(close(fd) == 0);
	fd = open("in/deep/file", O_RDONLY);
	MUST(fd >= 0);
	struct stat st;
	MUST(fstat(fd, &st) == 0 && fstatat(p.in, "link", &st, AT_SYMLINK_NOFOLLOW) == 0);
	MUST(readlinkat(p.in, "link", text, sizeof(text)) == 12);
	DIR *d = fdopendir(openat(p.in, "deep", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	unsigned n = 0;
	MUST(d);
	while (readdir(d))
		n++;
	MUST(n == 3);
}

static void read_outside(void)
{
	struct place p;
	enter(&p, true);
	static const char *const paths[] = { "else/file", "in/../else/file", "in/link",
					     "out/old",	  "/etc/passwd",     "/proc/self/environ",
					     "." };
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		MUST(open(paths[i], O_RDONLY) < 0 && errno == EACCES);
	MUST(openat(p.in, "../else/file", O_RDONLY) < 0 && errno == EACCES);
}

static void write_open_only(void)
{
	struct place p;
	int fd = open("else/result", O_RDWR | O_CREAT | O_TRUNC, 0600);
	MUST(fd >= 0);
	enter(&p, false);
	MUST(write(fd, "abc", 3) == 3 && pwrite(fd, "x", 1, 0) == 1);
	MUST(ftruncate(fd, 2) == 0 && fsync(fd) == 0);
	MUST(open("in/deep/file", O_WRONLY) < 0 && errno == EPERM);
	MUST(open("in/deep/file", O_RDWR) < 0 && errno == EPERM);
	MUST(open("in/deep/file", O_RDONLY | O_TRUNC) < 0 && errno == EPERM);
	MUST(open("in/new", O_RDONLY | O_CREAT, 0600) < 0 && errno == EPERM);
	MUST(open("in", O_TMPFILE | O_RDWR, 0600) < 0 && errno == EPERM);
	MUST(mkdir("in/new", 0700) < 0 && link("in/deep/file", "in/new") < 0);
	MUST(chmod("in/deep/file", 0777) < 0 && truncate("in/deep/file", 0) < 0);
}

static void rename_outputs(void)
{
	struct place p;
	struct fs_file done, dropped;
	struct fault f = { 0 };
	MUST(fs_file_create(&done, "out/old", &f) == 0);
	MUST(fs_file_create(&dropped, "out/dropped", &f) == 0);
	enter(&p, true);
	MUST(write(done.fd, "new", 3) == 3);
	MUST(fs_file_commit(&done, &f) == 0);
	fs_file_abort(&dropped);
	struct stat st;
	MUST(stat("out/old", &st) == 0 && st.st_size == 3);
	/* but not elsewhere, not into it and not out of it */
	MUST(rename("else/file", "else/moved") < 0);
	MUST(rename("out/old", "else/old") < 0 && rename("else/file", "out/file") < 0);
	MUST(unlink("else/file") < 0 && unlink("in/deep/file") < 0 && rmdir("else") < 0);
}

static void no_renames_unasked(void)
{
	struct place p;
	enter(&p, false);
	MUST(rename("out/old", "out/new") < 0 && errno == EPERM);
	MUST(unlink("out/old") < 0 && errno == EPERM);
}

static void no_new_code(void)
{
	struct place p;
	enter(&p, false);
	MUST(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
	     MAP_FAILED);
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	MUST(page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) < 0);
	MUST(mprotect(page, 4096, PROT_READ) == 0);
	MUST(kill(getppid(), 0) < 0 && errno == EPERM);
}

struct work {
	unsigned char *block[8];
	bool refused[8];
};

static void worker(void *context, size_t task, unsigned index)
{
	struct work *w = context;
	w->block[task] = mem_alloc((task + 1) * 8 * MIB);
	memset(w->block[task], 1, (task + 1) * 8 * MIB);
	w->block[task] = mem_resize(w->block[task], (task + 1) * 12 * MIB);
	w->refused[task] = sandbox_refuses("open-write") && sandbox_refuses("open-outside") &&
			   sandbox_refuses("fork") && sandbox_refuses("socket");
}

/* What the program does all the time, and what libraries do behind its back. */
static void work_as_usual(void)
{
	struct place p;
	struct work w = { 0 };
	enter(&p, true);
	pool_run(4, 8, worker, &w);
	for (size_t i = 0; i < 8; i++) {
		MUST(w.refused[i]);
		mem_free(w.block[i]);
	}
	MUST(pool_cpus() >= 1);
	struct digest d = digest_of(DIGEST_SHA512, STR("abc"));
	MUST(d.bytes[0] == 0xdd && digest_of(DIGEST_MD5, STR("")).bytes[0] == 0xd4);
	isatty(1);
	pthread_setname_np(pthread_self(), "worker");
	usleep(1000);
	struct out o;
	out_init_fd(&o, STDOUT_FILENO);
	out_text(&o, "");
	MUST(out_finish(&o, NULL) == 0);
	out_done(&o);
	printf("%s", "");
	MUST(fflush(stdout) == 0);
}

static void calls(void **state)
{
	(void)state;
	needs(1);
	expect_done(write_open_only);
	expect_done(no_renames_unasked);
	expect_done(no_new_code);
}

static void paths(void **state)
{
	(void)state;
	needs(3);
	expect_done(read_inside);
	expect_done(read_outside);
	expect_done(rename_outputs);
}

static void usual_work(void **state)
{
	(void)state;
	needs(3);
	expect_done(work_as_usual);
}

static void *idle(void *context)
{
	pause();
	return context;
}

static void enter_with_threads(void)
{
	struct sandbox_plan plan = { 0 };
	struct sandbox_state s;
	struct fault f = { 0 };
	pthread_t thread;
	MUST(pthread_create(&thread, NULL, idle, NULL) == 0);
	MUST(sandbox_enter(&plan, &s, &f) == E_BUG && f.code == E_BUG);
}

/* Makes this process one on an older kernel. */
static void take_away(const int *calls, size_t n)
{
	scmp_filter_ctx cx = seccomp_init(SCMP_ACT_ALLOW);
	MUST(cx);
	for (size_t i = 0; i < n; i++)
		MUST(seccomp_rule_add_array(cx, SCMP_ACT_ERRNO(ENOSYS), calls[i], 0, NULL) == 0);
	MUST(seccomp_load(cx) == 0);
	seccomp_release(cx);
}

static void without_landlock(void)
{
	struct place p;
	take_away((const int[]){ SCMP_SYS(landlock_create_ruleset) }, 1);
	enter(&p, false);
	MUST(p.state.seccomp && !p.state.landlock);
	MUST(strstr(p.state.note, "Landlock: not in this kernel"));
	MUST(sandbox_refuses("open-write") && sandbox_refuses("unlink"));
	MUST(!sandbox_refuses("open-outside"));
}

static void without_seccomp(void)
{
	struct place p;
	take_away((const int[]){ SCMP_SYS(seccomp), SCMP_SYS(prctl) }, 1);
	enter(&p, false);
	MUST(!p.state.seccomp && p.state.landlock && strstr(p.state.note, "seccomp: "));
	MUST(sandbox_refuses("open-outside") && sandbox_refuses("open-write"));
	MUST(!sandbox_refuses("fork"));
}

static void without_both(void)
{
	struct sandbox_plan plan = { 0 };
	struct sandbox_state s = { .note = "untouched" };
	struct fault f = { 0 };
	take_away((const int[]){ SCMP_SYS(seccomp), SCMP_SYS(landlock_create_ruleset) }, 2);
	MUST(sandbox_enter(&plan, &s, &f) == E_DENIED);
	MUST(strcmp(s.note, "untouched") == 0);
	MUST(strstr(f.text, "seccomp") && strstr(f.text, "Landlock"));
}

/* Also where nothing is in force: the state says what is missing, and why. */
static void say_what_is_missing(void)
{
	struct sandbox_plan plan = { 0 };
	struct sandbox_state s;
	struct fault f = { 0 };
	int r = sandbox_enter(&plan, &s, &f);
	if (r < 0)
		MUST(r == E_DENIED && f.text[0]);
	else
		MUST((s.seccomp && s.landlock) == (s.note[0] == '\0'));
}

static void states(void **state)
{
	(void)state;
	expect_done(say_what_is_missing);
	needs(3);
	expect_done(enter_with_threads);
	expect_done(without_landlock);
	expect_done(without_seccomp);
	expect_done(without_both);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attempts),   cmocka_unit_test(intruders_die),
		cmocka_unit_test(calls),      cmocka_unit_test(paths),
		cmocka_unit_test(usual_work), cmocka_unit_test(states),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
