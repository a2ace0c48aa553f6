/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits that several rules write: taking an instruction out, JSON forms, quoting.
 */
#pragma once

#include "find/dockerfile/rule.h"

/* The instruction with its line ends and the indentation before it; nothing stays but other lines. */
struct span repair_lines(const struct dockerfile *d, struct span instruction);

/* ["a","b c"] */
struct str json_array(struct arena *a, const struct str *items, size_t n);

/*
 * The arguments of a shell-form command, when running it without a shell is certain to do the same: one
 * simple command, every word literal, no assignment, redirection, wrapper or builtin. NULL and 0 otherwise.
 */
size_t plain_command(const struct sh_script *script, struct arena *a, struct str **out);

/* The value as KEY=value takes it: quoted when it has blanks or quotes. */
struct str quote_value(struct arena *a, struct str value, char escape);

/* Replaces the text of a keyword, flag or word; does nothing when it is the same. */
void repair_replace(struct lint *l, struct lint_finding *n, struct span span, struct str text,
		    const char *reason);
