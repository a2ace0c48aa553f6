/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reports that were kept as JSON, read back: our own (docs/format/report.md), and those of Trivy.
 *
 * What comes out is what the scan had: told again, it gives the same bytes in every format, and it can be
 * judged again. What does not fit the format is refused as a whole, with its place.
 */
#pragma once

#include "base/map.h"
#include "model/report.h"
#include "read/stream.h"

enum saved_kind {
	SAVED_OURS,
	SAVED_TRIVY,
};

/* The reports of one file; own their memory. Zero it first. */
struct saved {
	enum saved_kind kind;
	struct arena *arena;	/* what the reports share, */
	struct sym_table *syms; /* and strings */
	VEC(struct report *) reports;
	struct str version; /* of the program that scanned */
	enum verdict verdict;
	int exit_code;	/* what that scan exited with */
	bool has_files; /* the files that packages own are listed */
};

/*
 * Reads `in` to its end, decompressed when it is compressed; owns it. E_CORRUPT with "line N, column M" when it
 * is no report or contradicts itself, E_UNSUPPORTED when it seems to be something else, E_LIMIT, E_TRUNCATED.
 * *out is released with saved_done() in any case.
 */
int saved_read(struct stream *in, struct saved *out, struct fault *f);

void saved_done(struct saved *s);

/*
 * The fingerprints of all findings (model/identity.h), as a set for gate_options.baseline; keys are in the
 * arena.
 */
void saved_fingerprints(const struct saved *s, struct arena *a, struct map *out);
