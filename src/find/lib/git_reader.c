/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loose objects, and the choice between them and packs.
 *
 * A loose object is one zlib stream of "TYPE SIZE\0" and the bytes; its name is the id of that. A name that
 * does not fit is worth a gap, but the content is looked at all the same: who plants something does not
 * have to keep git's rules.
 */
#include "find/lib/git_reader.h"

#include "base/limits.h"
#include "base/mem.h"
#include "find/lib/git_pack.h"

enum stage {
	STAGE_HEAD,
	STAGE_BODY,
	STAGE_OVER,
};

struct git_reader {
	struct git_events events, inner; /* the caller's; ours, that see the id of a large object */
	struct git_cache *cache;
	struct inflate *inflate;
	struct git_pack *pack; /* made when the first one comes */
	bool in_pack;
	/* of a loose object */
	enum stage stage;
	struct git_body body;
	struct git_zlib zlib;
	struct git_input in;
	char head[32]; /* "commit 18446744073709551615\0" and the first bytes behind it */
	size_t head_n;
	struct git_key key;
	bool has_key, mismatch, garbage;
	struct fault why;
};

static void on_large(void *context, int type, uint64_t size)
{
	struct git_reader *r = context;
	r->events.large(r->events.context, type, size);
}

static void on_large_data(void *context, struct str window)
{
	struct git_reader *r = context;
	r->events.large_data(r->events.context, window);
}

static void check_key(struct git_reader *r, struct str id)
{
	r->mismatch = r->has_key && id.n >= GIT_KEY && memcmp(id.p, r->key.bytes, GIT_KEY) != 0;
}

static void on_large_end(void *context, struct str id)
{
	struct git_reader *r = context;
	check_key(r, id);
	r->events.large_end(r->events.context, id);
}

struct git_reader *git_reader_new(const struct git_events *events)
{
	struct git_reader *r = mem_alloc(sizeof(*r));
	r->events = *events;
	r->inner = (struct git_events){ .context = r,
					.large = on_large,
					.large_data = on_large_data,
					.large_end = on_large_end };
	r->cache = git_cache_new(LIMIT_GIT_CACHE);
	r->inflate = inflate_open(INFLATE_AUTO);
	git_body_init(&r->body, &r->inner);
	return r;
}

void git_reader_free(struct git_reader *r)
{
	if (!r)
		return;
	git_pack_free(r->pack);
	git_body_done(&r->body);
	git_cache_free(r->cache);
	inflate_close(r->inflate);
	mem_free(r);
}

void git_reader_begin(struct git_reader *r, const struct git_path *path)
{
	r->in_pack = path->kind == GIT_PATH_PACK;
	if (r->in_pack) {
		if (!r->pack)
			r->pack = git_pack_new(&r->events, r->cache, r->inflate);
		git_pack_begin(r->pack, path->sha256);
		return;
	}
	r->stage = STAGE_HEAD;
	r->in = (struct git_input){ 0 };
	r->head_n = 0;
	r->mismatch = r->garbage = false;
	r->why = (struct fault){ 0 };
	r->body.sha256 = path->sha256;
	git_zlib_begin(&r->zlib, r->inflate);
	r->has_key = false;
	if (path->id.n) {
		char hex[64];
		size_t n = 2 + path->id.n;
		/* the folder's two digits, a slash, and the rest */
		memcpy(hex, path->id.p - 3, 2);
		memcpy(hex + 2, path->id.p, path->id.n);
		r->has_key = git_key_parse(str_make(hex, n), &r->key);
	}
}

static int parse_type(struct str word)
{
	for (int type = GIT_COMMIT; type <= GIT_TAG; type++)
		if (str_is(word, git_type_name(type)))
			return type;
	return 0;
}

static void spoil(struct git_reader *r, const char *why)
{
	fault_set(&r->why, E_CORRUPT, "%s", why);
	r->stage = STAGE_OVER;
}

static void step_head(struct git_reader *r)
{
	size_t got = 0;
	struct fault f = { 0 };
	int more = git_zlib_step(&r->zlib, &r->in, r->head + r->head_n, sizeof(r->head) - r->head_n,
				 &got, &f);
	r->head_n += got;
	if (more < 0 && !git_zlib_over(&r->zlib)) {
		spoil(r, f.text);
		return;
	}
	struct str head = str_make(r->head, r->head_n), type, size;
	size_t end = str_find_char(head, '\0');
	if (end == SIZE_MAX) {
		if (r->head_n == sizeof(r->head) || more <= 0)
			spoil(r, "no object");
		return;
	}
	uint64_t n;
	(void)str_cut(str_slice(head, 0, end), ' ', &type, &size);
	if (!parse_type(type) || !str_u64(size, INT64_MAX, &n)) {
		spoil(r, "no object");
		return;
	}
	struct git_zlib zlib = r->zlib;
	struct str seed = str_from(head, end + 1);
	git_body_resume(&r->body, &zlib, parse_type(type), n, seed);
	r->stage = STAGE_BODY;
	if (more < 0)
		spoil(r, f.text);
}

static void step_body(struct git_reader *r)
{
	bool over;
	struct fault f = { 0 };
	int more = git_body_step(&r->body, &r->in, &over, &f);
	if (more > 0)
		return;
	r->stage = STAGE_OVER;
	if (more < 0) {
		spoil(r, f.text);
	} else if (r->body.size <= LIMIT_GIT_OBJECT) {
		struct digest id;
		struct git_key key = git_object_emit(&r->events, r->body.sha256, r->body.type,
						     buf_str(&r->body.bytes), &id);
		check_key(r, str_make(id.bytes, digest_size(id.kind)));
		(void)git_cache_put(r->cache, GIT_NO_OFFSET, &key, r->body.type, &r->body.bytes);
	}
}

void git_reader_data(struct git_reader *r, struct str window)
{
	if (r->in_pack) {
		git_pack_data(r->pack, window);
		return;
	}
	r->in.rest = window;
	/* The decoder may hold bytes back, so it is asked once more when there is no input left. */
	for (enum stage before = STAGE_OVER; r->stage != STAGE_OVER;) {
		if (git_input_peek(&r->in).n == 0 && r->stage == before)
			break;
		before = r->stage;
		if (r->stage == STAGE_HEAD)
			step_head(r);
		else
			step_body(r);
	}
	r->garbage |= git_input_peek(&r->in).n > 0;
	r->in = (struct git_input){ 0 };
}

static int end_loose(struct git_reader *r, bool complete, struct fault *f)
{
	bool over = r->stage == STAGE_OVER;
	if (r->stage == STAGE_BODY && r->body.hasher) {
		hasher_free(STEAL(r->body.hasher));
		r->events.large_end(r->events.context, STR(""));
	}
	if (r->why.code)
		return fault_copy(f, &r->why);
	if (!over || !complete)
		return fault_set(f, E_TRUNCATED, "git object breaks off");
	if (r->mismatch)
		return fault_set(f, E_CORRUPT, "git object is not the one its name says");
	if (r->garbage)
		return fault_set(f, E_CORRUPT, "bytes behind a git object");
	return 0;
}

int git_reader_end(struct git_reader *r, bool complete, struct fault *f)
{
	return r->in_pack ? git_pack_end(r->pack, complete, f) : end_loose(r, complete, f);
}
