/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The view against a model that unpacks: layers of random entries over a few names are applied one after the
 * other, bottom first, as a container engine would, and every entry remembers what removed it.
 */
#include "check.h"

#include "base/limits.h"
#include "find/view.h"

#define LAYERS	5
#define ENTRIES 14

struct item {
	struct str path;
	enum file_type type;
	unsigned flags;
	bool there;
	uint16_t by;
};

struct world {
	struct arena *arena;
	uint64_t bytes, random;
	struct inventory *layers[LAYERS];
	struct item items[LAYERS][ENTRIES];
	size_t n[LAYERS];
};

static unsigned pick(struct world *w, unsigned n)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(w->random >> 33) % n;
}

static bool is_below(struct str path, struct str folder)
{
	return path.n > folder.n && path.p[folder.n] == '/' && str_starts(path, folder);
}

static struct str random_path(struct world *w)
{
	static const char names[] = "abc";
	char text[8];
	size_t n = 0;
	for (unsigned depth = 1 + pick(w, 3); depth > 0; depth--) {
		if (n)
			text[n++] = '/';
		text[n++] = names[pick(w, 3)];
	}
	return str_dup(w->arena, str_make(text, n));
}

/* No builder writes a file and something below it, or one path in two ways, into one layer. */
static bool fits(const struct item *items, size_t n, const struct item *new)
{
	for (size_t i = 0; i < n; i++) {
		const struct item *old = &items[i];
		if (old->flags || new->flags)
			continue;
		if (old->type != FILE_DIRECTORY && is_below(new->path, old->path))
			return false;
		if (new->type != FILE_DIRECTORY && is_below(old->path, new->path))
			return false;
	}
	return true;
}

static void make_layer(struct world *w, size_t layer)
{
	static const enum file_type types[] = { FILE_REGULAR, FILE_REGULAR, FILE_DIRECTORY };
	w->layers[layer] = inventory_new(w->arena, &w->bytes);
	for (unsigned i = 0; i < ENTRIES; i++) {
		struct item new = { .path = random_path(w),
				    .type = types[pick(w, 3)],
				    .there = true };
		if (pick(w, 5) == 0) {
			new.flags = pick(w, 2) ? FILE_WHITEOUT : FILE_OPAQUE;
			new.type = new.flags == FILE_OPAQUE ? FILE_DIRECTORY : FILE_REGULAR;
		}
		new.by = LAYER_NONE;
		if (!fits(w->items[layer], w->n[layer], &new))
			continue;
		w->items[layer][w->n[layer]++] = new;
		struct file_head head = { .path = new.path, .type = new.type, .flags = new.flags };
		inventory_add(w->layers[layer], &head);
	}
}

static void hide(struct world *w, size_t up_to, struct str path, bool itself, bool below,
		 uint16_t by)
{
	for (size_t l = 0; l <= up_to; l++)
		for (size_t i = 0; i < w->n[l]; i++) {
			struct item *old = &w->items[l][i];
			bool hit = (itself && str_eq(old->path, path)) ||
				   (below && is_below(old->path, path));
			if (hit && old->there && !old->flags) {
				old->there = false;
				old->by = by;
			}
		}
}

static void unpack(struct world *w)
{
	for (size_t l = 0; l < LAYERS; l++) {
		for (size_t i = 0; i < w->n[l]; i++)
			w->items[l][i].there = false;
		for (size_t i = 0; i < w->n[l]; i++) {
			struct item *new = &w->items[l][i];
			if (new->flags && l > 0)
				hide(w, l - 1, new->path, new->flags == FILE_WHITEOUT, true,
				     (uint16_t)l);
		}
		for (size_t i = 0; i < w->n[l]; i++) {
			struct item *new = &w->items[l][i];
			if (new->flags)
				continue;
			hide(w, l, new->path, true, new->type != FILE_DIRECTORY, (uint16_t)l);
			new->there = true;
		}
	}
}

static void compare(struct world *w)
{
	const struct view *v =
		view_new(w->arena, (const struct inventory *const *)w->layers, LAYERS);
	size_t visible = 0, listed = 0;
	for (size_t l = 0; l < LAYERS; l++)
		for (uint32_t i = 0; i < w->n[l]; i++) {
			const struct item *item = &w->items[l][i];
			uint16_t want = item->flags ? (uint16_t)l : item->by;
			assert_int_equal(view_hidden_by(v, l, i), want);
			size_t layer;
			uint32_t entry;
			bool found = view_find(v, item->path, &layer, &entry);
			if (item->there)
				assert_true(found && layer == l && entry == i);
			visible += item->there;
		}
	for (struct view_each each = { 0 }; view_next(v, &each); listed++)
		assert_true(w->items[each.layer][each.entry].there);
	assert_int_equal(listed, visible);
}

static void test_random_layers(void **state)
{
	for (uint64_t seed = 1; seed <= 3000; seed++) {
		struct world w = { .arena = arena_new(), .random = seed * 977 };
		for (size_t l = 0; l < LAYERS; l++)
			make_layer(&w, l);
		unpack(&w);
		compare(&w);
		arena_free(w.arena);
	}
}

static void add(struct inventory *in, const char *path, enum file_type type, const char *link,
		unsigned flags)
{
	struct file_head head = { .path = str_of(path),
				  .type = type,
				  .link = str_of(link),
				  .flags = flags,
				  .mode = 0755 };
	inventory_add(in, &head);
}

static bool resolves(const struct view *v, struct arena *a, const char *path, bool last,
		     const char *to)
{
	size_t layer;
	uint32_t entry;
	if (!view_resolve(v, str_of(path), last, &layer, &entry))
		return to == NULL;
	return to && str_is(inventory_path(view_inventory(v, layer), entry, a), to);
}

static void test_links(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	uint64_t bytes = 0;
	struct inventory *in = inventory_new(a, &bytes);
	add(in, "bin", FILE_SYMLINK, "usr/bin", 0);
	add(in, "usr", FILE_DIRECTORY, NULL, 0);
	add(in, "usr/bin", FILE_DIRECTORY, NULL, 0);
	add(in, "usr/bin/sh", FILE_SYMLINK, "/bin/dash", 0);
	add(in, "usr/bin/dash", FILE_REGULAR, NULL, 0);
	add(in, "etc/rc", FILE_SYMLINK, "../../../usr/bin/sh", 0);
	add(in, "loop", FILE_SYMLINK, "loop2", 0);
	add(in, "loop2", FILE_SYMLINK, "loop", 0);
	add(in, "dangling", FILE_SYMLINK, "nowhere/at/all", 0);
	const struct inventory *const layers[] = { in };
	const struct view *v = view_new(a, layers, 1);
	assert_true(resolves(v, a, "bin/dash", true, "usr/bin/dash"));
	assert_true(resolves(v, a, "bin/sh", true, "usr/bin/dash"));
	assert_true(resolves(v, a, "bin/sh", false, "usr/bin/sh"));
	assert_true(resolves(v, a, "etc/rc", true, "usr/bin/dash"));
	assert_true(resolves(v, a, "loop", true, NULL));
	assert_true(resolves(v, a, "dangling", true, NULL));
	assert_true(resolves(v, a, "bin/none", true, NULL));
	assert_true(resolves(v, a, "", true, NULL));
}

static void test_deleted_or_replaced(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	uint64_t bytes = 0;
	struct inventory *low = inventory_new(a, &bytes), *high = inventory_new(a, &bytes);
	add(low, "app/.git/config", FILE_REGULAR, NULL, 0);
	add(low, "app/server.js", FILE_REGULAR, NULL, 0);
	add(high, "app/.git", FILE_REGULAR, NULL, FILE_WHITEOUT);
	add(high, "app/server.js", FILE_REGULAR, NULL, 0);
	const struct inventory *const layers[] = { low, NULL, high };
	const struct view *v = view_new(a, layers, 3);
	assert_int_equal(view_hidden_by(v, 0, 0), 2);
	assert_true(view_deleted(v, 0, 0));
	assert_int_equal(view_hidden_by(v, 0, 1), 2);
	assert_false(view_deleted(v, 0, 1));
	assert_int_equal(view_hidden_by(v, 2, 1), LAYER_NONE);
}

/* Hostile: deep folders cost their bytes, and the limit stops them. */
static void test_limit(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	uint64_t bytes = 0;
	struct inventory *in = inventory_new(a, &bytes);
	uint32_t last = 0, n = 0;
	for (; n < 1000000 && last != ENTRY_NONE; n++) {
		char path[4000];
		memset(path, 'd', sizeof(path));
		for (size_t i = 30; i < sizeof(path); i += 30)
			path[i] = '/';
		int k = snprintf(path, 20, "%u", n);
		path[k] = 'x';
		struct file_head head = { .path = str_make(path, sizeof(path)),
					  .type = FILE_REGULAR };
		last = inventory_add(in, &head);
	}
	assert_int_equal(last, ENTRY_NONE);
	assert_true(arena_used(a) < 2 * LIMIT_IMAGE_INVENTORY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_layers),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_deleted_or_replaced),
		cmocka_unit_test(test_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
