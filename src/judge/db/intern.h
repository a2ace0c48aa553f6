/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Byte strings ↔ dense numbers, for the builder: millions of small keys in little memory (the bytes,
 * 4 for the position, 8 for the hash slots). Numbers count from 0 in order of arrival, so they index
 * arrays beside it; never write or sort by them.
 */
#pragma once

#include "base/buf.h"

struct intern {
	struct buf bytes, ends, slots;
	uint32_t n;
};

void intern_init(struct intern *t);
void intern_done(struct intern *t);

/* The number, a new one when the string is new (*out_new may be NULL). */
uint32_t intern(struct intern *t, struct str s, bool *out_new);

/* The bytes; valid until the next intern(). */
struct str intern_str(const struct intern *t, uint32_t id);
