/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Errors: a code to branch on, a fault to read.
 *
 * Every function that can fail takes a caller-owned `struct fault *f` last. It is of fixed size, is
 * never allocated, and is untouched on success. Context is added on the way up by the few functions
 * that know it, so that a message reads from outside in: "layer 3: var/lib/dpkg/status: line 88:
 * field without a colon".
 *
 * The scope of a code says who stops: LOCAL this file only (a gap finding, the scan goes on), STAGE
 * this stage (the command decides), FATAL the run, BUG the program (exit 70).
 */
#pragma once

#include "base/base.h"

enum fault_scope {
	SCOPE_LOCAL,
	SCOPE_STAGE,
	SCOPE_FATAL,
	SCOPE_BUG,
};

/*  code            value scope   what it means */
#define FAULT_CODES(X)                                                                           \
	X(E_CORRUPT, -1, SCOPE_LOCAL, "corrupt")     /* the bytes contradict their format */     \
	X(E_TRUNCATED, -2, SCOPE_LOCAL, "truncated") /* the input ends too early */              \
	X(E_LIMIT, -3, SCOPE_LOCAL, "limit") /* larger or deeper than base/limits.h allows */    \
	X(E_UNSUPPORTED, -4, SCOPE_LOCAL,                                                        \
	  "unsupported") /* well formed, but nothing here reads it */                            \
	X(E_MISMATCH, -5, SCOPE_LOCAL,                                                           \
	  "digest mismatch") /* content differs from the digest that names it */                 \
	X(E_UNREADABLE, -6, SCOPE_LOCAL,                                                         \
	  "unreadable")				/* the operating system refuses this one file */ \
	X(E_NET, -16, SCOPE_STAGE, "network")	/* could not be fetched */                       \
	X(E_DENIED, -17, SCOPE_STAGE, "denied") /* permission or authorisation refused */        \
	X(E_TRUST, -18, SCOPE_STAGE, "trust")	/* a signature does not hold */                  \
	X(E_STALE, -19, SCOPE_STAGE, "stale")	/* data older than the policy allows */          \
	X(E_IO, -32, SCOPE_FATAL,                                                                \
	  "input/output") /* the operating system refused to read or write */                    \
	X(E_NOSPACE, -33, SCOPE_FATAL, "no space")   /* the disk is full */                      \
	X(E_USAGE, -34, SCOPE_FATAL, "usage")	     /* flags, configuration */                  \
	X(E_NOTFOUND, -35, SCOPE_FATAL, "not found") /* the target is not there */               \
	X(E_BUG, -64, SCOPE_BUG, "bug")

enum fault_code {
#define X(name, value, scope, text) name = value,
	FAULT_CODES(X)
#undef X
};

struct fault {
	int code;	/* 0 while nothing failed */
	char text[504]; /* NUL-terminated, one line, no trailing full stop */
};

/*
 * Records a failure and returns `code`, so that callers write `return fault_set(f, E_LIMIT,
 * "...")`. Control characters in the text are replaced: names from an image reach this. `f` may be
 * NULL when nobody will read it.
 */
int fault_set(struct fault *f, int code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " in front of the text when r < 0; returns r either way. */
int fault_in(struct fault *f, int r, const char *fmt, ...) PRINTF_LIKE(3, 4);

/*
 * The same as fault_set for a failed system call: appends strerror(err) and picks E_NOSPACE,
 * E_DENIED, E_NOTFOUND or E_IO by err.
 */
int fault_errno(struct fault *f, int err, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Hands on a fault that was recorded elsewhere; returns its code. `f` may be NULL. */
int fault_copy(struct fault *f, const struct fault *from);

enum fault_scope fault_scope(int code);

/* "corrupt", "limit", … for a code of the table; "unknown" for any other number. */
const char *fault_name(int code);
