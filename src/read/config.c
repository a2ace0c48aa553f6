/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The image configuration: who built it when and how, what it runs, and which step made which layer.
 *
 * The two lists that matter run side by side, and only one of them is proved:
 *
 *         layers      L1        L2                  L3         by the manifest, bottom first
 *         diff_ids    D1        D2                  D3         one each, or none can be trusted
 *         history     ADD base  RUN apt…  ENV (–)   COPY app   (–) marks steps without a layer
 *
 * The i-th step that is not marked empty made the i-th layer, when there are as many of one as of the
 * other. When the counts differ no layer gets a step, not even the bottom ones:
 *  - fewer steps than layers: a builder without history put layers above a base that has one (then
 *    the bottom steps would fit), or an engine built on a base without history (then the top ones
 *    would), and nothing in the document tells which;
 *  - more steps than layers: the image was squashed by a tool that does not mark the merged steps,
 *    and every step may stand in any layer.
 * An instruction that is blamed for a file it did not bring is worse than none; the history itself
 * is kept in the image and can be shown.
 *
 * Must stay true: a field of the wrong type costs that field and is told, not the image. Every
 * string is copied; the document's text is borrowed as config_json.
 *
 * Format: OCI image-spec config.md; Docker image v1.2 for Healthcheck and Shell. Docker also reads a
 * single string where a command list is expected, and so do we.
 */
#include "read/document.h"

#include "base/limits.h"

#define HISTORY_MAX 4096 /* steps; engines stop at 127 layers */

static void read_history(struct document_check *check, struct arena *a, const struct json *root,
			 struct image *image)
{
	const struct json *list = document_get(check, root, "history", JSON_ARRAY);
	for (const struct json *e = list ? list->child : NULL; e; e = e->next) {
		if (image->history.n == HISTORY_MAX) {
			if (!check->first.code)
				fault_set(&check->first, E_LIMIT, "\"history\": more than %d steps",
					  HISTORY_MAX);
			break;
		}
		struct history *h = VEC_PUSH(a, &image->history);
		if (e->kind != JSON_OBJECT) {
			if (!check->first.code)
				fault_set(&check->first, E_CORRUPT,
					  "\"history\": not a list of objects");
			continue;
		}
		const struct json *empty = document_get(check, e, "empty_layer", JSON_BOOL);
		*h = (struct history){
			.created_by = document_text(check, a, e, "created_by"),
			.created = document_text(check, a, e, "created"),
			.comment = document_text(check, a, e, "comment"),
			.author = document_text(check, a, e, "author"),
			.empty_layer = empty && empty->truth,
		};
	}
}

static void match_history(struct image *image)
{
	size_t steps = 0;
	for (size_t i = 0; i < image->history.n; i++)
		steps += !image->history.p[i].empty_layer;
	for (size_t i = 0; i < image->layers.n; i++)
		image->layers.p[i].history = HISTORY_NONE;
	if (steps != image->layers.n)
		return;
	size_t layer = 0;
	for (size_t i = 0; i < image->history.n; i++)
		if (!image->history.p[i].empty_layer)
			image->layers.p[layer++].history = (uint32_t)i;
}

static void match_diff_ids(struct document_check *check, const struct json *root,
			   struct image *image)
{
	const struct json *rootfs = document_get(check, root, "rootfs", JSON_OBJECT);
	const struct json *ids = document_get(check, rootfs, "diff_ids", JSON_ARRAY);
	size_t n = ids ? ids->n : 0;
	if (n != image->layers.n) {
		if (!check->first.code)
			fault_set(&check->first, E_CORRUPT,
				  "%zu diff ids for %zu layers: none can be matched", n,
				  image->layers.n);
		return;
	}
	size_t i = 0;
	for (const struct json *e = ids ? ids->child : NULL; e; e = e->next, i++)
		if (!digest_parse(json_text(e), &image->layers.p[i].diff_id) && !check->first.code)
			fault_set(&check->first, E_CORRUPT,
				  "diff id %zu is neither a sha256 nor a sha512 digest", i + 1);
}

static void read_run_settings(struct document_check *check, struct arena *a,
			      const struct json *root, struct image *image)
{
	const struct json *c = document_get(check, root, "config", JSON_OBJECT);
	image->user = document_text(check, a, c, "User");
	image->working_dir = document_text(check, a, c, "WorkingDir");
	image->stop_signal = document_text(check, a, c, "StopSignal");
	DOCUMENT_MOVE(image->env, document_strings(check, a, c, "Env", false));
	DOCUMENT_MOVE(image->entrypoint, document_strings(check, a, c, "Entrypoint", true));
	DOCUMENT_MOVE(image->cmd, document_strings(check, a, c, "Cmd", true));
	DOCUMENT_MOVE(image->shell, document_strings(check, a, c, "Shell", true));
	DOCUMENT_MOVE(image->exposed_ports, document_keys(check, a, c, "ExposedPorts"));
	DOCUMENT_MOVE(image->volumes, document_keys(check, a, c, "Volumes"));
	DOCUMENT_MOVE(image->labels, document_pairs(check, a, c, "Labels"));
	const struct json *health = document_get(check, c, "Healthcheck", JSON_OBJECT);
	DOCUMENT_MOVE(image->healthcheck, document_strings(check, a, health, "Test", false));
}

int manifest_read_config(struct arena *a, struct str json, struct image *image, struct fault *f)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	const struct json *root;
	TRY(document_parse(scratch, json, &root, f));
	if (root->kind != JSON_OBJECT)
		return fault_set(f, E_CORRUPT, "not a JSON object");

	struct document_check check = { 0 };
	image->config_json = json;
	if (image->config.kind == DIGEST_NONE)
		image->config = digest_of(DIGEST_SHA256, json);
	image->platform = document_platform(&check, a, root);
	image->created = document_text(&check, a, root, "created");
	image->author = document_text(&check, a, root, "author");
	match_diff_ids(&check, root, image);
	read_history(&check, a, root, image);
	match_history(image);
	read_run_settings(&check, a, root, image);
	if (!check.first.code)
		return 0;
	fault_copy(f, &check.first);
	return 1;
}
