/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letting the image's program run as an ordinary account: may that be written by itself, and how is it
 * written?
 */
#pragma once

#include "find/dockerfile/rule.h"

/* The account to switch to. */
struct nonroot_account {
	struct str id;	      /* what USER and --chown take: "10001:10001" */
	struct str name;      /* empty when the file does not name it */
	struct str create[2]; /* commands that make group and account; empty when it is there */
};

/* NULL and *out complete; else why none is certain, a half sentence. */
const char *nonroot_account(struct lint *l, const struct df_stage *stage,
			    struct nonroot_account *out);

/*
 * What speaks against running the program of this stage as the account: a half sentence, NULL when nothing in the
 * file does. `account` has the id and name that files may already belong to.
 */
const char *nonroot_obstacle(struct lint *l, const struct df_stage *stage,
			     const struct nonroot_account *account);

/*
 * Adds to the finding, which is about the user at the end of the final stage, the edits that create the account,
 * give it the folders that the program writes to, and switch to it; or a suggestion that says what is in the way.
 */
void nonroot_repair(struct lint *l, struct lint_finding *n, const struct df_stage *stage);

/* Is it the name of a folder that programs write to: data, logs, uploads, cache …? */
bool nonroot_is_written(struct str path);
