/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract of a filter (src/read/filter/NAME.c exports `filter_NAME`): a decompression, recognised
 * by content.
 *
 * The filters are offered the first bytes of the stream; the highest bid above 0 wins and becomes
 * the new stream; the auction repeats until nobody bids (at most LIMIT_FILTERS rounds, then
 * E_LIMIT).
 */
#pragma once

#include "read/stream.h"

struct filter {
	const char *name; /* "gzip": the file's name */
	/* Number of recognised bits in the head of the stream, 0 = not mine. */
	unsigned (*bid)(struct str head);
	/*
	 * Never NULL. The new stream owns `in`. Its windows come from one buffer that is reused, of
	 * a size that stays in the L2 cache. Damage gives E_CORRUPT or E_TRUNCATED after all bytes
	 * before it were delivered, as far as the library tells them: within the block that is
	 * damaged the last few may be missing or guessed, and which may depend on the windows of `in`.
	 */
	struct stream *(*open)(struct stream *in);
	/*
	 * The same where the input chooses the decoder's memory, for a reader that has some to spare
	 * and one stream at a time: up to LIMIT_WIDE_WINDOW_LOG. NULL: `open` serves.
	 */
	struct stream *(*open_wide)(struct stream *in);
};

extern const struct filter *const all_filters[];
extern const size_t all_filters_n;

/*
 * Peels every compression off `in`; *out owns `in` (on failure too `in` is closed). `names` (may be
 * NULL, at most LIMIT_FILTERS entries) gets the filters' names, outermost first; the output is cut,
 * with E_LIMIT, when it grows beyond `max_bytes`, or beyond LIMIT_RATIO times the input plus
 * LIMIT_RATIO_FREE (LIMIT_RATIO_FREE_NESTED inside another compression): a decompression bomb.
 */
int filter_open(struct stream *in, uint64_t max_bytes, struct stream **out, const char *names[],
		struct fault *f);

/* The same with open_wide: for advisory feeds, which are packed as small as their publishers can. */
int filter_open_wide(struct stream *in, uint64_t max_bytes, struct stream **out,
		     const char *names[], struct fault *f);
