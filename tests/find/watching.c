/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which scanners make anybody remember files; and no secret of the image's configuration outlives settling.
 */
#include "check.h"
#include "memory_files.h"

#include "base/limits.h"
#include "find/settle.h"
#include "find/watching.h"

#define WORD "Winter-2026-sails"

struct world {
	struct arena *arena;
	struct sym_table *syms;
	struct layer_result layer;
	struct report *report;
};

/* A layer of one file, in an image whose history has a password. */
static void world_settle(struct world *w, enum scanner scanners, uint64_t remembered,
			 bool show_secrets)
{
	struct memory_files files;
	*w = (struct world){ .arena = arena_new(), .syms = sym_table_new() };
	memory_files_init(&files);
	memory_add(w->arena, &files, FILE_REGULAR, STR("app/main"), STR("hello"));
	struct walk walk = { .route = route_new(w->arena), .syms = w->syms, .scanners = scanners };
	layer_result_init(&w->layer);
	walk_layer(&walk, &files.base, &w->layer);
	walk.inventory_bytes += remembered;
	w->report = report_new_shared(w->syms);
	*VEC_PUSH(w->report->arena, &w->report->image.history) =
		(struct history){ .created_by = STR("ENV DB_PASSWORD=" WORD) };
	struct layer_result *results[] = { &w->layer };
	struct watch_options how = { .today = STR("2026-11-21"), .show_secrets = show_secrets };
	settle(w->report, results, 1);
	watching_settle(&walk, w->report, results, 1, &how);
}

static void world_done(struct world *w)
{
	layer_result_done(&w->layer);
	report_free(w->report);
	sym_table_free(w->syms);
	arena_free(w->arena);
}

static struct str history_of(const struct world *w)
{
	return w->report->image.history.p[0].created_by;
}

static void with_watchers(void **state)
{
	(void)state;
	struct world w;
	world_settle(&w, SCANNER_INTEGRITY, 0, false);
	assert_true(w.report->has_changes);
	assert_int_equal(w.report->layers.p[0].changes.added, 1);
	check_text(history_of(&w), "ENV DB_PASSWORD=Wint…");
	world_done(&w);
	world_settle(&w, SCANNER_INTEGRITY, 0, true);
	check_text(history_of(&w), "ENV DB_PASSWORD=" WORD);
	world_done(&w);
}

/* Nobody remembered the files: that is not "no changes". */
static void without_watchers(void **state)
{
	(void)state;
	struct world w;
	world_settle(&w, SCANNER_VULNERABILITY, 0, false);
	assert_null(w.layer.inventory);
	assert_false(w.report->has_changes);
	assert_int_equal(w.report->findings.n, 0);
	check_text(history_of(&w), "ENV DB_PASSWORD=Wint…");
	world_done(&w);
}

static void too_many_files(void **state)
{
	(void)state;
	struct world w;
	world_settle(&w, SCANNER_INTEGRITY, LIMIT_IMAGE_INVENTORY, false);
	assert_false(w.report->has_changes);
	assert_int_equal(w.report->findings.n, 1);
	assert_int_equal(w.report->findings.p[0].kind, FINDING_GAP);
	check_text(history_of(&w), "ENV DB_PASSWORD=Wint…");
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_watchers),
		cmocka_unit_test(without_watchers),
		cmocka_unit_test(too_many_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
