/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Headline advisories in a file: the form of data/headline.txt, so that facts of one's own can be added
 * to a folder of feeds. The ones that are compiled in are read by feed_read_headline().
 *
 * Claimed by name ("headline.txt", or anything that ends in ".headline.txt"): the text itself has no
 * mark that no other field block could have. Grammar: feed/headline.c.
 */
#include "feed/headline.h"

#include "base/limits.h"
#include "feed/record.h"

static unsigned bid(const struct feed_file *file)
{
	size_t slash = str_rfind_char(file->path, '/');
	struct str name = slash == SIZE_MAX ? file->path : str_from(file->path, slash + 1);
	return str_is(name, "headline.txt") || str_ends(name, STR(".headline.txt")) ? 90 : 0;
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	OWNED(buf_donep) struct buf text;
	TRY(record_slurp(file->body, LIMIT_FEED_RECORD, &text, f));
	headline_read(buf_str(&text), scratch, out);
	return 0;
}

const struct feed feed_headline = {
	.name = "headline",
	.title = "headline advisories, written by hand",
	.priority = 10,
	.bid = bid,
	.read = read,
};
