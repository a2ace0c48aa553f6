/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Traces of programs that mine for somebody else.
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

/*
 * What is looked for, compiled: before the process is confined, since it loads a library. Read-only afterwards, so
 * threads share it. E_IO without libhs.
 */
struct miner_patterns;

int miner_patterns_new(struct miner_patterns **out, struct fault *f);
void miner_patterns_free(struct miner_patterns *p); /* accepts NULL */

/* One thread's. Without patterns (NULL) it sees nothing. */
struct miner_search;

struct miner_search *miner_search_new(const struct miner_patterns *p)
	__attribute__((returns_nonnull));
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
