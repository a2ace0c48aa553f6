/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hands files to the feeds.
 *
 * Every file is offered to every feed with its path and first bytes; the highest bid reads it, the
 * first in the table's order between equals. A feed that stops in the middle costs the rest of that
 * file: what it added before stays, the loss is counted as a refused record under the feed's name,
 * and a warning names the file. A folder of a million damaged files must not print a million lines,
 * so warnings end after twenty.
 */
#include "feed/feed.h"

#include "base/fs.h"
#include "base/log.h"
#include "feed/input.h"

#define WARNINGS 20

struct reading {
	struct db_build *build;
	struct feed_totals *totals;
	struct arena *scratch;
};

static const struct feed *choose(const struct feed_file *file)
{
	const struct feed *best = NULL;
	unsigned highest = 0;
	for (size_t i = 0; i < all_feeds_n; i++) {
		unsigned bid = all_feeds[i]->bid(file);
		if (bid > highest) {
			highest = bid;
			best = all_feeds[i];
		}
	}
	return best;
}

static void damaged(void *context, struct str path, const struct fault *f)
{
	struct reading *r = context;
	r->totals->failed++;
	if (r->totals->failed <= WARNINGS)
		log_warn("%.*s: %s", STRF(path), f->text);
	if (r->totals->failed == WARNINGS)
		log_warn("further damaged files are only counted");
}

static int read_file(void *context, const struct feed_file *file, struct fault *f)
{
	struct reading *reading = context;
	reading->totals->files++;
	const struct feed *feed = choose(file);
	if (!feed) {
		reading->totals->unclaimed++;
		log_debug("%.*s: no feed reads this", STRF(file->path));
		return 0;
	}
	build_feed(reading->build, feed->name, feed->priority);
	int r = feed->read(file, reading->scratch, reading->build, f);
	arena_reset(reading->scratch);
	if (r >= 0)
		return 0;
	if (fault_scope(r) <= SCOPE_STAGE)
		build_refused(reading->build, "the rest of a damaged file");
	return r;
}

int feed_read_directory(const char *dir, struct db_build *build, struct feed_totals *totals,
			struct fault *f)
{
	static const struct input_ops ops = { read_file, damaged };
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct reading reading = { build, totals, scratch };
	*totals = (struct feed_totals){ 0 };
	return input_walk(dir, &ops, &reading, f);
}

struct checking {
	struct str name;
	struct arena *scratch;
	uint64_t claimed;
	struct fault damage; /* the first */
};

static int check_file(void *context, const struct feed_file *file, struct fault *f)
{
	struct checking *c = context;
	const struct feed *feed = choose(file);
	c->claimed += feed != NULL;
	if (feed && str_eq(file->path, c->name)) {
		OWNED(build_freep) struct db_build *b = build_new();
		build_feed(b, feed->name, feed->priority);
		TRY(feed->read(file, c->scratch, b, f));
		arena_reset(c->scratch);
	}
	return stream_drain(file->body, f);
}

static void check_damaged(void *context, struct str path, const struct fault *f)
{
	struct checking *c = context;
	/* a member in a method that nobody reads is the publisher's choice, not damage on the way */
	if (!c->damage.code && (f->code != E_UNSUPPORTED || str_eq(path, c->name)))
		c->damage = *f;
}

int feed_check(const char *path, struct str name, struct fault *f)
{
	static const struct input_ops ops = { check_file, check_damaged };
	OWNED(arena_freep) struct arena *scratch = arena_new();
	OWNED(fd_closep) int fd = -1;
	struct checking c = { .name = name, .scratch = scratch };
	TRY(fs_open_read(path, &fd, f));
	TRY(input_stream(name, stream_of_range(fd, 0, UINT64_MAX, path), UINT64_MAX, &ops, &c, f));
	if (c.damage.code)
		return fault_copy(f, &c.damage);
	if (!c.claimed)
		return fault_set(f, E_UNSUPPORTED, "not an advisory feed that is known");
	return 0;
}
