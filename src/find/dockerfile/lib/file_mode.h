/* SPDX-License-Identifier: Apache-2.0 */
/* What a mode of chmod, mkdir -m, install -m or --chmod gives. */
#pragma once

#include "find/dockerfile/shell.h"

struct file_mode {
	bool others_write; /* and no sticky bit */
	bool sets_id;	   /* the owner's identity goes to who runs it */
};

/* "777", "u+s,a+rx", "1777". False when it is no mode. */
bool file_mode_read(struct str text, struct file_mode *out);

/* The word of a command that is a mode: of chmod its first operand, of mkdir and install that behind -m. NULL: none. */
const struct sh_word *file_mode_word(const struct sh_command *c);
