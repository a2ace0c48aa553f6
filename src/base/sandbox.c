/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Locking the process in.
 *
 * A parser of hostile bytes should be able to do nothing but compute, read what it was given, and
 * write what was opened for it. Two mechanisms of the kernel are laid over each other, because each
 * sees what the other cannot:
 *
 *         system call ──► seccomp: which call, which numbers in it?   (cannot follow a path)
 *                            └──► Landlock: which path?               (cannot forbid a call)
 *
 * seccomp lists what is allowed; all else answers EPERM, so that a library that tries something
 * optional falls back instead of dying, and a forgotten call becomes a readable fault. Calls that
 * only an intruder makes (exec, sockets, ptrace, mount, bpf, …) kill the whole process with SIGSYS:
 * a failed break-in is visible in the exit status, which is never 0, and ends there instead of
 * probing on. Such a call with an all-ones first argument could do nothing anyway; it answers
 * EPERM, which is how sandbox_refuses() asks without dying.
 *
 * Must stay true:
 *  - Nothing below needs a new library, locale or configuration file afterwards. Our libraries are
 *    such that none is: hence base/digest.c and its choice of functions.
 *  - clone3 and openat2 answer ENOSYS: their flags lie in memory, where a filter cannot look, and
 *    the C library then takes clone and openat, whose flags it can.
 *  - No call may map memory executable.
 *
 * Limits: stat of any path is possible (Landlock does not cover it). Without Landlock any file can
 * be read and, when outputs are renamed at the end, any file be renamed or removed that the user
 * may; the note says so. Sanitizer builds are not confined: they read /proc and trace themselves.
 *
 * Kernel interfaces: seccomp(2); Landlock by landlock(7), ABI 1 to 7. Decision:
 * docs/design/002-confinement.md.
 */
#define _GNU_SOURCE
#include "base/sandbox.h"

#include "base/fs.h"
#include "base/sandbox_filter.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/seccomp.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
	__has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* ---- Landlock ---- */

/*
 * The interface is declared here and not taken from the header of the machine that builds, which
 * may be older than the kernel that runs. linux/landlock.h, with the ABI that brought each bit.
 */
struct landlock_attr {
	uint64_t fs;	 /* 1 */
	uint64_t net;	 /* 4 */
	uint64_t scoped; /* 6 */
};

struct landlock_beneath {
	uint64_t allowed;
	int32_t fd;
} __attribute__((packed));

#define LANDLOCK_VERSION      1u /* flag of create_ruleset */
#define LANDLOCK_PATH_BENEATH 1	 /* type of rule */

#define FS_WRITE_FILE  ((uint64_t)1 << 1)
#define FS_READ_FILE   ((uint64_t)1 << 2)
#define FS_READ_DIR    ((uint64_t)1 << 3)
#define FS_REMOVE_FILE ((uint64_t)1 << 5)
#define FS_MAKE_REG    ((uint64_t)1 << 8)
#define FS_TRUNCATE    ((uint64_t)1 << 14) /* 3 */

/* All there is to forbid, by ABI. */
static struct landlock_attr landlock_all(long abi)
{
	struct landlock_attr attr = { .fs = ((uint64_t)1 << 13) - 1 };
	if (abi >= 2)
		attr.fs |= (uint64_t)1 << 13; /* REFER */
	if (abi >= 3)
		attr.fs |= FS_TRUNCATE;
	if (abi >= 4)
		attr.net = 3; /* BIND_TCP, CONNECT_TCP */
	if (abi >= 5)
		attr.fs |= (uint64_t)1 << 15; /* IOCTL_DEV */
	if (abi >= 6)
		attr.scoped = 3; /* ABSTRACT_UNIX_SOCKET, SIGNAL */
	return attr;
}

static size_t landlock_attr_size(long abi)
{
	return abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
}

static bool allow_beneath(int ruleset, int fd, uint64_t allowed)
{
	struct landlock_beneath rule = { .allowed = allowed, .fd = fd };
	return syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_PATH_BENEATH, &rule, 0) == 0;
}

static bool allow_reading(int ruleset, int fd)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return false;
	/* The right to list a folder is refused in a rule about a file. */
	return allow_beneath(ruleset, fd,
			     S_ISDIR(st.st_mode) ? FS_READ_FILE | FS_READ_DIR : FS_READ_FILE);
}

/* Within one folder a rename removes one name and makes another. */
static bool allow_renaming(int ruleset, const char *path)
{
	OWNED(fd_closep) int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return fd >= 0 && allow_beneath(ruleset, fd, FS_REMOVE_FILE | FS_MAKE_REG);
}

/* What a database and its journal need. `known`: rights that this kernel knows. */
static bool allow_writing(int ruleset, const char *path, uint64_t known)
{
	OWNED(fd_closep) int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	uint64_t rights = FS_READ_FILE | FS_READ_DIR | FS_WRITE_FILE | FS_MAKE_REG |
			  FS_REMOVE_FILE | FS_TRUNCATE;
	return fd >= 0 && allow_beneath(ruleset, fd, rights & known);
}

/* NULL when it is in force, else why not. */
static const char *enter_landlock(const struct sandbox_plan *plan)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION);
	if (abi < 0)
		return errno == EOPNOTSUPP ? "switched off in this kernel" : "not in this kernel";
	struct landlock_attr attr = landlock_all(abi);
	OWNED(fd_closep)
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, landlock_attr_size(abi), 0);
	if (ruleset < 0)
		return "refused its rules";
	for (size_t i = 0; i < plan->read_dirs_n; i++)
		if (!allow_reading(ruleset, plan->read_dirs[i]))
			return "refused a folder to read";
	for (size_t i = 0; i < plan->rename_dirs_n; i++)
		if (!allow_renaming(ruleset, plan->rename_dirs[i]))
			return "refused a folder for outputs";
	if (plan->write_dir && !allow_writing(ruleset, plan->write_dir, attr.fs))
		return "refused a folder to write in";
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		return "refused to be put in force";
	return NULL;
}

/* ---- seccomp ---- */

#define FILTER_MAX 512 /* instructions */

/* NULL when it is in force, else why not. */
static const char *enter_seccomp(enum sandbox_role role)
{
	const uint32_t kill = SECCOMP_RET_KILL_PROCESS;
	bool kills = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill) == 0;
	const struct sandbox_filter *filter = &sandbox_filters[role][kills];
	struct sock_filter code[FILTER_MAX];
	if (!filter->code)
		return "no rules for this processor";
	if (filter->n > ARRAY_LEN(code))
		return "more rules than the kernel takes";
	memcpy(code, filter->code, filter->n * sizeof(*code));
	code[filter->pid_at].k = (uint32_t)getpid();
	struct sock_fprog program = { .len = filter->n, .filter = code };
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0 ? "not in this kernel"
									      : NULL;
}

/* ---- both ---- */

/* Threads of this process; 1 when /proc cannot say. */
static unsigned count_threads(void)
{
	DIR *tasks = opendir("/proc/self/task");
	unsigned n = 0;
	if (!tasks)
		return 1;
	for (const struct dirent *e; (e = readdir(tasks)) != NULL;)
		n += e->d_name[0] != '.';
	closedir(tasks);
	return n;
}

static void describe(struct sandbox_state *state, const char *seccomp, const char *landlock)
{
	if (seccomp && landlock)
		snprintf(state->note, sizeof(state->note), "seccomp: %s; Landlock: %s", seccomp,
			 landlock);
	else if (seccomp)
		snprintf(state->note, sizeof(state->note),
			 "seccomp: %s; system calls are not restricted, paths are", seccomp);
	else if (landlock)
		snprintf(state->note, sizeof(state->note),
			 "Landlock: %s; system calls are restricted, but any file can be read",
			 landlock);
}

int sandbox_enter(const struct sandbox_plan *plan, struct sandbox_state *out, struct fault *f)
{
	struct sandbox_state state = { 0 };
	if (SANITIZED) {
		snprintf(
			state.note, sizeof(state.note),
			"not confined: this build has a sanitizer, which needs what would be refused");
		*out = state;
		return 0;
	}
	unsigned threads = count_threads();
	if (threads > 1)
		return fault_set(f, E_BUG, "sandbox: %u threads run already", threads);
	const char *seccomp = "new privileges cannot be renounced", *landlock = seccomp;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
		landlock = enter_landlock(plan);
		seccomp = enter_seccomp(plan->write_dir	      ? SANDBOX_WRITES
					: plan->rename_dirs_n ? SANDBOX_RENAMES
							      : SANDBOX_READS);
	}
	state.seccomp = !seccomp;
	state.landlock = !landlock;
	describe(&state, seccomp, landlock);
	if (seccomp && landlock)
		return fault_set(f, E_DENIED, "the process cannot be confined (%s)", state.note);
	*out = state;
	return 0;
}

/* ---- attempts ---- */

static bool denied(long r)
{
	return r < 0 && (errno == EPERM || errno == EACCES);
}

static bool open_denied(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);
	bool no = denied(fd);
	fd_close(fd);
	return no;
}

static bool create_denied(void)
{
	static const char name[] = "seaworthy-sandbox-attempt.tmp";
	if (open_denied(name, O_RDONLY | O_CREAT | O_EXCL))
		return true;
	unlink(name);
	return false;
}

static bool fork_denied(void)
{
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return denied(pid);
}

/* A folder cannot be unlinked, nor does its renaming to itself change anything. */
static const char some_folder[] = "/proc";

bool sandbox_refuses(const char *attempt)
{
	struct str s = str_of(attempt);
	if (str_is(s, "socket"))
		return denied(syscall(SYS_socket, SANDBOX_PROBE, 0, 0));
	if (str_is(s, "exec"))
		return denied(syscall(SYS_execve, SANDBOX_PROBE, 0, 0));
	if (str_is(s, "ptrace"))
		return denied(syscall(SYS_ptrace, SANDBOX_PROBE, 0, 0, 0));
	if (str_is(s, "open-write"))
		return open_denied("/dev/null", O_WRONLY);
	if (str_is(s, "create"))
		return create_denied();
	if (str_is(s, "open-outside"))
		return open_denied("/", O_RDONLY | O_DIRECTORY);
	if (str_is(s, "fork"))
		return fork_denied();
	if (str_is(s, "unlink"))
		return denied(unlink(some_folder));
	if (str_is(s, "rename-outside"))
		return denied(rename(some_folder, some_folder));
	return false;
}
