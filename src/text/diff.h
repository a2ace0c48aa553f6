/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The difference of two texts by lines, as hunks of a unified diff.
 */
#pragma once

#include "base/str.h"
#include "base/vec.h"

struct diff_line {
	char mark;		     /* ' ', '-' or '+' */
	struct str text;	     /* without LF; a CR before it stays */
	bool no_newline;	     /* the last line of its text, and it has no LF */
	uint32_t old_line, new_line; /* from 1; of the side where it is not: the line before it */
};

/* Lines [first, first + n) of diff.lines. */
struct diff_hunk {
	size_t first, n;
	uint32_t old_begin, old_n, new_begin,
		new_n; /* as in @@ -old_begin,old_n +new_begin,new_n @@ */
};

struct diff {
	VEC(struct diff_line) lines; /* of all hunks */
	VEC(struct diff_hunk) hunks; /* none: the texts are equal */
};

/*
 * With `context` equal lines around each change. The shortest difference as far as it has at most
 * DIFF_EDITS_MAX changed lines; beyond that a correct, longer one.
 */
#define DIFF_EDITS_MAX 1000
void diff_texts(struct arena *a, struct str old, struct str new, unsigned context,
		struct diff *out);
