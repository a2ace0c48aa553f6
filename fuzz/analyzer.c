/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every analyzer, by contract: the first two bytes choose an analyzer of the generated tables (or the
 * environment variable ANALYZER names one) and one of the paths it wants; the rest is the file. The file
 * goes the way it goes in a scan: walk, settle.
 *
 * Properties: a second run gives the same facts; what comes out is bounded by what went in.
 */
#include "base/log.h"
#include "find/settle.h"

#include <stdlib.h>

#include "../tests/lib/memory_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct analyzer *choose(uint8_t byte)
{
	const char *name = getenv("ANALYZER");
	size_t total = all_packages_n + all_systems_n;
	for (size_t i = 0; name && i < total; i++) {
		const struct analyzer *a =
			i < all_packages_n ? all_packages[i] : all_systems[i - all_packages_n];
		if (strcmp(a->name, name) == 0)
			return a;
	}
	size_t i = byte % total;
	return i < all_packages_n ? all_packages[i] : all_systems[i - all_packages_n];
}

/* A path that matches the pattern: the wildcard becomes "x", or what the input says it is. */
static struct str path_for(struct arena *a, const struct analyzer *analyzer, uint8_t byte)
{
	size_t n = 0;
	while (analyzer->paths[n])
		n++;
	struct str pattern = str_of(analyzer->paths[byte % n]), head, tail;
	if (!str_cut(pattern, '*', &head, &tail))
		return pattern;
	return str_printf(a, "%.*sx%.*s", STRF(head), STRF(tail));
}

static uint64_t mix(uint64_t h, struct str s)
{
	return (h ^ str_hash(s)) * 0x9e3779b97f4a7c15u;
}

static uint64_t run(struct str path, struct str bytes, bool link)
{
	OWNED(arena_freep) struct arena *arena = arena_new();
	OWNED(report_freep) struct report *r = report_new();
	struct walk walk = { .route = route_new(arena), .syms = r->syms };
	struct memory_files files;
	memory_files_init(&files);
	struct memory_file *file = memory_add(arena, &files, link ? FILE_SYMLINK : FILE_REGULAR,
					      path, link ? STR("") : bytes);
	if (link)
		file->head.link = bytes;
	struct layer_result result, *results[1] = { &result };
	layer_result_init(&result);
	walk_layer(&walk, &files.base, &result);
	VEC_PUSH(r->arena, &r->image.layers);
	settle(r, results, 1);
	report_sort(r);
	/* "P:\nV:\n" is the shortest package; a gap needs a line */
	ENSURE(r->packages.n <= bytes.n / 2 + 1);
	ENSURE(r->findings.n <= bytes.n + 2);
	uint64_t h = r->packages.n;
	for (size_t i = 0; i < r->packages.n; i++) {
		const struct package *p = &r->packages.p[i];
		h = mix(h, sym_str(r->syms, p->name));
		h = mix(h, sym_str(r->syms, p->version));
		h = mix(h, sym_str(r->syms, p->source_name));
		h = mix(h, sym_str(r->syms, p->files));
		h = mix(h, sym_str(r->syms, p->licence));
	}
	for (size_t i = 0; i < r->findings.n; i++)
		h = mix(h, r->findings.p[i].message);
	h = mix(h, r->os.id);
	h = mix(h, r->os.version_id);
	layer_result_done(&result);
	return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n < 2)
		return 0;
	OWNED(arena_freep) struct arena *arena = arena_new();
	struct str path = path_for(arena, choose(data[0]), data[1] & 0x7f);
	struct str bytes = str_make(data + 2, n - 2);
	bool link = data[1] & 0x80;
	ENSURE(run(path, bytes, link) == run(path, bytes, link));
	return 0;
}
