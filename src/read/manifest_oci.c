/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From an index to images.
 *
 *         index.json ──► index ──► manifest linux/amd64 ──► configuration
 *                  │          ├──► manifest linux/arm64 ──► …
 *                  │          └──► attestation of amd64 ──► names of what it says
 *                  ├──► manifest (another tag)
 *                  └──► signature, chart, …                  noted
 *
 * Indexes may be nested. They are walked with a stack of descriptors, each digest is fetched once
 * whatever the number of ways that lead to it, and a second way only adds its name. So the work is
 * linear in the number of entries, which is limited; a cycle would need a document that contains its
 * own digest, and is cut by the same rule.
 *
 * Must stay true:
 *  - A document is parsed only after its digest was checked; index.json alone has none.
 *  - The descriptor's media type says how a document is to be read, and the document must agree. One
 *    that could be read as an index and as a manifest is refused (GHSA-mc8v-mgrf-8f4m).
 *  - An image that cannot be read becomes a fault of the list, with its name and platform; the others
 *    are still given. An index may list platforms whose manifests were never saved: also a fault,
 *    and whether it matters depends on the platform asked for (manifest_fault_matters).
 *  - What is skipped because it is no image is counted or noted. Attestations need both marks that
 *    buildkit writes, so that a real image cannot be hidden by an annotation alone. They are read
 *    when all images are known, and belong to the image whose manifest they name.
 *
 * Format: OCI image-spec v1.1 image-index.md, manifest.md, image-layout.md, annotations.md; Docker
 * distribution schema 2 and manifest list, which differ in media types only. Schema 1 is refused.
 */
#include "read/document.h"
#include "read/image_list.h"

#include "base/limits.h"
#include "base/map.h"

enum kind {
	KIND_UNKNOWN, /* no media type */
	KIND_INDEX,
	KIND_MANIFEST,
	KIND_SCHEMA1,
	KIND_OTHER,
};

/* Annotations of an index, or of an entry in one; then those around them. */
struct noted {
	const struct noted *outer;
	document_map own;
};

struct descriptor {
	enum kind kind;
	struct str media_type;
	struct digest digest;
	uint64_t size; /* UINT64_MAX when it gives none */
	struct platform platform;
	struct str names[2];   /* of an entry of index.json */
	struct digest index;   /* outermost index it was found in */
	struct digest subject; /* of an attestation: what it is about */
	const struct noted *notes;
	struct fault damage; /* of an attestation's entry: code 0 while it is sound */
	unsigned depth;
};

/* What a digest turned out to be. */
enum seen {
	SEEN_OTHER = 1,
	SEEN_INDEX,
	SEEN_IMAGE, /* + position in the list */
};

struct reader {
	struct arena *arena;   /* of the result */
	struct arena *work;    /* of the walk */
	struct arena *scratch; /* of one document */
	struct documents documents;
	struct image_list *list;
	VEC(struct descriptor) stack, attestations;
	struct map seen;
	size_t descriptors, statements;
	bool attestations_left_out;
	bool bare; /* blobs are named by hex digits alone */
};

static enum kind kind_of(struct str media_type)
{
	static const struct {
		const char *type;
		enum kind kind;
	} types[] = {
		{ "", KIND_UNKNOWN },
		{ "application/vnd.oci.image.index.v1+json", KIND_INDEX },
		{ "application/vnd.docker.distribution.manifest.list.v2+json", KIND_INDEX },
		{ "application/vnd.oci.image.manifest.v1+json", KIND_MANIFEST },
		{ "application/vnd.docker.distribution.manifest.v2+json", KIND_MANIFEST },
		{ "application/vnd.docker.distribution.manifest.v1+json", KIND_SCHEMA1 },
		{ "application/vnd.docker.distribution.manifest.v1+prettyjws", KIND_SCHEMA1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_is(media_type, types[i].type))
			return types[i].kind;
	return KIND_OTHER;
}

/* Built from the parsed digest only: nothing that a document spells reaches a file name. */
static struct str blob_name(struct reader *r, const struct digest *digest)
{
	struct str algorithm, hex, text = digest_text(r->arena, digest);
	str_cut(text, ':', &algorithm, &hex);
	if (r->bare)
		return hex;
	return str_printf(r->arena, "blobs/%.*s/%.*s", STRF(algorithm), STRF(hex));
}

static struct str show(struct reader *r, const struct digest *digest)
{
	return digest_text(r->scratch, digest);
}

static uint64_t read_size(struct document_check *check, const struct json *object)
{
	uint64_t size = UINT64_MAX;
	const struct json *m = document_get(check, object, "size", JSON_NUMBER);
	if (m && !json_u64(m, INT64_MAX, &size) && !check->first.code)
		fault_set(&check->first, E_CORRUPT, "\"size\": not a number of bytes");
	return size;
}

static void add_names(struct reader *r, struct image *image, const struct str names[2])
{
	for (size_t i = 0; i < 2; i++)
		image_name_add(r->arena, image, names[i]);
}

/*
 * containerd and Docker record "docker.io/library/payment:1.2" and, beside it, the bare tag; podman
 * and skopeo record the tag or the whole reference in the second place only.
 */
static void read_names(struct document_check *check, struct reader *r, const struct json *entry,
		       struct str names[2])
{
	const struct json *notes = document_get(check, entry, "annotations", JSON_OBJECT);
	struct str full = document_text(check, r->work, notes, "io.containerd.image.name");
	struct str short_name =
		document_text(check, r->work, notes, "org.opencontainers.image.ref.name");
	names[0] = full;
	bool is_tag_of = full.n > short_name.n && str_ends(full, short_name) &&
			 full.p[full.n - short_name.n - 1] == ':';
	names[1] = is_tag_of ? STR("") : short_name;
}

static bool is_attestation(struct document_check *check, struct arena *a, const struct json *entry,
			   const struct platform *platform)
{
	const struct json *notes = document_get(check, entry, "annotations", JSON_OBJECT);
	return str_is(document_text(check, a, notes, "vnd.docker.reference.type"),
		      "attestation-manifest") &&
	       !platform->os.n && !platform->arch.n;
}

static void add_fault(struct reader *r, const struct descriptor *d, const struct fault *f)
{
	struct str name = d->names[0].n ? d->names[0] : d->names[1];
	image_list_fault(r->arena, r->list, IMAGE_NONE, name, &d->platform, f);
}

static const struct noted *add_noted(struct reader *r, const struct noted *outer, document_map own)
{
	if (!own.n)
		return outer;
	struct noted *notes = arena_alloc(r->work, sizeof(*notes));
	*notes = (struct noted){ outer, own };
	return notes;
}

/* What indexes say of an image; a second way to it may say more. */
static void add_index_annotations(struct reader *r, uint32_t image, const struct noted *notes)
{
	struct image *to = &r->list->images.p[image];
	for (; notes; notes = notes->outer)
		for (size_t i = 0; i < notes->own.n; i++) {
			if (to->index_annotations.n == LIMIT_INDEX_ANNOTATIONS) {
				struct fault f;
				fault_set(&f, E_LIMIT,
					  "more than %llu annotations of its indexes: the others "
					  "are not looked at",
					  (unsigned long long)LIMIT_INDEX_ANNOTATIONS);
				image_list_fault(r->arena, r->list, image, to->name, NULL, &f);
				return;
			}
			*VEC_PUSH(r->arena, &to->index_annotations) = notes->own.p[i];
		}
}

/* Both marks of an attestation are there: it is read when the image that it is about is known. */
static void put_aside(struct reader *r, const struct json *entry, struct descriptor *d)
{
	struct document_check check = { 0 };
	const struct json *notes = document_get(&check, entry, "annotations", JSON_OBJECT);
	bool is_new = true;
	if (d->digest.kind)
		*map_put(&r->seen, digest_text(r->work, &d->digest), &is_new) = SEEN_OTHER;
	if (!is_new)
		return;
	r->list->attestations++;
	(void)document_digest(&check, notes, "vnd.docker.reference.digest", &d->subject);
	if (r->attestations.n < LIMIT_ATTESTATIONS)
		*VEC_PUSH(r->work, &r->attestations) = *d;
	else
		r->attestations_left_out = true;
}

/* One entry of an index goes on the stack, or is counted, or becomes a fault. */
static void push_entry(struct reader *r, const struct json *entry, const struct descriptor *parent,
		       const struct noted *notes)
{
	struct document_check check = { 0 };
	struct descriptor d = {
		.depth = parent ? parent->depth + 1 : 0,
		.media_type = document_text(&check, r->work, entry, "mediaType"),
		.size = read_size(&check, entry),
	};
	d.kind = kind_of(d.media_type);
	d.platform = document_platform(&check, r->work,
				       document_get(&check, entry, "platform", JSON_OBJECT));
	if (parent) {
		memcpy(d.names, parent->names, sizeof(d.names));
		d.index = parent->index;
	} else {
		read_names(&check, r, entry, d.names);
	}
	(void)document_digest(&check, entry, "digest", &d.digest);
	if (is_attestation(&check, r->work, entry, &d.platform)) {
		d.damage = check.first;
		put_aside(r, entry, &d);
		return;
	}
	d.notes = add_noted(r, notes, document_pairs(&check, r->arena, entry, "annotations"));
	if (check.first.code) {
		fault_in(&check.first, check.first.code, "entry of an image index");
		add_fault(r, &d, &check.first);
		return;
	}
	*VEC_PUSH(r->work, &r->stack) = d;
}

/* Entries come off the stack in the order of the document. */
static int push_entries(struct reader *r, const struct json *root, const struct descriptor *parent,
			struct fault *f)
{
	struct document_check check = { 0 };
	const struct json *list = document_get(&check, root, "manifests", JSON_ARRAY);
	const struct noted *notes =
		add_noted(r, parent ? parent->notes : NULL,
			  document_pairs(&check, r->arena, root, "annotations"));
	if (check.first.code)
		return fault_copy(f, &check.first);
	if (!list)
		return fault_set(f, E_CORRUPT, "an image index without \"manifests\"");
	size_t bottom = r->stack.n;
	for (const struct json *e = list->child; e; e = e->next) {
		if (r->descriptors++ >= LIMIT_DESCRIPTORS) {
			struct fault over;
			fault_set(&over, E_LIMIT, "image indexes with more than %llu entries",
				  (unsigned long long)LIMIT_DESCRIPTORS);
			if (r->descriptors == LIMIT_DESCRIPTORS + 1)
				image_list_fault(r->arena, r->list, IMAGE_NONE, STR(""), NULL,
						 &over);
			break;
		}
		push_entry(r, e, parent, notes);
	}
	for (size_t i = bottom, k = r->stack.n; i + 1 < k; i++) {
		struct descriptor t = r->stack.p[i];
		r->stack.p[i] = r->stack.p[--k];
		r->stack.p[k] = t;
	}
	return 0;
}

/* A layer that engines unpack, whatever its compression. */
static bool is_layer_type(struct str type)
{
	return !type.n || str_starts(type, STR("application/vnd.oci.image.layer.")) ||
	       str_starts(type, STR("application/vnd.docker.image.rootfs."));
}

static bool is_config_type(struct str type)
{
	return !type.n || str_is(type, "application/vnd.oci.image.config.v1+json") ||
	       str_is(type, "application/vnd.docker.container.image.v1+json");
}

static int read_layers(struct reader *r, const struct json *list, struct image *image,
		       size_t *out_tars, struct fault *f)
{
	if (list && list->n > LIMIT_LAYERS)
		return fault_set(f, E_LIMIT, "%u layers, more than %llu", list->n,
				 (unsigned long long)LIMIT_LAYERS);
	for (const struct json *e = list ? list->child : NULL; e; e = e->next) {
		struct document_check check = { 0 };
		struct layer *layer = VEC_PUSH(r->arena, &image->layers);
		layer->history = HISTORY_NONE;
		layer->media_type = document_text(&check, r->arena, e, "mediaType");
		uint64_t size = read_size(&check, e);
		layer->size = size == UINT64_MAX ? 0 : size;
		if (document_digest(&check, e, "digest", &layer->digest))
			layer->blob = blob_name(r, &layer->digest);
		if (check.first.code)
			return fault_in(f, fault_copy(f, &check.first), "layer %zu",
					image->layers.n);
		layer->foreign = str_has(layer->media_type, STR(".nondistributable.")) ||
				 str_has(layer->media_type, STR(".foreign."));
		*out_tars += is_layer_type(layer->media_type);
	}
	return 0;
}

/* The configuration, and what it and the manifest disagree about. */
static int read_config(struct reader *r, const struct json *config, const struct descriptor *d,
		       struct image *image, struct fault *reservation, struct fault *f)
{
	struct document_check check = { 0 };
	document_digest(&check, config, "digest", &image->config);
	uint64_t size = read_size(&check, config);
	if (check.first.code)
		return fault_in(f, fault_copy(f, &check.first), "\"config\"");
	struct str json;
	int got = document_load(&r->documents, blob_name(r, &image->config), &image->config, size,
				&json, f);
	TRY(fault_in(f, got, "configuration"));
	got = manifest_read_config(r->arena, json, image, reservation);
	if (got < 0)
		return fault_in(f, fault_copy(f, reservation), "configuration %.*s",
				STRF(show(r, &image->config)));
	if (got == 1)
		fault_in(reservation, reservation->code, "configuration %.*s",
			 STRF(show(r, &image->config)));

	struct platform said = image->platform;
	if (!d->platform.os.n || !d->platform.arch.n)
		return 0;
	/* Engines choose by the index; people have shipped images whose configuration lies. */
	image->platform = (struct platform){
		.os = str_dup(r->arena, d->platform.os),
		.arch = str_dup(r->arena, d->platform.arch),
		.variant = str_dup(r->arena, d->platform.variant),
	};
	if (said.arch.n &&
	    !(str_eq(said.os, d->platform.os) && str_eq(said.arch, d->platform.arch)))
		image_list_note(r->arena, r->list,
				"manifest %.*s: the index says %.*s, the configuration %.*s",
				STRF(show(r, &d->digest)),
				STRF(platform_text(r->scratch, &d->platform)),
				STRF(platform_text(r->scratch, &said)));
	return 0;
}

static void note_artifact(struct reader *r, const struct descriptor *d, struct str type)
{
	r->list->artifacts++;
	struct str digest = d->digest.kind ? show(r, &d->digest) : STR("");
	image_list_note(r->arena, r->list, "manifest %.*s: skipped, it is no image but \"%.*s\"",
			STRF(digest), STRF(str_slice(type, 0, 100)));
}

/* 1 and the image in the list, 0 when it is no image. */
static int read_manifest(struct reader *r, const struct json *root, const struct descriptor *d,
			 struct fault *f)
{
	struct document_check check = { 0 };
	const struct json *config = document_get(&check, root, "config", JSON_OBJECT);
	const struct json *layers = document_get(&check, root, "layers", JSON_ARRAY);
	struct str artifact = document_text(&check, r->scratch, root, "artifactType");
	struct str type = document_text(&check, r->scratch, config, "mediaType");
	struct image image = { .manifest = d->digest, .index = d->index };
	DOCUMENT_MOVE(image.annotations, document_pairs(&check, r->arena, root, "annotations"));
	if (!check.first.code && !config)
		fault_set(&check.first, E_CORRUPT, "an image manifest without \"config\"");
	if (check.first.code)
		return fault_copy(f, &check.first);
	if (!is_config_type(type) || (!type.n && artifact.n)) {
		note_artifact(r, d, artifact.n ? artifact : type);
		return 0;
	}
	size_t tars = 0;
	TRY(read_layers(r, layers, &image, &tars, f));
	/* Signatures and attestations are stored with an image configuration, for old registries. */
	if (image.layers.n && !tars) {
		note_artifact(r, d, image.layers.p[0].media_type);
		return 0;
	}
	struct fault reservation = { 0 };
	TRY(read_config(r, config, d, &image, &reservation, f));
	add_names(r, &image, d->names);

	struct image *added = image_list_add(r->arena, r->list);
	if (!added)
		return 0;
	*added = image;
	uint32_t at = (uint32_t)(r->list->images.n - 1);
	add_index_annotations(r, at, d->notes);
	if (reservation.code)
		image_list_fault(r->arena, r->list, at, image.name, NULL, &reservation);
	for (size_t i = 0; i < image.layers.n; i++)
		if (str_ends(image.layers.p[i].media_type, STR("+encrypted"))) {
			fault_set(&reservation, E_UNSUPPORTED,
				  "layer %zu of %zu is encrypted: decrypt the image first", i + 1,
				  image.layers.n);
			image_list_fault(r->arena, r->list, at, image.name, NULL, &reservation);
		}
	return 1;
}

/* What the document is, by the descriptor and by itself; a contradiction is refused. */
static int settle_kind(const struct descriptor *d, const struct json *root, enum kind *out,
		       struct fault *f)
{
	if (root->kind != JSON_OBJECT)
		return fault_set(f, E_CORRUPT, "not a JSON object");
	bool like_index = document_has(root, "manifests");
	bool like_manifest = document_has(root, "layers") || document_has(root, "config");
	if (like_index && like_manifest)
		return fault_set(f, E_CORRUPT,
				 "could be read as an image index and as an image manifest");
	struct document_check check = { 0 };
	OWNED(arena_freep) struct arena *scratch = arena_new();
	enum kind own = kind_of(document_text(&check, scratch, root, "mediaType"));
	const struct json *version = document_get(&check, root, "schemaVersion", JSON_NUMBER);
	if (check.first.code)
		return fault_copy(f, &check.first);
	if (d->kind == KIND_SCHEMA1 || own == KIND_SCHEMA1 || document_has(root, "fsLayers") ||
	    (version && str_is(version->text, "1")))
		return fault_set(f, E_UNSUPPORTED,
				 "a schema 1 manifest, retired in 2017: push or save the image "
				 "again with a current tool");
	if (version && !str_is(version->text, "2"))
		return fault_set(f, E_UNSUPPORTED, "schema version %.*s",
				 STRF(str_slice(version->text, 0, 20)));
	if (d->kind && own && own != d->kind)
		return fault_set(f, E_CORRUPT, "its media type is not that of its descriptor");
	enum kind kind = d->kind ? d->kind : own;
	if (kind == KIND_UNKNOWN)
		kind = like_index ? KIND_INDEX : like_manifest ? KIND_MANIFEST : KIND_OTHER;
	if ((kind == KIND_INDEX && like_manifest) || (kind == KIND_MANIFEST && like_index))
		return fault_set(f, E_CORRUPT, "its content is not of its media type");
	*out = kind;
	return 0;
}

/* Reads what `d` names; *out_seen tells what it was. */
static int visit(struct reader *r, const struct descriptor *d, uint32_t *out_seen, struct fault *f)
{
	*out_seen = SEEN_OTHER;
	if (d->kind == KIND_OTHER) {
		note_artifact(r, d, d->media_type);
		return 0;
	}
	struct str text;
	TRY(document_load(&r->documents, blob_name(r, &d->digest), &d->digest, d->size, &text, f));
	const struct json *root;
	TRY(document_parse(r->scratch, text, &root, f));
	enum kind kind;
	TRY(settle_kind(d, root, &kind, f));
	if (kind == KIND_MANIFEST) {
		int added = read_manifest(r, root, d, f);
		TRY(added);
		if (added)
			*out_seen = SEEN_IMAGE + (uint32_t)(r->list->images.n - 1);
		return 0;
	}
	if (kind != KIND_INDEX) {
		note_artifact(r, d, d->media_type.n ? d->media_type : STR("unknown"));
		return 0;
	}
	*out_seen = SEEN_INDEX;
	if (d->depth + 1 >= LIMIT_MANIFEST_DEPTH)
		return fault_set(f, E_LIMIT, "more than %llu image indexes inside each other",
				 (unsigned long long)LIMIT_MANIFEST_DEPTH);
	struct descriptor parent = *d;
	if (parent.index.kind == DIGEST_NONE)
		parent.index = d->digest;
	return push_entries(r, root, &parent, f);
}

/* A second way to the same document: its images have one more name. */
static void name_again(struct reader *r, const struct descriptor *d, uint32_t seen)
{
	if (seen >= SEEN_IMAGE) {
		add_names(r, &r->list->images.p[seen - SEEN_IMAGE], d->names);
		add_index_annotations(r, seen - SEEN_IMAGE, d->notes);
		return;
	}
	if (seen != SEEN_INDEX || d->depth)
		return;
	for (size_t i = 0; i < r->list->images.n; i++)
		if (digest_eq(&r->list->images.p[i].index, &d->digest)) {
			add_names(r, &r->list->images.p[i], d->names);
			add_index_annotations(r, (uint32_t)i, d->notes);
		}
}

static void walk(struct reader *r)
{
	while (r->stack.n) {
		struct descriptor d = r->stack.p[--r->stack.n];
		arena_reset(r->scratch);
		struct str key = digest_text(r->work, &d.digest);
		bool is_new;
		uint32_t *slot = map_put(&r->seen, key, &is_new);
		if (!is_new) {
			name_again(r, &d, *slot);
			continue;
		}
		*slot = SEEN_OTHER;
		uint32_t seen;
		struct fault f;
		int got = visit(r, &d, &seen, &f);
		*map_put(&r->seen, key, NULL) = seen;
		if (got < 0) {
			fault_in(&f, got, "manifest %.*s", STRF(show(r, &d.digest)));
			add_fault(r, &d, &f);
		}
	}
}

/* ---- attestations ---- */

static uint32_t image_of(const struct reader *r, const struct digest *manifest)
{
	for (uint32_t i = 0; manifest->kind && i < r->list->images.n; i++)
		if (digest_eq(&r->list->images.p[i].manifest, manifest))
			return i;
	return IMAGE_NONE;
}

/* in-toto statements, each a blob of its own; signed ones (DSSE) look the same from here. */
static int read_statements(struct reader *r, const struct json *list, struct image *image,
			   struct fault *f)
{
	size_t n = image->attestations.n;
	for (const struct json *e = list ? list->child : NULL; e; e = e->next) {
		struct document_check check = { 0 };
		struct attestation x = { .size = read_size(&check, e) };
		const struct json *notes = document_get(&check, e, "annotations", JSON_OBJECT);
		x.predicate = document_text(&check, r->arena, notes, "in-toto.io/predicate-type");
		if (document_digest(&check, e, "digest", &x.digest))
			x.blob = blob_name(r, &x.digest);
		if (check.first.code)
			return fault_in(f, fault_copy(f, &check.first), "layer %zu",
					image->attestations.n - n + 1);
		if (r->statements++ >= LIMIT_ATTESTATIONS)
			return fault_set(f, E_LIMIT,
					 "more than %llu attestations: the others are not read",
					 (unsigned long long)LIMIT_ATTESTATIONS);
		*VEC_PUSH(r->arena, &image->attestations) = x;
	}
	return 0;
}

static int read_attestation(struct reader *r, const struct descriptor *d, uint32_t at,
			    struct fault *f)
{
	struct image *image = &r->list->images.p[at];
	struct str text;
	if (d->damage.code)
		return fault_copy(f, &d->damage);
	int got = document_load(&r->documents, blob_name(r, &d->digest), &d->digest, d->size, &text,
				f);
	if (got == E_NOTFOUND) {
		/* Engines that pull one platform leave out all else, and save the index as it was. */
		image->attestations_absent++;
		return 0;
	}
	TRY(got);
	const struct json *root;
	enum kind kind;
	TRY(document_parse(r->scratch, text, &root, f));
	TRY(settle_kind(d, root, &kind, f));
	if (kind != KIND_MANIFEST)
		return fault_set(f, E_CORRUPT, "not a manifest");
	struct document_check check = { 0 };
	const struct json *layers = document_get(&check, root, "layers", JSON_ARRAY);
	document_map notes = document_pairs(&check, r->arena, root, "annotations");
	if (check.first.code)
		return fault_copy(f, &check.first);
	add_index_annotations(r, at, add_noted(r, NULL, notes));
	return read_statements(r, layers, image, f);
}

static struct str attestation_name(struct reader *r, const struct descriptor *d)
{
	return d->digest.kind
		       ? str_printf(r->scratch, "attestation %.*s", STRF(show(r, &d->digest)))
		       : STR("an attestation");
}

static void too_many_attestations(struct reader *r)
{
	struct fault f;
	fault_set(&f, E_LIMIT, "more than %llu attestations: the others are not read",
		  (unsigned long long)LIMIT_ATTESTATIONS);
	for (uint32_t i = 0; i < r->list->images.n; i++)
		image_list_fault(r->arena, r->list, i, r->list->images.p[i].name, NULL, &f);
}

/* Those of images that are not here, or of nothing that is said, are nobody's. */
static void read_attestations(struct reader *r)
{
	for (size_t i = 0; i < r->attestations.n; i++) {
		const struct descriptor *d = &r->attestations.p[i];
		uint32_t at = image_of(r, &d->subject);
		arena_reset(r->scratch);
		if (at == IMAGE_NONE) {
			image_list_note(r->arena, r->list, "%.*s: of no image that is here",
					STRF(attestation_name(r, d)));
			continue;
		}
		struct fault f;
		int got = read_attestation(r, d, at, &f);
		if (got >= 0)
			continue;
		fault_in(&f, got, "%.*s", STRF(attestation_name(r, d)));
		image_list_fault(r->arena, r->list, at, r->list->images.p[at].name, NULL, &f);
	}
	if (r->attestations_left_out)
		too_many_attestations(r);
}

static struct reader reader_of(struct arena *a, manifest_fetch *fetch, void *context,
			       struct image_list *out)
{
	struct reader r = {
		.arena = a,
		.work = arena_new(),
		.scratch = arena_new(),
		.documents = { .fetch = fetch, .context = context },
		.list = out,
	};
	map_init(&r.seen, r.work);
	return r;
}

static void reader_done(struct reader *r)
{
	arena_free(r->work);
	arena_free(r->scratch);
}

static int read_index(struct reader *r, struct fault *f)
{
	struct str text;
	const struct json *root;
	enum kind kind;
	struct descriptor top = { .kind = KIND_INDEX, .size = UINT64_MAX };
	TRY(document_load(&r->documents, STR("index.json"), NULL, UINT64_MAX, &text, f));
	TRY(fault_in(f, document_parse(r->scratch, text, &root, f), "index.json"));
	TRY(fault_in(f, settle_kind(&top, root, &kind, f), "index.json"));
	TRY(fault_in(f, push_entries(r, root, NULL, f), "index.json"));
	walk(r);
	read_attestations(r);
	return 0;
}

int manifest_read_oci(struct arena *a, manifest_fetch *fetch, void *context, struct image_list *out,
		      struct fault *f)
{
	OWNED(reader_done) struct reader r = reader_of(a, fetch, context, out);
	return read_index(&r, f);
}

int manifest_read_dir(struct arena *a, manifest_fetch *fetch, void *context, struct str name,
		      struct image_list *out, struct fault *f)
{
	OWNED(reader_done) struct reader r = reader_of(a, fetch, context, out);
	r.bare = true;
	struct str text;
	TRY(document_load(&r.documents, name, NULL, UINT64_MAX, &text, f));
	const struct json *root;
	TRY(fault_in(f, document_parse(r.scratch, text, &root, f), "%.*s", STRF(name)));
	enum kind kind;
	struct descriptor d = { .size = UINT64_MAX, .digest = digest_of(DIGEST_SHA256, text) };
	TRY(fault_in(f, settle_kind(&d, root, &kind, f), "%.*s", STRF(name)));
	if (kind == KIND_MANIFEST) {
		TRY(fault_in(f, read_manifest(&r, root, &d, f), "%.*s", STRF(name)));
		return 0;
	}
	if (kind != KIND_INDEX)
		return fault_set(f, E_UNSUPPORTED, "%.*s: neither an image manifest nor an index",
				 STRF(name));
	/* `skopeo copy --all … dir:` keeps the manifests of an index as HEX.manifest.json. */
	return fault_set(
		f, E_UNSUPPORTED,
		"%.*s: an image index; copy it with `skopeo copy --all … oci:FOLDER` instead",
		STRF(name));
}
