/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pack, read as a stream.
 *
 *     "PACK" version count │ head zlib │ head base zlib │ … │ checksum
 *                                            │
 *          a delta's base:  cache of objects ◄┤  the usual case: git writes bases before their deltas, nearby
 *                           window of bytes  ◄┘  else it is made anew from the last LIMIT_GIT_WINDOW bytes
 *
 * A pack up to the window's size is held whole, so everything in it can be read in any order. Of a larger
 * one the base may have left both: such an object is lost, and counted. A delta that names its base by id may
 * stand before it (after a fetch git appends the bases that were missing); those, and what is made
 * from them, wait until the end of the pack.
 *
 * Must stay true:
 *  - Memory: window, cache, one delta, one result, whatever the heads promise.
 *  - Time: every decoded byte counts as work; a pack that makes more than LIMIT_GIT_WORK times its size (some
 *    bytes of delta can make megabytes, over and over) is given up with E_LIMIT.
 *  - Chains of deltas are followed by a list, not by recursion, and at most LIMIT_GIT_CHAIN deep; ids are only
 *    looked up among objects that have been read, so there are no circles.
 *
 * Refuses: types 0 and 5, other versions. The head of the next object is only known by decoding this one:
 * after bytes that are no zlib stream the rest of the pack is lost.
 */
#include "find/lib/git_pack.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "find/lib/git_delta.h"
#include "find/lib/git_window.h"

enum stage {
	STAGE_HEAD,
	STAGE_OBJECT, /* type and size of the next one */
	STAGE_BASE,
	STAGE_BODY,
	STAGE_CHECKSUM,
	STAGE_OVER, /* also after a fault */
};

/* A delta whose base, or the base of that, did not come yet. */
struct waiting {
	uint64_t offset, base_offset;
	struct git_key base;
	int type;
	bool done;
};

struct git_pack {
	const struct git_events *events;
	struct git_cache *cache;
	struct inflate *inflate;
	bool sha256;
	enum stage stage;
	struct git_input in;
	struct git_body body;
	struct git_window window;
	struct git_table keys; /* of objects read, and where: bases of other deltas */
	struct buf offsets;
	struct buf waiting;
	struct buf chain;
	uint8_t small[64];
	size_t small_n;
	uint32_t expected, seen, lost, damaged;
	uint64_t object_at; /* offset of the current object */
	uint64_t work;
	uint64_t base_offset;
	struct git_key base;
	struct hasher *hasher;
	uint8_t held[32]; /* the last bytes: not hashed as long as they may be the checksum */
	size_t held_n;
	struct fault why; /* the first thing that ended the pack, or damaged an object */
};

/* Head of an object, wherever it was read from. */
struct head {
	int type;
	uint64_t size, base_offset;
	struct git_key base;
};

struct git_pack *git_pack_new(const struct git_events *events, struct git_cache *cache,
			      struct inflate *inflate)
{
	struct git_pack *p = mem_alloc(sizeof(*p));
	p->events = events;
	p->cache = cache;
	p->inflate = inflate;
	git_body_init(&p->body, events);
	git_window_init(&p->window, LIMIT_GIT_WINDOW);
	git_table_init(&p->keys, GIT_KEY, (uint32_t)LIMIT_GIT_BASES);
	buf_init(&p->offsets, LIMIT_GIT_BASES * sizeof(uint64_t));
	buf_init(&p->waiting, LIMIT_GIT_BASES * sizeof(struct waiting));
	buf_init(&p->chain, LIMIT_GIT_CHAIN * sizeof(uint64_t));
	return p;
}

void git_pack_free(struct git_pack *p)
{
	if (!p)
		return;
	git_body_done(&p->body);
	git_window_done(&p->window);
	git_table_done(&p->keys);
	buf_done(&p->offsets);
	buf_done(&p->waiting);
	buf_done(&p->chain);
	hasher_free(p->hasher);
	mem_free(p);
}

void git_pack_begin(struct git_pack *p, bool sha256)
{
	p->sha256 = p->body.sha256 = sha256;
	p->stage = STAGE_HEAD;
	p->in = (struct git_input){ 0 };
	p->small_n = p->held_n = 0;
	p->expected = p->seen = p->lost = p->damaged = 0;
	p->work = 0;
	p->why = (struct fault){ 0 };
	git_window_clear(&p->window);
	git_table_clear(&p->keys);
	buf_clear(&p->offsets);
	buf_clear(&p->waiting);
	git_cache_next_pack(p->cache);
	hasher_free(p->hasher);
	p->hasher = hasher_new(sha256 ? DIGEST_SHA256 : DIGEST_SHA1);
}

static size_t id_size(const struct git_pack *p)
{
	return p->sha256 ? 32 : GIT_KEY;
}

/* The rest of the pack cannot be read. */
static void give_up(struct git_pack *p)
{
	p->stage = STAGE_OVER;
}

static bool too_much_work(struct git_pack *p, uint64_t bytes)
{
	p->work += bytes + 64;
	return p->work > LIMIT_GIT_WORK_FREE + LIMIT_GIT_WORK * p->in.offset;
}

/* ---- deltas ---- */

/* Remembers where an object is, for deltas that name it by id. */
static void remember(struct git_pack *p, uint64_t offset, const struct git_key *key)
{
	uint32_t before = p->keys.n;
	if (git_table_put(&p->keys, key->bytes) == before)
		(void)buf_add(&p->offsets, &offset, sizeof(offset));
}

static bool offset_of(const struct git_pack *p, const struct git_key *key, uint64_t *out)
{
	uint32_t i = git_table_find(&p->keys, key->bytes);
	if (i == GIT_NONE)
		return false;
	memcpy(out, p->offsets.p + i * sizeof(*out), sizeof(*out));
	return true;
}

/* Type and size: three bits of the first byte, then four and seven of each (gitformat-pack(5)). */
static bool parse_head(struct rd *r, struct head *out)
{
	uint8_t byte = rd_u8(r);
	out->type = byte >> 4 & 7;
	out->size = byte & 15;
	for (unsigned shift = 4; byte & 0x80 && !r->bad; shift += 7) {
		byte = rd_u8(r);
		if (shift > 57)
			r->bad = true;
		else
			out->size |= (uint64_t)(byte & 0x7f) << shift;
	}
	return !r->bad && out->type != 0 && out->type != 5;
}

/* What a delta is against; `at` is its own offset. Its distance counts one more with each further byte. */
static bool parse_base(struct rd *r, uint64_t at, size_t id_n, struct head *out)
{
	if (out->type == GIT_KEY_DELTA) {
		struct str id = rd_take(r, id_n);
		if (!r->bad)
			memcpy(out->base.bytes, id.p, sizeof(out->base.bytes));
		return !r->bad;
	}
	uint8_t byte = rd_u8(r);
	uint64_t distance = byte & 0x7f;
	while (byte & 0x80 && !r->bad) {
		byte = rd_u8(r);
		if (distance > UINT64_MAX >> 8)
			r->bad = true;
		distance = (distance + 1) << 7 | (byte & 0x7f);
	}
	out->base_offset = at - distance;
	return !r->bad && distance > 0 && distance < at;
}

/* Decodes the object at `offset` of the window: its head, and its bytes (of a delta the delta's) to `out`. */
static int read_back(struct git_pack *p, uint64_t offset, struct head *out_head, struct buf *out,
		     struct fault *f)
{
	char first[64];
	size_t n = 0;
	for (struct str s; n < sizeof(first) && (s = git_window_at(&p->window, offset + n)).n;) {
		size_t take = size_min(s.n, sizeof(first) - n);
		memcpy(first + n, s.p, take);
		n += take;
	}
	struct rd r = rd_of(str_make(first, n));
	if (n == 0)
		return fault_set(f, E_LIMIT, "base is further back than %llu bytes",
				 (unsigned long long)LIMIT_GIT_WINDOW);
	if (!parse_head(&r, out_head) ||
	    (out_head->type >= GIT_OFFSET_DELTA && !parse_base(&r, offset, id_size(p), out_head)))
		return fault_set(f, E_CORRUPT, "no object at the offset of a base");
	if (out_head->size > out->max)
		return fault_set(f, E_LIMIT, "base of %llu bytes, limit %zu",
				 (unsigned long long)out_head->size, out->max);
	if (too_much_work(p, out_head->size))
		return fault_set(f, E_LIMIT, "too much work");
	struct git_input in = { .offset = offset + n - rd_left(&r) };
	struct git_zlib z;
	git_zlib_begin(&z, p->inflate);
	int more = 1;
	while (more > 0) {
		size_t got, want = (size_t)out_head->size - out->n;
		if (in.front_n == 0 && in.rest.n == 0)
			in.rest = git_window_at(&p->window, in.offset);
		bool dry = git_input_peek(&in).n == 0;
		char spare[64];
		char *to = want ? buf_room(out, want) : spare;
		more = git_zlib_step(&z, &in, to, want ? want : sizeof(spare), &got, f);
		if (more < 0)
			return more;
		if (want)
			buf_filled(out, got);
		if ((!want && got) || (more && dry && got == 0))
			return fault_set(f, E_CORRUPT, "object of another size than promised");
	}
	return out->n == out_head->size ? 0 : fault_set(f, E_CORRUPT, "object is too short");
}

static int put_made(struct git_pack *p, uint64_t offset, int type, struct buf *bytes,
		    struct git_cached *out)
{
	struct digest id = git_object_id(p->sha256, type, buf_str(bytes));
	struct git_key key;
	memcpy(key.bytes, id.bytes, sizeof(key.bytes));
	out->type = type;
	out->bytes = git_cache_put(p->cache, offset, &key, type, bytes);
	return 0;
}

static bool push(struct buf *chain, uint64_t offset)
{
	return buf_add(chain, &offset, sizeof(offset));
}

/*
 * Down the chain of deltas from `offset` to something that is held or whole; the way is in p->chain. 1 when it
 * ends at an id that did not come yet.
 */
static int find_root(struct git_pack *p, uint64_t offset, struct git_cached *out, struct fault *f)
{
	OWNED(buf_donep) struct buf bytes;
	buf_init(&bytes, LIMIT_GIT_OBJECT);
	buf_clear(&p->chain);
	for (;;) {
		if (git_cache_by_offset(p->cache, offset, out))
			return 0;
		struct head head = { 0 };
		buf_clear(&bytes);
		TRY(read_back(p, offset, &head, &bytes, f));
		if (head.type < GIT_OFFSET_DELTA)
			return put_made(p, offset, head.type, &bytes, out);
		if (!push(&p->chain, offset))
			return fault_set(f, E_LIMIT, "chain of more than %llu deltas",
					 (unsigned long long)LIMIT_GIT_CHAIN);
		if (head.type == GIT_OFFSET_DELTA) {
			offset = head.base_offset;
		} else {
			if (git_cache_by_key(p->cache, &head.base, out))
				return 0;
			if (!offset_of(p, &head.base, &offset))
				return 1;
		}
	}
}

/* The object at `offset`, from the cache or made anew. 1 when that has to wait. */
static int object_at(struct git_pack *p, uint64_t offset, struct git_cached *out, struct fault *f)
{
	int r = find_root(p, offset, out, f);
	if (r != 0)
		return r;
	OWNED(buf_donep) struct buf delta;
	OWNED(buf_donep) struct buf made;
	buf_init(&delta, LIMIT_GIT_OBJECT);
	buf_init(&made, LIMIT_GIT_OBJECT);
	while (p->chain.n > 0) {
		uint64_t at;
		p->chain.n -= sizeof(at);
		memcpy(&at, p->chain.p + p->chain.n, sizeof(at));
		struct head head = { 0 };
		buf_clear(&delta);
		TRY(read_back(p, at, &head, &delta, f));
		TRY(git_delta_apply(out->bytes, buf_str(&delta), &made, f));
		if (too_much_work(p, made.n))
			return fault_set(f, E_LIMIT, "too much work");
		(void)put_made(p, at, out->type, &made, out);
	}
	return 0;
}

/* Applies a delta to its base, hands the object on and keeps it as a base for others. */
static int take_delta(struct git_pack *p, uint64_t offset, const struct git_cached *base,
		      struct str delta, struct fault *f)
{
	OWNED(buf_donep) struct buf made;
	buf_init(&made, LIMIT_GIT_OBJECT);
	TRY(git_delta_apply(base->bytes, delta, &made, f));
	if (too_much_work(p, made.n))
		return fault_set(f, E_LIMIT, "too much work");
	struct digest id;
	struct git_key key = git_object_emit(p->events, p->sha256, base->type, buf_str(&made), &id);
	(void)git_cache_put(p->cache, offset, &key, base->type, &made);
	remember(p, offset, &key);
	return 0;
}

static void lose(struct git_pack *p, const struct fault *why)
{
	p->lost++;
	if (!p->why.code)
		p->why = *why;
}

static int find_base(struct git_pack *p, int type, struct git_cached *out, struct fault *f)
{
	uint64_t offset = p->base_offset;
	if (type == GIT_OFFSET_DELTA)
		return object_at(p, offset, out, f);
	if (git_cache_by_key(p->cache, &p->base, out))
		return 0;
	if (offset_of(p, &p->base, &offset))
		return object_at(p, offset, out, f);
	return 1;
}

static void finish_delta(struct git_pack *p)
{
	struct fault f = { 0 };
	struct git_cached base;
	int r = p->body.discard ? fault_set(&f, E_LIMIT, "delta of more than %llu bytes",
					    (unsigned long long)LIMIT_GIT_OBJECT)
				: find_base(p, p->body.type, &base, &f);
	if (r == 1) {
		struct waiting w = { .offset = p->object_at,
				     .base_offset = p->base_offset,
				     .base = p->base,
				     .type = p->body.type };
		if (buf_add(&p->waiting, &w, sizeof(w)))
			return;
		r = fault_set(&f, E_LIMIT, "more than %llu deltas before their bases",
			      (unsigned long long)LIMIT_GIT_BASES);
	}
	if (r == 0)
		r = take_delta(p, p->object_at, &base, buf_str(&p->body.bytes), &f);
	if (r < 0)
		lose(p, &f);
}

/*
 * The deltas that stood before their bases. One base may be made by another one of them: as many rounds as a
 * chain of git's usual depth needs.
 */
static void finish_waiting(struct git_pack *p)
{
	struct waiting *w = (struct waiting *)(void *)p->waiting.p;
	size_t n = p->waiting.n / sizeof(*w), left = n;
	OWNED(buf_donep) struct buf delta;
	buf_init(&delta, LIMIT_GIT_OBJECT);
	for (size_t round = 0, before = n + 1; left > 0 && left < before && round < 256; round++) {
		before = left;
		for (size_t i = 0; i < n && !too_much_work(p, 0); i++) {
			struct fault f = { 0 };
			struct head head = { 0 };
			struct git_cached base;
			if (w[i].done)
				continue;
			p->base = w[i].base;
			p->base_offset = w[i].base_offset;
			int r = find_base(p, w[i].type, &base, &f);
			if (r == 1)
				continue;
			buf_clear(&delta);
			/* Reading does not touch the cache, so the base stays. */
			if (r == 0)
				r = read_back(p, w[i].offset, &head, &delta, &f);
			if (r == 0)
				r = take_delta(p, w[i].offset, &base, buf_str(&delta), &f);
			if (r < 0)
				lose(p, &f);
			w[i].done = true;
			left--;
		}
	}
	struct fault f = { 0 };
	fault_set(&f, E_CORRUPT, "the base of a delta is not in the pack");
	for (; left > 0; left--)
		lose(p, &f);
}

/* ---- the stream ---- */

/* One more byte into p->small; false when there is none. */
static bool next_byte(struct git_pack *p)
{
	struct str s = git_input_peek(&p->in);
	if (s.n == 0)
		return false;
	ENSURE(p->small_n < sizeof(p->small));
	p->small[p->small_n++] = (uint8_t)s.p[0];
	git_input_skip(&p->in, 1);
	return true;
}

static void step_head(struct git_pack *p)
{
	while (p->small_n < 12)
		if (!next_byte(p))
			return;
	struct rd r = rd_of(str_make(p->small, p->small_n));
	bool is_pack = str_is(rd_take(&r, 4), "PACK");
	uint32_t version = rd_u32be(&r);
	p->expected = rd_u32be(&r);
	p->small_n = 0;
	p->stage = p->expected ? STAGE_OBJECT : STAGE_CHECKSUM;
	if (!is_pack || (version != 2 && version != 3)) {
		fault_set(&p->why, is_pack ? E_UNSUPPORTED : E_CORRUPT,
			  is_pack ? "pack of version %u" : "no pack", version);
		give_up(p);
	}
}

static void begin_body(struct git_pack *p, const struct head *head)
{
	p->small_n = 0;
	p->base = head->base;
	p->base_offset = head->base_offset;
	git_body_begin(&p->body, p->inflate, head->type, head->size);
	p->stage = STAGE_BODY;
}

/* Head and base are read byte by byte until they are whole. */
static void step_object(struct git_pack *p)
{
	for (;;) {
		if (p->small_n == 0)
			p->object_at = p->in.offset;
		if (!next_byte(p))
			return;
		if (p->small_n < 20 && p->small[p->small_n - 1] & 0x80)
			continue;
		break;
	}
	struct head head = { 0 };
	struct rd r = rd_of(str_make(p->small, p->small_n));
	if (!parse_head(&r, &head)) {
		fault_set(&p->why, E_CORRUPT, "no object at offset %llu",
			  (unsigned long long)p->object_at);
		give_up(p);
	} else if (head.type >= GIT_OFFSET_DELTA) {
		p->stage = STAGE_BASE;
	} else {
		begin_body(p, &head);
	}
}

static void step_base(struct git_pack *p)
{
	struct head head = { 0 };
	for (;;) {
		struct rd r = rd_of(str_make(p->small, p->small_n));
		(void)parse_head(&r, &head);
		bool whole = parse_base(&r, p->object_at, id_size(p), &head);
		if (whole)
			break;
		if (!r.bad || p->small_n == sizeof(p->small)) {
			fault_set(&p->why, E_CORRUPT, "bad base of the delta at offset %llu",
				  (unsigned long long)p->object_at);
			give_up(p);
			return;
		}
		if (!next_byte(p))
			return;
	}
	begin_body(p, &head);
}

static void finish_object(struct git_pack *p)
{
	struct git_body *b = &p->body;
	if (b->type >= GIT_OFFSET_DELTA) {
		finish_delta(p);
	} else if (b->size <= LIMIT_GIT_OBJECT) {
		struct digest id;
		struct git_key key =
			git_object_emit(p->events, p->sha256, b->type, buf_str(&b->bytes), &id);
		(void)git_cache_put(p->cache, p->object_at, &key, b->type, &b->bytes);
		remember(p, p->object_at, &key);
	}
}

static void step_body(struct git_pack *p)
{
	bool over;
	struct fault f = { 0 };
	uint64_t before = p->body.n;
	int r = git_body_step(&p->body, &p->in, &over, &f);
	bool too_much = too_much_work(p, p->body.n - before);
	if (r == 0) {
		finish_object(p);
		too_much |= too_much_work(p, 0);
	} else if (r < 0) {
		p->damaged++;
		if (!p->why.code)
			fault_set(&p->why, f.code, "object at offset %llu: %s",
				  (unsigned long long)p->object_at, f.text);
	}
	if (r <= 0) {
		p->seen++;
		p->stage = p->seen < p->expected ? STAGE_OBJECT : STAGE_CHECKSUM;
	}
	if (r < 0 && !over)
		give_up(p);
	if (too_much && p->stage != STAGE_OVER) {
		fault_set(&p->why, E_LIMIT, "its objects are more than %llu times its size",
			  (unsigned long long)LIMIT_GIT_WORK);
		give_up(p);
	}
}

/* Everything but the last bytes, which may be the checksum, goes into the hash. */
static void hash(struct git_pack *p, struct str window)
{
	size_t want = id_size(p);
	if (window.n >= want) {
		hasher_add(p->hasher, p->held, p->held_n);
		hasher_add(p->hasher, window.p, window.n - want);
		memcpy(p->held, window.p + window.n - want, want);
		p->held_n = want;
		return;
	}
	size_t over = p->held_n + window.n > want ? p->held_n + window.n - want : 0;
	hasher_add(p->hasher, p->held, over);
	memmove(p->held, p->held + over, p->held_n - over);
	memcpy(p->held + p->held_n - over, window.p, window.n);
	p->held_n += window.n - over;
}

void git_pack_data(struct git_pack *p, struct str window)
{
	if (p->stage == STAGE_OVER || window.n == 0)
		return;
	hash(p, window);
	git_window_add(&p->window, window);
	p->in.rest = window;
	while (p->stage != STAGE_OVER && git_input_peek(&p->in).n > 0) {
		switch (p->stage) {
		case STAGE_HEAD:
			step_head(p);
			break;
		case STAGE_OBJECT:
			step_object(p);
			break;
		case STAGE_BASE:
			step_base(p);
			break;
		case STAGE_BODY:
			step_body(p);
			break;
		case STAGE_CHECKSUM:
			git_input_skip(&p->in, git_input_peek(&p->in).n);
			break;
		case STAGE_OVER:
			break;
		}
	}
	p->in.rest = str_make(NULL, 0);
}

static void check_end(struct git_pack *p, bool complete)
{
	struct digest d;
	hasher_finish(p->hasher, &d);
	bool all = p->stage == STAGE_CHECKSUM && complete;
	if (p->why.code)
		return;
	if (!all)
		fault_set(&p->why, E_TRUNCATED, "breaks off");
	else if (p->held_n < id_size(p) || memcmp(d.bytes, p->held, id_size(p)) != 0)
		fault_set(&p->why, E_CORRUPT, "its checksum does not hold");
}

int git_pack_end(struct git_pack *p, bool complete, struct fault *f)
{
	if (p->stage == STAGE_BODY && p->body.hasher) {
		hasher_free(STEAL(p->body.hasher));
		p->events->large_end(p->events->context, STR(""));
	}
	finish_waiting(p);
	check_end(p, complete);
	if (!p->why.code)
		return 0;
	uint32_t unread = p->expected - p->seen + p->lost + p->damaged;
	return fault_set(f, p->why.code, "%u of %u objects could not be read: %s", unread,
			 p->expected, p->why.text);
}
