/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One layer, read once.
 *
 *     files_next ──► whiteout, folder, link ──► mark, when it could hide something wanted
 *               └──► wanted by an analyzer  ──► body kept (to the analyzer's limit) ──► facts
 *               ├──► a watcher asks         ──► the body passes it in windows
 *               └──► anything else          ──► the body is never looked at
 *
 * Must stay true:
 *  - Nothing here fails the scan. A file that cannot be parsed is a gap with its path; a layer that
 *    breaks off is a gap, and what was read before it counts.
 *  - A layer's result depends on its bytes alone: layers are walked by several threads. The one thing
 *    they share, the image-wide count of packages, can only end in "too many" for all of them.
 *  - Of several entries for one path in one layer the last one counts, as when a tar is unpacked. Every
 *    fact carries the position of the entry that it came from, so settle.c can tell.
 */
#include "find/walk.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "find/watching.h"

struct facts {
	struct walk *walk;
	struct layer_result *out;
	struct str path;
	uint32_t event;
};

struct walker {
	struct walk *walk;
	struct layer_result *out;
	struct map marks; /* path → index + 1 of its last MARK_FILE or MARK_DIR */
	struct buf body;
	uint32_t event;
	struct watching watching;
};

void layer_result_init(struct layer_result *r)
{
	*r = (struct layer_result){ .arena = arena_new(), .scratch = arena_new() };
}

void layer_result_done(struct layer_result *r)
{
	watching_done(r);
	arena_free(r->arena);
	arena_free(r->scratch);
	*r = (struct layer_result){ 0 };
}

void layer_gap(struct layer_result *r, struct str path, const struct fault *why)
{
	/* The last place is kept for what ends the layer, which is worth more than the 200th bad file. */
	if (r->gaps.n >= LIMIT_LAYER_GAPS - (path.n ? 1 : 0)) {
		r->gaps_dropped++;
		return;
	}
	struct layer_gap *g = VEC_PUSH(r->arena, &r->gaps);
	g->path = str_dup(r->arena, path);
	g->why = *why;
}

static sym intern(struct facts *f, struct str s)
{
	if (sym_table_bytes(f->walk->syms) > LIMIT_IMAGE_KEPT) {
		f->out->too_many = true;
		return 0;
	}
	return sym_of(f->walk->syms, s);
}

void facts_package(struct facts *f, const struct package_fact *p)
{
	if (__atomic_add_fetch(&f->walk->rows, 1, __ATOMIC_RELAXED) > LIMIT_IMAGE_PACKAGES ||
	    f->out->packages.n >= LIMIT_LAYER_PACKAGES) {
		f->out->too_many = true;
		return;
	}
	struct layer_package *row = VEC_PUSH(f->out->arena, &f->out->packages);
	row->event = f->event;
	row->row = (struct package){
		.name = intern(f, p->name),
		.version = intern(f, p->version),
		.arch = intern(f, p->arch),
		.source_name = intern(f, p->source_name.n ? p->source_name : p->name),
		.source_version = intern(f, p->source_version.n ? p->source_version : p->version),
		.licence = intern(f, p->licence),
		.location = intern(f, f->path),
		.files = intern(f, p->files),
		.file_count = p->file_count,
		.kind = (uint8_t)p->kind,
	};
}

void facts_os(struct facts *f, const struct os_fact *os)
{
	struct arena *a = f->out->arena;
	struct layer_os *o = VEC_PUSH(a, &f->out->os);
	o->os = (struct os_fact){
		.rank = os->rank,
		.id = str_dup(a, os->id),
		.id_like = str_dup(a, os->id_like),
		.version_id = str_dup(a, os->version_id),
		.codename = str_dup(a, os->codename),
		.pretty = str_dup(a, os->pretty),
	};
	o->path = str_dup(a, f->path);
	o->event = f->event;
}

void facts_detail(struct facts *f, enum detail_kind kind, struct str package, struct str value,
		  uint32_t count)
{
	if (f->out->details.n >= 3 * LIMIT_LAYER_PACKAGES) {
		f->out->too_many = true;
		return;
	}
	struct layer_detail *d = VEC_PUSH(f->out->arena, &f->out->details);
	*d = (struct layer_detail){
		.kind = kind,
		.package = intern(f, package),
		.value = intern(f, value),
		.path = str_dup(f->out->arena, f->path),
		.count = count,
		.event = f->event,
	};
}

void facts_gap(struct facts *f, const struct fault *why)
{
	layer_gap(f->out, f->path, why);
}

static void add_mark(struct walker *w, struct str path, enum mark_kind kind)
{
	if (!route_concerns(w->walk->route, path))
		return;
	struct layer_result *out = w->out;
	if (out->marks.n >= LIMIT_LAYER_MARKS) {
		struct fault f = { 0 };
		fault_set(
			&f, E_LIMIT,
			"more than %llu entries that could hide package databases; the rest is ignored",
			(unsigned long long)LIMIT_LAYER_MARKS);
		if (out->marks.n++ == LIMIT_LAYER_MARKS)
			layer_gap(out, STR(""), &f);
		out->marks.n = LIMIT_LAYER_MARKS;
		return;
	}
	if (kind == MARK_FILE || kind == MARK_DIR) {
		uint32_t *last = map_get(&w->marks, path);
		if (last) {
			out->marks.p[*last - 1].kind = kind;
			out->marks.p[*last - 1].event = w->event;
			return;
		}
	}
	struct mark *m = VEC_PUSH(out->arena, &out->marks);
	*m = (struct mark){ .path = str_dup(out->arena, path), .kind = kind, .event = w->event };
	if (kind == MARK_FILE || kind == MARK_DIR)
		*map_put(&w->marks, m->path, NULL) = (uint32_t)out->marks.n;
}

/*
 * The body, once: to the watchers that asked, and whole into w->body when `keep`. 0, or what is wrong
 * with it.
 */
static int read_body(struct walker *w, struct files *files, const struct file_head *head,
		     bool watched, bool keep, struct fault *f)
{
	uint64_t n = 0;
	int r;
	buf_clear(&w->body);
	for (;;) {
		struct str window;
		r = files_data(files, &window, f);
		if (r <= 0)
			break;
		n += window.n;
		if (watched)
			watching_data(&w->watching, window);
		if (keep && !buf_add_str(&w->body, window) && !watched)
			break;
	}
	if (watched)
		watching_body_end(&w->watching, r == 0 && n == head->size);
	if (r < 0)
		return r;
	if (w->body.over)
		return fault_set(f, E_LIMIT, "larger than %zu bytes", w->body.max);
	if (n != head->size)
		return fault_set(f, E_TRUNCATED, "%llu bytes instead of %llu",
				 (unsigned long long)n, (unsigned long long)head->size);
	return 0;
}

static void analyze(struct walker *w, const struct analyzer *a, const struct file *file)
{
	struct facts facts = { w->walk, w->out, file->path, w->event };
	struct fault f = { 0 };
	int r = a->analyze(file, w->out->scratch, &facts, &f);
	if (r < 0 && !a->optional) {
		ENSURE(fault_scope(r) == SCOPE_LOCAL);
		layer_gap(w->out, file->path, &f);
	}
	arena_reset(w->out->scratch);
}

/* What the analyzers ask for: true when the body has to be kept for them. */
static bool ask_analyzers(struct walker *w, const struct file_head *head,
			  const struct analyzer *const *who, size_t n)
{
	struct file file = { .head = head, .path = head->path };
	uint64_t limit = 0;
	bool needed = false;
	for (size_t i = 0; i < n; i++) {
		if (who[i]->presence) {
			analyze(w, who[i], &file);
			continue;
		}
		limit = who[i]->limit > limit ? who[i]->limit : limit;
		needed |= !who[i]->optional;
	}
	if (limit == 0 || head->size <= limit)
		return limit > 0;
	struct fault why = { 0 };
	fault_set(&why, E_LIMIT, "%llu bytes, limit %llu: not read", (unsigned long long)head->size,
		  (unsigned long long)limit);
	if (needed)
		layer_gap(w->out, head->path, &why);
	return false;
}

/* A regular file that somebody wants. */
static void take_file(struct walker *w, struct files *files, const struct file_head *head,
		      bool watched, const struct analyzer *const *who, size_t n)
{
	bool keep = ask_analyzers(w, head, who, n);
	struct fault why = { 0 };
	if (!keep && !watched)
		return;
	if (read_body(w, files, head, watched, keep, &why) < 0) {
		/* When the layer broke off, the caller hears of it from the next entry, too. */
		if (keep)
			layer_gap(w->out, head->path, &why);
		return;
	}
	if (!keep)
		return;
	struct file file = { .head = head, .path = head->path, .bytes = buf_str(&w->body) };
	for (size_t i = 0; i < n; i++)
		if (!who[i]->presence && head->size <= who[i]->limit)
			analyze(w, who[i], &file);
}

static void take_other(struct walker *w, const struct file_head *head,
		       const struct analyzer *const *who, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (head->type == FILE_SYMLINK) {
			struct file file = { .head = head, .path = head->path };
			if (who[i]->links)
				analyze(w, who[i], &file);
			continue;
		}
		if (who[i]->optional)
			continue;
		/* A database that is a second name of another file: nothing writes this, so say it. */
		struct fault why = { 0 };
		if (head->type == FILE_HARDLINK)
			fault_set(&why, E_UNSUPPORTED, "is a hard link to %.*s: not read",
				  STRF(head->link));
		else
			fault_set(&why, E_UNSUPPORTED, "is not a regular file: not read");
		layer_gap(w->out, head->path, &why);
		return;
	}
}

static void take(struct walker *w, struct files *files, const struct file_head *head)
{
	w->event++;
	bool watched = watching_entry(&w->watching, head);
	if (head->flags & (FILE_WHITEOUT | FILE_OPAQUE)) {
		add_mark(w, head->path, head->flags & FILE_OPAQUE ? MARK_OPAQUE : MARK_WHITEOUT);
		return;
	}
	add_mark(w, head->path, head->type == FILE_DIRECTORY ? MARK_DIR : MARK_FILE);
	if (head->type == FILE_DIRECTORY)
		return;
	const struct analyzer *who[ROUTE_MAX];
	size_t n = route_find(w->walk->route, head->path, who);
	if (head->type == FILE_REGULAR)
		take_file(w, files, head, watched, who, n);
	else if (n)
		take_other(w, head, who, n);
}

void walk_layer(struct walk *walk, struct files *files, struct layer_result *out)
{
	struct walker w = { .walk = walk, .out = out };
	map_init(&w.marks, out->arena);
	buf_init(&w.body, LIMIT_PACKAGE_DB);
	watching_begin(&w.watching, walk, out);
	for (;;) {
		struct file_head head;
		struct fault f = { 0 };
		bool more = false;
		int r = files_next(files, &head, &more, &f);
		if (r == 0)
			break;
		if (r > 0) {
			take(&w, files, &head);
		} else {
			layer_gap(out, STR(""), &f);
			if (!more)
				break;
		}
		if (files->entries > LIMIT_LAYER_ENTRIES) {
			fault_set(&f, E_LIMIT, "more than %llu entries: the rest was not read",
				  (unsigned long long)LIMIT_LAYER_ENTRIES);
			layer_gap(out, STR(""), &f);
			break;
		}
	}
	watching_end(&w.watching);
	out->entries = files->entries;
	out->bytes = files->bytes;
	buf_done(&w.body);
}
