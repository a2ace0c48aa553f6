/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON: trees in an arena, streams of trees.
 *
 * One engine serves both. YAJL turns bytes into events; the engine keeps the path of containers
 * above `depth` and builds a tree of everything at and below it:
 *
 *         bytes ──► guard ──► YAJL ──► events ──► above depth: path of keys
 *                                            └──► at depth:    tree in the arena ──► visit()
 *
 * json_parse() is the stream of depth 0 into the caller's arena.
 *
 * The guard exists because YAJL decodes escaped surrogates carelessly: a lone "\udc00" becomes bytes
 * that are not UTF-8, and a lone "\ud800" eats the character behind it. RFC 8259 section 8.2 allows
 * lone surrogates in the grammar and Python writers produce them, so they are accepted and read as
 * U+FFFD. The guard replaces the escape before YAJL sees it; both have six bytes, so positions hold.
 * A backslash stands only in strings, hence memchr() finds all candidates. An escape that is cut by
 * the end of a chunk waits in `carry`.
 *
 * Must stay true:
 *  - The result does not depend on how the input was cut into chunks; the column of a fault may,
 *    within one token: YAJL forgets where a token began that a cut goes through.
 *  - Memory is bounded: depth by a fixed stack, strings by LIMIT_JSON_STRING, trees by max_value,
 *    what YAJL holds back of an unfinished token by max_value too.
 *  - Strings that leave this file are UTF-8. YAJL's own check lets overlong forms and surrogates
 *    pass, so it is off and ours is used.
 *
 * Refused: comments, trailing text, control characters in strings, bytes that are not UTF-8. A byte
 * order mark before the document is skipped, as RFC 8259 section 8.1 allows: build tools on Windows
 * write one. Columns count bytes.
 */
#include "text/json.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"

#include <yajl/yajl_parse.h>

#define DEPTH_MAX  64
#define ESCAPE_MAX 12 /* bytes of an escaped surrogate pair */

/* A container that is being built. */
struct level {
	struct json *node, *last;
};

struct json_feed {
	yajl_handle parser;
	struct arena *arena;
	bool own_arena;	 /* reset after each visit */
	unsigned depth;	 /* of the trees: `inside`, or less while one is visited as a whole */
	unsigned inside; /* as it was asked for */
	size_t max_value;
	json_visit *visit;
	const struct json_outline *outline; /* NULL: nobody asks */
	void *context;

	unsigned open;			   /* containers open now */
	bool is_object[DEPTH_MAX];	   /* of each */
	struct buf key[DEPTH_MAX];	   /* last key seen in each container above `depth` */
	struct level level[DEPTH_MAX + 1]; /* of the tree, by absolute depth */
	struct str pending_key;		   /* in the arena: of the member that comes next */

	/* positions, in bytes of input */
	uint64_t fed;		   /* before the piece that YAJL works on */
	uint64_t event, value;	   /* end of the last event; start of the tree */
	uint64_t lines, line_from; /* line feeds seen, offset behind the last */

	char carry[ESCAPE_MAX];
	size_t carry_n;
	bool begun;    /* the place for a byte order mark is passed */
	bool complete; /* the root has ended */

	struct fault fault; /* sticky */
};

static uint64_t position(const struct json_feed *d)
{
	return d->fed + yajl_get_bytes_consumed(d->parser);
}

/* Callbacks answer 0 to stop: the fault says why. */
static int refuse(struct json_feed *d, int code, const char *what)
{
	fault_set(&d->fault, code, "%s", what);
	return 0;
}

/* ---- trees ---- */

struct str json_keep(struct arena *a, struct str s)
{
	static const char ascii[] = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
	if (s.n == 1 && s.p[0] >= ' ' && s.p[0] <= '~')
		return str_make(ascii + (s.p[0] - ' '), 1);
	return str_dup(a, s);
}

static struct json *attach(struct json_feed *d, enum json_kind kind)
{
	struct json *node = arena_alloc(d->arena, sizeof(*node));
	node->kind = kind;
	node->key = d->pending_key;
	d->pending_key = STR("");
	if (d->open > d->depth) {
		struct level *parent = &d->level[d->open - 1];
		if (parent->last)
			parent->last->next = node;
		else
			parent->node->child = node;
		parent->last = node;
		parent->node->n++;
	}
	return node;
}

/* The keys that lead to the value that begins or ended now. */
static size_t path_of(const struct json_feed *d, struct str *path)
{
	for (unsigned i = 0; i < d->open; i++)
		path[i] = d->is_object[i] ? buf_str(&d->key[i]) : STR("");
	return d->open;
}

static int deliver(struct json_feed *d, struct json *node)
{
	struct str path[DEPTH_MAX];
	size_t n = path_of(d, path);
	if (n)
		node->key = path[n - 1];
	int r = d->visit(d->context, path, n, node, &d->fault);
	if (d->own_arena)
		arena_reset(d->arena);
	d->depth = d->inside;
	if (r < 0) {
		d->fault.code = r;
		return 0;
	}
	return 1;
}

/* A container above `depth` begins. */
static int announce(struct json_feed *d, enum json_kind kind)
{
	struct str path[DEPTH_MAX];
	if (!d->outline || !d->outline->open)
		return 1;
	int r = d->outline->open(d->context, path, path_of(d, path), kind, &d->fault);
	if (r < 0) {
		d->fault.code = r;
		return 0;
	}
	if (r > 0)
		d->depth = d->open;
	return 1;
}

/* One that was gone into has ended. */
static int conclude(struct json_feed *d)
{
	struct str path[DEPTH_MAX];
	if (!d->outline || !d->outline->close)
		return 1;
	int r = d->outline->close(d->context, path, path_of(d, path), &d->fault);
	if (r < 0)
		d->fault.code = r;
	return r >= 0;
}

/* True when the bytes since `from` fit a value; sets the fault otherwise. */
static bool fits(struct json_feed *d, uint64_t from, uint64_t now)
{
	if (now - from <= d->max_value)
		return true;
	fault_set(&d->fault, E_LIMIT, "a value of more than %zu bytes", d->max_value);
	return false;
}

/* Every event passes here once. */
static bool step(struct json_feed *d)
{
	uint64_t now = position(d);
	bool ok = fits(d, d->open > d->depth ? d->value : d->event, now);
	d->event = now;
	return ok;
}

static int add_scalar(struct json_feed *d, enum json_kind kind, bool truth, struct str text)
{
	if (!step(d))
		return 0;
	struct json *node = attach(d, kind);
	node->truth = truth;
	node->text = text;
	d->complete = d->open == 0;
	return d->open > d->depth ? 1 : deliver(d, node);
}

static int on_null(void *context)
{
	return add_scalar(context, JSON_NULL, false, STR(""));
}

static int on_bool(void *context, int truth)
{
	return add_scalar(context, JSON_BOOL, truth != 0, STR(""));
}

static int on_number(void *context, const char *p, size_t n)
{
	struct json_feed *d = context;
	if (n > LIMIT_JSON_STRING)
		return refuse(d, E_LIMIT, "a number of too many digits");
	return add_scalar(d, JSON_NUMBER, false, json_keep(d->arena, str_make(p, n)));
}

static bool text_ok(struct json_feed *d, struct str s)
{
	if (s.n > LIMIT_JSON_STRING) {
		fault_set(&d->fault, E_LIMIT, "a string of %zu bytes, limit %zu", s.n,
			  (size_t)LIMIT_JSON_STRING);
		return false;
	}
	return str_is_utf8(s) || refuse(d, E_CORRUPT, "a string that is not UTF-8");
}

static int on_string(void *context, const unsigned char *p, size_t n)
{
	struct json_feed *d = context;
	struct str s = str_make(p, n);
	return text_ok(d, s) && add_scalar(d, JSON_STRING, false, json_keep(d->arena, s));
}

static int on_key(void *context, const unsigned char *p, size_t n)
{
	struct json_feed *d = context;
	struct str s = str_make(p, n);
	if (!text_ok(d, s) || !step(d))
		return 0;
	if (d->open > d->depth) {
		d->pending_key = str_dup(d->arena, s);
		return 1;
	}
	struct buf *key = &d->key[d->open - 1];
	buf_clear(key);
	buf_add_str(key, s);
	return 1;
}

static int open_container(struct json_feed *d, enum json_kind kind)
{
	if (!step(d))
		return 0;
	if (d->open == DEPTH_MAX)
		return refuse(d, E_LIMIT, "more than 64 nested values");
	if (d->open < d->depth && !announce(d, kind))
		return 0;
	if (d->open >= d->depth) {
		if (d->open == d->depth)
			d->value = d->event - 1;
		struct json *node = attach(d, kind);
		d->level[d->open] = (struct level){ .node = node };
	}
	d->is_object[d->open] = kind == JSON_OBJECT;
	if (d->open < d->depth)
		buf_clear(&d->key[d->open]);
	d->open++;
	return 1;
}

static int close_container(void *context)
{
	struct json_feed *d = context;
	if (!step(d))
		return 0;
	d->open--;
	d->complete = d->open == 0;
	if (d->open < d->depth)
		return conclude(d);
	return d->open == d->depth ? deliver(d, d->level[d->open].node) : 1;
}

static int on_object(void *context)
{
	return open_container(context, JSON_OBJECT);
}

static int on_array(void *context)
{
	return open_container(context, JSON_ARRAY);
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_bool,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = close_container,
	.yajl_start_array = on_array,
	.yajl_end_array = close_container,
};

/* ---- bytes ---- */

static void count_lines(struct json_feed *d, const char *p, size_t n)
{
	size_t lines = 0, last = 0;
	for (const char *at = p; (at = memchr(at, '\n', n - (size_t)(at - p))) != NULL;) {
		at++;
		lines++;
		last = (size_t)(at - p);
	}
	if (lines) {
		d->lines += lines;
		d->line_from = d->fed + last;
	}
}

/* Puts the place in front of the text: the offset behind the offending token. */
static int locate(struct json_feed *d, const char *p, size_t used)
{
	if (used)
		count_lines(d, p, used);
	uint64_t column = d->fed + used - d->line_from;
	return fault_in(&d->fault, d->fault.code, "line %llu, column %llu",
			(unsigned long long)d->lines + 1,
			(unsigned long long)(column ? column : 1));
}

/* YAJL's message without its category, and without the full stop and line feed at the end. */
static void blame(struct json_feed *d, int code)
{
	unsigned char *z = yajl_get_error(d->parser, 0, NULL, 0);
	struct str s = str_trim(str_of((const char *)z)), tail;
	if (str_cut(s, ':', NULL, &tail))
		s = str_trim(tail);
	if (str_ends(s, STR(".")))
		s.n--;
	fault_set(&d->fault, code, "%.*s", STRF(s));
	yajl_free_error(d->parser, z);
}

static int feed_piece(struct json_feed *d, const char *p, size_t n)
{
	if (n == 0)
		return 0;
	yajl_status status = yajl_parse(d->parser, (const unsigned char *)p, n);
	if (status != yajl_status_ok) {
		if (d->fault.code == 0)
			blame(d, E_CORRUPT);
		return locate(d, p, size_min(yajl_get_bytes_consumed(d->parser), n));
	}
	count_lines(d, p, n);
	d->fed += n;
	return 0;
}

/* Four hexadecimal digits at p, or -1. */
static int32_t hex4(const char *p)
{
	uint8_t b[2];
	return str_unhex(str_make(p, 4), b, 2) ? b[0] << 8 | b[1] : -1;
}

/*
 * How many bytes at p (a backslash) belong together, and whether they are a lone surrogate; 0 when n
 * bytes do not decide it. What is no escape at all passes: YAJL names the mistake.
 */
static size_t escape_span(const char *p, size_t n, bool *out_lone)
{
	*out_lone = false;
	if (n < 2)
		return 0;
	if (p[1] != 'u')
		return 2;
	if (n < 6)
		return 0;
	int32_t v = hex4(p + 2);
	if (v < 0)
		return 2;
	if (v < 0xd800 || v > 0xdfff)
		return 6;
	*out_lone = true;
	if (v >= 0xdc00)
		return 6;
	if (n < 7 || (p[6] == '\\' && n < 8))
		return 0;
	if (p[6] != '\\' || p[7] != 'u')
		return 6;
	if (n < 12)
		return 0;
	int32_t low = hex4(p + 8);
	if (low < 0xdc00 || low > 0xdfff)
		return 6;
	*out_lone = false;
	return 12;
}

/* Feeds s up to an escape that its end cuts off; gives the number of bytes taken. */
static int guard(struct json_feed *d, struct str s, size_t *out_taken)
{
	size_t from = 0, at = 0;
	while (at < s.n) {
		const char *hit = memchr(s.p + at, '\\', s.n - at);
		if (!hit) {
			at = s.n;
			break;
		}
		at = (size_t)(hit - s.p);
		bool lone;
		size_t span = escape_span(hit, s.n - at, &lone);
		if (span == 0)
			break;
		if (lone) {
			TRY(feed_piece(d, s.p + from, at - from));
			TRY(feed_piece(d, "\\ufffd", 6));
			from = at + span;
		}
		at += span;
	}
	TRY(feed_piece(d, s.p + from, at - from));
	*out_taken = at;
	return 0;
}

/* Steps over a byte order mark, which may arrive in pieces. */
static bool skip_mark(struct json_feed *d, struct str *s)
{
	static const char mark[] = "\xef\xbb\xbf";
	while (!d->begun && s->n) {
		if (s->p[0] != mark[d->carry_n]) {
			d->begun = true;
			break;
		}
		d->carry[d->carry_n++] = s->p[0];
		*s = str_from(*s, 1);
		if (d->carry_n == 3) {
			d->carry_n = 0;
			d->begun = true;
			d->fed = d->line_from = d->event = 3;
		}
	}
	return d->begun;
}

static int feed_bytes(struct json_feed *d, struct str s)
{
	if (!skip_mark(d, &s))
		return 0;
	size_t taken;
	while (d->carry_n && s.n) {
		d->carry[d->carry_n++] = s.p[0];
		s = str_from(s, 1);
		TRY(guard(d, str_make(d->carry, d->carry_n), &taken));
		d->carry_n -= taken;
		memmove(d->carry, d->carry + taken, d->carry_n);
	}
	if (s.n == 0)
		return 0;
	TRY(guard(d, s, &taken));
	d->carry_n = s.n - taken;
	if (d->carry_n)
		memcpy(d->carry, s.p + taken, d->carry_n);
	/* A token that does not end is held by YAJL: it must not grow for ever. */
	if (!fits(d, d->open > d->depth ? d->value : d->event, d->fed))
		return locate(d, NULL, 0);
	return 0;
}

/* ---- the two faces ---- */

static void *yajl_get(void *context, size_t n)
{
	return mem_alloc(n);
}

static void *yajl_resize(void *context, void *p, size_t n)
{
	return mem_resize(p, n);
}

static void yajl_give(void *context, void *p)
{
	mem_free(p);
}

static void feed_init(struct json_feed *d)
{
	ENSURE(LIMIT_JSON_DEPTH == DEPTH_MAX);
	yajl_alloc_funcs memory = { yajl_get, yajl_resize, yajl_give, NULL };
	d->parser = yajl_alloc(&callbacks, &memory, d);
	ENSURE(d->parser);
	yajl_config(d->parser, yajl_dont_validate_strings, 1);
	for (unsigned i = 0; i < DEPTH_MAX; i++)
		buf_init(&d->key[i], LIMIT_JSON_STRING);
}

struct json_feed *json_feed_new(unsigned depth, size_t max_value, json_visit *visit, void *context)
{
	ENSURE(depth < DEPTH_MAX);
	struct json_feed *d = mem_alloc(sizeof(*d));
	d->arena = arena_new();
	d->own_arena = true;
	d->depth = d->inside = depth;
	d->max_value = max_value;
	d->visit = visit;
	d->context = context;
	feed_init(d);
	return d;
}

void json_feed_outline(struct json_feed *d, const struct json_outline *outline)
{
	d->outline = outline;
}

void json_feed_free(struct json_feed *d)
{
	if (!d)
		return;
	yajl_free(d->parser);
	for (unsigned i = 0; i < DEPTH_MAX; i++)
		buf_done(&d->key[i]);
	if (d->own_arena)
		arena_free(d->arena);
	mem_free(d);
}

void json_feed_freep(struct json_feed **d)
{
	json_feed_free(*d);
}

static int answer(struct json_feed *d, int r, struct fault *f)
{
	if (r < 0 && f)
		*f = d->fault;
	return r;
}

int json_feed_add(struct json_feed *d, struct str bytes, struct fault *f)
{
	if (d->fault.code < 0)
		return answer(d, d->fault.code, f);
	return answer(d, feed_bytes(d, bytes), f);
}

int json_feed_end(struct json_feed *d, struct fault *f)
{
	if (d->fault.code < 0)
		return answer(d, d->fault.code, f);
	size_t n = d->carry_n;
	d->carry_n = 0;
	int r = feed_piece(d, d->carry, n);
	bool complete = d->complete;
	if (r == 0 && yajl_complete_parse(d->parser) != yajl_status_ok) {
		/*
		 * A number ends here: its visitor may object, or it stands behind the root. All
		 * else that fails now fails because the text stops.
		 */
		if (d->fault.code == 0 && complete)
			blame(d, E_CORRUPT);
		else if (d->fault.code == 0)
			fault_set(&d->fault, E_TRUNCATED, "the document ends too early");
		r = locate(d, NULL, 0);
	}
	return answer(d, r, f);
}

static int keep_root(void *context, const struct str *path, size_t path_n, const struct json *value,
		     struct fault *f)
{
	const struct json **root = context;
	*root = value;
	return 0;
}

int json_parse(struct arena *a, struct str text, const struct json **out, struct fault *f)
{
	const struct json *root = NULL;
	OWNED(json_feed_freep) struct json_feed *d = mem_alloc(sizeof(*d));
	d->arena = a;
	d->max_value = SIZE_MAX;
	d->visit = keep_root;
	d->context = &root;
	feed_init(d);
	TRY(json_feed_add(d, text, f));
	TRY(json_feed_end(d, f));
	ENSURE(root);
	*out = root;
	return 0;
}

/* ---- reading a tree ---- */

const struct json *json_get(const struct json *object, const char *key)
{
	if (!object || object->kind != JSON_OBJECT)
		return NULL;
	const struct json *found = NULL;
	for (const struct json *m = object->child; m; m = m->next)
		if (str_is(m->key, key))
			found = m;
	return found;
}

const struct json *json_at(const struct json *array, uint32_t i)
{
	if (!array || array->kind != JSON_ARRAY)
		return NULL;
	const struct json *m = array->child;
	while (m && i--)
		m = m->next;
	return m;
}

struct str json_text(const struct json *value)
{
	return value && value->kind == JSON_STRING ? value->text : STR("");
}

struct str json_get_text(const struct json *object, const char *key)
{
	return json_text(json_get(object, key));
}

bool json_u64(const struct json *value, uint64_t max, uint64_t *out)
{
	return value && value->kind == JSON_NUMBER && str_u64(value->text, max, out);
}
