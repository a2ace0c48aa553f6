/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Images in a tar archive, sought in or streamed.
 *
 * A file that can be sought in is read twice: its headers now, its bodies whenever somebody wants one,
 * from any thread.
 *
 *         header ─skip─► header ─skip─► header …    table: name → offset, size | link target
 *                                                             │
 *         blob("blobs/sha256/…") ──► range of the file ◄──────┘
 *
 * A pipe or a compressed file is read once. manifest.json may stand last, so nothing is known about
 * the layers while they pass: every member goes to the visitor by name, except those that look like
 * JSON, which stay here for images(). A layer whose first file is called "{" looks like JSON too; what
 * holds the checksum of a tar header is a layer.
 *
 * Must stay true:
 *  - Of several members of one name the last counts, as when the archive is unpacked.
 *  - Links lead from name to name inside the archive (old Docker stores equal layers once and links
 *    to them with "../ID/layer.tar"), at most LIMIT_ARCHIVE_LINKS steps; never to a file system.
 *  - The table does not change after open() or pass(), so blob() needs no lock.
 *  - A damaged archive gives what stands before the damage, and the damage becomes a fault.
 *  - An archive can describe its images twice (Docker since 25 writes both for older engines).
 *    index.json counts, because it has digests; what only manifest.json has is added, not ignored.
 */
#include "read/archive.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/path.h"
#include "read/files.h"
#include "read/image_list.h"
#include "read/manifest.h"

struct member {
	struct str target;     /* of a link; empty for a file */
	struct str text;       /* of a document kept while it passed */
	uint64_t offset, size; /* of a file */
	bool dropped;	       /* a document for which there was no room */
};

struct archive {
	struct source base;
	struct source_input *in;
	struct map names; /* → index into members */
	VEC(struct member) members;
	uint64_t name_bytes, kept_bytes;
	struct fault damage; /* code 0 while the archive is sound */
};

static struct archive *archive_of(struct source *s)
{
	return (struct archive *)s;
}

static void damage(struct archive *x, int code, const struct fault *f)
{
	if (!x->damage.code && code < 0)
		x->damage = *f;
}

static int add_member(struct archive *x, struct str name, struct member **out, struct fault *f)
{
	uint32_t *at = map_get(&x->names, name);
	if (!at) {
		if (x->members.n >= LIMIT_ARCHIVE_MEMBERS)
			return fault_set(f, E_LIMIT, "more than %llu members",
					 (unsigned long long)LIMIT_ARCHIVE_MEMBERS);
		x->name_bytes += name.n;
		if (x->name_bytes > LIMIT_ARCHIVE_NAMES)
			return fault_set(f, E_LIMIT, "more than %llu bytes of member names",
					 (unsigned long long)LIMIT_ARCHIVE_NAMES);
		at = map_put(&x->names, str_dup(x->base.arena, name), NULL);
		*at = (uint32_t)x->members.n;
		VEC_PUSH(x->base.arena, &x->members);
	}
	*out = &x->members.p[*at];
	**out = (struct member){ 0 };
	return 0;
}

/* The name a link leads to. A symbolic link starts in its own folder, a hard link at the root. */
static int add_link(struct archive *x, const struct file_head *head, struct fault *f)
{
	struct member *m;
	TRY(add_member(x, head->path, &m, f));
	struct str target = head->link, folder = path_dir(head->path);
	x->name_bytes += target.n + folder.n + 1;
	if (x->name_bytes > LIMIT_ARCHIVE_NAMES || target.n > LIMIT_PATH)
		return fault_set(f, E_LIMIT, "more than %llu bytes of member names",
				 (unsigned long long)LIMIT_ARCHIVE_NAMES);
	if (head->type == FILE_SYMLINK && target.n && target.p[0] != '/')
		target = str_printf(x->base.arena, "%.*s/%.*s", STRF(folder), STRF(target));
	char *p = arena_bytes(x->base.arena, target.n + 1);
	m->target = str_make(p, path_normalise(target, p, NULL));
	return 0;
}

/*
 * Walks the archive; `each` is called for every regular file, after it was entered in the table.
 * Whatever ends the walk early is kept as damage; only a fault of `each` is returned.
 */
typedef int each_file(struct archive *x, struct files *files, struct stream *in,
		      const struct file_head *head, struct member *m, void *context,
		      struct fault *f);

static int walk(struct archive *x, struct stream *in, each_file *each, void *context,
		struct fault *f)
{
	OWNED(files_closep) struct files *files = tar_open(in);
	for (;;) {
		struct file_head head;
		bool more = false;
		struct fault bad;
		int r = files_next(files, &head, &more, &bad);
		if (r == 0)
			return 0;
		if (r < 0) {
			damage(x, r, &bad);
			if (more)
				continue;
			return 0;
		}
		struct member *m;
		if (head.type == FILE_REGULAR && head.path.n)
			r = add_member(x, head.path, &m, &bad);
		else if ((head.type == FILE_SYMLINK || head.type == FILE_HARDLINK) && head.path.n)
			r = add_link(x, &head, &bad);
		else
			continue;
		if (r < 0) {
			damage(x, r, &bad);
			return 0;
		}
		if (head.type == FILE_REGULAR)
			TRY(each(x, files, in, &head, m, context, f));
	}
}

static int note_place(struct archive *x, struct files *files, struct stream *in,
		      const struct file_head *head, struct member *m, void *context,
		      struct fault *f)
{
	m->offset = in->position;
	m->size = head->size;
	return 0;
}

static struct archive *archive_new(struct source_input *in, struct arena *a)
{
	struct archive *x = arena_alloc(a, sizeof(*x));
	x->base.arena = a;
	x->base.streamed = in->stream != NULL;
	x->in = in;
	map_init(&x->names, a);
	return x;
}

static int read_headers(struct archive *x, struct fault *f)
{
	struct stream *in = stream_of_range(x->in->fd, 0, x->in->size, x->in->reference);
	return walk(x, in, note_place, NULL, f);
}

int archive_open(struct source_input *in, struct arena *a, const struct source_ops *ops,
		 struct source **out, struct fault *f)
{
	struct archive *x = archive_new(in, a);
	x->base.ops = ops;
	x->base.name = ops->name;
	if (!x->base.streamed)
		TRY(read_headers(x, f));
	*out = &x->base;
	return 0;
}

void archive_close(struct source *s)
{
	(void)s; /* all of it is in the arena; the descriptor is the input's */
}

/* The file a name leads to, and its own name; NULL when there is none. */
static const struct member *resolve(const struct archive *x, struct str *name)
{
	struct str at = *name;
	for (size_t i = 0; i <= LIMIT_ARCHIVE_LINKS; i++) {
		const uint32_t *found = map_get(&x->names, at);
		if (!found)
			return NULL;
		const struct member *m = &x->members.p[*found];
		if (!m->target.n) {
			*name = at;
			return m;
		}
		at = m->target;
	}
	return NULL;
}

bool archive_is_oci(const struct source_input *in)
{
	if (in->stream)
		return false;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct source_input copy = *in;
	struct archive *x = archive_new(&copy, a);
	struct fault f;
	struct str index = STR("index.json"), manifest = STR("manifest.json");
	return read_headers(x, &f) == 0 && resolve(x, &index) && !resolve(x, &manifest);
}

int archive_blob(struct source *s, struct str name, struct stream **out, uint64_t *out_size,
		 struct fault *f)
{
	struct archive *x = archive_of(s);
	const struct member *m = resolve(x, &name);
	if (!m)
		return fault_set(f, E_NOTFOUND, "%.*s: not in the archive", STRF(name));
	*out_size = m->size;
	if (s->streamed && !m->text.n)
		return fault_set(f, E_UNSUPPORTED,
				 "%.*s: %llu bytes, not kept while the archive passed: scan a file",
				 STRF(name), (unsigned long long)m->size);
	if (s->streamed) {
		*out = stream_of_bytes(m->text, 0);
		return 0;
	}
	*out = stream_of_range(x->in->fd, m->offset, m->size, x->in->reference);
	return 0;
}

/* Bytes of a whole body, into the arena. */
static int read_text(struct archive *x, struct stream *body, uint64_t size, struct str *out,
		     struct fault *f)
{
	char *p = arena_bytes(x->base.arena, (size_t)size + 1);
	int r = size ? stream_read(body, p, (size_t)size, f) : 1;
	if (r == 0)
		return fault_set(f, E_TRUNCATED, "empty where %llu bytes were announced",
				 (unsigned long long)size);
	TRY(r);
	*out = str_make(p, (size_t)size);
	return 0;
}

static int fetch(void *context, struct str name, struct str *out, struct fault *f)
{
	struct archive *x = context;
	struct str own = name;
	const struct member *m = resolve(x, &own);
	if (!m)
		return fault_set(f, E_NOTFOUND, "%.*s: not in the archive", STRF(name));
	if (m->size > LIMIT_MANIFEST || m->dropped)
		return fault_set(f, E_LIMIT, "%.*s: %llu bytes, more than a manifest may have",
				 STRF(name), (unsigned long long)m->size);
	if (x->base.streamed) {
		if (!m->text.n)
			return fault_set(f, E_CORRUPT, "%.*s: not a JSON document", STRF(name));
		*out = m->text;
		return 0;
	}
	if (x->kept_bytes + m->size > LIMIT_MANIFEST_TOTAL)
		return fault_set(f, E_LIMIT, "%.*s: more than %llu bytes of manifests", STRF(name),
				 (unsigned long long)LIMIT_MANIFEST_TOTAL);
	x->kept_bytes += m->size;
	OWNED(stream_closep)
	struct stream *body = stream_of_range(x->in->fd, m->offset, m->size, x->in->reference);
	return fault_in(f, read_text(x, body, m->size, out, f), "%.*s", STRF(name));
}

struct visitor {
	source_visit *visit;
	void *context;
};

static bool looks_like_json(struct str head)
{
	struct str s = str_trim(str_starts(head, STR("\xef\xbb\xbf")) ? str_from(head, 3) : head);
	return s.n && (s.p[0] == '{' || s.p[0] == '[');
}

static int visit_member(struct archive *x, struct files *files, struct stream *in,
			const struct file_head *head, struct member *m, void *context,
			struct fault *f)
{
	struct visitor *v = context;
	m->size = head->size;
	struct stream *body = files_body(files); /* theirs */
	char first[64];
	size_t n = 0;
	struct fault bad;
	int r = stream_peek(body, first, sizeof(first), &n, &bad);
	if (r < 0) {
		damage(x, r, &bad); /* the next header tells that the archive is over */
		return 0;
	}
	/* the table's copy: it lives as long as the visitor's results */
	struct str name = x->names.entries[m - x->members.p].key;
	if (!looks_like_json(str_make(first, n)) || head->size > LIMIT_MANIFEST)
		return v->visit(v->context, name, body, head->size, f);
	if (x->kept_bytes + head->size > LIMIT_MANIFEST_TOTAL) {
		m->dropped = true;
		return v->visit(v->context, name, body, head->size, f);
	}
	x->kept_bytes += head->size;
	struct str text;
	r = read_text(x, body, head->size, &text, &bad);
	if (r < 0) {
		fault_in(&bad, r, "%.*s", STRF(name));
		damage(x, r, &bad);
		return 0;
	}
	if (!tar_looks_like(str_slice(text, 0, 512))) {
		m->text = text;
		return 0;
	}
	OWNED(stream_closep) struct stream *layer = stream_of_bytes(text, 0);
	return v->visit(v->context, name, layer, head->size, f);
}

int archive_pass(struct source *s, source_visit *visit, void *context, struct fault *f)
{
	struct archive *x = archive_of(s);
	struct visitor v = { visit, context };
	ENSURE(x->in->stream);
	return walk(x, STEAL(x->in->stream), visit_member, &v, f);
}

static bool has(const struct archive *x, const char *name)
{
	struct str s = str_of(name);
	return resolve(x, &s) != NULL;
}

/* A tar archive, but of what? */
static int no_image(const struct archive *x, struct fault *f)
{
	if (x->damage.code)
		return fault_in(f, fault_copy(f, &x->damage),
				"a damaged tar archive, and neither manifest.json nor index.json "
				"stands before the damage");
	const char *hint = "";
	if (!x->members.n)
		hint = " (it has no files at all)";
	else if (has(x, "etc/os-release") || has(x, "usr/lib/os-release") || has(x, "bin/sh") ||
		 has(x, "bin/busybox") || has(x, "etc/passwd"))
		hint = "; it looks like a layer or a root file system: unpack it and use --rootfs "
		       "DIR";
	else if (has(x, "repositories"))
		hint = "; only `docker save` before version 1.10 wrote such: save it again";
	return fault_set(f, E_UNSUPPORTED,
			 "a tar archive, but neither manifest.json nor index.json is in it: not a "
			 "container image%s",
			 hint);
}

static bool resolve_layer(void *context, struct str *blob)
{
	return resolve(context, blob) != NULL;
}

static int read_lists(struct archive *x, struct image_list *out, struct fault *f)
{
	struct arena *a = x->base.arena;
	bool has_index = has(x, "index.json"), has_manifest = has(x, "manifest.json");
	if (!has_index && !has_manifest)
		return no_image(x, f);
	x->base.name = has_manifest ? "docker-archive" : "oci-archive";
	struct fault bad;
	int r = has_index ? manifest_read_oci(a, fetch, x, out, &bad) : 0;
	if (r < 0 && !has_manifest)
		return fault_copy(f, &bad);
	if (!has_manifest)
		return 0;
	if (!has_index)
		return manifest_read_docker(a, fetch, x, out, f);
	if (r < 0)
		image_list_fault(a, out, IMAGE_NONE, STR(""), NULL, &bad);
	struct image_list second = { 0 };
	int r2 = manifest_read_docker(a, fetch, x, &second, &bad);
	if (r < 0 && r2 < 0)
		return fault_copy(f, &bad);
	if (r2 < 0)
		image_list_fault(a, out, IMAGE_NONE, STR(""), NULL, &bad);
	image_list_merge(a, out, &second);
	return 0;
}

int archive_images(struct source *s, struct image_list *out, struct fault *f)
{
	struct archive *x = archive_of(s);
	struct image_list list = { 0 };
	TRY(fault_in(f, read_lists(x, &list, f), "%s", x->in->reference));
	image_list_settle(s->arena, &list, resolve_layer, x);
	if (x->damage.code) {
		fault_in(&x->damage, x->damage.code, "%s", x->in->reference);
		image_list_fault(s->arena, &list, IMAGE_NONE, STR(""), NULL, &x->damage);
	}
	*out = list;
	return 0;
}
