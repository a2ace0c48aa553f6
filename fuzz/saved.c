/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes as a saved report. Must hold: what was read tells as JSON, that is read again, and tells the same bytes; and
 * it can be compared with itself without a difference.
 */
#include "base/buf.h"
#include "base/log.h"
#include "judge/difference.h"
#include "read/saved.h"
#include "tell/difference.h"
#include "tell/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void tell(const struct saved *s, const char *name, struct buf *b)
{
	struct report_set set = { (const struct report *const *)s->reports.p, s->reports.n,
				  s->verdict, s->exit_code };
	struct tell_options options = { .files = s->has_files, .version = "0", .lang = "en" };
	struct out out;
	struct fault f = { 0 };
	buf_init(b, 64 * MIB);
	out_init_buf(&out, b);
	(void)format_find(str_of(name))->write(&set, &options, &out, &f);
	out_done(&out);
}

static void compare(const struct saved *s)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct report_list list = { (const struct report *const *)s->reports.p, s->reports.n };
	struct difference_set set;
	difference_make(list, list, a, &set);
	ENSURE(set.count[CHANGE_NEW] + set.count[CHANGE_FIXED] + set.count[CHANGE_CHANGED] == 0);
	ENSURE(set.packages == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct saved s = { 0 }, again = { 0 };
	struct fault f = { 0 };
	/* one window, and small ones: the same answer */
	int r = saved_read(stream_of_bytes(str_make(data, n), 0), &s, &f);
	int r2 = saved_read(stream_of_bytes(str_make(data, n), 7), &again, &f);
	ENSURE((r < 0) == (r2 < 0));
	saved_done(&again);
	if (r == 0 && s.kind == SAVED_OURS) {
		OWNED(buf_donep) struct buf one = { 0 }, two = { 0 }, table = { 0 };
		tell(&s, "json", &one);
		tell(&s, "table", &table);
		if (saved_read(stream_of_bytes(buf_str(&one), 0), &again, &f) < 0)
			die("what was read cannot be read again: %s", f.text);
		tell(&again, "json", &two);
		ENSURE(str_eq(buf_str(&one), buf_str(&two)));
		saved_done(&again);
		compare(&s);
	}
	saved_done(&s);
	return 0;
}
