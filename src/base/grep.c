/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many patterns in one pass, over libhs.
 *
 *     patterns ──compile: 0.5 s──► database ──save──► [head][widths][database] ──load: 0.1 ms──► database
 *
 * Block mode: the caller brings whole texts or windows that overlap. No state is kept between windows, and what is
 * found does not depend on where they end. Streaming, which would save the overlap, was not measured.
 *
 * Loaded when first used, not linked: docs/design/004-start.md.
 *
 * The library can tell where a match begins, but then refuses long patterns ("Pattern is too large" for
 * the shape of one token out of ten), and takes five times as long to compile the others. So it is asked for
 * ends only.
 *
 * What costs time is short literals: five patterns with two fixed bytes made a hundred others half as fast
 * (1.2 against 2.1 GB/s over source code). The processor's own instructions beyond SSE4.2 bring a tenth.
 *
 * Must stay true:
 *  - A database is read-only once made: any number of threads scan with it, each with a scratch of its own.
 *  - No memory but by base/mem.h.
 */
#include "base/grep.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/rd.h"

#include <dlfcn.h>
#include <hs.h>

#define SAVED_MAGIC 0x70657267u /* "grep" */

#define SCAN_FUNCTIONS(X) \
	X(set_allocator)  \
	X(free_database)  \
	X(deserialize_database) X(alloc_scratch) X(free_scratch) X(scan)
#define COMPILE_FUNCTIONS(X) \
	X(serialize_database) X(compile_multi) X(expression_info) X(free_compile_error)

struct hs_api {
#define X(name) __typeof__(hs_##name) *name;
	SCAN_FUNCTIONS(X)
	COMPILE_FUNCTIONS(X) /* NULL, when only saved patterns are used */
#undef X
};

struct grep {
	struct hs_api hs;
	hs_database_t *database;
	uint32_t *width;
	uint32_t n;
};

struct grep_scratch {
	const struct hs_api *hs;
	hs_scratch_t *scratch;
};

static int load_functions(void *library, const char *soname, bool compiles, struct hs_api *out,
			  struct fault *f)
{
#define X(name)                                                                                 \
	out->name = (__typeof__(out->name))dlsym(library, "hs_" #name);                         \
	if (!out->name)                                                                         \
		return fault_set(f, E_IO, "looking for patterns needs libhs 5.4: %s has no %s", \
				 soname, "hs_" #name);
	SCAN_FUNCTIONS(X)
	if (!compiles)
		return 0;
	COMPILE_FUNCTIONS(X)
#undef X
	return 0;
}

/*
 * The half of the library that only scans comes with the other one and needs neither that nor the C++ library. It
 * may be missing, then the whole one does.
 */
static int load_library(bool compiles, struct hs_api *out, struct fault *f)
{
	static const char whole[] = "libhs.so.5", half[] = "libhs_runtime.so.5";
	const char *soname = compiles ? whole : half;
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (!library && !compiles) {
		soname = whole;
		library = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	}
	if (!library)
		return fault_set(f, E_IO, "looking for patterns needs libhs: %s", dlerror());
	struct hs_api api = { 0 };
	TRY(load_functions(library, soname, compiles, &api, f));
	/* The library keeps the pair for the whole process; it is the same one each time. */
	api.set_allocator(mem_alloc, mem_free);
	*out = api;
	return 0;
}

static unsigned pattern_flags(const struct grep_pattern *p)
{
	return HS_FLAG_MULTILINE | (p->caseless ? HS_FLAG_CASELESS : 0) |
	       (p->loose ? HS_FLAG_PREFILTER : 0);
}

static int measure(const struct hs_api *hs, const struct grep_pattern *p, uint32_t *out_width,
		   struct fault *f)
{
	hs_expr_info_t *info = NULL;
	hs_compile_error_t *error = NULL;
	if (hs->expression_info(p->text, pattern_flags(p), &info, &error) != HS_SUCCESS) {
		int r = fault_set(f, E_USAGE, "pattern \"%s\": %s", p->text, error->message);
		hs->free_compile_error(error);
		return r;
	}
	*out_width = info->max_width;
	bool empty = info->min_width == 0;
	mem_free(info);
	if (empty)
		return fault_set(f, E_USAGE, "pattern \"%s\": matches the empty text", p->text);
	return 0;
}

static int compile(struct grep *g, const struct grep_pattern *p, size_t n, size_t *out_bad,
		   struct fault *f)
{
	const char **text = mem_alloc(n * sizeof(*text));
	unsigned *flags = mem_alloc(n * sizeof(*flags));
	unsigned *ids = mem_alloc(n * sizeof(*ids));
	for (size_t i = 0; i < n; i++) {
		text[i] = p[i].text;
		flags[i] = pattern_flags(&p[i]);
		ids[i] = (unsigned)i;
	}
	/* All zero: what every processor has that the library runs on. */
	hs_platform_info_t any = { 0 };
	hs_compile_error_t *error = NULL;
	int r = 0;
	if (g->hs.compile_multi(text, flags, ids, (unsigned)n, HS_MODE_BLOCK, &any, &g->database,
				&error) != HS_SUCCESS) {
		size_t bad = error->expression >= 0 ? (size_t)error->expression : 0;
		*out_bad = bad;
		r = fault_set(f, E_USAGE, "pattern \"%s\": %s", p[bad].text, error->message);
		g->hs.free_compile_error(error);
	}
	mem_free(ids);
	mem_free(flags);
	mem_free(text);
	return r;
}

int grep_compile(const struct grep_pattern *p, size_t n, struct grep **out, size_t *out_bad,
		 struct fault *f)
{
	ENSURE(n < UINT32_MAX);
	*out_bad = 0;
	struct hs_api hs;
	TRY(load_library(true, &hs, f));
	struct grep *g = mem_alloc(sizeof(*g));
	g->hs = hs;
	g->n = (uint32_t)n;
	g->width = mem_alloc(n * sizeof(*g->width));
	int r = 0;
	for (size_t i = 0; i < n && r == 0; i++) {
		*out_bad = i;
		r = measure(&g->hs, &p[i], &g->width[i], f);
	}
	if (r == 0 && n)
		r = compile(g, p, n, out_bad, f);
	if (r < 0) {
		grep_free(g);
		return r;
	}
	*out = g;
	return 0;
}

void grep_free(struct grep *g)
{
	if (!g)
		return;
	g->hs.free_database(g->database);
	mem_free(g->width);
	mem_free(g);
}

int grep_save(const struct grep *g, struct buf *out, struct fault *f)
{
	char *bytes = NULL;
	size_t size = 0;
	if (g->n && !g->hs.serialize_database)
		return fault_set(f, E_BUG, "patterns that were loaded are not saved again");
	if (g->n && g->hs.serialize_database(g->database, &bytes, &size) != HS_SUCCESS)
		return fault_set(f, E_BUG, "patterns cannot be saved");
	uint32_t head[2] = { SAVED_MAGIC, g->n };
	bool fits = buf_add(out, head, sizeof(head)) &&
		    buf_add(out, g->width, g->n * sizeof(*g->width)) && buf_add(out, bytes, size);
	mem_free(bytes);
	return fits ? 0
		    : fault_set(f, E_LIMIT, "saved patterns need more than %zu bytes", out->max);
}

int grep_load(struct str bytes, struct grep **out, struct fault *f)
{
	struct rd r = rd_of(bytes);
	uint32_t head[2];
	struct str s = rd_take(&r, sizeof(head));
	if (r.bad)
		return fault_set(f, E_CORRUPT, "saved patterns end too early");
	memcpy(head, s.p, sizeof(head));
	if (head[0] != SAVED_MAGIC)
		return fault_set(f, E_CORRUPT, "no saved patterns");
	struct hs_api hs;
	struct str width = rd_take(&r, (size_t)head[1] * sizeof(uint32_t));
	if (r.bad)
		return fault_set(f, E_CORRUPT, "saved patterns end too early");
	TRY(load_library(false, &hs, f));
	struct grep *g = mem_alloc(sizeof(*g));
	g->hs = hs;
	g->n = head[1];
	g->width = mem_alloc(width.n);
	if (width.n)
		memcpy(g->width, width.p, width.n);
	struct str database = rd_take(&r, rd_left(&r));
	hs_error_t e = g->n ? g->hs.deserialize_database(database.p, database.n, &g->database)
			    : HS_SUCCESS;
	if (e != HS_SUCCESS) {
		grep_free(g);
		bool other = e == HS_DB_VERSION_ERROR || e == HS_DB_PLATFORM_ERROR;
		return other ? fault_set(f, E_UNSUPPORTED, "saved patterns are for another machine")
			     : fault_set(f, E_CORRUPT, "saved patterns are damaged");
	}
	*out = g;
	return 0;
}

uint32_t grep_width(const struct grep *g, size_t pattern)
{
	ENSURE(pattern < g->n);
	return g->width[pattern];
}

struct grep_scratch *grep_scratch_new(const struct grep *g)
{
	struct grep_scratch *s = mem_alloc(sizeof(*s));
	s->hs = &g->hs;
	if (g->n)
		ENSURE(g->hs.alloc_scratch(g->database, &s->scratch) == HS_SUCCESS);
	return s;
}

void grep_scratch_free(struct grep_scratch *s)
{
	if (!s)
		return;
	s->hs->free_scratch(s->scratch);
	mem_free(s);
}

struct telling {
	grep_match *match;
	void *context;
};

static int tell(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
		void *context)
{
	const struct telling *t = context;
	t->match(t->context, id, (size_t)to);
	return 0;
}

void grep_scan(const struct grep *g, struct grep_scratch *s, struct str text, grep_match *match,
	       void *context)
{
	if (!text.n || !g->n)
		return;
	ENSURE(text.n <= UINT32_MAX);
	struct telling t = { match, context };
	hs_error_t e = g->hs.scan(g->database, text.p, (unsigned)text.n, 0, s->scratch, tell, &t);
	ENSURE(e == HS_SUCCESS);
}
