/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a .dockerignore has to leave out where a Dockerfile copies the whole folder.
 */
#pragma once

#include "find/dockerfile/build.h"

/*
 * 1: *out_text is the whole new .dockerignore, in `a`: a fitting one where there is none, else the old one with
 * lines at its end. 0: nothing to add, or not enough is known (the names of the context have to be). A line that
 * would take away what the Dockerfile names is left out.
 */
int ignore_plan(struct arena *a, const struct df_build *b, struct str *out_text);

/*
 * Files of the context that hold secrets by their name and that COPY . would bring: the next one from *at on, or
 * NULL. Names below tests and examples are none, nor are those that a build reads (.npmrc).
 */
const char *ignore_next_secret(const struct df_build *b, size_t *at);

/* COPY or ADD of the whole context by this source? */
bool ignore_is_everything(struct str source);
