/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Objects that were read lately, as bases for deltas: found by their offset in the pack or by their id; the
 * one that was not used for the longest time goes first.
 */
#pragma once

#include "find/lib/git_table.h"
#include "find/lib/git_text.h"

struct git_cache;

struct git_cached {
	int type;	  /* enum git_type */
	struct str bytes; /* valid until the next put */
};

struct git_cache *git_cache_new(uint64_t bytes);
void git_cache_free(struct git_cache *c); /* accepts NULL */

/* Another pack: offsets are forgotten, ids are not. */
void git_cache_next_pack(struct git_cache *c);

bool git_cache_by_offset(struct git_cache *c, uint64_t offset, struct git_cached *out);
bool git_cache_by_key(struct git_cache *c, const struct git_key *key, struct git_cached *out);

#define GIT_NO_OFFSET UINT64_MAX /* not in a pack */

/* Takes the bytes over, and leaves `bytes` empty. What was put last is always held, whatever its size. */
struct str git_cache_put(struct git_cache *c, uint64_t offset, const struct git_key *key, int type,
			 struct buf *bytes);
