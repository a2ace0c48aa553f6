/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The secret engine: all rules over every byte of a text, in one pass.
 *
 *     subject ──► what is it? ──┬─ text, UTF-16 ───────────────► scan ──► hits, in order
 *     (windows)  (first KiB)    ├─ gzip, zip ──► unpack ───────► scan
 *                               └─ pictures, system programs     not looked at
 *
 * An engine is all rules, and their patterns compiled; it is read-only, and shared by threads. A reader is one
 * thread's part: it takes subjects one after the other and holds half a megabyte, whatever the subject's size.
 *
 * Compiling takes most of a second, so the build compiles the built-in patterns and embeds them
 * (tools/mkdata.c). They begin with a digest of the rules that they were made of: with others, or on another kind
 * of processor, the patterns are compiled when the program starts. Patterns of tokens, which are nine of ten, are
 * looked for only where a token could be, so they have a database of their own (secret_token.c); and so have rules
 * of a configuration: adding one does not mean compiling all.
 *
 * Must stay true:
 *  - The same hits for the same bytes, whatever the windows, in any thread.
 *  - Nothing is left out silently: secret_end() tells.
 *  - A value is in memory only: until it was told, and in the window.
 */
#include "base/digest.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/rd.h"
#include "find/secret_config.h"
#include "find/secret_parts.h"

/*
 * Made by tools/mkdata.c: a digest; a byte for each rule, the part that it is in; the size of the first part's
 * patterns, 4 bytes; what grep_save() wrote for it and for the second part. Empty while the build makes it.
 */
extern const char data_secrets_db[];
extern const size_t data_secrets_db_n;

#define DIGEST_BYTES 16
#define PATTERN_MAX  ((size_t)64 * KIB)

/* ---- the engine ---- */

/* All rules of the sets, one after the other: to[], or only their number. */
static size_t list_rules(const struct secret_set *const *sets, size_t n,
			 const struct secret_rule **to, const char **providers)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < sets[i]->n; j++, count++)
			if (to) {
				to[count] = &sets[i]->rules[j];
				providers[count] = sets[i]->provider;
			}
	return count;
}

/* What libhs is to look for: the beginning of the rule's pattern. */
static struct grep_pattern pattern_of(struct arena *a, const struct secret_rule *rule,
				      enum secret_part part)
{
	OWNED(buf_donep) struct buf b;
	buf_init(&b, PATTERN_MAX);
	bool loose = rule->flags & SECRET_LOOSE; /* the user's: libhs itself may widen it */
	const char *text =
		!loose && secret_cut(rule, part, &b) ? str_cstr(a, buf_str(&b)) : rule->pattern;
	return (struct grep_pattern){ text, rule->flags & SECRET_CASELESS, loose };
}

static enum secret_part part_of(const struct secret_rule *rule, struct grep_pattern p)
{
	return secret_is_token(str_of(rule->pattern), str_of(p.text)) ? SECRET_NEAR_RUNS
								      : SECRET_EVERYWHERE;
}

/* Some rules of the list: those of which part[i] is this one, or all. `first` is the number of the list's first. */
static void choose(const uint8_t *part, size_t n, enum secret_part which, uint32_t first,
		   struct secret_patterns *out)
{
	out->rules = mem_alloc(n * sizeof(*out->rules));
	out->n = 0;
	for (uint32_t i = 0; i < n; i++)
		if (!part || part[i] == which)
			out->rules[out->n++] = first + i;
}

static int compile(const struct secret_rule *const *rules, enum secret_part which,
		   struct secret_patterns *part, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct grep_pattern *p = arena_array(a, part->n, sizeof(*p));
	for (size_t i = 0; i < part->n; i++)
		p[i] = pattern_of(a, rules[part->rules[i]], which);
	size_t bad = 0;
	int r = grep_compile(p, part->n, &part->grep, &bad, f);
	return r < 0 ? fault_in(f, r, "secret rule %s", rules[part->rules[bad]]->id) : 0;
}

static void patterns_done(struct secret_patterns *p)
{
	grep_free(p->grep);
	mem_free(p->rules);
}

static int compile_built_in(const struct secret_rule *const *rules, size_t n,
			    struct secret_patterns *parts, uint8_t *part, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	for (size_t i = 0; i < n; i++)
		part[i] = (uint8_t)part_of(rules[i], pattern_of(a, rules[i], SECRET_NEAR_RUNS));
	for (enum secret_part k = SECRET_EVERYWHERE; k <= SECRET_NEAR_RUNS; k++) {
		choose(part, n, k, 0, &parts[k]);
		TRY(compile(rules, k, &parts[k], f));
	}
	return 0;
}

static struct digest digest_of_rules(const struct secret_rule *const *rules, size_t n)
{
	struct digest d;
	OWNED(hasher_freep) struct hasher *h = hasher_new(DIGEST_SHA256);
	for (size_t i = 0; i < n; i++) {
		char flags = (char)('0' + (rules[i]->flags & SECRET_CASELESS));
		hasher_add(h, &flags, 1);
		hasher_add(h, rules[i]->pattern, strlen(rules[i]->pattern) + 1);
	}
	hasher_finish(h, &d);
	return d;
}

static bool load_saved(struct str saved, size_t n, struct secret_patterns *parts)
{
	struct rd r = rd_of(saved);
	rd_skip(&r, DIGEST_BYTES);
	struct str part = rd_take(&r, n);
	struct str size = rd_take(&r, sizeof(uint32_t));
	if (r.bad)
		return false;
	uint32_t first_n; /* as this machine writes it: the build's own */
	memcpy(&first_n, size.p, sizeof(first_n));
	struct str first = rd_take(&r, first_n), second = rd_take(&r, rd_left(&r));
	if (r.bad)
		return false;
	choose((const uint8_t *)part.p, n, SECRET_EVERYWHERE, 0, &parts[SECRET_EVERYWHERE]);
	choose((const uint8_t *)part.p, n, SECRET_NEAR_RUNS, 0, &parts[SECRET_NEAR_RUNS]);
	return grep_load(first, &parts[SECRET_EVERYWHERE].grep, NULL) == 0 &&
	       grep_load(second, &parts[SECRET_NEAR_RUNS].grep, NULL) == 0;
}

static int load_built_in(const struct secret_rule *const *rules, size_t n,
			 struct secret_patterns *parts, struct fault *f)
{
	struct str saved = str_make(data_secrets_db, data_secrets_db_n);
	struct digest d = digest_of_rules(rules, n);
	if (saved.n > DIGEST_BYTES && memcmp(saved.p, d.bytes, DIGEST_BYTES) == 0) {
		if (load_saved(saved, n, parts)) {
			mem_let_go(saved.p, saved.n); /* libhs has made its own copy */
			return 0;
		}
		for (size_t i = 0; i < SECRET_PART_COUNT_; i++) {
			patterns_done(&parts[i]);
			parts[i] = (struct secret_patterns){ 0 };
		}
	}
	uint8_t *part = mem_alloc(n);
	int r = compile_built_in(rules, n, parts, part, f);
	mem_free(part);
	return r;
}

static int save_parts(const struct secret_patterns *parts, const uint8_t *part, size_t n,
		      struct buf *out, struct fault *f)
{
	OWNED(buf_donep) struct buf first;
	buf_init(&first, out->max);
	TRY(grep_save(parts[SECRET_EVERYWHERE].grep, &first, f));
	buf_add(out, part, n);
	uint32_t size = (uint32_t)first.n;
	buf_add(out, &size, sizeof(size));
	buf_add_str(out, buf_str(&first));
	return grep_save(parts[SECRET_NEAR_RUNS].grep, out, f);
}

int secret_engine_save(struct buf *out, struct fault *f)
{
	size_t n = list_rules(all_secrets, all_secrets_n, NULL, NULL);
	const struct secret_rule **rules = mem_alloc(n * sizeof(*rules));
	const char **providers = mem_alloc(n * sizeof(*providers));
	uint8_t *part = mem_alloc(n);
	struct secret_patterns parts[SECRET_PART_COUNT_] = { 0 };
	list_rules(all_secrets, all_secrets_n, rules, providers);
	struct digest d = digest_of_rules(rules, n);
	buf_add(out, d.bytes, DIGEST_BYTES);
	int r = compile_built_in(rules, n, parts, part, f);
	if (r == 0)
		r = save_parts(parts, part, n, out, f);
	for (size_t i = 0; i < SECRET_PART_COUNT_; i++)
		patterns_done(&parts[i]);
	mem_free(part);
	mem_free(providers);
	mem_free(rules);
	return r;
}

static void switch_off(struct secret_engine *e, size_t built_in, const struct secret_config *config)
{
	for (uint32_t i = 0; i < built_in; i++)
		for (size_t j = 0; j < config->off_n; j++)
			if (e->rules[i] && str_is(config->off[j], e->rules[i]->id))
				e->rules[i] = NULL;
}

int secret_engine_new(const struct secret_config *config, struct secret_engine **out,
		      struct fault *f)
{
	static const struct secret_config plain = { 0 };
	if (!config)
		config = &plain;
	size_t sets_n = config->only ? 0 : all_secrets_n;
	size_t built_in = list_rules(all_secrets, sets_n, NULL, NULL);
	size_t n = built_in + list_rules(config->sets, config->sets_n, NULL, NULL);
	ENSURE(n < UINT32_MAX);
	struct secret_engine *e = mem_alloc(sizeof(*e));
	e->n = (uint32_t)n;
	e->leaves_out = config->leaves_out;
	e->context = config->context;
	e->rules = mem_alloc(n * sizeof(*e->rules));
	e->providers = mem_alloc(n * sizeof(*e->providers));
	e->width = mem_alloc(n * sizeof(*e->width));
	list_rules(all_secrets, sets_n, e->rules, e->providers);
	list_rules(config->sets, config->sets_n, e->rules + built_in, e->providers + built_in);
	int r = 0;
	if (built_in)
		r = load_built_in(e->rules, built_in, e->part, f);
	if (r == 0 && n > built_in) {
		struct secret_patterns *own = &e->part[SECRET_CONFIGURED];
		choose(NULL, n - built_in, SECRET_CONFIGURED, (uint32_t)built_in, own);
		r = compile(e->rules, SECRET_CONFIGURED, own, f);
	}
	if (r == 0 && n > built_in)
		r = secret_matcher_check(e, (uint32_t)built_in, f);
	if (r < 0) {
		secret_engine_free(e);
		return r;
	}
	for (size_t k = 0; k < SECRET_PART_COUNT_; k++)
		for (size_t i = 0; i < e->part[k].n; i++) {
			uint32_t width = grep_width(e->part[k].grep, i);
			e->width[e->part[k].rules[i]] = width < SECRET_SPAN ? width : SECRET_SPAN;
		}
	switch_off(e, built_in, config);
	*out = e;
	return 0;
}

void secret_engine_free(struct secret_engine *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < SECRET_PART_COUNT_; i++)
		patterns_done(&e->part[i]);
	mem_free(e->rules);
	mem_free(e->providers);
	mem_free(e->width);
	mem_free(e);
}

void secret_engine_freep(struct secret_engine **e)
{
	secret_engine_free(*e);
}

const char *secret_wrap_name(enum secret_wrap w)
{
	static const char *const names[SECRET_WRAP_COUNT_] = {
		[SECRET_PLAIN] = "",	    [SECRET_UTF16] = "UTF-16",
		[SECRET_BASE64] = "base64", [SECRET_PERCENT] = "percent-encoding",
		[SECRET_GZIP] = "gzip",	    [SECRET_ZIP] = "zip",
	};
	return names[w];
}

/* ---- a reader ---- */

struct secret_reader *secret_reader_new(const struct secret_engine *e, secret_hit_fn *hit,
					void *context)
{
	struct secret_reader *r = mem_alloc(sizeof(*r));
	r->engine = e;
	r->hit = hit;
	r->context = context;
	for (size_t i = 0; i < ARRAY_LEN(r->scratch); i++)
		r->scratch[i] = e->part[i].grep ? grep_scratch_new(e->part[i].grep) : NULL;
	r->matcher = secret_matcher_new(e);
	r->judging = arena_new();
	secret_scan_init(&r->outer, r, true);
	secret_scan_init(&r->inner, r, false);
	return r;
}

void secret_reader_free(struct secret_reader *r)
{
	if (!r)
		return;
	secret_scan_done(&r->outer);
	secret_scan_done(&r->inner);
	secret_unpack_free(r->unpack);
	secret_matcher_free(r->matcher);
	for (size_t i = 0; i < ARRAY_LEN(r->scratch); i++)
		grep_scratch_free(r->scratch[i]);
	arena_free(r->judging);
	mem_free(r->decoded);
	mem_free(r);
}

void secret_begin(struct secret_reader *r, struct str path, uint64_t size)
{
	r->path = path;
	r->size = size;
	r->taken = 0;
	r->head_n = 0;
	r->decided = false;
	r->tries = r->hits = 0;
	r->why = (struct fault){ 0 };
}

static void decide(struct secret_reader *r, struct str head)
{
	r->decided = true;
	r->kind = secret_kind_of(r->path, head, false);
	switch (r->kind) {
	case SECRET_KIND_TEXT:
	case SECRET_KIND_BINARY:
		secret_scan_begin(&r->outer, r->kind == SECRET_KIND_TEXT, SECRET_PLAIN, STR(""), 0);
		return;
	case SECRET_KIND_PYC:
		r->pyc = (struct secret_pyc){ 0 };
		secret_scan_begin(&r->outer, false, SECRET_PLAIN, STR(""), 0);
		return;
	case SECRET_KIND_UTF16LE:
	case SECRET_KIND_UTF16BE:
		r->utf16 = (struct secret_utf16){ .big = r->kind == SECRET_KIND_UTF16BE };
		secret_scan_begin(&r->outer, true, SECRET_UTF16, STR(""), 0);
		return;
	case SECRET_KIND_GZIP:
	case SECRET_KIND_ZIP:
		if (!r->unpack)
			r->unpack = secret_unpack_new(&r->outer);
		secret_unpack_begin(r->unpack, r->kind == SECRET_KIND_ZIP);
		return;
	case SECRET_KIND_SKIP:
		return;
	}
}

static void pass_on(struct secret_reader *r, struct str window)
{
	switch (r->kind) {
	case SECRET_KIND_TEXT:
	case SECRET_KIND_BINARY:
		if (window.n == r->size && r->taken == r->size)
			secret_scan_all(&r->outer, window);
		else
			secret_scan_add(&r->outer, window);
		return;
	case SECRET_KIND_PYC:
		secret_pyc_add(&r->pyc, &r->outer, window);
		return;
	case SECRET_KIND_UTF16LE:
	case SECRET_KIND_UTF16BE:
		secret_utf16_add(&r->utf16, &r->outer, window);
		return;
	case SECRET_KIND_GZIP:
	case SECRET_KIND_ZIP:
		secret_unpack_add(r->unpack, window);
		return;
	case SECRET_KIND_SKIP:
		return;
	}
}

void secret_data(struct secret_reader *r, struct str window)
{
	r->taken += window.n;
	if (!r->decided) {
		bool first = r->head_n == 0;
		if (!first || (window.n < sizeof(r->head) && window.n != r->size)) {
			size_t n = size_min(window.n, sizeof(r->head) - r->head_n);
			memcpy(r->head + r->head_n, window.p, n);
			r->head_n += n;
			window = str_from(window, n);
			if (r->head_n < sizeof(r->head))
				return;
			decide(r, str_make(r->head, r->head_n));
			pass_on(r, str_make(r->head, r->head_n));
		} else {
			decide(r, str_slice(window, 0, sizeof(r->head)));
		}
	}
	pass_on(r, window);
}

int secret_end(struct secret_reader *r, bool complete, struct fault *f)
{
	if (!r->decided) {
		if (!r->head_n)
			return 0;
		decide(r, str_make(r->head, r->head_n));
		pass_on(r, str_make(r->head, r->head_n));
	}
	struct fault damage;
	int damaged = 0;
	if (r->kind == SECRET_KIND_GZIP || r->kind == SECRET_KIND_ZIP)
		damaged = secret_unpack_end(r->unpack, &damage);
	else if (r->kind != SECRET_KIND_SKIP)
		secret_scan_end(&r->outer);
	if (r->why.code)
		return fault_copy(f, &r->why);
	/* Of a subject that broke off the caller knows already. */
	return damaged < 0 && complete ? fault_copy(f, &damage) : 0;
}

int secret_text(struct secret_reader *r, struct str path, struct str text, struct fault *f)
{
	secret_begin(r, path, text.n);
	if (text.n)
		secret_data(r, text);
	return secret_end(r, true, f);
}
