/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzz driver of git's object stores. The first byte chooses:
 *
 *     p  the rest is a pack             P  the same with SHA-256
 *     l  the rest is a loose object     d  base and delta: the second byte is the base's size
 *     t  commit, tree, refs, config, path
 *     a  a recipe for a pack: objects with heads and bases that may lie, compressed by the driver, since hardly
 *        any change of compressed bytes gets behind the decoder
 *
 * Must hold: no read outside; the objects are the same whether the bytes come one by one or all at once.
 */
#include "base/log.h"
#include "base/limits.h"
#include "find/lib/git_delta.h"
#include "find/lib/git_graph.h"
#include "find/lib/git_origin.h"
#include "find/lib/git_reader.h"

#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OBJECTS 64

static void on_object(void *context, int type, struct str id, struct str bytes)
{
	struct hasher *h = context;
	hasher_add(h, &type, sizeof(type));
	hasher_add(h, id.p, id.n);
	hasher_add(h, &bytes.n, sizeof(bytes.n));
}

static void on_large(void *context, int type, uint64_t size)
{
	hasher_add(context, &size, sizeof(size));
}

static void on_large_data(void *context, struct str window)
{
}

static void on_large_end(void *context, struct str id)
{
	hasher_add(context, "end", 3);
}

static struct digest read_file(struct str bytes, struct str path, size_t window, int *out_r)
{
	OWNED(hasher_freep) struct hasher *h = hasher_new(DIGEST_SHA256);
	struct git_events events = { h, on_object, on_large, on_large_data, on_large_end };
	struct git_path p = git_path_of(path);
	struct git_reader *r = git_reader_new(&events);
	git_reader_begin(r, &p);
	for (size_t at = 0; at < bytes.n; at += window)
		git_reader_data(r, str_slice(bytes, at, at + window));
	struct fault f = { 0 };
	*out_r = git_reader_end(r, true, &f);
	ENSURE(*out_r == 0 || fault_scope(*out_r) == SCOPE_LOCAL);
	git_reader_free(r);
	struct digest d;
	hasher_finish(h, &d);
	return d;
}

static void read_twice(struct str bytes, struct str path)
{
	int one, all;
	struct digest a = read_file(bytes, path, 1, &one),
		      b = read_file(bytes, path, SIZE_MAX / 2, &all);
	ENSURE(one == all && digest_eq(&a, &b));
}

static void try_delta(struct str s)
{
	if (s.n < 1)
		return;
	size_t n = (uint8_t)s.p[0];
	OWNED(buf_donep) struct buf out;
	buf_init(&out, MIB);
	struct fault f = { 0 };
	if (git_delta_apply(str_slice(s, 1, 1 + n), str_from(s, 1 + n), &out, &f) == 0)
		ENSURE(!out.over);
}

static void read_texts(struct str s)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct git_graph g;
	git_graph_init(&g);
	struct git_key key = { { 1 } }, head = { { 2 } };
	struct git_commit c;
	if (git_commit_parse(s, &c)) {
		git_graph_add_commit(&g, git_graph_object(&g, &head), &c);
		(void)git_time_text(a, c.author_time, c.author_zone);
	}
	git_graph_add_tree(&g, git_graph_object(&g, &key), s, s.n & 1 ? 20 : 32);
	git_graph_want(&g);
	struct git_origins *o = git_origins_new(a, &g);
	struct git_origin origin;
	for (uint32_t i = 0; i < g.objects.n && i < 64; i++)
		(void)git_origin_find(o, git_graph_key(&g, i), &head, 1, &origin);
	git_graph_done(&g);
	struct str name;
	(void)git_symref(s, &name);
	(void)git_remote(a, s);
	(void)git_path_of(s);
}

static void add_head(struct buf *pack, int type, uint64_t size)
{
	(void)buf_add_char(pack, (char)(type << 4 | (size & 15) | (size > 15 ? 0x80 : 0)));
	for (size >>= 4; size; size >>= 7)
		(void)buf_add_char(pack, (char)((size & 0x7f) | (size > 0x7f ? 0x80 : 0)));
}

static void add_distance(struct buf *pack, uint64_t n)
{
	char digits[10];
	size_t i = sizeof(digits);
	digits[--i] = (char)(n & 0x7f);
	while (n >>= 7)
		digits[--i] = (char)(0x80 | (--n & 0x7f));
	(void)buf_add(pack, digits + i, sizeof(digits) - i);
}

static void add_zlib(struct buf *pack, struct str s)
{
	Bytef out[1024];
	uLongf n = sizeof(out);
	ENSURE(compress2(out, &n, (const Bytef *)(s.n ? s.p : ""), s.n, 1) == Z_OK);
	(void)buf_add(pack, out, n);
}

/* Objects: type and flags, number of the base, size, bytes. */
static void assemble(struct str s)
{
	OWNED(buf_donep) struct buf pack;
	buf_init(&pack, MIB);
	uint64_t offsets[OBJECTS] = { 0 };
	struct digest ids[OBJECTS] = { 0 };
	struct rd r = rd_of(s);
	uint8_t count = rd_u8(&r);
	(void)buf_add(&pack, "PACK\0\0\0\2\0\0\0", 11);
	(void)buf_add_char(&pack, (char)count);
	for (size_t i = 0; i < OBJECTS && rd_left(&r) > 3; i++) {
		uint8_t how = rd_u8(&r), base = rd_u8(&r) % OBJECTS, size = rd_u8(&r);
		struct str bytes = rd_take(&r, size_min(size, rd_left(&r)));
		int type = how & 7;
		offsets[i] = pack.n;
		ids[i] = git_object_id(false, GIT_BLOB, bytes);
		add_head(&pack, type, how & 8 ? bytes.n + base : bytes.n);
		if (type == GIT_OFFSET_DELTA)
			add_distance(&pack, offsets[i] - offsets[base < i ? base : 0]);
		else if (type == GIT_KEY_DELTA)
			(void)buf_add(&pack, ids[base].bytes, 20);
		add_zlib(&pack, bytes);
	}
	(void)buf_add(&pack, "checksum of twenty bytes", 20);
	read_twice(buf_str(&pack), STR(".git/objects/pack/a.pack"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1)
		return 0;
	struct str s = str_make(data + 1, size - 1);
	switch (data[0]) {
	case 'p':
		read_twice(s, STR(".git/objects/pack/a.pack"));
		break;
	case 'P':
		read_twice(s, STR("objects/pack/pack-0123456789abcdef0123456789abcdef"
				  "0123456789abcdef0123456789abcdef.pack"));
		break;
	case 'l':
		read_twice(s, STR("objects/01/tmp_obj_x"));
		break;
	case 'd':
		try_delta(s);
		break;
	case 't':
		read_texts(s);
		break;
	case 'a':
		assemble(s);
		break;
	default:
		break;
	}
	return 0;
}
