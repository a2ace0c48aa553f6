/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts that wait for build_write(), compressed on arrival: half a million descriptions are some
 * hundred MiB, and the builder has to order them before it may write one. Reading back is by number,
 * through a few decompressed blocks: cheap when the order of reading resembles that of arrival, as
 * it does for feeds read in order of path.
 */
#pragma once

#include "base/buf.h"

struct spill;

struct spill *spill_new(void) __attribute__((returns_nonnull));
void spill_free(struct spill *s); /* accepts NULL */

/* Keeps a copy; the number to ask with. */
uint32_t spill_add(struct spill *s, struct str text);

/* Appends text `i` to `to`; false when its ceiling would be passed. */
bool spill_get(struct spill *s, uint32_t i, struct buf *to);
