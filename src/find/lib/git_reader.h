/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of object stores, one after the other, in windows: packs and loose objects.
 */
#pragma once

#include "find/lib/git_object.h"
#include "find/lib/git_path.h"

struct git_reader;

/* `events` is copied. Objects of one file may be bases for deltas in the next. */
struct git_reader *git_reader_new(const struct git_events *events);
void git_reader_free(struct git_reader *r); /* accepts NULL */

/* `path` is a GIT_PATH_LOOSE or GIT_PATH_PACK, borrowed for the call. */
void git_reader_begin(struct git_reader *r, const struct git_path *path);
void git_reader_data(struct git_reader *r, struct str window);

/* `complete` is false when the file broke off. A fault tells what of it could not be read. */
int git_reader_end(struct git_reader *r, bool complete, struct fault *f);
