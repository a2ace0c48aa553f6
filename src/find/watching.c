/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every entry goes to every watcher; its bytes go to those that asked for them, window by window, without a
 * copy.
 */
#include "find/watching.h"

#include "base/limits.h"
#include "base/log.h"
#include "find/changes.h"
#include "find/redact.h"
#include "find/lib/owned.h"

void watch_gap(const struct watch_layer *layer, struct str path, const struct fault *why)
{
	layer_gap(layer->result, path, why);
}

static bool is_on(const struct watcher *w, const struct walk *walk)
{
	return (w->scanner & walk->scanners) != 0;
}

static bool any_is_on(const struct walk *walk)
{
	bool any = false;
	for (size_t i = 0; i < all_watchers_n; i++)
		any |= is_on(all_watchers[i], walk);
	return any;
}

void watching_begin(struct watching *w, struct walk *walk, struct layer_result *out)
{
	*w = (struct watching){ .out = out };
	if (!any_is_on(walk))
		return;
	out->inventory = inventory_new(out->arena, &walk->inventory_bytes);
	struct watch_layer *layer = arena_alloc(out->arena, sizeof(*layer));
	*layer = (struct watch_layer){
		.arena = out->arena,
		.inventory = out->inventory,
		.secrets = walk->secrets,
		.miners = walk->miners,
		.result = out,
		.show_secrets = walk->show_secrets,
	};
	out->states = arena_array(out->arena, all_watchers_n, sizeof(*out->states));
	w->asked = arena_array(out->arena, all_watchers_n, sizeof(*w->asked));
	for (size_t i = 0; i < all_watchers_n; i++)
		if (is_on(all_watchers[i], walk))
			out->states[i] = all_watchers[i]->begin(layer);
}

/* A few bytes can claim terabytes of holes: nobody has to look at that many zeros. */
static bool mostly_holes(struct watching *w, const struct file_head *head)
{
	if (head->size <= LIMIT_HOLES || head->size - LIMIT_HOLES <= head->stored)
		return false;
	struct fault f = { 0 };
	fault_set(&f, E_LIMIT, "a sparse file of %llu bytes: not searched",
		  (unsigned long long)head->size);
	layer_gap(w->out, head->path, &f);
	return true;
}

bool watching_entry(struct watching *w, const struct file_head *head)
{
	if (!w->asked)
		return false;
	bool any = false, has_body = head->type == FILE_REGULAR && !head->flags;
	uint32_t index = inventory_add(w->out->inventory, head);
	for (size_t i = 0; i < all_watchers_n; i++) {
		void *state = w->out->states[i];
		w->asked[i] = state && all_watchers[i]->entry(state, head, index) && has_body;
		any |= w->asked[i];
	}
	if (any && mostly_holes(w, head)) {
		memset(w->asked, 0, all_watchers_n * sizeof(*w->asked));
		return false;
	}
	return any;
}

void watching_data(struct watching *w, struct str window)
{
	for (size_t i = 0; i < all_watchers_n; i++)
		if (w->asked[i])
			all_watchers[i]->data(w->out->states[i], window);
}

void watching_body_end(struct watching *w, bool complete)
{
	for (size_t i = 0; i < all_watchers_n; i++)
		if (w->asked[i])
			all_watchers[i]->body_end(w->out->states[i], complete);
}

void watching_end(struct watching *w)
{
	for (size_t i = 0; w->asked && i < all_watchers_n; i++)
		if (w->out->states[i] && all_watchers[i]->end)
			all_watchers[i]->end(w->out->states[i]);
}

void watching_done(struct layer_result *r)
{
	for (size_t i = 0; r->states && i < all_watchers_n; i++)
		if (r->states[i] && all_watchers[i]->done)
			all_watchers[i]->done(r->states[i]);
	r->states = NULL;
}

static void settle_each(const struct walk *walk, struct watch_image *image,
			struct layer_result *const *results, bool of_secrets)
{
	size_t n = image->n;
	for (size_t w = 0; w < all_watchers_n; w++) {
		if (!is_on(all_watchers[w], walk) ||
		    (all_watchers[w]->scanner == SCANNER_SECRET) != of_secrets)
			continue;
		void **states = arena_array(image->arena, size_max(1, n), sizeof(*states));
		for (size_t i = 0; i < n; i++)
			states[i] = results[i] && results[i]->states ? results[i]->states[w] : NULL;
		image->states = states;
		all_watchers[w]->settle(image);
	}
}

static bool too_many_files(const struct walk *walk, struct report *report)
{
	if (walk->inventory_bytes <= LIMIT_IMAGE_INVENTORY)
		return false;
	struct fault f = { 0 };
	fault_set(&f, E_LIMIT,
		  "its files take more than %llu bytes to remember: secrets, integrity and "
		  "leftovers were not judged",
		  (unsigned long long)LIMIT_IMAGE_INVENTORY);
	report_gap(report, E_LIMIT, "too many files", &f);
	return true;
}

static void compare_layers(struct watch_image *image, struct layer_result *const *results)
{
	const struct inventory **layers =
		arena_array(image->arena, size_max(1, image->n), sizeof(*layers));
	for (size_t i = 0; i < image->n; i++)
		layers[i] = results[i] ? results[i]->inventory : NULL;
	image->view = view_new(image->arena, layers, image->n);
	image->owned = owned_new(image->arena, image->view, image->report);
	changes_count(image->report, image->view);
}

void watching_settle(const struct walk *walk, struct report *report,
		     struct layer_result *const *results, size_t n, const struct watch_options *opt)
{
	OWNED(arena_freep) struct arena *arena = arena_new();
	struct watch_image image = {
		.report = report,
		.n = n,
		.arena = arena,
		.secrets = walk->secrets,
		.miners = walk->miners,
		.today = opt->today,
		.open = opt->open,
		.open_context = opt->open_context,
		.excused = opt->excused,
		.excused_context = opt->excused_context,
		.show_secrets = opt->show_secrets,
	};
	bool remembered = any_is_on(walk) && !too_many_files(walk, report);
	if (remembered) {
		compare_layers(&image, results);
		settle_each(walk, &image, results, true);
	}
	/* Secrets were looked for; the others, and all that comes after them, quote what has none. */
	if (!opt->show_secrets)
		redact_image(&report->image, walk->secrets, report->arena);
	if (remembered)
		settle_each(walk, &image, results, false);
}
