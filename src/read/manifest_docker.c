/* SPDX-License-Identifier: Apache-2.0 */
/*
 * manifest.json of `docker save`: a list of images, each with its configuration, its names and its
 * layers as member names of the archive.
 *
 * No digest names anything here, but most writers call the configuration by its own: Docker and
 * podman "HEX.json", Docker since 25 "blobs/sha256/HEX", tools built on go-containerregistry
 * "sha256:HEX". Where the name is a digest it is checked. Others (jib writes "config.json") are
 * taken as they are, and the diff ids in the configuration remain the only thing that proves the
 * layers. Layers carry a digest when they are called "blobs/ALGORITHM/HEX"; "HEX.tar" is not enough,
 * because it is the digest of the blob for some writers and of its content for others.
 *
 * Names are member names, never paths: they are normalised, and one with ".." is refused.
 *
 * Format: Docker image specification v1.2, "Combined Image JSON + Filesystem Changeset Format".
 */
#include "read/document.h"
#include "read/image_list.h"

#include "base/limits.h"
#include "base/path.h"

/* A member name from the document, in the arena. */
static int member_name(struct arena *a, struct str raw, struct str *out, struct fault *f)
{
	if (!raw.n || raw.n > LIMIT_PATH)
		return fault_set(f, E_CORRUPT, "a name of %zu bytes", raw.n);
	unsigned notes;
	char *p = arena_bytes(a, raw.n);
	size_t n = path_normalise(raw, p, &notes);
	if (!n || notes & (PATH_CLIMBS | PATH_NUL))
		return fault_set(f, E_CORRUPT, "\"%.*s\" cannot be the name of a member",
				 STRF(str_slice(raw, 0, 200)));
	*out = str_make(p, n);
	return 0;
}

/* The digest in "blobs/sha256/HEX". */
static bool digest_of_blob_name(struct str name, struct digest *out)
{
	struct str folder, kind, hex;
	if (!str_cut(name, '/', &folder, &hex) || !str_is(folder, "blobs") ||
	    !str_cut(hex, '/', &kind, &hex))
		return false;
	OWNED(arena_freep) struct arena *scratch = arena_new();
	return digest_parse(str_printf(scratch, "%.*s:%.*s", STRF(kind), STRF(hex)), out);
}

static bool digest_of_config_name(struct str name, struct digest *out)
{
	if (digest_of_blob_name(name, out) || digest_parse(name, out))
		return true;
	struct str hex = name;
	if (str_ends(hex, STR(".json")))
		hex.n -= 5;
	struct digest d = { .kind = DIGEST_SHA256 };
	if (!str_unhex(hex, d.bytes, digest_size(d.kind)))
		return false;
	*out = d;
	return true;
}

static int read_layers(struct arena *a, const struct json *list, struct image *image,
		       struct fault *f)
{
	if (list && list->n > LIMIT_LAYERS)
		return fault_set(f, E_LIMIT, "%u layers, more than %llu", list->n,
				 (unsigned long long)LIMIT_LAYERS);
	for (const struct json *e = list ? list->child : NULL; e; e = e->next) {
		struct layer *layer = VEC_PUSH(a, &image->layers);
		layer->history = HISTORY_NONE;
		TRY(fault_in(f, member_name(a, json_text(e), &layer->blob, f), "layer %zu",
			     image->layers.n));
		digest_of_blob_name(layer->blob, &layer->digest);
	}
	return 0;
}

static int read_entry(struct arena *a, struct documents *documents, const struct json *entry,
		      struct image *image, struct fault *reservation, struct fault *f)
{
	struct document_check check = { 0 };
	OWNED(arena_freep) struct arena *scratch = arena_new();
	document_list tags = document_strings(&check, scratch, entry, "RepoTags", false);
	for (size_t i = 0; i < tags.n; i++)
		image_name_add(a, image, tags.p[i]);
	if (entry->kind != JSON_OBJECT)
		return fault_set(f, E_CORRUPT, "an entry that is not an object");
	struct str config = document_text(&check, scratch, entry, "Config");
	const struct json *layers = document_get(&check, entry, "Layers", JSON_ARRAY);
	if (check.first.code)
		return fault_copy(f, &check.first);
	if (!config.n)
		return fault_set(f, E_CORRUPT, "an entry without \"Config\"");
	TRY(read_layers(a, layers, image, f));

	struct str name, json;
	TRY(fault_in(f, member_name(a, config, &name, f), "\"Config\""));
	bool named = digest_of_config_name(name, &image->config);
	TRY(document_load(documents, name, named ? &image->config : NULL, UINT64_MAX, &json, f));
	int got = manifest_read_config(a, json, image, reservation);
	if (got < 0)
		fault_copy(f, reservation);
	TRY(fault_in(f, got, "%.*s", STRF(name)));
	if (got == 1)
		fault_in(reservation, reservation->code, "%.*s", STRF(name));
	return 0;
}

static bool same_image(const struct image *x, const struct image *y)
{
	if (!digest_eq(&x->config, &y->config) || x->layers.n != y->layers.n)
		return false;
	for (size_t i = 0; i < x->layers.n; i++)
		if (!str_eq(x->layers.p[i].blob, y->layers.p[i].blob))
			return false;
	return true;
}

static void add_entry(struct arena *a, struct image_list *out, const struct image *image,
		      const struct fault *reservation)
{
	for (size_t i = 0; i < out->images.n; i++) {
		if (!same_image(&out->images.p[i], image))
			continue;
		for (size_t k = 0; k < image->names.n; k++)
			image_name_add(a, &out->images.p[i], image->names.p[k]);
		return;
	}
	struct image *added = image_list_add(a, out);
	if (!added)
		return;
	*added = *image;
	if (reservation->code)
		image_list_fault(a, out, (uint32_t)(out->images.n - 1), image->name, NULL,
				 reservation);
}

int manifest_read_docker(struct arena *a, manifest_fetch *fetch, void *context,
			 struct image_list *out, struct fault *f)
{
	struct documents documents = { .fetch = fetch, .context = context };
	struct str name = STR("manifest.json"), text;
	TRY(document_load(&documents, name, NULL, UINT64_MAX, &text, f));
	OWNED(arena_freep) struct arena *scratch = arena_new();
	const struct json *root;
	TRY(fault_in(f, document_parse(scratch, text, &root, f), "%.*s", STRF(name)));
	if (root->kind != JSON_ARRAY)
		return fault_set(f, E_CORRUPT,
				 "%.*s: not a list of images, as `docker save` writes it",
				 STRF(name));
	for (const struct json *e = root->child; e; e = e->next) {
		if (out->faults_left_out)
			break; /* already told to be incomplete: no work for the rest of a hostile list */
		struct image image = { 0 };
		struct fault one, reservation = { 0 };
		int got = read_entry(a, &documents, e, &image, &reservation, &one);
		if (got < 0) {
			fault_in(&one, got, "%.*s", STRF(name));
			image_list_fault(a, out, IMAGE_NONE, image.name, NULL, &one);
		} else {
			add_entry(a, out, &image, &reservation);
		}
	}
	return 0;
}
