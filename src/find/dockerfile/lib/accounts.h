/* SPDX-License-Identifier: Apache-2.0 */
/* Which accounts are there at an instruction? */
#pragma once

#include "find/dockerfile/build.h"

enum account_state {
	ACCOUNT_UNKNOWN, /* the base is not known, or something may have made it */
	ACCOUNT_ABSENT,
	ACCOUNT_PRESENT,
};

/* `name` without a group. A number is always present. */
enum account_state account_state(const struct df_build *b, uint32_t instruction, struct str name);

bool account_is_number(struct str name);

/* The words of "chown": owner (before ':' or '.'); false when it is no literal. */
bool account_of_chown(const struct sh_command *c, struct str *out_owner, size_t *out_word);
