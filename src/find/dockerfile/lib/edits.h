/* SPDX-License-Identifier: Apache-2.0 */
/* Repairs that several rules make. */
#pragma once

#include "find/dockerfile/rule.h"

/* Deletes a word with the blanks that would be left over. */
void edit_remove_word(struct lint *l, struct lint_finding *n, struct span word);

/* Deletes whole lines, their newline included. */
void edit_remove_lines(struct lint *l, struct lint_finding *n, struct span lines);

/* Puts " text" behind a word of a command. */
void edit_append_word(struct lint *l, struct lint_finding *n, struct span word, const char *text);

/* Replaces a word whose source is exactly what the reader made of it; false, and nothing done, otherwise. */
bool edit_replace_word(struct lint *l, struct lint_finding *n, uint32_t instruction,
		       const struct sh_word *w, const char *text);

/* Stands the word in the source as it was read (no quotes, no continuation in it)? */
bool edit_is_plain(const struct df_build *b, uint32_t instruction, const struct sh_word *w);
