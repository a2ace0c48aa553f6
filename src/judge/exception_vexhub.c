/* SPDX-License-Identifier: Apache-2.0 */
#include "judge/exception_vexhub.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/path.h"
#include "judge/lib/entries.h"
#include "model/purl.h"

/* A folder's name that is one part and leads nowhere else. */
static bool is_plain(struct str name)
{
	if (name.n == 0 || name.n > 64 || name.p[0] == '.')
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!char_is_alnum(name.p[i]) && name.p[i] != '.' && name.p[i] != '-')
			return false;
	return true;
}

int vexhub_manifest(struct arena *a, struct str text, struct vexhub *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	const struct json *root;
	TRY(json_parse(scratch, text, &root, f));
	const struct json *versions = json_get(root, "versions");
	if (!versions || versions->kind != JSON_ARRAY)
		return fault_set(f, E_CORRUPT, "\"versions\" is no list");
	*VEC_PUSH(a, &out->folders) = STR("");
	bool known = false;
	for (const struct json *v = versions->child; v; v = v->next) {
		struct str version = entries_get(v, "spec_version");
		if (!str_starts(version, STR("0.")) || !is_plain(version))
			continue;
		known = true;
		*VEC_PUSH(a, &out->folders) = str_dup(a, version);
	}
	if (!known)
		return fault_set(f, E_UNSUPPORTED,
				 "it is of none of the versions that are read (0.1)");
	return 0;
}

/* "type/namespace/name" of a package URL; empty when it is none. */
static struct str key_of(struct arena *a, struct str url)
{
	struct purl p;
	if (!purl_parse(a, url, &p))
		return STR("");
	return str_printf(a, "%.*s%c%.*s%c%.*s", STRF(p.type), 0, STRF(p.namespace), 0,
			  STRF(p.name));
}

/* Empty when it would leave the folder, or is no document. */
static struct str clean_location(struct arena *a, struct str raw)
{
	unsigned notes = 0;
	if (raw.n == 0 || raw.n > LIMIT_PATH || raw.p[0] == '/' ||
	    str_find_char(raw, '\\') != SIZE_MAX || str_find_char(raw, ':') != SIZE_MAX)
		return STR("");
	char *to = arena_bytes(a, raw.n);
	size_t n = path_normalise(raw, to, &notes);
	if (notes & (PATH_ABSOLUTE | PATH_CLIMBS | PATH_NUL))
		return STR("");
	return str_make(to, n);
}

int vexhub_index(struct arena *a, struct str text, const struct str *wanted, size_t n,
		 struct vexhub *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	const struct json *root;
	struct map keys, seen;
	TRY(json_parse(scratch, text, &root, f));
	const struct json *packages = json_get(root, "packages");
	if (!packages || packages->kind != JSON_ARRAY)
		return fault_set(f, E_CORRUPT, "\"packages\" is no list");
	map_init(&keys, scratch);
	map_init(&seen, scratch);
	for (size_t i = 0; i < n; i++)
		map_put(&keys, key_of(scratch, wanted[i]), NULL);
	for (const struct json *p = packages->child; p; p = p->next) {
		struct str key = key_of(scratch, entries_get(p, "id"));
		struct str location = clean_location(a, entries_get(p, "location"));
		bool is_new;
		if (key.n == 0 || location.n == 0) {
			out->outside++;
			continue;
		}
		if (n && !map_get(&keys, key))
			continue;
		map_put(&seen, location, &is_new);
		if (!is_new)
			continue;
		if (out->documents.n >= LIMIT_EXCEPTION_DOCUMENTS)
			return fault_set(f, E_LIMIT, "more than %llu documents",
					 (unsigned long long)LIMIT_EXCEPTION_DOCUMENTS);
		*VEC_PUSH(a, &out->documents) =
			(struct vexhub_document){ .id = str_dup(a, entries_get(p, "id")),
						  .location = location };
	}
	return 0;
}
