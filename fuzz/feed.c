/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes as an advisory feed. The first byte chooses the feed, in the order of the table (beyond it: the bytes are
 * offered to all of them as an input file, so that archives and compressions are opened); the environment variable
 * FEED names one instead, and then the whole input is its file.
 *
 * Must hold: no read outside; the database made of it is the same the second time and reads back; scratch memory
 * stays within a multiple of the input.
 */
#include "base/log.h"
#include "feed/feed.h"
#include "feed/input.h"
#include "judge/db/db.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

struct reading {
	struct db_build *build;
	struct arena *scratch;
};

static int offer_all(void *context, const struct feed_file *file, struct fault *f)
{
	struct reading *r = context;
	const struct feed *best = NULL;
	unsigned highest = 0;
	for (size_t i = 0; i < all_feeds_n; i++) {
		unsigned bid = all_feeds[i]->bid(file);
		if (bid > highest) {
			highest = bid;
			best = all_feeds[i];
		}
	}
	if (!best)
		return 0;
	build_feed(r->build, best->name, best->priority);
	int code = best->read(file, r->scratch, r->build, f);
	arena_reset(r->scratch);
	return code;
}

static void damaged(void *context, struct str path, const struct fault *f)
{
	struct reading *r = context;
	build_feed(r->build, "damaged", 1);
	build_refused(r->build, "damaged");
}

static const struct feed *choose(struct str *bytes)
{
	const char *wanted = getenv("FEED");
	for (size_t i = 0; wanted && i < all_feeds_n; i++)
		if (strcmp(all_feeds[i]->name, wanted) == 0)
			return all_feeds[i];
	size_t i = (uint8_t)bytes->p[0] % (all_feeds_n + 2);
	*bytes = str_from(*bytes, 1);
	return i < all_feeds_n ? all_feeds[i] : NULL;
}

static void read_once(const struct feed *feed, struct str bytes, size_t step, struct buf *out_db)
{
	struct db_build *build = build_new();
	struct arena *scratch = arena_new();
	struct reading reading = { build, scratch };
	struct fault f = { 0 };
	build_feed(build, feed ? feed->name : "input", feed ? feed->priority : 1);
	if (feed) {
		struct stream *body = stream_of_bytes(bytes, step);
		struct feed_file file = {
			.path = STR("CVE/list"),
			.head = str_slice(bytes, 0, 1024),
			.body = body,
			.size = bytes.n,
		};
		(void)feed->bid(&file);
		(void)feed->read(&file, scratch, build, &f);
		ENSURE(arena_used(scratch) <= 4 * MIB + 512 * bytes.n);
		stream_close(body);
	} else {
		static const struct input_ops ops = { offer_all, damaged };
		(void)input_stream(STR("input"), stream_of_bytes(bytes, step), bytes.n, &ops,
				   &reading, &f);
	}
	struct out out;
	out_init_buf(&out, out_db);
	int r = build_write(build, true, &out, &f);
	if (r >= 0)
		r = out_finish(&out, &f);
	if (r < 0)
		die("the database could not be written: %s", f.text);
	out_done(&out);
	arena_free(scratch);
	build_free(build);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n == 0)
		return 0;
	log_set_level(LOG_QUIET);
	struct str bytes = str_make(data, n);
	const struct feed *feed = choose(&bytes);
	OWNED(buf_donep) struct buf first;
	OWNED(buf_donep) struct buf second;
	buf_init(&first, 256 * MIB);
	buf_init(&second, 256 * MIB);
	read_once(feed, bytes, 0, &first);
	read_once(feed, bytes, 61, &second); /* in small windows: nothing may depend on them */
	ENSURE(str_eq(buf_str(&first), buf_str(&second)));
	struct fault f = { 0 };
	struct db *db = NULL;
	if (db_open_bytes(buf_str(&first), "fuzz", &db, &f) < 0)
		die("the database does not open: %s", f.text);
	db_close(db);
	return 0;
}
