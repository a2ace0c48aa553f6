/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Archives and folders → images, through the whole stack: compression, tar, links, manifests.
 *
 * With arguments the program is a tool for source.sh: `test-read-source dump REFERENCE [IMAGE
 * [PLATFORM]]` prints what was chosen and proves every layer by its diff id.
 */
#include "check.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/pool.h"
#include "read/filter.h"
#include "read/files.h"
#include "read/manifest.h"
#include "read/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* ---- a small writer of tar archives ---- */

static void tar_entry(struct buf *b, const char *name, char type, const char *link, struct str body)
{
	char h[512] = { 0 };
	snprintf(h, 100, "%s", name);
	snprintf(h + 100, 8, "0000644");
	snprintf(h + 108, 8, "0000000");
	snprintf(h + 116, 8, "0000000");
	snprintf(h + 124, 12, "%011zo", body.n);
	snprintf(h + 136, 12, "00000000000");
	memset(h + 148, ' ', 8);
	h[156] = type;
	snprintf(h + 157, 100, "%s", link);
	memcpy(h + 257, "ustar\00000", 8);
	unsigned sum = 0;
	for (size_t i = 0; i < sizeof(h); i++)
		sum += (uint8_t)h[i];
	snprintf(h + 148, 8, "%06o", sum);
	assert_true(buf_add(b, h, sizeof(h)) && buf_add_str(b, body));
	while (b->n % 512)
		buf_add_char(b, '\0');
}

static void tar_file(struct buf *b, const char *name, struct str body)
{
	tar_entry(b, name, '0', "", body);
}

static void tar_end(struct buf *b)
{
	for (unsigned i = 0; i < 1024; i++)
		buf_add_char(b, '\0');
}

static void write_file(const char *path, struct str text)
{
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(text.p, 1, text.n, out), text.n);
	assert_int_equal(fclose(out), 0);
}

static void write_gzip(const char *path, struct str text)
{
	gzFile out = gzopen(path, "wb1");
	assert_non_null(out);
	assert_int_equal(gzwrite(out, text.p, (unsigned)text.n), text.n);
	assert_int_equal(gzclose(out), Z_OK);
}

/* ---- one reference, opened and read ---- */

struct opened {
	struct arena *arena;
	struct source_input in;
	struct source *source;
	struct image_list list;
	struct map bodies; /* of a stream: name → index */
	VEC(struct str) body;
	struct fault fault;
};

static int keep_body(void *context, struct str name, struct stream *body, uint64_t size,
		     struct fault *f)
{
	struct opened *o = context;
	char *p = arena_bytes(o->arena, (size_t)size + 1);
	if (size && stream_read(body, p, (size_t)size, f) <= 0)
		size = 0;
	*map_put(&o->bodies, name, NULL) = (uint32_t)o->body.n;
	*VEC_PUSH(o->arena, &o->body) = str_make(p, (size_t)size);
	return 0;
}

static int open_reference(struct opened *o, const char *reference)
{
	*o = (struct opened){ .arena = arena_new(), .in.fd = -1 };
	map_init(&o->bodies, o->arena);
	TRY(source_input_open(reference, &o->in, o->arena, &o->fault));
	TRY(source_open(&o->in, o->arena, &o->source, &o->fault));
	if (o->source->streamed)
		TRY(o->source->ops->pass(o->source, keep_body, o, &o->fault));
	return o->source->ops->images(o->source, &o->list, &o->fault);
}

static void close_reference(struct opened *o)
{
	source_close(o->source);
	source_input_close(&o->in);
	arena_free(o->arena);
}

/* The bytes of a layer, whichever way they come. */
static struct str layer_text(struct opened *o, const struct layer *layer)
{
	if (o->source->streamed) {
		uint32_t *at = map_get(&o->bodies, layer->blob);
		return at ? o->body.p[*at] : STR("(never passed)");
	}
	struct stream *in;
	uint64_t size;
	if (o->source->ops->blob(o->source, layer->blob, &in, &size, &o->fault) < 0)
		return STR("(no blob)");
	char *p = arena_bytes(o->arena, (size_t)size + 1);
	int r = stream_read(in, p, (size_t)size, &o->fault);
	stream_close(in);
	return r > 0 ? str_make(p, (size_t)size) : STR("(unreadable)");
}

static void fails(const char *reference, int code, const char *part)
{
	struct opened o;
	int r = open_reference(&o, reference);
	if (r != code || !strstr(o.fault.text, part))
		fail_msg("%s: %s \"%s\", wanted %s \"%s\"", reference, fault_name(r), o.fault.text,
			 fault_name(code), part);
	if (!strstr(o.fault.text, reference))
		fail_msg("\"%s\" does not name %s", o.fault.text, reference);
	close_reference(&o);
}

#define CONFIG(n) "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"diff_ids\":[" n "]}}"
#define ID	  "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""

/* As old Docker saves: equal layers are links, manifest.json is last. */
static void classic_archive(struct buf *b, bool manifest_first)
{
	struct str manifest =
		STR("[{\"Config\":\"config.json\",\"RepoTags\":[\"pay:1\"],\"Layers\":"
		    "[\"aa/layer.tar\",\"bb/layer.tar\",\"cc/layer.tar\",\"dd/layer.tar\"]}]");
	buf_init(b, 16 * MIB);
	if (manifest_first)
		tar_file(b, "manifest.json", manifest);
	tar_entry(b, "aa/", '5', "", STR(""));
	tar_file(b, "aa/VERSION", STR("1.0"));
	tar_file(b, "aa/json", STR("{\"id\":\"aa\"}"));
	tar_file(b, "aa/layer.tar", STR("first, to be replaced"));
	tar_file(b, "./aa/layer.tar", STR("layer aa"));
	tar_entry(b, "bb/layer.tar", '2', "../aa/layer.tar", STR(""));
	tar_entry(b, "cc/layer.tar", '1', "aa/layer.tar", STR(""));
	tar_entry(b, "dd/layer.tar", '2', "/bb/layer.tar", STR(""));
	tar_file(b, "config.json", STR(CONFIG(ID "," ID "," ID "," ID)));
	if (!manifest_first)
		tar_file(b, "manifest.json", manifest);
	tar_end(b);
}

static void check_classic(const char *reference, bool streamed)
{
	struct opened o;
	check_ok(open_reference(&o, reference), &o.fault);
	assert_int_equal(o.source->streamed, streamed);
	check_text(str_of(o.source->name), "docker-archive");
	assert_int_equal(o.list.images.n, 1);
	assert_int_equal(o.list.faults.n, 0);
	const struct image *x = &o.list.images.p[0];
	check_text(x->name, "pay:1");
	assert_int_equal(x->layers.n, 4);
	for (size_t i = 0; i < 4; i++) {
		check_text(x->layers.p[i].blob, "aa/layer.tar");
		check_text(layer_text(&o, &x->layers.p[i]), "layer aa");
	}
	close_reference(&o);
}

static void docker_archive(void **state)
{
	(void)state;
	for (int first = 0; first < 2; first++) {
		OWNED(buf_donep) struct buf b;
		classic_archive(&b, first);
		write_file("classic.tar", buf_str(&b));
		write_gzip("classic.tar.gz", buf_str(&b));
		check_classic("classic.tar", false);
		check_classic("classic.tar.gz", true);
	}
}

/* Standard input: a file is sought in, a pipe is streamed, a file that was begun is streamed. */
static void standard_input(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	classic_archive(&b, false);
	write_file("stdin.tar", buf_str(&b));
	int keep = dup(0);

	int fd = open("stdin.tar", O_RDONLY);
	dup2(fd, 0);
	check_classic("-", false);

	OWNED(buf_donep) struct buf shifted;
	buf_init(&shifted, 16 * MIB);
	buf_add(&shifted, "prefix", 6);
	buf_add_str(&shifted, buf_str(&b));
	write_file("shifted.tar", buf_str(&shifted));
	int other = open("shifted.tar", O_RDONLY);
	assert_int_equal(lseek(other, 6, SEEK_SET), 6);
	dup2(other, 0);
	check_classic("-", true);

	int ends[2];
	assert_int_equal(pipe(ends), 0);
	if (fork() == 0) {
		close(ends[0]);
		/* in odd pieces, as a pipe delivers */
		for (size_t at = 0; at < b.n;) {
			size_t n = size_min(b.n - at, 97);
			if (write(ends[1], b.p + at, n) != (ssize_t)n)
				_exit(1);
			at += n;
		}
		_exit(0);
	}
	close(ends[1]);
	dup2(ends[0], 0);
	check_classic("-", true);
	dup2(keep, 0);
	close(keep);
	close(fd);
	close(other);
	close(ends[0]);
}

static const char *add_blob(struct arena *a, struct buf *b, struct str text)
{
	struct digest d = digest_of(DIGEST_SHA256, text);
	struct str digest = digest_text(a, &d);
	struct str name = str_printf(a, "blobs/sha256/%.*s", STRF(str_from(digest, 7)));
	tar_file(b, str_cstr(a, name), text);
	return str_cstr(a, digest);
}

static void oci_archive_of(struct buf *b, bool second)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	buf_init(b, 16 * MIB);
	const char *layer = add_blob(a, b, STR("the layer"));
	const char *config = add_blob(a, b, STR(CONFIG(ID)));
	struct str m = str_printf(
		a, "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\",\"size\":9}]}",
		config, layer);
	const char *manifest = add_blob(a, b, m);
	tar_file(b, "index.json",
		 str_printf(a,
			    "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"%s\",\"size\":%zu,"
			    "\"annotations\":{\"org.opencontainers.image.ref.name\":\"1\"}}]}",
			    manifest, m.n));
	if (second) /* as Docker since 25 does for older engines */
		tar_file(b, "manifest.json",
			 str_printf(a,
				    "[{\"Config\":\"blobs/sha256/%s\",\"RepoTags\":[\"pay:1\"],"
				    "\"Layers\":[\"blobs/sha256/%s\"]}]",
				    config + 7, layer + 7));
	tar_file(b, "oci-layout", STR("{\"imageLayoutVersion\":\"1.0.0\"}"));
	tar_end(b);
}

static void oci_archive(void **state)
{
	(void)state;
	for (int k = 0; k < 4; k++) {
		OWNED(buf_donep) struct buf b;
		oci_archive_of(&b, k & 1);
		write_file("oci.tar", buf_str(&b));
		write_gzip("oci.tar.gz", buf_str(&b));
		struct opened o;
		check_ok(open_reference(&o, k & 2 ? "oci.tar.gz" : "oci.tar"), &o.fault);
		check_text(str_of(o.source->name), k & 1 ? "docker-archive" : "oci-archive");
		assert_int_equal(o.list.images.n, 1);
		assert_int_equal(o.list.faults.n, 0);
		const struct image *x = &o.list.images.p[0];
		check_text(x->name, k & 1 ? "pay:1" : "1");
		assert_int_equal(x->manifest.kind, DIGEST_SHA256);
		assert_int_equal(x->layers.p[0].digest.kind, DIGEST_SHA256);
		check_text(layer_text(&o, &x->layers.p[0]), "the layer");
		close_reference(&o);
	}
}

/* A layer whose first file is called "{": in a stream it looks like a document, but is none. */
static void layer_like_json(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf layer;
	buf_init(&layer, 1 * MIB);
	tar_file(&layer, "{\"a\":1}", STR("x"));
	tar_end(&layer);
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 16 * MIB);
	tar_file(&b, "l.tar", buf_str(&layer));
	tar_file(&b, "c.json", STR(CONFIG(ID)));
	tar_file(&b, "manifest.json", STR("[{\"Config\":\"c.json\",\"Layers\":[\"l.tar\"]}]"));
	tar_end(&b);
	write_gzip("brace.tar.gz", buf_str(&b));
	struct opened o;
	check_ok(open_reference(&o, "brace.tar.gz"), &o.fault);
	check_str(layer_text(&o, &o.list.images.p[0].layers.p[0]), buf_str(&layer));
	close_reference(&o);
}

static void absent_layers_and_loops(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 16 * MIB);
	tar_entry(&b, "a", '2', "b", STR(""));
	tar_entry(&b, "b", '2', "a", STR(""));
	tar_entry(&b, "up", '2', "../../../../etc/passwd", STR(""));
	tar_entry(&b, "folder", '5', "", STR(""));
	tar_file(&b, "c.json", STR(CONFIG(ID "," ID "," ID "," ID)));
	tar_file(&b, "manifest.json",
		 STR("[{\"Config\":\"c.json\",\"RepoTags\":[\"x:1\"],"
		     "\"Layers\":[\"a\",\"up\",\"folder\",\"gone\"]}]"));
	tar_end(&b);
	write_file("loops.tar", buf_str(&b));
	struct opened o;
	check_ok(open_reference(&o, "loops.tar"), &o.fault);
	assert_int_equal(o.list.faults.n, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(o.list.faults.p[i].fault.code, E_NOTFOUND);
		assert_int_equal(o.list.faults.p[i].image, 0);
		assert_true(o.list.images.p[0].layers.p[i].absent);
	}
	assert_non_null(strstr(o.list.faults.p[3].fault.text, "layer 4 of 4, gone"));
	struct stream *in;
	uint64_t size;
	struct fault f;
	assert_int_equal(o.source->ops->blob(o.source, STR("up"), &in, &size, &f), E_NOTFOUND);
	close_reference(&o);
}

static void damaged_archives(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	classic_archive(&b, true);
	struct str all = buf_str(&b);
	/* Cut in the middle of the configuration: the first image is gone, and that is said. */
	size_t at = str_find(str_from(all, 1024), STR("{\"os\"")) + 1024;
	write_file("cut.tar", str_slice(all, 0, at + 20));
	struct opened o;
	check_ok(open_reference(&o, "cut.tar"), &o.fault);
	assert_int_equal(o.list.images.n, 0);
	assert_int_equal(o.list.faults.n, 2);
	assert_int_equal(o.list.faults.p[1].fault.code, E_TRUNCATED);
	close_reference(&o);
	/* Behind the configuration but before the zero blocks: complete for readers of tar. */
	write_file("cut.tar", str_slice(all, 0, all.n - 1024));
	check_classic("cut.tar", false);
	/* Before any manifest. */
	OWNED(buf_donep) struct buf last;
	classic_archive(&last, false);
	write_file("cut.tar", str_slice(buf_str(&last), 0, 3000));
	fails("cut.tar", E_TRUNCATED, "damaged tar archive");
	write_gzip("cut.tar.gz", str_slice(buf_str(&last), 0, 3000));
	fails("cut.tar.gz", E_TRUNCATED, "damaged tar archive");
}

static void too_many_members(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 256 * MIB);
	for (unsigned i = 0; i <= LIMIT_ARCHIVE_MEMBERS; i++) {
		char name[32];
		snprintf(name, sizeof(name), "m%u", i);
		tar_file(&b, name, STR(""));
	}
	tar_file(&b, "manifest.json", STR("[]"));
	tar_end(&b);
	write_file("many.tar", buf_str(&b));
	fails("many.tar", E_LIMIT, "more than 100000 members");
	unlink("many.tar");
}

static void bad_input(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct str text;
		const char *part;
	} cases[] = {
		{ "empty", STR_INIT(""), ": empty" },
		{ "program", STR_INIT("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0"), "a program (ELF)" },
		{ "zip", STR_INIT("PK\3\4\24\0\0\0"), "a zip archive" },
		{ "Dockerfile", STR_INIT("# build\nfrom debian:12\nRUN true\n"), "Dockerfile" },
		{ "text", STR_INIT("hello\n"), "a text file" },
		{ "json", STR_INIT(" {\"schemaVersion\":2}"), "a JSON document" },
		{ "noise", STR_INIT("\1\2\3\4\5"), "neither a tar archive nor" },
		{ "deb", STR_INIT("!<arch>\ndebian-binary"), "Debian package" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		write_file(cases[i].name, cases[i].text);
		fails(cases[i].name, E_UNSUPPORTED, cases[i].part);
		char zipped[64];
		snprintf(zipped, sizeof(zipped), "%s.gz", cases[i].name);
		write_gzip(zipped, cases[i].text);
		fails(zipped, E_UNSUPPORTED, cases[i].part);
	}
	fails("not-there", E_NOTFOUND, "docker save");

	OWNED(buf_donep) struct buf b;
	buf_init(&b, 1 * MIB);
	tar_file(&b, "etc/os-release", STR("ID=x\n"));
	tar_end(&b);
	write_file("root.tar", buf_str(&b));
	write_gzip("layer.tar.gz", buf_str(&b));
	fails("root.tar", E_UNSUPPORTED, "--rootfs");
	fails("layer.tar.gz", E_UNSUPPORTED, "neither manifest.json nor index.json is in it");
	write_file("half.gz", STR("\37\213\10\0\0\0\0\0\0\3\1"));
	struct opened o;
	int r = open_reference(&o, "half.gz");
	if (r >= 0)
		fail_msg("a cut gzip file was accepted");
	close_reference(&o);
	assert_int_equal(mkdir("folder", 0755), 0);
	fails("folder", E_UNSUPPORTED, "use --rootfs folder");
}

static void put_blob(const char *folder, struct str text, char *out_digest)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct digest d = digest_of(DIGEST_SHA256, text);
	struct str digest = digest_text(a, &d);
	snprintf(out_digest, 72, "%.*s", STRF(digest));
	char path[200];
	snprintf(path, sizeof(path), "%s/blobs/sha256/%s", folder, out_digest + 7);
	write_file(path, text);
}

static void layout_folder(void **state)
{
	(void)state;
	mkdir("layout", 0755);
	mkdir("layout/blobs", 0755);
	mkdir("layout/blobs/sha256", 0755);
	write_file("layout/oci-layout", STR("{\"imageLayoutVersion\":\"1.0.0\"}"));
	fails("layout", E_NOTFOUND, "index.json");

	/* Besides the good layer: a symbolic link, a FIFO, a folder, and one that is not there. */
	char config[72], layer[72], manifest[72], text[2000];
	put_blob("layout", STR(CONFIG(ID "," ID "," ID "," ID "," ID)), config);
	put_blob("layout", STR("the layer"), layer);
	int n = snprintf(text, sizeof(text),
			 "{\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\"},"
			 "{\"digest\":\"sha256:%064d\"},{\"digest\":\"sha256:%064d\"},"
			 "{\"digest\":\"sha256:%064d\"},{\"digest\":\"sha256:%064d\"}]}",
			 config, layer, 1, 2, 3, 4);
	put_blob("layout", str_make(text, (size_t)n), manifest);
	n = snprintf(text, sizeof(text), "{\"manifests\":[{\"digest\":\"%s\"}]}", manifest);
	write_file("layout/index.json", str_make(text, (size_t)n));
	char path[200];
	snprintf(path, sizeof(path), "layout/blobs/sha256/%064d", 1);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	snprintf(path, sizeof(path), "layout/blobs/sha256/%064d", 2);
	assert_int_equal(mkfifo(path, 0644), 0);
	snprintf(path, sizeof(path), "layout/blobs/sha256/%064d", 3);
	assert_int_equal(mkdir(path, 0755), 0);

	struct opened o;
	check_ok(open_reference(&o, "layout"), &o.fault);
	check_text(str_of(o.source->name), "oci-layout");
	const struct image *x = &o.list.images.p[0];
	check_text(layer_text(&o, &x->layers.p[0]), "the layer");
	static const struct {
		int code;
		const char *part;
	} wants[] = { { E_UNSUPPORTED, "symbolic link" },
		      { E_UNSUPPORTED, "not a regular file" },
		      { E_UNSUPPORTED, "not a regular file" },
		      { E_NOTFOUND, "not in the folder" } };
	struct stream *in;
	uint64_t size;
	struct fault f;
	for (size_t i = 0; i < ARRAY_LEN(wants); i++) {
		int r = o.source->ops->blob(o.source, x->layers.p[i + 1].blob, &in, &size, &f);
		if (r != wants[i].code || !strstr(f.text, wants[i].part))
			fail_msg("%zu: %s %s", i, fault_name(r), f.text);
	}
	assert_int_equal(o.list.faults.n, 1);
	assert_true(x->layers.p[4].absent);
	static const char *const names[] = { "../layout/index.json", "/etc/passwd",
					     "blobs/../index.json",  "",
					     "blobs//sha256",	     "a\0b" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_true(o.source->ops->blob(o.source, str_of(names[i]), &in, &size, &f) < 0);
	close_reference(&o);

	write_file("layout/index.json", STR("{"));
	fails("layout", E_TRUNCATED, "index.json");
}

/* The folder of `skopeo copy … dir:`. */
static void dir_folder(void **state)
{
	(void)state;
	mkdir("dir", 0755);
	mkdir("dir/blobs", 0755);
	mkdir("dir/blobs/sha256", 0755);
	char config[72], layer[72], text[2000], path[200], to[200];
	put_blob("dir", STR(CONFIG(ID)), config);
	put_blob("dir", STR("the layer"), layer);
	const char *const digests[] = { config, layer };
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "dir/blobs/sha256/%s", digests[i] + 7);
		snprintf(to, sizeof(to), "dir/%s", digests[i] + 7);
		assert_int_equal(rename(path, to), 0);
	}
	int n = snprintf(
		text, sizeof(text),
		"{\"schemaVersion\":2,\"mediaType\":"
		"\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":{\"digest\":"
		"\"%s\"},\"layers\":[{\"digest\":\"%s\"}]}",
		config, layer);
	write_file("dir/manifest.json", str_make(text, (size_t)n));
	write_file("dir/version", STR("Directory Transport Version: 1.1\n"));
	struct opened o;
	check_ok(open_reference(&o, "dir"), &o.fault);
	check_text(str_of(o.source->name), "dir");
	assert_int_equal(o.list.images.n, 1);
	check_text(layer_text(&o, &o.list.images.p[0].layers.p[0]), "the layer");
	close_reference(&o);
}

struct race {
	struct opened *o;
	bool good[64];
};

static void race_task(void *context, size_t task, unsigned worker)
{
	(void)worker;
	struct race *r = context;
	struct stream *in;
	uint64_t size;
	struct fault f;
	char text[8];
	if (r->o->source->ops->blob(r->o->source, STR("bb/layer.tar"), &in, &size, &f) < 0)
		return;
	r->good[task] =
		size == 8 && stream_read(in, text, 8, &f) == 1 && memcmp(text, "layer aa", 8) == 0;
	stream_close(in);
}

static void blobs_from_threads(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	classic_archive(&b, true);
	write_file("threads.tar", buf_str(&b));
	struct opened o;
	check_ok(open_reference(&o, "threads.tar"), &o.fault);
	struct race r = { .o = &o };
	pool_run(4, ARRAY_LEN(r.good), race_task, &r);
	for (size_t i = 0; i < ARRAY_LEN(r.good); i++)
		assert_true(r.good[i]);
	close_reference(&o);
}

/* ---- the tool ---- */

static void dump_layer(struct opened *o, const struct layer *layer)
{
	struct str text = layer_text(o, layer);
	struct fault f;
	struct stream *plain;
	struct digest blob =
		layer->digest.kind ? digest_of(layer->digest.kind, text) : layer->digest;
	const char *names[16] = { NULL };
	struct digest diff_id = { 0 };
	uint64_t size = 0;
	bool ok = filter_open(stream_of_bytes(text, 0), LIMIT_LAYER_BYTES, &plain, names, &f) >= 0;
	if (ok) {
		plain = stream_hash(plain, &diff_id, &size);
		ok = stream_drain(plain, &f) >= 0 && digest_eq(&diff_id, &layer->diff_id);
		stream_close(plain);
	}
	fprintf(stderr, "  %s\n", names[0] ? names[0] : "plain");
	printf("layer %.*s %s %s step %d\n", STRF(digest_text(o->arena, &layer->diff_id)),
	       ok ? "proved" : "WRONG", digest_eq(&blob, &layer->digest) ? "named" : "MISNAMED",
	       (int)layer->history);
}

static int dump(int argc, char **argv)
{
	struct opened o;
	struct platform want;
	image_choice chosen = { 0 };
	int r = open_reference(&o, argv[0]);
	bool all = argc > 2 && !platform_parse(o.arena, str_of(argv[2]), &want);
	if (argc <= 2)
		want = platform_here();
	if (r >= 0)
		r = manifest_choose(o.arena, &o.list, argc > 1 && *argv[1] ? argv[1] : NULL,
				    all ? NULL : &want, &chosen, &o.fault);
	if (r < 0)
		printf("%s: %s\n", fault_name(r), o.fault.text);
	for (size_t i = 0; i < chosen.n; i++) {
		const struct image *x = chosen.p[i];
		fprintf(stderr, "%s %.*s\n", o.source->name, STRF(x->name));
		printf("image %.*s %.*s\n", STRF(platform_text(o.arena, &x->platform)),
		       STRF(digest_text(o.arena, &x->config)));
		for (size_t k = 0; k < x->layers.n; k++)
			dump_layer(&o, &x->layers.p[k]);
		for (size_t k = 0; k < x->env.n; k++)
			printf("env %.*s\n", STRF(x->env.p[k]));
		for (size_t k = 0; k < x->cmd.n; k++)
			printf("cmd %.*s\n", STRF(x->cmd.p[k]));
	}
	for (size_t i = 0; i < o.list.faults.n; i++)
		if (r >= 0 && manifest_fault_matters(&o.list, i, all ? NULL : &want, &chosen))
			printf("fault %s: %s\n", fault_name(o.list.faults.p[i].fault.code),
			       o.list.faults.p[i].fault.text);
	close_reference(&o);
	return r < 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "dump"))
		return dump(argc - 2, argv + 2);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(docker_archive),
		cmocka_unit_test(standard_input),
		cmocka_unit_test(oci_archive),
		cmocka_unit_test(layer_like_json),
		cmocka_unit_test(absent_layers_and_loops),
		cmocka_unit_test(damaged_archives),
		cmocka_unit_test(too_many_members),
		cmocka_unit_test(bad_input),
		cmocka_unit_test(layout_folder),
		cmocka_unit_test(dir_folder),
		cmocka_unit_test(blobs_from_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
