/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents in memory → images. Every case builds a small store of blobs; digests are right unless the
 * case is about wrong ones.
 */
#include "check.h"

#include "base/buf.h"
#include "base/limits.h"
#include "read/document.h"
#include "read/image_list.h"
#include "read/manifest.h"

#define OCI_INDEX    "application/vnd.oci.image.index.v1+json"
#define OCI_MANIFEST "application/vnd.oci.image.manifest.v1+json"
#define OCI_CONFIG   "application/vnd.oci.image.config.v1+json"
#define OCI_LAYER    "application/vnd.oci.image.layer.v1.tar+gzip"
#define DIFF_ID	     "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

struct store {
	struct arena *arena;
	VEC(struct key_value) blobs;
	struct image_list list;
	struct fault fault;
	size_t fetched;
};

static struct store *store_new(void)
{
	struct arena *a = arena_new();
	struct store *s = arena_alloc(a, sizeof(*s));
	s->arena = a;
	return s;
}

static void store_freep(struct store **s)
{
	arena_free((*s)->arena);
}

static void put(struct store *s, struct str name, struct str text)
{
	*VEC_PUSH(s->arena, &s->blobs) = (struct key_value){ name, text };
}

/* Adds a blob and gives its digest. */
static const char *blob(struct store *s, struct str text)
{
	struct digest d = digest_of(DIGEST_SHA256, text);
	struct str digest = digest_text(s->arena, &d);
	put(s, str_printf(s->arena, "blobs/sha256/%.*s", STRF(str_from(digest, 7))), text);
	return str_cstr(s->arena, digest);
}

static int fetch(void *context, struct str name, struct str *out, struct fault *f)
{
	struct store *s = context;
	s->fetched++;
	for (size_t i = 0; i < s->blobs.n; i++)
		if (str_eq(s->blobs.p[i].key, name)) {
			*out = s->blobs.p[i].value;
			return 0;
		}
	return fault_set(f, E_NOTFOUND, "%.*s: not there", STRF(name));
}

#define text_of(s, ...) str_printf((s)->arena, __VA_ARGS__)

static struct str config_text(struct store *s, const char *arch, unsigned layers)
{
	struct str ids = STR("");
	for (unsigned i = 0; i < layers; i++)
		ids = text_of(s, "%.*s%s\"" DIFF_ID "\"", STRF(ids), i ? "," : "");
	return text_of(s,
		       "{\"os\":\"linux\",\"architecture\":\"%s\",\"rootfs\":{\"type\":\"layers\","
		       "\"diff_ids\":[%.*s]},\"config\":{\"Env\":[\"A=1\"]}}",
		       arch, STRF(ids));
}

static struct str manifest_text(struct store *s, const char *config, unsigned layers)
{
	struct str list = STR("");
	for (unsigned i = 0; i < layers; i++)
		list = text_of(s,
			       "%.*s%s{\"mediaType\":\"" OCI_LAYER "\",\"digest\":\"sha256:%064x\","
			       "\"size\":%u}",
			       STRF(list), i ? "," : "", i + 1, 100 + i);
	return text_of(s,
		       "{\"schemaVersion\":2,\"mediaType\":\"" OCI_MANIFEST "\",\"config\":"
		       "{\"mediaType\":\"" OCI_CONFIG "\",\"digest\":\"%s\"},\"layers\":[%.*s]}",
		       config, STRF(list));
}

/* A whole image; gives the manifest's digest. */
static const char *image_blob(struct store *s, const char *arch, unsigned layers)
{
	const char *config = blob(s, config_text(s, arch, layers));
	return blob(s, manifest_text(s, config, layers));
}

static struct str entry(struct store *s, const char *type, const char *digest, const char *more)
{
	return text_of(s, "{\"mediaType\":\"%s\",\"digest\":\"%s\"%s%s}", type, digest,
		       *more ? "," : "", more);
}

static void index_json(struct store *s, struct str entries)
{
	put(s, STR("index.json"),
	    text_of(s, "{\"schemaVersion\":2,\"manifests\":[%.*s]}", STRF(entries)));
}

#define NAMED(name) "\"annotations\":{\"org.opencontainers.image.ref.name\":\"" name "\"}"
#define FOR(arch)   "\"platform\":{\"os\":\"linux\",\"architecture\":\"" arch "\"}"

static int read_oci(struct store *s)
{
	s->list = (struct image_list){ 0 };
	return manifest_read_oci(s->arena, fetch, s, &s->list, &s->fault);
}

static int read_docker(struct store *s)
{
	s->list = (struct image_list){ 0 };
	return manifest_read_docker(s->arena, fetch, s, &s->list, &s->fault);
}

static void has_fault(const struct store *s, size_t i, int code, const char *part)
{
	if (i >= s->list.faults.n)
		fail_msg("%zu faults, wanted one with \"%s\"", s->list.faults.n, part);
	const struct fault *f = &s->list.faults.p[i].fault;
	if (f->code != code || !strstr(f->text, part))
		fail_msg("fault %s \"%s\", wanted %s with \"%s\"", fault_name(f->code), f->text,
			 fault_name(code), part);
}

static void plain_image(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *m = image_blob(s, "amd64", 2);
	index_json(s, entry(s, OCI_MANIFEST, m, NAMED("localhost/payment:1.2")));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 1);
	assert_int_equal(s->list.faults.n, 0);
	const struct image *x = &s->list.images.p[0];
	check_text(x->name, "localhost/payment:1.2");
	check_text(digest_text(s->arena, &x->manifest), m);
	check_text(x->platform.arch, "amd64");
	assert_int_equal(x->layers.n, 2);
	check_text(x->layers.p[1].blob,
		   "blobs/sha256/"
		   "0000000000000000000000000000000000000000000000000000000000000002");
	assert_int_equal(x->layers.p[1].size, 101);
	assert_int_equal(x->layers.p[1].diff_id.kind, DIGEST_SHA256);
	check_text(x->env.p[0], "A=1");
}

static void nested_index(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	struct str amd = entry(s, OCI_MANIFEST, image_blob(s, "amd64", 1), FOR("amd64"));
	struct str arm = entry(s, OCI_MANIFEST, image_blob(s, "arm64", 1), FOR("aarch64"));
	struct str provenance =
		entry(s, OCI_MANIFEST,
		      "sha256:00000000000000000000000000000000000000000000000000000000000000aa",
		      "\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"},"
		      "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}");
	const char *inner = blob(s, text_of(s,
					    "{\"schemaVersion\":2,\"mediaType\":\"" OCI_INDEX
					    "\",\"manifests\":[%.*s,%.*s,%.*s]}",
					    STRF(amd), STRF(arm), STRF(provenance)));
	size_t at = str_find(amd, STR("sha256:"));
	/* Two tags of one index, and one of its manifests under a third name. */
	index_json(s, text_of(s, "%.*s,%.*s,%.*s", STRF(entry(s, OCI_INDEX, inner, NAMED("a:1"))),
			      STRF(entry(s, OCI_INDEX, inner, NAMED("a:2"))),
			      STRF(entry(s, OCI_MANIFEST,
					 str_cstr(s->arena, str_slice(amd, at, at + 71)),
					 NAMED("a:amd")))));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 2);
	assert_int_equal(s->list.attestations, 1);
	assert_int_equal(s->list.faults.n, 0);
	const struct image *x = s->list.images.p;
	check_text(x[0].platform.arch, "amd64");
	check_text(x[1].platform.arch, "arm64");
	assert_int_equal(x[0].names.n, 3);
	assert_int_equal(x[1].names.n, 2);
	check_text(digest_text(s->arena, &x[0].index), inner);
	/* index.json, the index once, two manifests, two configurations */
	assert_int_equal(s->fetched, 6);
}

#define UNKNOWN "\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}"

/* What is said of one image is its own; of an image that is not here, nobody's; twice is once. */
static void attestations(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *amd = image_blob(s, "amd64", 1), *arm = image_blob(s, "arm64", 1);
	const char *said = blob(s, text_of(s, "{}"));
	const char *m = blob(
		s,
		text_of(s,
			"{\"config\":{},\"annotations\":{\"c\":\"3\"},\"layers\":[{\"digest\":\"%s\","
			"\"size\":2,\"annotations\":{\"in-toto.io/predicate-type\":\"p\"}}]}",
			said));
#define ATTESTS \
	"{\"vnd.docker.reference.type\":\"attestation-manifest\",\"vnd.docker.reference.digest\":"
	struct str of_arm = entry(
		s, OCI_MANIFEST, m,
		str_cstr(s->arena, text_of(s, UNKNOWN ",\"annotations\":" ATTESTS "\"%s\"}", arm)));
	struct str of_none = entry(s, OCI_MANIFEST, image_blob(s, "s390x", 1),
				   UNKNOWN ",\"annotations\":" ATTESTS "\"" DIFF_ID "\"}");
	const char *inner = blob(
		s,
		text_of(s,
			"{\"annotations\":{\"a\":\"1\"},\"manifests\":[%.*s,%.*s,%.*s,%.*s,%.*s]}",
			STRF(of_arm), STRF(of_none), STRF(of_arm),
			STRF(entry(s, OCI_MANIFEST, amd,
				   FOR("amd64") ",\"annotations\":{\"b\":\"2\"}")),
			STRF(entry(s, OCI_MANIFEST, arm, FOR("arm64")))));
	index_json(s, entry(s, OCI_INDEX, inner, ""));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 2);
	assert_int_equal(s->list.attestations, 2);
	assert_int_equal(s->list.notes.n, 1);
	assert_int_equal(s->list.faults.n, 0);
	const struct image *x = s->list.images.p;
	assert_int_equal(x[0].attestations.n, 0);
	assert_int_equal(x[0].index_annotations.n, 2);
	assert_int_equal(x[1].attestations.n, 1);
	check_text(digest_text(s->arena, &x[1].attestations.p[0].digest), said);
	check_text(x[1].attestations.p[0].predicate, "p");
	assert_int_equal(x[1].index_annotations.n, 2);
	check_text(x[1].index_annotations.p[1].key, "c");
}

static void names_of_engines(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	index_json(
		s,
		entry(s, OCI_MANIFEST, image_blob(s, "amd64", 0),
		      "\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/pay:1\","
		      "\"org.opencontainers.image.ref.name\":\"1\"}"));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.p[0].names.n, 1);
	check_text(s->list.images.p[0].name, "pay:1");
	check_text(s->list.images.p[0].names.p[0], "docker.io/library/pay:1");
}

/* One entry of index.json that must fail alone, beside a good image. */
static void broken_beside_good(void **state)
{
	(void)state;
	static const struct {
		const char *type, *manifest; /* NULL: the blob is not there */
		int code;
		const char *part;
	} cases[] = {
		{ OCI_MANIFEST, NULL, E_NOTFOUND, "not there" },
		{ OCI_MANIFEST, "not JSON", E_CORRUPT, "manifest sha256:" },
		{ OCI_MANIFEST, "", E_TRUNCATED, "manifest sha256:" },
		{ OCI_MANIFEST, "[]", E_CORRUPT, "not a JSON object" },
		{ OCI_MANIFEST, "null", E_CORRUPT, "not a JSON object" },
		{ OCI_MANIFEST, "{}", E_CORRUPT, "without \"config\"" },
		{ OCI_MANIFEST, "{\"config\":[]}", E_CORRUPT, "\"config\": not an object" },
		{ OCI_MANIFEST, "{\"config\":{}}", E_CORRUPT, "\"digest\": missing" },
		{ OCI_MANIFEST, "{\"config\":{\"digest\":7}}", E_CORRUPT, "\"digest\"" },
		{ OCI_MANIFEST, "{\"config\":{\"digest\":\"sha256:12\"}}", E_UNSUPPORTED,
		  "neither a sha256" },
		{ OCI_MANIFEST, "{\"config\":{\"digest\":\"../../etc/passwd\"}}", E_CORRUPT,
		  "not a digest" },
		{ OCI_MANIFEST, "{\"config\":{\"digest\":\"" DIFF_ID "\"}}", E_NOTFOUND,
		  "configuration" },
		{ OCI_MANIFEST, "{\"config\":{},\"Config\":{}}", E_CORRUPT, "stands here twice" },
		{ OCI_MANIFEST, "{\"config\":{},\"layers\":[],\"layerS\":[]}", E_CORRUPT,
		  "stands here twice" },
		{ OCI_MANIFEST, "{\"config\":{},\"layers\":[],\"layer\xc5\xbf\":[]}", E_CORRUPT,
		  "stands here twice" },
		{ OCI_MANIFEST, "{\"config\":{},\"layers\":{}}", E_CORRUPT,
		  "\"layers\": not a list" },
		{ OCI_MANIFEST, "{\"config\":{},\"layers\":[7]}", E_CORRUPT, "layer 1" },
		{ OCI_MANIFEST, "{\"config\":{},\"layers\":[{\"size\":-1}]}", E_CORRUPT,
		  "\"size\"" },
		{ OCI_MANIFEST, "{\"config\":{},\"layers\":[{\"size\":1e99}]}", E_CORRUPT,
		  "\"size\"" },
		{ OCI_MANIFEST, "{\"config\":{},\"layers\":[{\"digest\":\"md5:00\"}]}",
		  E_UNSUPPORTED, "neither a sha256" },
		{ OCI_MANIFEST, "{\"manifests\":[],\"layers\":[]}", E_CORRUPT,
		  "could be read as an image index and" },
		{ OCI_INDEX, "{\"layers\":[]}", E_CORRUPT, "not of its media type" },
		{ OCI_INDEX, "{}", E_CORRUPT, "without \"manifests\"" },
		{ OCI_INDEX, "{\"manifests\":{}}", E_CORRUPT, "\"manifests\": not a list" },
		{ OCI_INDEX, "{\"mediaType\":\"" OCI_MANIFEST "\"}", E_CORRUPT,
		  "not that of its descriptor" },
		{ OCI_INDEX, "{\"manifests\":[7]}", E_CORRUPT, "entry of an image index" },
		{ OCI_INDEX, "{\"manifests\":[{\"digest\":\"sha512:ff\"}]}", E_UNSUPPORTED,
		  "neither a sha256" },
		{ OCI_MANIFEST, "{\"schemaVersion\":1}", E_UNSUPPORTED, "schema 1" },
		{ OCI_MANIFEST, "{\"schemaVersion\":3}", E_UNSUPPORTED, "schema version 3" },
		{ "application/vnd.docker.distribution.manifest.v1+prettyjws", "{\"fsLayers\":[]}",
		  E_UNSUPPORTED, "schema 1" },
		{ OCI_MANIFEST, "{\"annotations\":[]}", E_CORRUPT, "\"annotations\"" },
		{ OCI_MANIFEST, "{\"config\":{}} {}", E_CORRUPT, "manifest sha256:" },
		{ OCI_MANIFEST, "{\"config\":{\"mediaType\":\"\\ud800\"", E_TRUNCATED,
		  "manifest sha256:" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		OWNED(store_freep) struct store *s = store_new();
		const char *bad =
			cases[i].manifest
				? blob(s, str_of(cases[i].manifest))
				: "sha256:00000000000000000000000000000000000000000000000000000000000000bb";
		struct str good =
			entry(s, OCI_MANIFEST, image_blob(s, "amd64", 1), NAMED("good:1"));
		index_json(s,
			   text_of(s, "%.*s,%.*s",
				   STRF(entry(s, cases[i].type, bad, NAMED("bad:1"))), STRF(good)));
		check_ok(read_oci(s), &s->fault);
		if (s->list.images.n != 1)
			fail_msg("case %zu: %zu images", i, s->list.images.n);
		has_fault(s, 0, cases[i].code, cases[i].part);
		check_text(s->list.faults.p[0].name, "bad:1");
		assert_int_equal(s->list.faults.p[0].image, IMAGE_NONE);

		/* The good one is found without a complaint, the bad one by its own fault. */
		image_choice choice = { 0 };
		struct platform want = { .os = STR("linux"), .arch = STR("amd64") };
		struct fault f;
		check_ok(manifest_choose(s->arena, &s->list, "good:1", &want, &choice, &f), &f);
		assert_int_equal(choice.n, 1);
		assert_false(manifest_fault_matters(&s->list, 0, &want, &choice));
		assert_int_equal(manifest_choose(s->arena, &s->list, "bad:1", &want, &choice, &f),
				 cases[i].code);
	}
}

static void broken_index_json(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int code;
	} cases[] = {
		{ "", E_TRUNCATED },
		{ "{", E_TRUNCATED },
		{ "[]", E_CORRUPT },
		{ "\"x\"", E_CORRUPT },
		{ "{}", E_CORRUPT },
		{ "{\"manifests\":null}", E_CORRUPT },
		{ "{\"manifests\":\"x\"}", E_CORRUPT },
		{ "{\"manifests\":[],\"Manifests\":[]}", E_CORRUPT },
		{ "{\"manifests\":[],\"layers\":[]}", E_CORRUPT },
		{ "{\"schemaVersion\":\"2\",\"manifests\":[]}", E_CORRUPT },
		{ "{\"schemaVersion\":9,\"manifests\":[]}", E_UNSUPPORTED },
		{ "{\"manifests\":[\"\xff\"]}", E_CORRUPT },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		OWNED(store_freep) struct store *s = store_new();
		put(s, STR("index.json"), str_of(cases[i].text));
		int got = read_oci(s);
		if (got != cases[i].code)
			fail_msg("case %zu: %s %s", i, fault_name(got), s->fault.text);
		assert_non_null(strstr(s->fault.text, "index.json"));
	}
	OWNED(store_freep) struct store *s = store_new();
	assert_int_equal(read_oci(s), E_NOTFOUND);
}

static void wrong_digests(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *m = image_blob(s, "amd64", 1);
	s->blobs.p[1].value = text_of(s, "%.*s ", STRF(s->blobs.p[1].value));
	index_json(s, entry(s, OCI_MANIFEST, m, ""));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 0);
	has_fault(s, 0, E_MISMATCH, m);

	/* The configuration: its evil content must not be parsed. */
	OWNED(store_freep) struct store *t = store_new();
	m = image_blob(t, "amd64", 1);
	t->blobs.p[0].value = STR("not even JSON");
	index_json(t, entry(t, OCI_MANIFEST, m, ""));
	check_ok(read_oci(t), &t->fault);
	has_fault(t, 0, E_MISMATCH, "configuration");

	/* The right digest with a size that lies. */
	OWNED(store_freep) struct store *u = store_new();
	index_json(u, entry(u, OCI_MANIFEST, image_blob(u, "amd64", 1), "\"size\":5"));
	check_ok(read_oci(u), &u->fault);
	has_fault(u, 0, E_MISMATCH, "descriptor says 5");

	struct fault f;
	image_choice choice = { 0 };
	assert_int_equal(manifest_choose(u->arena, &u->list, NULL, NULL, &choice, &f), E_MISMATCH);
}

static void sha512_names(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	struct str m = manifest_text(s, blob(s, config_text(s, "amd64", 0)), 0);
	struct digest d = digest_of(DIGEST_SHA512, m);
	struct str text = digest_text(s->arena, &d);
	put(s, text_of(s, "blobs/sha512/%.*s", STRF(str_from(text, 7))), m);
	index_json(s, entry(s, OCI_MANIFEST, str_cstr(s->arena, text), ""));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 1);
}

static void not_images(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *config = blob(s, STR("{}"));
	const char *chart = blob(
		s,
		text_of(s,
			"{\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\","
			"\"digest\":\"%s\"},\"layers\":[]}",
			config));
	const char *signature = blob(
		s,
		text_of(s,
			"{\"config\":{\"mediaType\":\"" OCI_CONFIG "\",\"digest\":\"%s\"},"
			"\"layers\":[{\"mediaType\":\"application/vnd.dev.cosign.simplesigning.v1+json\","
			"\"digest\":\"" DIFF_ID "\"}]}",
			config));
	const char *referrer = blob(
		s, text_of(s,
			   "{\"artifactType\":\"application/spdx+json\",\"config\":{\"mediaType\":"
			   "\"application/vnd.oci.empty.v1+json\",\"digest\":\"%s\"}}",
			   config));
	index_json(s, text_of(s, "%.*s,%.*s,%.*s,%.*s", STRF(entry(s, OCI_MANIFEST, chart, "")),
			      STRF(entry(s, OCI_MANIFEST, signature, "")),
			      STRF(entry(s, OCI_MANIFEST, referrer, "")),
			      STRF(entry(s, "application/json", config, ""))));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 0);
	assert_int_equal(s->list.faults.n, 0);
	assert_int_equal(s->list.artifacts, 4);
	assert_int_equal(s->list.notes.n, 4);
	assert_true(str_has(s->list.notes.p[0], STR("helm")));
	struct fault f;
	image_choice choice = { 0 };
	assert_int_equal(manifest_choose(s->arena, &s->list, NULL, NULL, &choice, &f), E_NOTFOUND);
}

/* An annotation alone must not hide an image. */
static void fake_attestation(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	index_json(s, entry(s, OCI_MANIFEST, image_blob(s, "amd64", 1),
			    FOR("amd64") ",\"annotations\":{\"vnd.docker.reference.type\":"
					 "\"attestation-manifest\"}"));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 1);
	assert_int_equal(s->list.attestations, 0);
}

static void without_media_types(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *config = blob(s, config_text(s, "amd64", 0));
	const char *m = blob(s, text_of(s, "{\"config\":{\"digest\":\"%s\"}}", config));
	const char *inner = blob(s, text_of(s, "{\"manifests\":[{\"digest\":\"%s\"}]}", m));
	put(s, STR("index.json"), text_of(s, "{\"manifests\":[{\"digest\":\"%s\"}]}", inner));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 1);
}

static void depth_and_width(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *at = image_blob(s, "amd64", 1);
	const char *type = OCI_MANIFEST;
	for (unsigned i = 0; i < 12; i++) {
		/* Each level lists the level below twice: 2^12 ways, each document fetched once. */
		struct str e = entry(s, type, at, "");
		at = blob(s, text_of(s, "{\"manifests\":[%.*s,%.*s]}", STRF(e), STRF(e)));
		type = OCI_INDEX;
	}
	index_json(s, entry(s, OCI_INDEX, at, ""));
	check_ok(read_oci(s), &s->fault);
	has_fault(s, 0, E_LIMIT, "image indexes inside each other");
	assert_true(s->fetched < 20);

	OWNED(store_freep) struct store *w = store_new();
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_MANIFEST);
	for (unsigned i = 0; i < 20000; i++)
		buf_printf(&b, "%s{\"digest\":\"sha256:%064x\"}", i ? "," : "", i);
	index_json(w, buf_str(&b));
	check_ok(read_oci(w), &w->fault);
	has_fault(w, 0, E_LIMIT, "entries");
	assert_int_equal(w->list.faults.n, LIMIT_IMAGES);
	assert_int_equal(w->list.faults_left_out, LIMIT_DESCRIPTORS + 1 - LIMIT_IMAGES);
}

static void huge_lists(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	buf_printf(&b, "{\"config\":{\"digest\":\"" DIFF_ID "\"},\"layers\":[");
	for (unsigned i = 0; i < 100000; i++)
		buf_printf(&b, "%s{}", i ? "," : "");
	buf_printf(&b, "]}");
	const char *layers = blob(s, str_dup(s->arena, buf_str(&b)));
	buf_clear(&b);
	buf_printf(&b, "{\"config\":[");
	for (unsigned i = 0; i < 400000; i++)
		buf_printf(&b, "%s[]", i ? "," : "");
	buf_printf(&b, "]}");
	const char *values = blob(s, str_dup(s->arena, buf_str(&b)));
	buf_clear(&b);
	for (unsigned i = 0; i <= LIMIT_MANIFEST / 8; i++)
		buf_printf(&b, "        ");
	const char *bytes = blob(s, str_dup(s->arena, buf_str(&b)));
	index_json(s, text_of(s, "%.*s,%.*s,%.*s", STRF(entry(s, OCI_MANIFEST, layers, "")),
			      STRF(entry(s, OCI_MANIFEST, values, "")),
			      STRF(entry(s, OCI_MANIFEST, bytes, ""))));
	check_ok(read_oci(s), &s->fault);
	has_fault(s, 0, E_LIMIT, "100000 layers");
	has_fault(s, 1, E_LIMIT, "more than 200000 values");
	has_fault(s, 2, E_LIMIT, "larger than");
}

static void too_many_images(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_MANIFEST);
	for (unsigned i = 0; i < LIMIT_IMAGES + 10; i++) {
		const char *m = blob(
			s,
			text_of(s,
				"{\"config\":{\"digest\":\"%s\"},\"annotations\":{\"n\":\"%u\"}}",
				blob(s, config_text(s, "amd64", 0)), i));
		buf_printf(&b, "%s{\"digest\":\"%s\"}", i ? "," : "", m);
	}
	index_json(s, buf_str(&b));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, LIMIT_IMAGES);
	assert_int_equal(s->list.faults.n, 1);
	has_fault(s, 0, E_LIMIT, "images");
}

static void foreign_and_encrypted(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *m = blob(
		s,
		text_of(s,
			"{\"config\":{\"digest\":\"%s\"},\"layers\":["
			"{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\","
			"\"digest\":\"" DIFF_ID "\"},{\"mediaType\":\"" OCI_LAYER
			"+encrypted\",\"digest\":\"" DIFF_ID "\"}]}",
			blob(s, config_text(s, "amd64", 2))));
	index_json(s, entry(s, OCI_MANIFEST, m, ""));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 1);
	assert_true(s->list.images.p[0].layers.p[0].foreign);
	assert_false(s->list.images.p[0].layers.p[1].foreign);
	has_fault(s, 0, E_UNSUPPORTED, "layer 2 of 2 is encrypted");
	image_choice choice = { 0 };
	struct fault f;
	check_ok(manifest_choose(s->arena, &s->list, NULL, NULL, &choice, &f), &f);
	assert_true(manifest_fault_matters(&s->list, 0, NULL, &choice));
}

static int read_config(struct store *s, unsigned layers, const char *json, struct image *out)
{
	*out = (struct image){ 0 };
	for (unsigned i = 0; i < layers; i++)
		VEC_PUSH(s->arena, &out->layers);
	return manifest_read_config(s->arena, str_of(json), out, &s->fault);
}

static void config_whole(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	struct image x;
	int got = read_config(
		s, 2,
		"{\"architecture\":\"arm64\",\"variant\":\"v8\",\"os\":\"linux\",\"created\":\"2024-01-02T03:04:05Z\","
		"\"author\":\"me\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" DIFF_ID
		"\",\"" DIFF_ID
		"\"]},\"history\":[{\"created_by\":\"ADD root\"},{\"created_by\":\"ENV\",\"empty_layer\":true},"
		"{\"created_by\":\"COPY app\",\"comment\":\"buildkit\"}],\"config\":{\"User\":\"65534:65534\","
		"\"Env\":[\"PATH=/bin\",\"A=\"],\"Entrypoint\":[\"/app\"],\"Cmd\":\"one string\",\"WorkingDir\":\"/w\","
		"\"ExposedPorts\":{\"8080/tcp\":{},\"22/tcp\":{}},\"Volumes\":{\"/data\":{}},"
		"\"Labels\":{\"a\":\"1\",\"b\":\"\","
		"\"a\":\"2\"},\"StopSignal\":\"SIGQUIT\","
		"\"Healthcheck\":{\"Test\":[\"CMD\",\"/app\",\"-h\"],\"Interval\":3},"
		"\"Shell\":[\"/bin/sh\",\"-c\"],\"OnBuild\":null}}",
		&x);
	check_ok(got, &s->fault);
	assert_int_equal(got, 0);
	check_text(platform_text(s->arena, &x.platform), "linux/arm64/v8");
	check_text(x.created, "2024-01-02T03:04:05Z");
	check_text(x.author, "me");
	check_text(x.user, "65534:65534");
	check_text(x.working_dir, "/w");
	check_text(x.stop_signal, "SIGQUIT");
	assert_int_equal(x.env.n, 2);
	check_text(x.entrypoint.p[0], "/app");
	check_text(x.cmd.p[0], "one string");
	assert_int_equal(x.exposed_ports.n, 2);
	check_text(x.exposed_ports.p[1], "22/tcp");
	check_text(x.volumes.p[0], "/data");
	assert_int_equal(x.labels.n, 2);
	check_text(x.labels.p[0].value, "2");
	assert_int_equal(x.healthcheck.n, 3);
	check_text(x.shell.p[1], "-c");
	assert_int_equal(x.history.n, 3);
	assert_int_equal(x.layers.p[0].history, 0);
	assert_int_equal(x.layers.p[1].history, 2);
	assert_int_equal(x.config.kind, DIGEST_SHA256);
	assert_true(x.config_json.n > 100);
}

/* Usable, but told: 1 and a fault. */
static void config_reservations(void **state)
{
	(void)state;
	static const struct {
		const char *json, *part;
	} cases[] = {
		{ "{}", "0 diff ids for 1 layers" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\",\"" DIFF_ID "\"]}}",
		  "2 diff ids for 1" },
		{ "{\"rootfs\":{\"diff_ids\":[\"sha1:00\"]}}", "diff id 1" },
		{ "{\"rootfs\":{\"diff_ids\":[1]}}", "diff id 1" },
		{ "{\"rootfs\":[]}", "\"rootfs\": not an object" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"config\":[]}", "\"config\"" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"config\":{\"Env\":{}}}",
		  "\"Env\"" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"config\":{\"Env\":[1]}}",
		  "\"Env\"" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"config\":{\"Labels\":{\"a\":1}}}",
		  "\"Labels\"" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"config\":{\"User\":0}}",
		  "\"User\"" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID
		  "\"]},\"config\":{\"User\":\"1\",\"user\":\"0\"}}",
		  "stands here twice" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"history\":[1]}", "\"history\"" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"history\":{}}", "\"history\"" },
		{ "{\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\"]},\"os\":7}", "\"os\"" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		OWNED(store_freep) struct store *s = store_new();
		struct image x;
		int got = read_config(s, 1, cases[i].json, &x);
		if (got != 1 || !strstr(s->fault.text, cases[i].part))
			fail_msg("case %zu: %d %s", i, got, s->fault.text);
		assert_true(x.config_json.n > 0);
	}
	OWNED(store_freep) struct store *s = store_new();
	struct image x;
	assert_int_equal(read_config(s, 0, "[]", &x), E_CORRUPT);
	assert_true(read_config(s, 0, "{", &x) < 0);
}

/* A wrong instruction is worse than none. */
static void history_that_does_not_fit(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	struct image x;
	const char *ids = "\"rootfs\":{\"diff_ids\":[\"" DIFF_ID "\",\"" DIFF_ID "\"]}";
	const char *histories[] = {
		"[{\"created_by\":\"short\"}]",
		"[{},{},{}]",
		"[{\"empty_layer\":true},{\"empty_layer\":true}]",
		"[]",
	};
	for (size_t i = 0; i < ARRAY_LEN(histories); i++) {
		struct str json = text_of(s, "{%s,\"history\":%s}", ids, histories[i]);
		assert_int_equal(read_config(s, 2, str_cstr(s->arena, json), &x), 0);
		assert_int_equal(x.layers.p[0].history, HISTORY_NONE);
		assert_int_equal(x.layers.p[1].history, HISTORY_NONE);
	}
}

static void docker_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < 5; i++) {
		OWNED(store_freep) struct store *s = store_new();
		struct str config = config_text(s, "amd64", 1);
		struct digest d = digest_of(DIGEST_SHA256, config);
		struct str hex = str_from(digest_text(s->arena, &d), 7);
		struct str named = STR("config.json");
		if (i == 0)
			named = text_of(s, "%.*s.json", STRF(hex));
		if (i == 1)
			named = text_of(s, "blobs/sha256/%.*s", STRF(hex));
		if (i == 2)
			named = text_of(s, "sha256:%.*s", STRF(hex));
		if (i == 3)
			named = text_of(s, "./%.*s.json", STRF(hex));
		put(s, i == 3 ? text_of(s, "%.*s.json", STRF(hex)) : named, config);
		put(s, STR("manifest.json"),
		    text_of(s,
			    "[{\"Config\":\"%.*s\",\"RepoTags\":[\"pay:1\",\"pay:2\"],"
			    "\"Layers\":[\"abc/layer.tar\"]},"
			    "{\"Config\":\"%.*s\",\"RepoTags\":[\"other:1\"],\"Layers\":[\"abc/./layer.tar\"]}]",
			    STRF(named), STRF(named)));
		check_ok(read_docker(s), &s->fault);
		assert_int_equal(s->list.faults.n, 0);
		assert_int_equal(s->list.images.n, 1);
		const struct image *x = &s->list.images.p[0];
		assert_int_equal(x->names.n, 3);
		check_text(x->name, "pay:1");
		check_text(x->layers.p[0].blob, "abc/layer.tar");
		assert_int_equal(x->layers.p[0].digest.kind, DIGEST_NONE);
		assert_true(digest_eq(&x->config, &d));
	}
}

static void docker_broken(void **state)
{
	(void)state;
	static const struct {
		const char *entry;
		int code;
		const char *part;
	} cases[] = {
		{ "7", E_CORRUPT, "not an object" },
		{ "{}", E_CORRUPT, "without \"Config\"" },
		{ "{\"Config\":null}", E_CORRUPT, "without \"Config\"" },
		{ "{\"Config\":[]}", E_CORRUPT, "\"Config\": not a string" },
		{ "{\"Config\":\"c.json\",\"config\":\"d.json\"}", E_CORRUPT, "twice" },
		{ "{\"Config\":\"../../etc/passwd\"}", E_CORRUPT, "cannot be the name" },
		{ "{\"Config\":\"a/../c.json\"}", E_CORRUPT, "cannot be the name" },
		{ "{\"Config\":\"/\"}", E_CORRUPT, "cannot be the name" },
		{ "{\"Config\":\"c.json\\u0000x\"}", E_CORRUPT, "cannot be the name" },
		{ "{\"Config\":\"missing.json\"}", E_NOTFOUND, "missing.json" },
		{ "{\"Config\":\"c.json\",\"Layers\":\"x\"}", E_CORRUPT, "\"Layers\": not a list" },
		{ "{\"Config\":\"c.json\",\"Layers\":[null]}", E_CORRUPT, "layer 1" },
		{ "{\"Config\":\"c.json\",\"Layers\":[\"a\",\"../../../etc/passwd\"]}", E_CORRUPT,
		  "layer 2" },
		{ "{\"Config\":\"c.json\",\"RepoTags\":\"x\"}", E_CORRUPT, "\"RepoTags\"" },
		{ "{\"Config\":\"c.json\",\"RepoTags\":[1]}", E_CORRUPT, "\"RepoTags\"" },
		{ "{\"Config\":\"bad.json\"}", E_CORRUPT, "bad.json" },
		{ "{\"Config\":\"0000000000000000000000000000000000000000000000000000000000000000.json\"}",
		  E_MISMATCH, "digest" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		OWNED(store_freep) struct store *s = store_new();
		put(s, STR("c.json"), config_text(s, "amd64", 0));
		put(s, STR("bad.json"), STR("nope"));
		put(s, STR("0000000000000000000000000000000000000000000000000000000000000000.json"),
		    STR("{}"));
		put(s, STR("manifest.json"),
		    text_of(s, "[%s,{\"Config\":\"c.json\",\"RepoTags\":[\"good:1\"]}]",
			    cases[i].entry));
		check_ok(read_docker(s), &s->fault);
		if (s->list.images.n != 1)
			fail_msg("case %zu: %zu images", i, s->list.images.n);
		has_fault(s, 0, cases[i].code, cases[i].part);
	}
	const char *whole[] = { "", "{}", "7", "[", "[{]", "{\"schemaVersion\":2,\"layers\":[]}" };
	for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
		OWNED(store_freep) struct store *s = store_new();
		put(s, STR("manifest.json"), str_of(whole[i]));
		assert_true(read_docker(s) < 0);
		assert_non_null(strstr(s->fault.text, "manifest.json"));
	}
}

/* index.json and manifest.json of one archive that tell different stories. */
static void two_descriptions(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	struct str config = config_text(s, "amd64", 1), evil = config_text(s, "s390x", 1);
	struct str m = manifest_text(s, blob(s, config), 1);
	index_json(
		s,
		entry(s, OCI_MANIFEST, blob(s, m),
		      "\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/pay:1\"}"));
	put(s, STR("c.json"), config);
	put(s, STR("e.json"), evil);
	put(s, STR("manifest.json"),
	    STR("[{\"Config\":\"c.json\",\"RepoTags\":[\"pay:1\"],\"Layers\":[\"other.tar\"]},"
		"{\"Config\":\"e.json\",\"RepoTags\":[\"evil:1\"],\"Layers\":[\"e.tar\"]},"
		"{\"Config\":\"gone.json\",\"RepoTags\":[\"gone:1\"]}]"));
	check_ok(read_oci(s), &s->fault);
	struct image_list second = { 0 };
	check_ok(manifest_read_docker(s->arena, fetch, s, &second, &s->fault), &s->fault);
	image_list_merge(s->arena, &s->list, &second);
	assert_int_equal(s->list.images.n, 2);
	check_text(s->list.images.p[0].name, "pay:1");
	check_text(s->list.images.p[1].name, "evil:1");
	assert_int_equal(s->list.faults.n, 2);
	has_fault(s, 0, E_MISMATCH, "name different layers");
	assert_int_equal(s->list.faults.p[0].image, 0);
	has_fault(s, 1, E_NOTFOUND, "gone.json");
}

static void add_image(struct store *s, const char *name, const char *platform, unsigned index)
{
	struct image *x = image_list_add(s->arena, &s->list);
	image_name_add(s->arena, x, str_of(name));
	if (*platform)
		assert_true(platform_parse(s->arena, str_of(platform), &x->platform));
	x->manifest = digest_of(DIGEST_SHA256, text_of(s, "%s%s%u", name, platform, index));
	x->config = digest_of(DIGEST_SHA256, text_of(s, "c%s%s%u", name, platform, index));
	if (index)
		x->index = digest_of(DIGEST_SHA256, text_of(s, "%u", index));
}

static int choose(struct store *s, const char *name, const char *platform, const char **out)
{
	struct platform want;
	image_choice choice = { 0 };
	*out = "";
	if (platform)
		assert_true(platform_parse(s->arena, str_of(platform), &want));
	int r = manifest_choose(s->arena, &s->list, name, platform ? &want : NULL, &choice,
				&s->fault);
	struct str text = STR("");
	for (size_t i = 0; i < choice.n; i++)
		text = text_of(s, "%.*s%s%.*s@%.*s", STRF(text), i ? " " : "",
			       STRF(choice.p[i]->name),
			       STRF(platform_text(s->arena, &choice.p[i]->platform)));
	*out = str_cstr(s->arena, text);
	return r;
}

static void chooses(struct store *s, const char *name, const char *platform, int code,
		    const char *want)
{
	const char *got;
	int r = choose(s, name, platform, &got);
	if (r != code || (r < 0 ? !strstr(s->fault.text, want) : strcmp(got, want) != 0))
		fail_msg("%s %s: %s \"%s\" \"%s\", wanted %s \"%s\"", name ? name : "-",
			 platform ? platform : "-", fault_name(r), got, r < 0 ? s->fault.text : "",
			 fault_name(code), want);
}

static void choosing_names(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	add_image(s, "docker.io/library/pay:1.2", "linux/amd64", 0);
	add_image(s, "localhost/web:latest", "linux/amd64", 0);
	add_image(s, "reg.example:5000/team/web:3", "linux/amd64", 0);
	add_image(s, "nightly", "linux/amd64", 0);
	const char *amd = "linux/amd64";
	chooses(s, NULL, amd, E_USAGE, "--image NAME: pay:1.2, localhost/web:latest, reg.");
	chooses(s, NULL, NULL, E_USAGE, "--image NAME");
	chooses(s, "docker.io/library/pay:1.2", amd, 0, "pay:1.2@linux/amd64");
	chooses(s, "pay:1.2", amd, 0, "pay:1.2@linux/amd64");
	chooses(s, "library/pay:1.2", amd, 0, "pay:1.2@linux/amd64");
	chooses(s, "1.2", amd, 0, "pay:1.2@linux/amd64");
	chooses(s, "pay", amd, 0, "pay:1.2@linux/amd64");
	chooses(s, "web", amd, 0, "localhost/web:latest@linux/amd64");
	chooses(s, "reg.example:5000/team/web", amd, 0, "reg.example:5000/team/web:3@linux/amd64");
	chooses(s, "nightly", amd, 0, "nightly@linux/amd64");
	chooses(s, "pay:9", amd, E_NOTFOUND, "no image \"pay:9\" in it; it has pay:1.2");
	chooses(s, "pay:1.2", "linux/s390x", E_NOTFOUND, "--platform: linux/amd64");
	chooses(s, "", amd, E_NOTFOUND, "no image");
	struct str hex = digest_text(s->arena, &s->list.images.p[2].config);
	chooses(s, str_cstr(s->arena, str_slice(hex, 0, 19)), amd, 0,
		"reg.example:5000/team/web:3@linux/amd64");
	chooses(s, str_cstr(s->arena, str_slice(hex, 7, 19)), amd, 0,
		"reg.example:5000/team/web:3@linux/amd64");
	hex = digest_text(s->arena, &s->list.images.p[0].manifest);
	chooses(s, str_cstr(s->arena, text_of(s, "pay@%.*s", STRF(hex))), amd, 0,
		"pay:1.2@linux/amd64");

	add_image(s, "other:1.2", "linux/amd64", 0);
	chooses(s, "1.2", amd, E_USAGE, "fits several images");
}

static void choosing_platforms(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	add_image(s, "a:1", "linux/amd64", 7);
	add_image(s, "a:1", "linux/arm/v6", 7);
	add_image(s, "a:1", "linux/arm/v7", 7);
	add_image(s, "a:1", "linux/arm64/v8", 7);
	add_image(s, "a:1", "windows/amd64", 7);
	chooses(s, NULL, "linux/amd64", 0, "a:1@linux/amd64");
	chooses(s, NULL, "linux/x86_64", 0, "a:1@linux/amd64");
	chooses(s, NULL, "linux/amd64/v3", 0, "a:1@linux/amd64");
	chooses(s, NULL, "linux/arm64", 0, "a:1@linux/arm64/v8");
	chooses(s, NULL, "linux/arm/v7", 0, "a:1@linux/arm/v7");
	chooses(s, NULL, "linux/arm/v6", 0, "a:1@linux/arm/v6");
	chooses(s, NULL, "linux/arm/v8", 0, "a:1@linux/arm/v7");
	chooses(s, NULL, "linux/arm", 0, "a:1@linux/arm/v7");
	chooses(s, NULL, "linux/arm/v5", E_NOTFOUND, "linux/arm/v6, linux/arm/v7");
	chooses(s, NULL, NULL, 0,
		"a:1@linux/amd64 a:1@linux/arm/v6 a:1@linux/arm/v7 a:1@linux/arm64/v8 a:1@windows/amd64");
	add_image(s, "a:1", "linux/amd64", 8);
	chooses(s, NULL, "linux/amd64", E_USAGE, "2 images for linux/amd64");

	/* Listed side by side, without names and without an index of their own. */
	OWNED(store_freep) struct store *t = store_new();
	add_image(t, "", "linux/amd64", 0);
	add_image(t, "", "linux/arm64", 0);
	chooses(t, NULL, "linux/arm64", 0, "@linux/arm64");

	/* A default platform does not refuse the only image there is; a demand does. */
	OWNED(store_freep) struct store *u = store_new();
	add_image(u, "a:1", "linux/s390x", 0);
	chooses(u, NULL, "linux/amd64", E_NOTFOUND, "linux/s390x");
	struct platform here = { .os = STR("linux"), .arch = STR("amd64"), .assumed = true };
	image_choice choice = { 0 };
	check_ok(manifest_choose(u->arena, &u->list, NULL, &here, &choice, &u->fault), &u->fault);
	assert_int_equal(choice.n, 1);

	OWNED(store_freep) struct store *v = store_new();
	add_image(v, "a:1", "", 0);
	chooses(v, NULL, "linux/amd64", 0, "a:1@");
}

/* An index saved for one platform only still lists the others. */
static void sparse_index(void **state)
{
	(void)state;
	OWNED(store_freep) struct store *s = store_new();
	const char *gone =
		"sha256:00000000000000000000000000000000000000000000000000000000000000cc";
	struct str amd = entry(s, OCI_MANIFEST, gone, FOR("amd64"));
	struct str arm = entry(s, OCI_MANIFEST, image_blob(s, "arm64", 1), FOR("arm64"));
	const char *inner =
		blob(s, text_of(s, "{\"manifests\":[%.*s,%.*s]}", STRF(amd), STRF(arm)));
	index_json(s, entry(s, OCI_INDEX, inner, NAMED("a:1")));
	check_ok(read_oci(s), &s->fault);
	assert_int_equal(s->list.images.n, 1);
	assert_int_equal(s->list.faults.n, 1);

	struct platform want_amd = { .os = STR("linux"), .arch = STR("amd64") };
	struct platform want_arm = { .os = STR("linux"), .arch = STR("arm64") };
	image_choice choice = { 0 };
	struct fault f;
	check_ok(manifest_choose(s->arena, &s->list, NULL, &want_arm, &choice, &f), &f);
	assert_false(manifest_fault_matters(&s->list, 0, &want_arm, &choice));
	assert_int_equal(manifest_choose(s->arena, &s->list, NULL, &want_amd, &choice, &f),
			 E_NOTFOUND);
	assert_non_null(strstr(f.text, gone));
	want_amd.assumed = true;
	check_ok(manifest_choose(s->arena, &s->list, NULL, &want_amd, &choice, &f), &f);
	assert_int_equal(choice.n, 1);
	assert_false(manifest_fault_matters(&s->list, 0, &want_amd, &choice));
	check_ok(manifest_choose(s->arena, &s->list, NULL, NULL, &choice, &f), &f);
	assert_true(manifest_fault_matters(&s->list, 0, NULL, &choice));
}

static void platforms(void **state)
{
	(void)state;
	OWNED(arena_freep) struct arena *a = arena_new();
	static const struct {
		const char *text, *want; /* NULL: refused */
	} cases[] = {
		{ "linux/amd64", "linux/amd64" },
		{ "Linux/X86_64", "linux/amd64" },
		{ "linux/aarch64", "linux/arm64" },
		{ "linux/arm64/v8", "linux/arm64/v8" },
		{ "linux/armhf", "linux/arm/v7" },
		{ "linux/arm/7", "linux/arm/v7" },
		{ "linux/i686", "linux/386" },
		{ "macos/arm64", "darwin/arm64" },
		{ "amd64", NULL },
		{ "", NULL },
		{ "/amd64", NULL },
		{ "linux/", NULL },
		{ "linux/arm64/", NULL },
		{ "linux/arm64/v8/x", NULL },
		{ "linux/a b", NULL },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct platform p;
		bool ok = platform_parse(a, str_of(cases[i].text), &p);
		if (ok != (cases[i].want != NULL))
			fail_msg("%s", cases[i].text);
		if (ok)
			check_text(platform_text(a, &p), cases[i].want);
	}
	struct platform here = platform_here();
	assert_true(here.assumed);
	assert_true(platform_matches(&here, &here));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_image),
		cmocka_unit_test(nested_index),
		cmocka_unit_test(names_of_engines),
		cmocka_unit_test(broken_beside_good),
		cmocka_unit_test(broken_index_json),
		cmocka_unit_test(wrong_digests),
		cmocka_unit_test(sha512_names),
		cmocka_unit_test(not_images),
		cmocka_unit_test(attestations),
		cmocka_unit_test(fake_attestation),
		cmocka_unit_test(without_media_types),
		cmocka_unit_test(depth_and_width),
		cmocka_unit_test(huge_lists),
		cmocka_unit_test(too_many_images),
		cmocka_unit_test(foreign_and_encrypted),
		cmocka_unit_test(config_whole),
		cmocka_unit_test(config_reservations),
		cmocka_unit_test(history_that_does_not_fit),
		cmocka_unit_test(docker_names),
		cmocka_unit_test(docker_broken),
		cmocka_unit_test(two_descriptions),
		cmocka_unit_test(choosing_names),
		cmocka_unit_test(choosing_platforms),
		cmocka_unit_test(sparse_index),
		cmocka_unit_test(platforms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
