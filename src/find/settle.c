/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Layers in order → the report.
 *
 * Every layer that installs something rewrites the package database whole. So the database file that a
 * container sees names the live packages, and the older copies of it, in the layers below, tell when each
 * of them came:
 *
 *     layer 1   var/lib/dpkg/status   bash 5.1   zlib 1.2
 *     layer 3   var/lib/dpkg/status   bash 5.1   zlib 1.3   curl 8
 *     layer 4   var/lib/dpkg/status   bash 5.1   zlib 1.3              ← what a container sees
 *
 * bash came with layer 1, zlib 1.3 with layer 3; zlib 1.2 and curl are hidden: they ship, but nothing can
 * run them. A package belongs to the first layer of the unbroken run of copies, ending at the visible
 * one, that have this version.
 *
 * Must stay true: the outcome depends on the layers' order only, not on which thread read which first.
 */
#include "find/settle.h"

#include "base/limits.h"
#include "base/log.h"
#include "read/union.h"

/* A package version at one database path, through the layers. */
struct track {
	struct package row;
	uint32_t last; /* layer of the last copy that had it */
	bool live;
};

struct settling {
	struct report *report;
	struct arena *arena; /* for the time of settling */
	struct layer_result *const *results;
	size_t n;
	struct layer_union *seen;
	struct map last_event; /* layer + path → event of the last entry for it */
	struct map tracks;     /* location, name, arch, version → index */
	VEC(struct track) track;
	struct map previous; /* location → layer + 1 of the copy before */
};

static struct str key_of(struct arena *a, const void *p, size_t n)
{
	return str_dup(a, str_make(p, n));
}

static struct str path_key(struct settling *s, uint32_t layer, struct str path)
{
	char *p = arena_bytes(s->arena, path.n + sizeof(layer));
	memcpy(p, &layer, sizeof(layer));
	memcpy(p + sizeof(layer), path.p, path.n);
	return str_make(p, path.n + sizeof(layer));
}

static void collect_marks(struct settling *s)
{
	static const enum union_kind kinds[] = {
		[MARK_FILE] = UNION_FILE,
		[MARK_DIR] = UNION_DIR,
		[MARK_WHITEOUT] = UNION_WHITEOUT,
		[MARK_OPAQUE] = UNION_OPAQUE,
	};
	s->seen = union_new(s->arena);
	map_init(&s->last_event, s->arena);
	for (uint32_t layer = 0; layer < s->n; layer++) {
		const struct layer_result *r = s->results[layer];
		for (size_t i = 0; r && i < r->marks.n; i++) {
			const struct mark *m = &r->marks.p[i];
			union_add(s->seen, layer, m->path, kinds[m->kind]);
			if (m->kind == MARK_FILE || m->kind == MARK_DIR)
				*map_put(&s->last_event, path_key(s, layer, m->path), NULL) =
					m->event;
		}
	}
}

/* The entry is the last one for its path in its layer. */
static bool is_last(struct settling *s, uint32_t layer, struct str path, uint32_t event)
{
	const uint32_t *last = map_get(&s->last_event, path_key(s, layer, path));
	return !last || *last == event;
}

static bool is_visible(struct settling *s, uint32_t layer, struct str path, uint32_t event)
{
	return is_last(s, layer, path, event) && union_visible(s->seen, layer, path);
}

static void track_package(struct settling *s, uint32_t layer, const struct package *row,
			  bool visible)
{
	sym id[4] = { row->location, row->name, row->arch, row->version };
	bool is_new;
	uint32_t *slot = map_put(&s->tracks, str_make(id, sizeof(id)), NULL);
	is_new = *slot == 0;
	if (is_new) {
		/* The key moves to the arena only now that it is kept. */
		s->tracks.entries[s->tracks.n - 1].key = key_of(s->arena, id, sizeof(id));
		VEC_PUSH(s->arena, &s->track);
		*slot = (uint32_t)s->track.n;
	}
	struct track *t = &s->track.p[*slot - 1];
	const uint32_t *previous = map_get(&s->previous, sym_str(s->report->syms, row->location));
	bool unbroken = !is_new && (t->last == layer || (previous && *previous == t->last + 1));
	uint16_t first = unbroken ? t->row.layer : (uint16_t)layer;
	t->row = *row;
	t->row.layer = first;
	t->last = layer;
	t->live = visible;
}

static void settle_packages(struct settling *s)
{
	map_init(&s->tracks, s->arena);
	map_init(&s->previous, s->arena);
	for (uint32_t layer = 0; layer < s->n; layer++) {
		const struct layer_result *r = s->results[layer];
		for (size_t i = 0; r && i < r->packages.n; i++) {
			const struct layer_package *p = &r->packages.p[i];
			struct str path = sym_str(s->report->syms, p->row.location);
			if (is_last(s, layer, path, p->event))
				track_package(s, layer, &p->row,
					      union_visible(s->seen, layer, path));
		}
		for (size_t i = 0; r && i < r->packages.n; i++) {
			struct str path = sym_str(s->report->syms, r->packages.p[i].row.location);
			*map_put(&s->previous, path, NULL) = layer + 1;
		}
	}
	struct report *report = s->report;
	for (size_t i = 0; i < s->track.n; i++) {
		struct package *p = VEC_PUSH(report->arena, &report->packages);
		*p = s->track.p[i].row;
		if (s->track.p[i].live)
			p->flags |= PACKAGE_LIVE;
	}
}

/* Owned files, licences and links that other files gave: the highest layer that a container sees wins. */
static void settle_details(struct settling *s)
{
	struct report *report = s->report;
	struct map best[3]; /* by enum detail_kind: package name → detail */
	VEC(struct layer_detail) details = { 0 };
	for (size_t k = 0; k < ARRAY_LEN(best); k++)
		map_init(&best[k], s->arena);
	for (uint32_t layer = 0; layer < s->n; layer++) {
		const struct layer_result *r = s->results[layer];
		for (size_t i = 0; r && i < r->details.n; i++) {
			const struct layer_detail *d = &r->details.p[i];
			if (!is_visible(s, layer, d->path, d->event))
				continue;
			struct str name = sym_str(report->syms, d->package);
			*VEC_PUSH(s->arena, &details) = *d;
			*map_put(&best[d->kind], name, NULL) = (uint32_t)details.n;
		}
	}
	for (size_t i = 0; i < report->packages.n; i++) {
		struct package *p = &report->packages.p[i];
		if (!(p->flags & PACKAGE_LIVE) || p->kind != PACKAGE_DEB)
			continue;
		struct str name = sym_str(report->syms, p->name);
		struct str with_arch = str_printf(s->arena, "%.*s:%.*s", STRF(name),
						  STRF(sym_str(report->syms, p->arch)));
		const uint32_t *d = map_get(&best[DETAIL_FILES], with_arch);
		if (!d)
			d = map_get(&best[DETAIL_FILES], name);
		if (d && !p->files) {
			p->files = details.p[*d - 1].value;
			p->file_count = details.p[*d - 1].count;
		}
		const uint32_t *link = map_get(&best[DETAIL_LINK], name);
		d = map_get(&best[DETAIL_LICENCE],
			    link ? sym_str(report->syms, details.p[*link - 1].value) : name);
		if (d && !p->licence)
			p->licence = details.p[*d - 1].value;
	}
}

static void settle_os(struct settling *s)
{
	struct os_release *os = &s->report->os;
	const struct layer_os *best = NULL;
	uint32_t best_layer = 0;
	bool distroless = false;
	for (uint32_t layer = 0; layer < s->n; layer++) {
		const struct layer_result *r = s->results[layer];
		for (size_t i = 0; r && i < r->os.n; i++) {
			const struct layer_os *o = &r->os.p[i];
			if (!is_visible(s, layer, o->path, o->event))
				continue;
			if (!best || o->os.rank < best->os.rank ||
			    (o->os.rank == best->os.rank && layer >= best_layer)) {
				best = o;
				best_layer = layer;
			}
		}
	}
	for (size_t i = 0; i < s->report->packages.n; i++) {
		const struct package *p = &s->report->packages.p[i];
		if (p->flags & PACKAGE_LIVE)
			distroless |= str_starts(sym_str(s->report->syms, p->location),
						 STR("var/lib/dpkg/status.d/"));
	}
	os->distroless = distroless;
	if (!best) {
		/* A package database that could not be read is a gap: such an image is anything but empty. */
		os->is_scratch = report_count_live(s->report) == 0 && s->report->findings.n == 0;
		return;
	}
	struct arena *a = s->report->arena;
	os->id = str_dup(a, best->os.id);
	os->id_like = str_dup(a, best->os.id_like);
	os->version_id = str_dup(a, best->os.version_id);
	os->codename = str_dup(a, best->os.codename);
	os->pretty = str_dup(a, best->os.pretty);
	os->location = str_dup(a, best->path);
	os->ecosystem = ecosystem_of_os(os->id);
	os->release = ecosystem_release(os->ecosystem, os->version_id);
	/* Debian's testing and unstable name a codename only. */
	if (os->release.n == 0 && os->codename.n && ecosystem_info(os->ecosystem)->has_release)
		os->release = ecosystem_release(os->ecosystem, os->codename);
}

static void add_gap(struct settling *s, uint32_t layer, struct str path, const struct fault *why)
{
	struct finding *g = report_gap(
		s->report, why->code,
		path.n ? "a file could not be read" : "a layer could not be read completely", why);
	g->path = str_dup(s->report->arena, path);
	g->layer = (uint16_t)layer;
}

static void settle_gaps(struct settling *s)
{
	bool too_many = false;
	for (uint32_t layer = 0; layer < s->n; layer++) {
		const struct layer_result *r = s->results[layer];
		if (!r)
			continue;
		too_many |= r->too_many;
		for (size_t i = 0; i < r->gaps.n; i++)
			add_gap(s, layer, r->gaps.p[i].path, &r->gaps.p[i].why);
		if (r->gaps_dropped) {
			struct fault f = { 0 };
			fault_set(&f, E_LIMIT, "%llu further gaps of this layer are not listed",
				  (unsigned long long)r->gaps_dropped);
			add_gap(s, layer, STR(""), &f);
		}
	}
	if (too_many) {
		struct fault f = { 0 };
		fault_set(
			&f, E_LIMIT,
			"the package databases hold more than %llu packages or %llu bytes of text: "
			"none of them were judged",
			(unsigned long long)LIMIT_IMAGE_PACKAGES,
			(unsigned long long)LIMIT_IMAGE_KEPT);
		report_gap(s->report, E_LIMIT, "too many packages", &f);
	}
}

static bool any_too_many(const struct settling *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->results[i] && s->results[i]->too_many)
			return true;
	return false;
}

void settle(struct report *report, struct layer_result *const *results, size_t n)
{
	ENSURE(n < LAYER_NONE);
	OWNED(arena_freep) struct arena *arena = arena_new();
	struct settling s = { .report = report, .arena = arena, .results = results, .n = n };
	collect_marks(&s);
	/* Which of too many packages were dropped depends on the threads: so none of them count. */
	if (!any_too_many(&s)) {
		settle_packages(&s);
		settle_details(&s);
	}
	settle_gaps(&s);
	settle_os(&s);
	for (size_t i = 0; i < n; i++) {
		struct layer_facts *l = VEC_PUSH(report->arena, &report->layers);
		if (results[i])
			*l = (struct layer_facts){ results[i]->entries, results[i]->bytes,
						   (uint32_t)(results[i]->gaps.n) };
	}
}
