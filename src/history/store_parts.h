/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the store share. Nobody else includes this. */
#pragma once

#include "history/sql.h"
#include "history/store.h"

struct store {
	struct sql *sql;
	uint64_t max_bytes;
};

/* Bytes in use, without free pages. */
int store_bytes(struct store *s, uint64_t *out_used, uint64_t *out_free, struct fault *f);

/*
 * Within a transaction: brings the bytes in use below `target`, oldest first; the image `keep` (0: none) is
 * never forgotten.
 */
int store_shrink(struct store *s, uint64_t target, int64_t keep, struct prune_result *out,
		 struct fault *f);

/* Seconds that a finding may be away and still be the same one when it comes back. */
#define REOPEN_SECONDS (7 * 86400)
