/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Peeling compressions: the auction of the filters, and the gauge that ends decompression bombs.
 *
 *     in ──► [gzip] ──► [gauge] ──► [zstd] ──► [gauge] ──► out
 *
 * Every filter has a gauge behind it, not only the last: thousands of empty gzip members cost time and give
 * nothing, so a bomb can hide in what one stage hands to the next. A gauge compares with the bytes that were read
 * of the innermost input.
 *
 * An ordinary layer may hold a file of zeros (a preallocated database, a swap file); zstd stores a gibibyte of
 * them in 32 KiB. So the ratio counts only from LIMIT_RATIO_FREE on. Nobody ships an image compressed twice on
 * purpose: there it counts from LIMIT_RATIO_FREE_NESTED on. Time is bounded either way, and memory was never
 * at stake: windows do not grow.
 */
#include "read/filter.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"

struct gauge {
	struct stream base;
	struct stream *in;
	const struct stream *source; /* lives below `in` */
	uint64_t total, max_bytes;
	bool nested;
	bool cut; /* the last window was shortened to end at max_bytes */
};

static int gauge_next(struct stream *base, struct str *out, struct fault *f)
{
	struct gauge *s = (struct gauge *)base;
	struct str window;
	int r = s->cut ? 1 : stream_next(s->in, &window, f);
	if (r <= 0)
		return r;
	uint64_t room = s->max_bytes - s->total;
	if (s->cut || !room)
		return fault_set(f, E_LIMIT, "decompresses to more than %llu bytes",
				 (unsigned long long)s->max_bytes);
	s->cut = window.n > room;
	if (s->cut)
		window.n = (size_t)room;
	s->total += window.n;
	uint64_t from = s->source->position, allowed;
	if (u64_mul(from, LIMIT_RATIO, &allowed) &&
	    u64_add(allowed, s->nested ? LIMIT_RATIO_FREE_NESTED : LIMIT_RATIO_FREE, &allowed) &&
	    s->total > allowed)
		return fault_set(f, E_LIMIT, "a decompression bomb: %llu bytes came out of %llu",
				 (unsigned long long)s->total, (unsigned long long)from);
	*out = window;
	return 1;
}

static void gauge_close(struct stream *base)
{
	struct gauge *s = (struct gauge *)base;
	stream_close(s->in);
	mem_free(s);
}

static const struct stream_ops gauge_ops = { gauge_next, NULL, gauge_close };

static struct stream *gauge_open(struct stream *in, const struct stream *source, uint64_t max_bytes,
				 bool nested)
{
	struct gauge *s = mem_alloc(sizeof(*s));
	s->base.ops = &gauge_ops;
	s->in = in;
	s->source = source;
	s->max_bytes = max_bytes;
	s->nested = nested;
	return &s->base;
}

static int auction(struct stream *in, const struct filter **out, struct fault *f)
{
	char head[512];
	size_t n = 0;
	TRY(stream_peek(in, head, sizeof(head), &n, f));
	unsigned best = 0;
	*out = NULL;
	for (size_t i = 0; i < all_filters_n; i++) {
		unsigned bid = all_filters[i]->bid(str_make(head, n));
		if (bid > best) {
			best = bid;
			*out = all_filters[i];
		}
	}
	return 0;
}

static int peel(struct stream *in, uint64_t max_bytes, bool wide, struct stream **out,
		const char *names[], struct fault *f)
{
	OWNED(stream_closep) struct stream *s = in;
	for (size_t n = 0;; n++) {
		const struct filter *filter;
		TRY(auction(s, &filter, f));
		if (!filter)
			break;
		if (n == LIMIT_FILTERS)
			return fault_set(f, E_LIMIT,
					 "more than %llu compressions around each other",
					 (unsigned long long)LIMIT_FILTERS);
		if (names)
			names[n] = filter->name;
		s = wide && filter->open_wide ? filter->open_wide(s) : filter->open(s);
		s = gauge_open(s, in, max_bytes, n > 0);
	}
	*out = STEAL(s);
	return 0;
}

int filter_open(struct stream *in, uint64_t max_bytes, struct stream **out, const char *names[],
		struct fault *f)
{
	return peel(in, max_bytes, false, out, names, f);
}

int filter_open_wide(struct stream *in, uint64_t max_bytes, struct stream **out,
		     const char *names[], struct fault *f)
{
	return peel(in, max_bytes, true, out, names, f);
}
