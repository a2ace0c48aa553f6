/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Part of the build: the filter of system calls that base/sandbox.c puts in force, as byte code.
 *
 *     lists of calls ──► libseccomp ──► byte code ──► four arrays in C
 *
 * The byte code is short, but its traps are not: numbers differ by processor, other entry points go
 * around a filter that does not look for them, arguments are 64 bits wide. libseccomp knows them.
 * It takes longer to write the filter than a Dockerfile takes to judge, and writes the same one in
 * each process but for a number: so it writes it here, with a place holder for the number.
 *
 * What is not listed answers EPERM, see base/sandbox.c.
 *
 * usage: mkfilter OUTPUT
 */
#define _GNU_SOURCE
#include "base/sandbox_filter.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <seccomp.h>

#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#endif

#define PLACE_HOLDER 0x7fedcba9u /* no process has that number */

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
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(readlink),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
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
	SCMP_SYS(wait4), /* for a child of before */
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
	/* a database that is only read is locked, too, against one that writes */
	{ SCMP_SYS(fcntl), 1, UINT32_MAX, F_GETLK },
	{ SCMP_SYS(fcntl), 1, UINT32_MAX, F_SETLK },
	{ SCMP_SYS(fcntl), 1, UINT32_MAX, F_SETLKW },
};

static const int renaming[] = {
	SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2),
	SCMP_SYS(unlink), SCMP_SYS(unlinkat),
};

/* For a process that keeps a database: paths are Landlock's business then. */
static const int writing[] = {
	SCMP_SYS(openat), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(fchmod), SCMP_SYS(fchown),
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

static int add_all(scmp_filter_ctx cx, uint32_t action, const int *calls, size_t n)
{
	int r = 0;
	for (size_t i = 0; i < n && r == 0; i++)
		r = seccomp_rule_add_array(cx, action, calls[i], 0, NULL);
	return r;
}

static int add_restricted(scmp_filter_ctx cx)
{
	struct scmp_arg_cmp self = SCMP_CMP64(0, SCMP_CMP_EQ, PLACE_HOLDER);
	int r = seccomp_rule_add_array(cx, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &self);
	for (size_t i = 0; i < ARRAY_LEN(restricted) && r == 0; i++) {
		struct scmp_arg_cmp when = SCMP_CMP64(restricted[i].argument, SCMP_CMP_MASKED_EQ,
						      restricted[i].mask, restricted[i].value);
		r = seccomp_rule_add_array(cx, SCMP_ACT_ALLOW, restricted[i].call, 1, &when);
	}
	return r;
}

static int add_lethal(scmp_filter_ctx cx)
{
	struct scmp_arg_cmp earnest = SCMP_CMP64(0, SCMP_CMP_NE, SANDBOX_PROBE);
	int r = seccomp_attr_set(cx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	for (size_t i = 0; i < ARRAY_LEN(lethal) && r == 0; i++)
		r = seccomp_rule_add_array(cx, SCMP_ACT_KILL_PROCESS, lethal[i], 1, &earnest);
	return r;
}

/* Before Linux 4.14 only a thread could be killed, and the others would wait for it. */
static int make(scmp_filter_ctx cx, enum sandbox_role role, bool kills)
{
	/* A binary tree instead of a list; older libraries do not know it, and need not. */
	(void)seccomp_attr_set(cx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	int r = add_all(cx, SCMP_ACT_ALLOW, allowed, ARRAY_LEN(allowed));
	if (r == 0)
		r = add_all(cx, SCMP_ACT_ERRNO(ENOSYS), unknown, ARRAY_LEN(unknown));
	if (r == 0 && role == SANDBOX_RENAMES)
		r = add_all(cx, SCMP_ACT_ALLOW, renaming, ARRAY_LEN(renaming));
	if (r == 0 && role == SANDBOX_WRITES)
		r = add_all(cx, SCMP_ACT_ALLOW, writing, ARRAY_LEN(writing));
	if (r == 0)
		r = add_restricted(cx);
	if (r == 0 && kills)
		r = add_lethal(cx);
	return r;
}

/* The byte code of a filter through a temporary file, which is how the library gives it away. */
static size_t export(scmp_filter_ctx cx, struct sock_filter *code, size_t room)
{
	FILE *f = tmpfile();
	size_t n = 0;
	if (f && seccomp_export_bpf(cx, fileno(f)) == 0 && fseek(f, 0, SEEK_SET) == 0)
		n = fread(code, sizeof(*code), room, f);
	if (f)
		fclose(f);
	return n;
}

/* The one instruction with the place holder; `n` when there is not exactly one. */
static size_t find_place(const struct sock_filter *code, size_t n)
{
	size_t at = n, found = 0;
	for (size_t i = 0; i < n; i++)
		if (code[i].k == PLACE_HOLDER) {
			at = code[i].code == (BPF_JMP | BPF_JEQ | BPF_K) ? i : n;
			found++;
		}
	return found == 1 ? at : n;
}

static bool write_filter(FILE *out, enum sandbox_role role, bool kills, size_t *place)
{
	static struct sock_filter code[4096];
	scmp_filter_ctx cx = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	size_t n = cx && make(cx, role, kills) == 0 ? export(cx, code, ARRAY_LEN(code)) : 0;
	seccomp_release(cx);
	*place = find_place(code, n);
	if (*place == n || n == ARRAY_LEN(code))
		return false;
	fprintf(out, "static const struct sock_filter filter_%d%d[] = {\n", (int)role, kills);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "\t{ 0x%02x, %u, %u, 0x%08x },\n", code[i].code, code[i].jt,
			code[i].jf, code[i].k);
	fprintf(out, "};\n");
	return true;
}

static bool write_all(FILE *out)
{
	/* Elsewhere the flags of clone may be another argument. */
	uint32_t arch = seccomp_arch_native();
	bool known = arch == SCMP_ARCH_X86_64 || arch == SCMP_ARCH_AARCH64;
	size_t place[2 * SANDBOX_ROLE_COUNT_];
	fprintf(out, "/* Generated by tools/mkfilter.c. */\n#include \"base/sandbox_filter.h\"\n");
	for (unsigned i = 0; i < ARRAY_LEN(place) && known; i++)
		if (!write_filter(out, (enum sandbox_role)(i >> 1), i & 1, &place[i]))
			return false;
	fprintf(out, "const struct sandbox_filter sandbox_filters[SANDBOX_ROLE_COUNT_][2] = {\n");
	for (unsigned i = 0; i < ARRAY_LEN(place) && known; i++)
		fprintf(out, "\t[%d][%d] = { filter_%d%d, ARRAY_LEN(filter_%d%d), %zu },\n", i >> 1,
			i & 1, i >> 1, i & 1, i >> 1, i & 1, place[i]);
	fprintf(out, "\t%s\n};\n", known ? "" : "{ { 0 } }");
	return true;
}

int main(int argc, char **argv)
{
	FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
	if (!out) {
		fprintf(stderr, "usage: mkfilter OUTPUT\n");
		return 1;
	}
	/* what the kernel that builds can do does not matter */
	bool ok = seccomp_api_set(3) == 0 && write_all(out) && !ferror(out);
	if (fclose(out) != 0 || !ok) {
		fprintf(stderr, "mkfilter: libseccomp refuses the rules\n");
		remove(argv[1]);
		return 1;
	}
	return 0;
}
