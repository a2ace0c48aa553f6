/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Traces of programs that mine for somebody else.
 */
#pragma once

#include "base/str.h"

/* One thread's; what it needs is made with the first byte. */
struct miner_search;

struct miner_search *miner_search_new(void) __attribute__((returns_nonnull));
void miner_search_free(struct miner_search *s); /* accepts NULL */

/* A new file; then its bytes in windows of any size. */
void miner_search_begin(struct miner_search *s);
void miner_search_add(struct miner_search *s, struct str window);

enum miner_file {
	MINER_PROGRAM, /* an ELF file */
	MINER_CONFIG,  /* a script, a unit, a configuration: what would run one */
	MINER_OTHER,   /* any other text */
};

/*
 * What was seen of this file, in words, when it is enough; empty when not. `text` is the file when it was
 * kept (for addresses), or empty.
 */
struct str miner_search_end(struct miner_search *s, enum miner_file kind, struct str text,
			    struct arena *a);
