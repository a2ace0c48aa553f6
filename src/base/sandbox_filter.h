/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The byte code that decides on system calls. tools/mkfilter.c writes it when the program is built:
 * the list of calls, and why each is there, is in that file.
 */
#pragma once

#include "base/base.h"

#include <linux/filter.h>

struct sandbox_filter {
	const struct sock_filter *code; /* NULL: no rules for this processor */
	uint16_t n;
	uint16_t pid_at; /* the instruction that compares with the number of this process */
};

/* What the process still does with names of files. */
enum sandbox_role {
	SANDBOX_READS,
	SANDBOX_RENAMES, /* brings outputs to their names */
	SANDBOX_WRITES,	 /* keeps a database: makes, writes, locks, removes */
	SANDBOX_ROLE_COUNT_,
};

/* [role][the kernel can kill a process for a system call: Linux 4.14] */
extern const struct sandbox_filter sandbox_filters[SANDBOX_ROLE_COUNT_][2];

/* First argument of a lethal call that only asks. */
#define SANDBOX_PROBE UINT64_MAX
