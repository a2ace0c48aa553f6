/* SPDX-License-Identifier: Apache-2.0 */
#include "layer_world.h"

static void check_changes(const struct layer_world *w, size_t layer, const uint64_t want[8])
{
	const struct layer_changes *c = &w->report->layers.p[layer].changes;
	const uint64_t got[8] = { c->added,   c->added_bytes,	c->changed, c->changed_bytes,
				  c->deleted, c->deleted_bytes, c->wasted,  c->wasted_bytes };
	static const char *const names[] = {
		"added",   "added bytes",   "changed", "changed bytes",
		"deleted", "deleted bytes", "wasted",  "wasted bytes"
	};
	for (size_t i = 0; i < 8; i++)
		if (got[i] != want[i])
			print_error("layer %zu, %s: %llu, not %llu\n", layer, names[i],
				    (unsigned long long)got[i], (unsigned long long)want[i]);
	assert_memory_equal(got, want, sizeof(got));
}

static void counts(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	layer_world_put(&w, 0, "etc/", 0);
	layer_world_put(&w, 0, "etc/passwd", 10);
	layer_world_put(&w, 0, "cache/a", 1000);
	layer_world_put(&w, 0, "cache/b", 2000);
	layer_world_put(&w, 0, "data/x", 50);
	layer_world_put(&w, 0, "data/y", 60);

	layer_world_put(&w, 1, "etc/passwd", 20); /* replaced, and once more above */
	layer_world_put(&w, 1, "-cache", 0);
	layer_world_put(&w, 1, "new", 7);

	layer_world_put(&w, 2, "etc/passwd", 30);
	layer_world_put(&w, 2, "data/*", 0); /* emptied, and filled again */
	layer_world_put(&w, 2, "data/x", 5);
	layer_world_put(&w, 2, "-never", 0); /* deletes nothing */

	layer_world_settle(&w);
	assert_true(w.report->has_changes);
	check_changes(&w, 0, (const uint64_t[8]){ 5, 3120, 0, 0, 0, 0, 5, 3120 });
	check_changes(&w, 1, (const uint64_t[8]){ 1, 7, 1, 20, 2, 3000, 1, 20 });
	check_changes(&w, 3, (const uint64_t[8]){ 0 });
	const struct layer_changes *c = &w.report->layers.p[2].changes;
	assert_int_equal(c->added + c->changed, 2);
	assert_int_equal(c->added_bytes + c->changed_bytes, 35);
	assert_int_equal(c->wasted, 0);
	layer_world_done(&w);
}

/* A file deleted and made again below a higher layer is new there: what was there is gone. */
static void deleted_and_made_again(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	layer_world_put(&w, 0, "f", 100);
	layer_world_put(&w, 1, "-f", 0);
	layer_world_put(&w, 2, "f", 3);
	layer_world_settle(&w);
	check_changes(&w, 0, (const uint64_t[8]){ 1, 100, 0, 0, 0, 0, 1, 100 });
	check_changes(&w, 1, (const uint64_t[8]){ 0, 0, 0, 0, 1, 100, 0, 0 });
	check_changes(&w, 2, (const uint64_t[8]){ 1, 3, 0, 0, 0, 0, 0, 0 });
	layer_world_done(&w);
}

/* One layer that names a path twice has one file: the later one. */
static void named_twice(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	layer_world_put(&w, 0, "f", 100);
	layer_world_put(&w, 0, "f", 40);
	layer_world_settle(&w);
	check_changes(&w, 0, (const uint64_t[8]){ 1, 40, 0, 0, 0, 0, 0, 0 });
	layer_world_done(&w);
}

static void largest(void **state)
{
	(void)state;
	struct layer_world w;
	layer_world_init(&w);
	for (unsigned i = 0; i < 30; i++) {
		const char *path = str_cstr(w.arena, str_printf(w.arena, "f%u", i));
		layer_world_put(&w, 0, path, (i * 7) % 30); /* each size once */
	}
	layer_world_put(&w, 1, "-f17", 0); /* 17 * 7 % 30 = 29: the largest */
	layer_world_settle(&w);
	const struct layer_item *top = w.report->layers.p[0].changes.top;
	for (size_t i = 0; i < LAYER_TOP; i++)
		assert_int_equal(top[i].bytes, 29 - i);
	check_text(top[0].path, "f17");
	assert_int_equal(top[0].hidden_by, 1);
	assert_int_equal(top[1].hidden_by, LAYER_NONE);
	assert_int_equal(w.report->layers.p[1].changes.top[0].bytes, 0);
	layer_world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts),
		cmocka_unit_test(deleted_and_made_again),
		cmocka_unit_test(named_twice),
		cmocka_unit_test(largest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
