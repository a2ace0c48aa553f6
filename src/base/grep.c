/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many patterns in one pass, over libhs.
 *
 *     patterns ──compile: 0.5 s──► database ──save──► [head][widths][database] ──load: 0.1 ms──► database
 *
 * Block mode: the caller brings whole texts or windows that overlap. Beside streaming mode, which was measured
 * too, that is a little faster, needs no state that is kept between windows, and what is found does not depend on
 * where windows end.
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

#include <hs.h>

#define SAVED_MAGIC 0x70657267u /* "grep" */

struct grep {
	hs_database_t *database;
	uint32_t *width;
	uint32_t n;
};

struct grep_scratch {
	hs_scratch_t *hs;
};

/* The library keeps the pair for the whole process; it is the same one each time. */
static void use_mem(void)
{
	hs_set_allocator(mem_alloc, mem_free);
}

static unsigned pattern_flags(const struct grep_pattern *p)
{
	return HS_FLAG_MULTILINE | (p->caseless ? HS_FLAG_CASELESS : 0) |
	       (p->loose ? HS_FLAG_PREFILTER : 0);
}

static int measure(const struct grep_pattern *p, uint32_t *out_width, struct fault *f)
{
	hs_expr_info_t *info = NULL;
	hs_compile_error_t *error = NULL;
	if (hs_expression_info(p->text, pattern_flags(p), &info, &error) != HS_SUCCESS) {
		int r = fault_set(f, E_USAGE, "pattern \"%s\": %s", p->text, error->message);
		hs_free_compile_error(error);
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
	if (hs_compile_multi(text, flags, ids, (unsigned)n, HS_MODE_BLOCK, &any, &g->database,
			     &error) != HS_SUCCESS) {
		size_t bad = error->expression >= 0 ? (size_t)error->expression : 0;
		*out_bad = bad;
		r = fault_set(f, E_USAGE, "pattern \"%s\": %s", p[bad].text, error->message);
		hs_free_compile_error(error);
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
	use_mem();
	struct grep *g = mem_alloc(sizeof(*g));
	g->n = (uint32_t)n;
	g->width = mem_alloc(n * sizeof(*g->width));
	int r = 0;
	for (size_t i = 0; i < n && r == 0; i++) {
		*out_bad = i;
		r = measure(&p[i], &g->width[i], f);
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
	hs_free_database(g->database);
	mem_free(g->width);
	mem_free(g);
}

int grep_save(const struct grep *g, struct buf *out, struct fault *f)
{
	char *bytes = NULL;
	size_t size = 0;
	if (g->n && hs_serialize_database(g->database, &bytes, &size) != HS_SUCCESS)
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
	use_mem();
	struct rd r = rd_of(bytes);
	uint32_t head[2];
	struct str s = rd_take(&r, sizeof(head));
	if (r.bad)
		return fault_set(f, E_CORRUPT, "saved patterns end too early");
	memcpy(head, s.p, sizeof(head));
	if (head[0] != SAVED_MAGIC)
		return fault_set(f, E_CORRUPT, "no saved patterns");
	struct str width = rd_take(&r, (size_t)head[1] * sizeof(uint32_t));
	if (r.bad)
		return fault_set(f, E_CORRUPT, "saved patterns end too early");
	struct grep *g = mem_alloc(sizeof(*g));
	g->n = head[1];
	g->width = mem_alloc(width.n);
	if (width.n)
		memcpy(g->width, width.p, width.n);
	struct str database = rd_take(&r, rd_left(&r));
	hs_error_t e =
		g->n ? hs_deserialize_database(database.p, database.n, &g->database) : HS_SUCCESS;
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
	if (g->n)
		ENSURE(hs_alloc_scratch(g->database, &s->hs) == HS_SUCCESS);
	return s;
}

void grep_scratch_free(struct grep_scratch *s)
{
	if (!s)
		return;
	hs_free_scratch(s->hs);
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
	hs_error_t e = hs_scan(g->database, text.p, (unsigned)text.n, 0, s->hs, tell, &t);
	ENSURE(e == HS_SUCCESS);
}
