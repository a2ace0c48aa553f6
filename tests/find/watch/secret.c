/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secrets of an image: layers that hide each other, and everything outside of files.
 */
#include "check.h"

#include "find/secret_config.h"
#include "find/walk.h"
#include "find/watch.h"

extern const struct watcher watcher_secret;

static const struct secret_rule rules[] = {
	{ .id = "token",
	  .title = "Token",
	  .pattern = "\\b(tok_[A-Za-z0-9]{16})\\b",
	  .severity = SEVERITY_HIGH,
	  .rotate = "Revoke it" },
	{ .id = "assigned",
	  .title = "Password",
	  .pattern = "(?:password|secret)=([^\\s\"&]{6,80})",
	  .flags = SECRET_CASELESS | SECRET_GENERIC,
	  .severity = SEVERITY_MEDIUM,
	  .rotate = "Change it" },
};
static const struct secret_set set = { "Test", rules, ARRAY_LEN(rules) };
static const struct secret_set *const sets[] = { &set };
static const struct secret_config config = { .sets = sets, .sets_n = 1, .only = true };

#define TOKEN_A "tok_kQ7xZp2mVb9sTn4w"
#define TOKEN_B "tok_R3fYd8LhJc6eWu5A"
#define TOKEN_C "tok_Wm5tGz8rXq2kHs7d"

#define LAYERS 2

struct world {
	struct secret_engine *engine;
	struct report *report;
	struct layer_result results[LAYERS];
	struct watch_layer layers[LAYERS];
	void *states[LAYERS];
	uint64_t bytes;
};

static void world_init(struct world *w, bool show)
{
	struct fault f;
	*w = (struct world){ .report = report_new() };
	check_ok(secret_engine_new(&config, &w->engine, &f), &f);
	for (size_t i = 0; i < LAYERS; i++) {
		layer_result_init(&w->results[i]);
		w->results[i].inventory = inventory_new(w->results[i].arena, &w->bytes);
		w->layers[i] = (struct watch_layer){ .arena = w->results[i].arena,
						     .inventory = w->results[i].inventory,
						     .secrets = w->engine,
						     .result = &w->results[i],
						     .show_secrets = show };
		w->states[i] = watcher_secret.begin(&w->layers[i]);
	}
}

static void world_done(struct world *w)
{
	for (size_t i = 0; i < LAYERS; i++) {
		watcher_secret.done(w->states[i]);
		layer_result_done(&w->results[i]);
	}
	report_free(w->report);
	secret_engine_free(w->engine);
}

static void add(struct world *w, size_t layer, const char *path, unsigned flags, const char *text)
{
	struct file_head head = {
		.path = str_of(path), .type = FILE_REGULAR, .flags = flags, .size = strlen(text)
	};
	uint32_t index = inventory_add(w->results[layer].inventory, &head);
	if (!watcher_secret.entry(w->states[layer], &head, index))
		return;
	watcher_secret.data(w->states[layer], str_of(text));
	watcher_secret.body_end(w->states[layer], true);
}

static void settle_all(struct world *w, bool show)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	const struct inventory *inventories[LAYERS];
	for (size_t i = 0; i < LAYERS; i++) {
		watcher_secret.end(w->states[i]);
		inventories[i] = w->results[i].inventory;
	}
	struct watch_image image = { .report = w->report,
				     .view = view_new(a, inventories, LAYERS),
				     .states = w->states,
				     .n = LAYERS,
				     .arena = a,
				     .secrets = w->engine,
				     .show_secrets = show };
	watcher_secret.settle(&image);
}

static const struct finding *finding_of(const struct world *w, const char *value, size_t *out_n)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str fingerprint = secret_fingerprint(a, "Test", str_of(value));
	const struct finding *found = NULL;
	*out_n = 0;
	for (size_t i = 0; i < w->report->findings.n; i++) {
		const struct finding *f = &w->report->findings.p[i];
		if (f->kind != FINDING_SECRET || !str_eq(f->secret->fingerprint, fingerprint))
			continue;
		found = f;
		++*out_n;
	}
	return found;
}

static void live_and_deleted(void **state)
{
	(void)state;
	struct world w;
	world_init(&w, false);
	add(&w, 0, "app/key", 0, "x\nk: " TOKEN_A "\n");
	add(&w, 0, "app/old", 0, TOKEN_B);
	add(&w, 0, "app/both", 0, TOKEN_C);
	add(&w, 1, "app/old", FILE_WHITEOUT, "");
	add(&w, 1, "app/both", 0, "a\n" TOKEN_C);
	settle_all(&w, false);

	size_t n;
	const struct finding *f = finding_of(&w, TOKEN_A, &n);
	assert_int_equal(n, 1);
	assert_true(f->secret->live);
	assert_int_equal(f->own_place, PLACE_ACT_NOW);
	check_text(f->path, "app/key");
	assert_int_equal(f->line, 2);
	assert_int_equal(f->layer, 0);
	assert_int_equal(f->secret->places.p[0].column, 4);
	assert_int_equal(f->secret->value.n, 0);

	f = finding_of(&w, TOKEN_B, &n);
	assert_int_equal(n, 1);
	assert_false(f->secret->live);
	assert_int_equal(f->own_place, PLACE_ACT_NOW); /* it ships all the same */
	assert_int_equal(f->secret->places.p[0].deleted_by, 1);

	/* one finding with two places, the live one first */
	f = finding_of(&w, TOKEN_C, &n);
	assert_int_equal(n, 1);
	assert_int_equal(f->secret->places.n, 2);
	assert_int_equal(f->secret->places.p[0].layer, 1);
	assert_int_equal(f->secret->places.p[0].line, 2);
	assert_int_equal(f->secret->places.p[1].deleted_by, 1);
	world_done(&w);
}

static void outside_of_files(void **state)
{
	(void)state;
	struct world w;
	world_init(&w, false);
	struct image *image = &w.report->image;
	struct arena *a = w.report->arena;
	*VEC_PUSH(a, &image->env) = STR("PATH=/usr/bin");
	*VEC_PUSH(a, &image->env) = STR("DB_PASSWORD=kx81-Hq+02zz");
	*VEC_PUSH(a, &image->labels) = (struct key_value){ STR("build.key"), STR(TOKEN_A) };
	*VEC_PUSH(a, &image->history) = (struct history){ .created_by = STR("/bin/sh -c true") };
	*VEC_PUSH(a, &image->history) =
		(struct history){ .created_by = STR("|1 NPM=" TOKEN_B " /bin/sh -c npm ci") };
	image->config_json = STR("{\"config\":{\"Env\":[\"DB_PASSWORD=kx81-Hq+02zz\"]},"
				 "\"container_config\":{\"Cmd\":[\"curl\",\"" TOKEN_C "\"]}}");
	settle_all(&w, false);

	static const struct {
		const char *value, *path;
	} cases[] = { { "kx81-Hq+02zz", "config ENV DB_PASSWORD" },
		      { TOKEN_A, "label build.key" },
		      { TOKEN_B, "history 2" },
		      { TOKEN_C, "config Cmd" } };
	assert_int_equal(w.report->findings.n, ARRAY_LEN(cases));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		size_t n;
		const struct finding *f = finding_of(&w, cases[i].value, &n);
		assert_int_equal(n, 1);
		/* what was found under its name is not told again for the configuration as a whole */
		assert_int_equal(f->secret->places.n, 1);
		check_text(f->secret->places.p[0].path, cases[i].path);
		assert_int_equal(f->secret->places.p[0].layer, LAYER_NONE);
		assert_true(f->secret->live);
	}
	world_done(&w);
}

static void values_only_when_asked_for(void **state)
{
	(void)state;
	struct world w;
	world_init(&w, true);
	add(&w, 0, "app/key", 0, TOKEN_A);
	settle_all(&w, true);
	size_t n;
	check_text(finding_of(&w, TOKEN_A, &n)->secret->value, TOKEN_A);
	world_done(&w);
}

static const struct finding *finding_named(const struct world *w, const char *id)
{
	for (size_t i = 0; i < w->report->findings.n; i++)
		if (str_is(w->report->findings.p[i].id, id))
			return &w->report->findings.p[i];
	return NULL;
}

#define DAMAGED "\x1f\x8b\x08\x01\x01\x01\x01\x01\x01\x01\xff\xff\xff"

static void unreadable_archives_are_gaps(void **state)
{
	(void)state;
	struct world w;
	world_init(&w, false);
	add(&w, 0, "app/x.gz", 0, DAMAGED);
	/* the next file is read */
	add(&w, 0, "app/key", 0, TOKEN_A);
	settle_all(&w, false);
	assert_int_equal(w.report->findings.n, 2);
	const struct finding *gap = finding_named(&w, "gap-corrupt");
	assert_non_null(gap);
	check_text(gap->path, "app/x.gz");
	assert_int_equal(gap->own_place, PLACE_GAP);
	world_done(&w);
}

static void damaged_test_data_is_a_note(void **state)
{
	(void)state;
	struct world w;
	world_init(&w, false);
	add(&w, 0, "app/node_modules/tar/test/cut.gz", 0, DAMAGED);
	add(&w, 0, "app/node_modules/tar/test/bad.gz", 0, DAMAGED);
	settle_all(&w, false);
	assert_int_equal(w.report->findings.n, 1);
	const struct finding *note = finding_named(&w, "archives-closed");
	assert_non_null(note);
	assert_int_equal(note->own_place, PLACE_NOTE);
	check_text(note->title, "2 archives could not be searched inside");
	world_done(&w);
}

static void samples_are_notes_unless_they_are_ours(void **state)
{
	(void)state;
	struct world w;
	world_init(&w, true);
	add(&w, 0, "app/node_modules/@x/y/test/key.env", 0, "DB_PASSWORD=kx81-Hq+02zz\n");
	add(&w, 0, "app/node_modules/z/test/both.env", 0, "DB_PASSWORD=Vt93+pQ-41xx\n");
	add(&w, 0, "app/test/both.env", 0, "DB_PASSWORD=Vt93+pQ-41xx\n");
	settle_all(&w, true);
	size_t n;
	const struct finding *f = finding_of(&w, "kx81-Hq+02zz", &n);
	assert_int_equal(f->own_place, PLACE_NOTE);
	assert_int_equal(f->severity, SEVERITY_LOW);
	check_text(f->secret->places.p[0].package, "@x/y");
	f = finding_of(&w, "Vt93+pQ-41xx", &n);
	assert_int_equal(f->own_place, PLACE_MINOR);
	assert_int_equal(f->severity, SEVERITY_MEDIUM);
	assert_int_equal(f->secret->standing, SECRET_OURS);
	world_done(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(live_and_deleted),
		cmocka_unit_test(outside_of_files),
		cmocka_unit_test(values_only_when_asked_for),
		cmocka_unit_test(unreadable_archives_are_gaps),
		cmocka_unit_test(damaged_test_data_is_a_note),
		cmocka_unit_test(samples_are_notes_unless_they_are_ours),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
