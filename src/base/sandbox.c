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
 *  - Nothing below needs a new library, locale or configuration file afterwards. OpenSSL reads its
 *    configuration on first use: that use happens in sandbox_enter().
 *  - clone3 and openat2 answer ENOSYS: their flags lie in memory, where a filter cannot look, and
 *    the C library then takes clone and openat, whose flags it can.
 *  - No call may map memory executable.
 *
 * Limits: stat of any path is possible (Landlock does not cover it). Without Landlock any file can
 * be read and, when outputs are renamed at the end, any file be renamed or removed that the user
 * may; the note says so. Sanitizer builds are not confined: they read /proc and trace themselves.
 *
 * Kernel interfaces: seccomp(2) by libseccomp; Landlock by landlock(7), ABI 1 to 7. Decision:
 * docs/design/002-confinement.md.
 */
#define _GNU_SOURCE
#include "base/sandbox.h"

#include "base/digest.h"
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <seccomp.h>

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

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
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

#define FS_READ_FILE   ((uint64_t)1 << 2)
#define FS_READ_DIR    ((uint64_t)1 << 3)
#define FS_REMOVE_FILE ((uint64_t)1 << 5)
#define FS_MAKE_REG    ((uint64_t)1 << 8)

/* All there is to forbid, by ABI. */
static struct landlock_attr landlock_all(long abi)
{
	struct landlock_attr attr = { .fs = ((uint64_t)1 << 13) - 1 };
	if (abi >= 2)
		attr.fs |= (uint64_t)1 << 13; /* REFER */
	if (abi >= 3)
		attr.fs |= (uint64_t)1 << 14; /* TRUNCATE */
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
	if (syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		return "refused to be put in force";
	return NULL;
}

/* ---- seccomp ---- */

/* Whatever their arguments. */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(pread64),
	SCMP_SYS(lseek),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(pwrite64),
	SCMP_SYS(ftruncate),
	SCMP_SYS(fsync),
	SCMP_SYS(fdatasync),
	SCMP_SYS(fadvise64),
	SCMP_SYS(close),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(getdents64),
	SCMP_SYS(readlinkat),
	SCMP_SYS(fgetxattr),
	SCMP_SYS(getcwd),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	/* memory */
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	/* threads */
	SCMP_SYS(futex),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	/* signals to itself */
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	/* time and facts */
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(nanosleep),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(getrandom),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	SCMP_SYS(getrusage),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
};

/* When one argument, masked, has one value. */
static const struct {
	int call;
	unsigned argument;
	uint64_t mask, value;
} restricted[] = {
	{ SCMP_SYS(openat), 2, O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY),
	  O_RDONLY },
	{ SCMP_SYS(mmap), 2, PROT_EXEC, 0 },
	{ SCMP_SYS(mprotect), 2, PROT_EXEC, 0 },
	{ SCMP_SYS(clone), 0, CLONE_THREAD, CLONE_THREAD },
	{ SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_NAME },
	{ SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_VMA },
	{ SCMP_SYS(prlimit64), 2, UINT64_MAX, 0 },
	{ SCMP_SYS(ioctl), 1, UINT32_MAX, TCGETS },
	{ SCMP_SYS(ioctl), 1, UINT32_MAX, TIOCGWINSZ },
	{ SCMP_SYS(fcntl), 1, UINT32_MAX, F_GETFD },
	{ SCMP_SYS(fcntl), 1, UINT32_MAX, F_SETFD },
	{ SCMP_SYS(fcntl), 1, UINT32_MAX, F_GETFL },
	{ SCMP_SYS(fcntl), 1, UINT32_MAX, F_DUPFD_CLOEXEC },
};

static const int renaming[] = {
	SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2),
	SCMP_SYS(unlink), SCMP_SYS(unlinkat),
};

/* Their flags cannot be seen: the C library has an older call for each. */
static const int unknown[] = {
	SCMP_SYS(clone3),
	SCMP_SYS(openat2),
	SCMP_SYS(faccessat2),
};

/* No library of ours makes these, not even to try. */
static const int lethal[] = {
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(sendto),
	SCMP_SYS(sendmsg),
	SCMP_SYS(sendmmsg),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(pidfd_send_signal),
	SCMP_SYS(kcmp),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(move_mount),
	SCMP_SYS(open_tree),
	SCMP_SYS(fsopen),
	SCMP_SYS(fsmount),
	SCMP_SYS(mount_setattr),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(setns),
	SCMP_SYS(unshare),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(keyctl),
	SCMP_SYS(memfd_create),
	SCMP_SYS(modify_ldt),
	SCMP_SYS(personality),
	SCMP_SYS(setuid),
	SCMP_SYS(setgid),
	SCMP_SYS(setreuid),
	SCMP_SYS(setregid),
	SCMP_SYS(setresuid),
	SCMP_SYS(setresgid),
	SCMP_SYS(capset),
};

#define PROBE UINT64_MAX /* first argument of a lethal call that only asks */

static int add_all(scmp_filter_ctx cx, uint32_t action, const int *calls, size_t n)
{
	for (size_t i = 0; i < n; i++)
		TRY(seccomp_rule_add_array(cx, action, calls[i], 0, NULL));
	return 0;
}

static int add_rules(scmp_filter_ctx cx, bool renames)
{
	TRY(add_all(cx, SCMP_ACT_ALLOW, allowed, ARRAY_LEN(allowed)));
	TRY(add_all(cx, SCMP_ACT_ERRNO(ENOSYS), unknown, ARRAY_LEN(unknown)));
	if (renames)
		TRY(add_all(cx, SCMP_ACT_ALLOW, renaming, ARRAY_LEN(renaming)));
	for (size_t i = 0; i < ARRAY_LEN(restricted); i++) {
		struct scmp_arg_cmp when = SCMP_CMP64(restricted[i].argument, SCMP_CMP_MASKED_EQ,
						      restricted[i].mask, restricted[i].value);
		TRY(seccomp_rule_add_array(cx, SCMP_ACT_ALLOW, restricted[i].call, 1, &when));
	}
	struct scmp_arg_cmp self = SCMP_CMP64(0, SCMP_CMP_EQ, (scmp_datum_t)getpid());
	TRY(seccomp_rule_add_array(cx, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &self));
	/* Before Linux 4.14 only a thread could be killed, and the others would wait for it. */
	if (seccomp_api_get() < 3)
		return 0;
	TRY(seccomp_attr_set(cx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
	struct scmp_arg_cmp earnest = SCMP_CMP64(0, SCMP_CMP_NE, PROBE);
	for (size_t i = 0; i < ARRAY_LEN(lethal); i++)
		TRY(seccomp_rule_add_array(cx, SCMP_ACT_KILL_PROCESS, lethal[i], 1, &earnest));
	return 0;
}

/* NULL when it is in force, else why not. */
static const char *enter_seccomp(bool renames)
{
	/* Elsewhere the flags of clone may be another argument. */
	uint32_t arch = seccomp_arch_native();
	if (arch != SCMP_ARCH_X86_64 && arch != SCMP_ARCH_AARCH64)
		return "no rules for this processor";
	scmp_filter_ctx cx = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	if (!cx)
		return "refused its rules";
	/* A binary tree instead of a list; older libraries do not know it, and need not. */
	(void)seccomp_attr_set(cx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	const char *why = add_rules(cx, renames) < 0 ? "refused its rules"
			  : seccomp_load(cx) < 0     ? "not in this kernel"
						     : NULL;
	seccomp_release(cx);
	return why;
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
	(void)digest_of(DIGEST_SHA256, STR(""));
	const char *seccomp = "new privileges cannot be renounced", *landlock = seccomp;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
		landlock = enter_landlock(plan);
		seccomp = enter_seccomp(plan->rename_dirs_n > 0);
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
		return denied(syscall(SYS_socket, PROBE, 0, 0));
	if (str_is(s, "exec"))
		return denied(syscall(SYS_execve, PROBE, 0, 0));
	if (str_is(s, "ptrace"))
		return denied(syscall(SYS_ptrace, PROBE, 0, 0, 0));
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
