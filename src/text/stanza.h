/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks of "Field: value" lines separated by blank lines (RFC 822-like): dpkg status (deb822(5)),
 * copyright files in DEP-5 form, Python METADATA, the Ubuntu tracker. Lines that begin with space
 * or tab continue the field before them.
 *
 * Works on borrowed bytes without allocating: values point into the text, continuation lines
 * included as they stand (stanza_fold() joins them).
 */
#pragma once

#include "base/fault.h"
#include "base/str.h"

struct stanza {
	struct str rest; /* what was not read yet */
	size_t line;	 /* 1-based number of the line that comes next */
	size_t at;	 /* line of the field that was read last */
};

void stanza_init(struct stanza *s, struct str text);

/*
 * Steps to the next block: 1 when there is one, 0 at the end of the text. What was not read of the
 * last block is skipped. Several blank lines count as one separator; lines that begin with '#' are
 * comments.
 */
int stanza_next(struct stanza *s);

/*
 * The next field of this block: 1; 0 at the end of the block. A line without a colon gives
 * E_CORRUPT with its number and is stepped over, so that the caller may go on. The value is trimmed
 * at both ends.
 */
int stanza_field(struct stanza *s, struct str *out_name, struct str *out_value, struct fault *f);

/*
 * A value with its continuation lines joined by one space each, " ." lines left out; in `a` only
 * when it had several.
 */
struct str stanza_fold(struct arena *a, struct str value);
