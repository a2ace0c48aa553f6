/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Confines this process before it parses the first byte that somebody else wrote.
 *
 * Afterwards, in every thread: no sockets, no exec, no ptrace, no opening for writing (but in `write_dir`); reading
 * only beneath the folders that were named; no new privileges. seccomp decides on system calls (libseccomp), Landlock
 * on paths where the kernel has it. Descriptors that are open already stay usable: that is how results are written.
 *
 * A forbidden call answers EPERM; one that only an intruder makes (exec, a socket, ptrace, mount, …)
 * kills the process with SIGSYS. Sanitizer builds are not confined, and say so in the note.
 *
 * There is no way back.
 */
#pragma once

#include "base/fault.h"

struct sandbox_plan {
	const int *read_dirs; /* descriptors of folders that may be read below */
	size_t read_dirs_n;
	const char *const
		*rename_dirs; /* folders in which finished outputs are renamed or removed */
	size_t rename_dirs_n;
	const char
		*write_dir; /* in which files are made, written, locked and removed; NULL for none.
				  Not together with rename_dirs. */
};

struct sandbox_state {
	bool seccomp, landlock;
	char note[160]; /* what is missing and why, for the report; empty when all is in force */
};

/* Call while the process has one thread. E_DENIED when nothing at all could be put in force. */
int sandbox_enter(const struct sandbox_plan *plan, struct sandbox_state *out, struct fault *f);

/*
 * For tests: tries one forbidden thing and gives true when it was refused. "socket", "exec",
 * "open-write", "create", "open-outside", "ptrace", "fork", "unlink", "rename-outside". An unknown
 * word gives false.
 */
bool sandbox_refuses(const char *attempt);
