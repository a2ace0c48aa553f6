/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pack, read as a stream: every object once, deltas resolved (gitformat-pack(5), version 2 and 3). No index
 * is needed.
 */
#pragma once

#include "find/lib/git_object.h"

struct git_pack;

struct git_pack *git_pack_new(const struct git_events *events, struct git_cache *cache,
			      struct inflate *inflate);
void git_pack_free(struct git_pack *p); /* accepts NULL */

void git_pack_begin(struct git_pack *p, bool sha256);
void git_pack_data(struct git_pack *p, struct str window);

/*
 * 0, or one fault that says what of it could not be read: E_CORRUPT, E_TRUNCATED, E_LIMIT (bases that were
 * too far back, too much work), E_UNSUPPORTED (a version). What could be read has been handed on before.
 */
int git_pack_end(struct git_pack *p, bool complete, struct fault *f);
