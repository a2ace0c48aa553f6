/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Owners are kept by entry, not by path: four bytes a file. Folders are resolved once each, because packages
 * list thousands of files of a few hundred folders.
 */
#include "find/lib/owned.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "base/vec.h"

struct owned {
	struct arena *arena;
	const struct view *view;
	uint32_t **owner;   /* by layer and entry: package + 1 */
	struct map folders; /* folder as a list writes it → number of where it leads */
	VEC(struct str) resolved;
	struct map packages; /* "kind name" → index */
};

static struct str package_key(struct arena *a, enum package_kind kind, struct str name)
{
	return str_printf(a, "%s %.*s", package_kind_name(kind), STRF(name));
}

/* Where a folder leads; itself when nothing is there. */
static struct str folder_of(struct owned *o, struct str folder)
{
	const uint32_t *known = map_get(&o->folders, folder);
	if (known)
		return o->resolved.p[*known];
	folder = str_dup(o->arena, folder);
	struct str to = view_folder(o->view, folder, o->arena);
	*map_put(&o->folders, folder, NULL) = (uint32_t)o->resolved.n;
	*VEC_PUSH(o->arena, &o->resolved) = to;
	return to;
}

bool owned_find(struct owned *o, struct str path, size_t *out_layer, uint32_t *out_entry)
{
	char text[4096 + 1 + 4096]; /* LIMIT_PATH */
	struct str folder = folder_of(o, path_dir(path)), name = path_base(path);
	if (folder.n + 1 + name.n > sizeof(text))
		return false;
	size_t n = folder.n;
	memcpy(text, folder.n ? folder.p : "", folder.n);
	if (n)
		text[n++] = '/';
	memcpy(text + n, name.p, name.n);
	return view_find(o->view, str_make(text, n + name.n), out_layer, out_entry);
}

static void own(struct owned *o, struct str path, uint32_t package)
{
	size_t layer;
	uint32_t entry;
	if (owned_find(o, path, &layer, &entry))
		o->owner[layer][entry] = package + 1;
}

static void add_package(struct owned *o, const struct report *report, uint32_t index)
{
	const struct package *p = &report->packages.p[index];
	struct str name = sym_str(report->syms, p->name), arch = sym_str(report->syms, p->arch);
	struct str with_arch = str_printf(o->arena, "%.*s:%.*s", STRF(name), STRF(arch));
	*map_put(&o->packages, package_key(o->arena, p->kind, name), NULL) = index;
	*map_put(&o->packages, package_key(o->arena, p->kind, with_arch), NULL) = index;
	struct str rest = sym_str(report->syms, p->files), path;
	while (str_next_line(&rest, &path))
		if (path.n)
			own(o, path, index);
}

struct owned *owned_new(struct arena *a, const struct view *view, const struct report *report)
{
	struct owned *o = arena_alloc(a, sizeof(*o));
	*o = (struct owned){ .arena = a, .view = view };
	map_init(&o->folders, a);
	map_init(&o->packages, a);
	size_t n = view_layers(view);
	o->owner = arena_array(a, size_max(1, n), sizeof(*o->owner));
	for (size_t i = 0; i < n; i++) {
		const struct inventory *v = view_inventory(view, i);
		if (v)
			o->owner[i] =
				arena_array(a, size_max(1, inventory_n(v)), sizeof(**o->owner));
	}
	for (uint32_t i = 0; i < report->packages.n; i++)
		if (report->packages.p[i].flags & PACKAGE_LIVE)
			add_package(o, report, i);
	return o;
}

uint32_t owned_by(const struct owned *o, size_t layer, uint32_t entry)
{
	return o->owner[layer][entry] - 1; /* 0 becomes PACKAGE_NONE */
}

uint32_t owned_package(const struct owned *o, enum package_kind kind, struct str name)
{
	char key[512];
	struct str prefix = str_of(package_kind_name(kind));
	if (prefix.n + 1 + name.n > sizeof(key))
		return PACKAGE_NONE;
	memcpy(key, prefix.p, prefix.n);
	key[prefix.n] = ' ';
	memcpy(key + prefix.n + 1, name.n ? name.p : "", name.n);
	const uint32_t *index = map_get(&o->packages, str_make(key, prefix.n + 1 + name.n));
	return index ? *index : PACKAGE_NONE;
}
