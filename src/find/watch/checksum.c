/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is every file of a package what the package brought?
 *
 *     layer by layer   the bytes of each file in a system folder ──► digest, noted at its inventory entry
 *                      md5sums of dpkg, apk's installed          ──► kept
 *     all layers       the visible sums against the visible files: changed, missing
 *
 * An archive has its package database behind the files, so every file that a package could own is hashed
 * before it is known who owns it: by MD5 for dpkg, SHA-1 (and SHA-256, for Q2) for apk. A layer that has
 * shown itself to be of one kind is spared the other's digest.
 *
 * What changes in honest images is told apart: configuration (etc), variable data (var), a file of two
 * packages that either of them brought (Replaces), diversions, and documentation that slim images drop.
 * MD5 is what dpkg records: it shows a file that was exchanged, not one that was made to collide.
 *
 * Changes of one package in one layer are one finding: somebody who strips all binaries is one event.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "base/sort.h"
#include "find/lib/evidence.h"
#include "find/lib/owned.h"
#include "find/lib/package_sums.h"
#include "find/watch.h"

/* A digest is noted as the number of its first cell × 8 + which kinds stand there, in this order. */
#define CELL	   16 /* bytes kept of each: a second preimage of half a SHA-1 is out of reach, too */
#define HAS_MD5	   1u
#define HAS_SHA1   2u
#define HAS_SHA256 4u

static const struct {
	unsigned bit;
	enum digest_kind kind;
} methods[] = { { HAS_MD5, DIGEST_MD5 }, { HAS_SHA1, DIGEST_SHA1 }, { HAS_SHA256, DIGEST_SHA256 } };

struct cell {
	uint8_t bytes[CELL];
};

#define BLOCK 1024 /* cells that are allocated together */

enum document_kind { DOCUMENT_NONE, DOCUMENT_DPKG, DOCUMENT_APK, DOCUMENT_DIVERSIONS };

/* A database file that says what contents should be. */
struct document {
	enum document_kind kind;
	uint32_t entry;
	struct str text;
};

struct state {
	const struct watch_layer *layer;
	VEC(struct cell *) blocks; /* of cells */
	uint32_t cells;
	VEC(struct document) documents;
	bool is_dpkg, is_apk; /* by what this layer has shown so far */
	/* the file that is being read */
	uint32_t entry;
	enum document_kind kind;
	unsigned wanted; /* HAS_… */
	struct hasher *hashers[ARRAY_LEN(methods)];
	struct buf text;
};

static void *begin(const struct watch_layer *layer)
{
	struct state *s = arena_alloc(layer->arena, sizeof(*s));
	s->layer = layer;
	buf_init(&s->text, LIMIT_PACKAGE_DB);
	return s;
}

static enum document_kind document_of(struct str path)
{
	struct str dir = path_dir(path);
	if (str_is(path, "lib/apk/db/installed") || str_is(path, "usr/lib/apk/db/installed"))
		return DOCUMENT_APK;
	if (str_is(path, "var/lib/dpkg/diversions"))
		return DOCUMENT_DIVERSIONS;
	if (str_ends(path, STR(".md5sums")) &&
	    (str_is(dir, "var/lib/dpkg/info") || str_is(dir, "var/lib/dpkg/status.d")))
		return DOCUMENT_DPKG;
	return DOCUMENT_NONE;
}

/* No package has files here that it does not expect to change. */
static bool is_nobodys(struct str path)
{
	static const struct str folders[] = {
		STR_INIT("app"),       STR_INIT("dev"), STR_INIT("etc"),  STR_INIT("home"),
		STR_INIT("media"),     STR_INIT("mnt"), STR_INIT("proc"), STR_INIT("root"),
		STR_INIT("run"),       STR_INIT("srv"), STR_INIT("sys"),  STR_INIT("tmp"),
		STR_INIT("usr/local"), STR_INIT("var"),
	};
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (path_is_below(path, folders[i]))
			return true;
	/* vendors of bases write their own name into it */
	return str_is(path, "usr/lib/os-release") || str_find_char(path, '/') == SIZE_MAX;
}

static bool entry(void *state, const struct file_head *head, uint32_t index)
{
	struct state *s = state;
	if (str_starts(head->path, STR("etc/apk")))
		s->is_apk = true;
	else if (str_starts(head->path, STR("etc/dpkg")) ||
		 str_is(head->path, "etc/debian_version"))
		s->is_dpkg = true;
	if (head->type != FILE_REGULAR || head->flags || index == ENTRY_NONE)
		return false;
	s->entry = index;
	s->wanted = 0;
	s->kind = document_of(head->path);
	if (s->kind) {
		uint64_t limit = s->kind == DOCUMENT_DPKG ? LIMIT_FILE_LIST : LIMIT_PACKAGE_DB;
		buf_clear(&s->text);
		if (head->size <= limit && inventory_pay(s->layer->inventory, head->size))
			return true;
		struct fault f = { 0 };
		fault_set(&f, E_LIMIT, "%llu bytes: the files it lists were not compared",
			  (unsigned long long)head->size);
		watch_gap(s->layer, head->path, &f);
		return false;
	}
	if (is_nobodys(head->path))
		return false;
	bool known = s->is_dpkg || s->is_apk;
	s->wanted = (s->is_dpkg || !known ? HAS_MD5 : 0) | (s->is_apk || !known ? HAS_SHA1 : 0) |
		    (s->is_apk ? HAS_SHA256 : 0);
	for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
		if (!(s->wanted & methods[i].bit))
			continue;
		if (s->hashers[i])
			hasher_reset(s->hashers[i]);
		else
			s->hashers[i] = hasher_new(methods[i].kind);
	}
	return true;
}

static void data(void *state, struct str window)
{
	struct state *s = state;
	if (s->kind)
		buf_add_str(&s->text, window);
	for (size_t i = 0; i < ARRAY_LEN(methods); i++)
		if (s->wanted & methods[i].bit)
			hasher_add(s->hashers[i], window.p, window.n);
}

static void body_end(void *state, bool complete)
{
	struct state *s = state;
	struct arena *a = s->layer->arena;
	if (!complete || s->text.over)
		return; /* walk.c says that the layer broke off */
	if (s->kind) {
		*VEC_PUSH(a, &s->documents) =
			(struct document){ s->kind, s->entry, str_dup(a, buf_str(&s->text)) };
		return;
	}
	if (s->cells >= UINT32_MAX / 16 ||
	    !inventory_pay(s->layer->inventory, ARRAY_LEN(methods) * sizeof(struct cell)))
		return;
	uint32_t note = s->cells * 8 + s->wanted;
	for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
		struct digest d;
		if (!(s->wanted & methods[i].bit))
			continue;
		hasher_finish(s->hashers[i], &d);
		if (s->cells % BLOCK == 0)
			*VEC_PUSH(a, &s->blocks) = arena_array(a, BLOCK, sizeof(struct cell));
		memcpy(s->blocks.p[s->cells / BLOCK][s->cells % BLOCK].bytes, d.bytes, CELL);
		s->cells++;
	}
	inventory_note(s->layer->inventory, s->entry, note);
}

static void end(void *state)
{
	struct state *s = state;
	for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
		hasher_free(s->hashers[i]);
		s->hashers[i] = NULL;
	}
	buf_done(&s->text);
}

/* ---- all layers are known ---- */

struct difference {
	uint32_t package;
	size_t layer;
	uint32_t entry;
	bool missing;
	struct str path; /* as the package has it */
};

struct diversion {
	struct str to, package;
};

struct comparing {
	const struct watch_image *image;
	struct arena *scratch;
	bool **right;	     /* by layer and entry: some package says that it is as it should be */
	struct map diverted; /* path → index of `diversions` */
	VEC(struct diversion) diversions;
	VEC(struct difference) differences;
};

static const struct state *state_of(const struct comparing *c, size_t layer)
{
	return c->image->states[layer];
}

/* diversions: three lines each, where from, where to, and whose file stays (":" for nobody's). */
static void read_diversions(struct comparing *c, struct str text)
{
	struct arena *a = c->image->arena;
	struct str from, to, package;
	while (str_next_line(&text, &from) && str_next_line(&text, &to) &&
	       str_next_line(&text, &package)) {
		bool is_new;
		uint32_t *slot =
			map_put(&c->diverted, str_from(from, str_starts(from, STR("/"))), &is_new);
		if (!is_new)
			continue;
		*slot = (uint32_t)c->diversions.n;
		*VEC_PUSH(a, &c->diversions) =
			(struct diversion){ str_from(to, str_starts(to, STR("/"))), package };
	}
}

static struct str package_name(const struct comparing *c, uint32_t package)
{
	const struct report *r = c->image->report;
	return sym_str(r->syms, r->packages.p[package].name);
}

/* What dpkg keeps elsewhere because another package's file took the place. */
static struct str undivert(const struct comparing *c, uint32_t package, struct str path)
{
	const uint32_t *i = map_get(&c->diverted, path);
	if (!i || str_eq(c->diversions.p[*i].package, package_name(c, package)))
		return path;
	return c->diversions.p[*i].to;
}

/* Dropped by slim images, by policy or by hand; nothing that runs. */
static bool may_be_missing(struct str path)
{
	static const struct str folders[] = {
		STR_INIT("usr/share/doc"),     STR_INIT("usr/share/man"),
		STR_INIT("usr/share/info"),    STR_INIT("usr/share/locale"),
		STR_INIT("usr/share/lintian"), STR_INIT("usr/share/linda"),
		STR_INIT("usr/share/groff"),   STR_INIT("usr/share/help"),
		STR_INIT("usr/share/gtk-doc"), STR_INIT("usr/share/doc-base"),
		STR_INIT("usr/share/bug"),
	};
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (path_is_below(path, folders[i]))
			return true;
	return is_nobodys(path);
}

/* The entry that holds the bytes: a hard link's is the one that it names. */
static void follow_hard_link(const struct comparing *c, size_t *layer, uint32_t *entry)
{
	const struct entry *e = inventory_at(view_inventory(c->image->view, *layer), *entry);
	if (e->type == FILE_HARDLINK)
		view_find(c->image->view, entry_link(e), layer, entry);
}

static const struct cell *cell_at(const struct state *s, uint32_t i)
{
	return &s->blocks.p[i / BLOCK][i % BLOCK];
}

enum comparison { SAME, DIFFERENT, UNKNOWN };

static enum comparison compare_entry(const struct comparing *c, size_t layer, uint32_t entry,
				     const struct digest *want)
{
	follow_hard_link(c, &layer, &entry);
	const struct entry *e = inventory_at(view_inventory(c->image->view, layer), entry);
	if (e->type == FILE_SYMLINK) {
		struct digest d = digest_of(want->kind, entry_link(e));
		return digest_eq(&d, want) ? SAME : DIFFERENT;
	}
	if (e->type != FILE_REGULAR)
		return DIFFERENT;
	uint32_t cell = e->note / 8;
	for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
		if (!(e->note & methods[i].bit))
			continue;
		if (methods[i].kind == want->kind)
			return memcmp(cell_at(state_of(c, layer), cell)->bytes, want->bytes, CELL)
				       ? DIFFERENT
				       : SAME;
		cell++;
	}
	return UNKNOWN; /* it broke off, or this layer was hashed for another package manager */
}

static void compare_sum(struct comparing *c, uint32_t package, struct str path,
			const struct digest *want)
{
	if (is_nobodys(path))
		return;
	struct difference d = { .package = package, .layer = LAYER_NONE };
	path = undivert(c, package, path);
	if (!owned_find(c->image->owned, path, &d.layer, &d.entry)) {
		if (may_be_missing(path))
			return;
		d.missing = true;
	} else {
		enum comparison r = compare_entry(c, d.layer, d.entry, want);
		if (r == SAME)
			c->right[d.layer][d.entry] = true;
		if (r != DIFFERENT)
			return;
	}
	d.path = str_dup(c->image->arena, path);
	*VEC_PUSH(c->image->arena, &c->differences) = d;
}

static void compare_document(struct comparing *c, const struct document *d, struct str path)
{
	struct package_sums *sums = arena_alloc(c->scratch, sizeof(*sums));
	struct package_sum row;
	sums->rest = d->text;
	sums->scratch = c->scratch;
	bool is_apk = d->kind == DOCUMENT_APK;
	struct str name = path_base(path);
	uint32_t package = PACKAGE_NONE;
	if (!is_apk)
		package = owned_package(c->image->owned, PACKAGE_DEB,
					str_slice(name, 0, name.n - strlen(".md5sums")));
	struct str last = STR("");
	while (is_apk ? package_sums_apk(sums, &row) : package_sums_dpkg(sums, &row)) {
		if (is_apk && !str_eq(row.package, last)) {
			last = row.package;
			package = owned_package(c->image->owned, PACKAGE_APK, last);
		}
		if (package != PACKAGE_NONE)
			compare_sum(c, package, row.path, &row.sum);
	}
	arena_reset(c->scratch);
}

static void each_document(struct comparing *c, bool diversions)
{
	for (size_t l = 0; l < c->image->n; l++) {
		const struct state *s = state_of(c, l);
		for (size_t i = 0; s && i < s->documents.n; i++) {
			const struct document *d = &s->documents.p[i];
			if (view_hidden_by(c->image->view, l, d->entry) != LAYER_NONE)
				continue;
			if (diversions && d->kind == DOCUMENT_DIVERSIONS)
				read_diversions(c, d->text);
			else if (!diversions && d->kind != DOCUMENT_DIVERSIONS)
				compare_document(c, d,
						 inventory_path(view_inventory(c->image->view, l),
								d->entry, c->image->arena));
		}
	}
}

/* ---- findings ---- */

static int compare_differences(const void *x, const void *y)
{
	const struct difference *a = x, *b = y;
	if (a->missing != b->missing)
		return a->missing ? 1 : -1;
	if (a->package != b->package)
		return a->package < b->package ? -1 : 1;
	if (a->layer != b->layer)
		return a->layer < b->layer ? -1 : 1;
	return str_cmp(a->path, b->path);
}

static bool runs(const struct comparing *c, const struct difference *d)
{
	const struct entry *e = inventory_at(view_inventory(c->image->view, d->layer), d->entry);
	return e->type != FILE_REGULAR || (e->mode & 0111) || str_has(d->path, STR(".so")) ||
	       !str_starts(d->path, STR("usr/share/"));
}

static struct str list_paths(struct arena *a, const struct difference *d, size_t n)
{
	struct str text = STR("");
	for (size_t i = 0; i < n && i < 8; i++)
		text = str_printf(a, "%.*s%s%.*s", STRF(text), i ? ", " : "", STRF(d[i].path));
	return n > 8 ? str_printf(a, "%.*s and %zu more", STRF(text), n - 8) : text;
}

/* Differences d[0 … n) of one package in one layer. */
static void report_changed(struct comparing *c, const struct difference *d, size_t n)
{
	struct report *r = c->image->report;
	struct arena *a = r->arena;
	struct finding *f = report_add(r, FINDING_INTEGRITY);
	const struct package *p = &r->packages.p[d->package];
	struct str name = sym_str(r->syms, p->name), version = sym_str(r->syms, p->version);
	bool serious = false;
	for (size_t i = 0; i < n; i++)
		serious |= runs(c, &d[i]);
	f->id = STR("package-file-changed");
	f->severity = serious ? SEVERITY_CRITICAL : SEVERITY_MEDIUM;
	f->package = d->package;
	f->layer = (uint16_t)d->layer;
	f->path = str_dup(a, d->path);
	f->title = n == 1 ? str_printf(a, "%.*s is not what package %.*s installed", STRF(f->path),
				       STRF(name))
			  : str_printf(a, "%zu files are not what package %.*s installed", n,
				       STRF(name));
	f->message = str_printf(
		a, "The package database records other contents for %.*s of %.*s %.*s. %.*s",
		STRF(list_paths(a, d, n)), STRF(name), STRF(version),
		STRF(evidence_layer(a, r, f->layer)));
	f->fix =
		p->kind == PACKAGE_APK
			? str_printf(
				  a,
				  "find out who wrote it; then apk fix %.*s, or build again from a base you trust",
				  STRF(name))
			: str_printf(
				  a,
				  "find out who wrote it; then apt-get install --reinstall %.*s, or "
				  "build again from a base you trust",
				  STRF(name));
}

static void report_missing(struct comparing *c, const struct difference *d, size_t n)
{
	struct report *r = c->image->report;
	struct arena *a = r->arena;
	struct finding *f = report_add(r, FINDING_INTEGRITY);
	size_t packages = 0;
	for (size_t i = 0; i < n; i++)
		packages += i == 0 || d[i].package != d[i - 1].package;
	f->id = STR("package-file-missing");
	f->severity = SEVERITY_LOW;
	f->own_place = PLACE_NOTE;
	f->path = str_dup(a, d->path);
	f->package = packages == 1 ? d->package : PACKAGE_NONE;
	f->title = str_printf(a, "%zu file%s of %zu package%s missing", n, n == 1 ? "" : "s",
			      packages, packages == 1 ? " is" : "s are");
	f->message = str_printf(a,
				"Deleted, but their packages are still listed as installed: %.*s. "
				"Scanners and upgrades go by the list.",
				STRF(list_paths(a, d, n)));
	f->fix = STR("remove the package rather than its files");
}

static void report_differences(struct comparing *c)
{
	size_t n = 0;
	struct difference *d = c->differences.p;
	/* A file of two packages is right when one of them brought it. */
	for (size_t i = 0; i < c->differences.n; i++)
		if (d[i].missing || !c->right[d[i].layer][d[i].entry])
			d[n++] = d[i];
	if (n == 0)
		return;
	sort_stable(c->image->arena, d, n, sizeof(*d), compare_differences);
	for (size_t i = 0, k; i < n; i = k) {
		for (k = i + 1;
		     k < n && d[k].missing == d[i].missing &&
		     (d[i].missing || (d[k].package == d[i].package && d[k].layer == d[i].layer));
		     k++)
			;
		if (d[i].missing)
			report_missing(c, d + i, k - i);
		else
			report_changed(c, d + i, k - i);
	}
}

static void settle(const struct watch_image *image)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct comparing c = { .image = image, .scratch = scratch };
	map_init(&c.diverted, image->arena);
	c.right = arena_array(image->arena, size_max(1, image->n), sizeof(*c.right));
	for (size_t i = 0; i < image->n; i++) {
		const struct inventory *v = view_inventory(image->view, i);
		if (v)
			c.right[i] = arena_array(image->arena, size_max(1, inventory_n(v)),
						 sizeof(**c.right));
	}
	each_document(&c, true);
	each_document(&c, false);
	report_differences(&c);
}

const struct watcher watcher_checksum = {
	.name = "checksum",
	.scanner = SCANNER_INTEGRITY,
	.begin = begin,
	.entry = entry,
	.data = data,
	.body_end = body_end,
	.end = end,
	.settle = settle,
};
