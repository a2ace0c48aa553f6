/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths in the image, and what COPY and ADD put where.
 */
#pragma once

#include "find/dockerfile/build.h"

/* Absolute and normal; relative to the folder in force. False when that or the path is not known. */
bool image_path(const struct df_build *b, uint32_t instruction, struct str path, struct str *out);

/* Is it the folder itself or something in it? Both absolute and normal. */
bool image_path_within(struct str path, struct str folder);

/* COPY or ADD from the build context (no --from); here-documents count. */
bool copy_is_local(const struct df_instruction *i);

/*
 * How many arguments of COPY or ADD are sources: all but the last, which *out_to (unless NULL) points
 * at; 0 and NULL when there are less than two.
 */
size_t copy_sources(const struct df_instruction *i, const struct df_word **out_to);
struct str copy_destination(const struct df_instruction *i);

/*
 * Where source `n` ends up. A source that is a folder puts its content there: then this is the folder. False when
 * it is not known.
 */
bool copy_target(const struct df_build *b, uint32_t instruction, const struct df_instruction *i,
		 size_t n, struct str *out);
