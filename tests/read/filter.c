/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/buf.h"
#include "base/limits.h"
#include "read/filter.h"
#include "read/inflate.h"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

extern const struct filter filter_gzip;

static const size_t steps[] = { 0, 1, 5, 4096 };

/* Text that compresses as source code does, then noise, then zeros. */
static void sample(struct buf *b, size_t n)
{
	uint32_t x = 12345;
	buf_init(b, 64 * MIB);
	char *p = buf_room(b, n);
	for (size_t i = 0; i < n; i++) {
		x = x * 1103515245 + 12345;
		p[i] = i < n / 2       ? "etaoin shrdlu{}();\n\t"[x >> 16 & 15]
		       : i < n * 3 / 4 ? (char)(x >> 16)
				       : '\0';
		if (i > 3000 && i < n / 2 && (x >> 20 & 7))
			p[i] = p[i - 3000 + (i >> 9 & 63)];
	}
	buf_filled(b, n);
}

/* Appends a gzip member; flags adds the optional header fields. */
static void put_gzip(struct buf *b, struct str body, int level, bool fields)
{
	z_stream z = { 0 };
	static uint8_t extra[70000], *name = (uint8_t *)(uintptr_t) "name",
				     *comment = (uint8_t *)(uintptr_t) "c";
	gz_header header = {
		.extra = extra, .extra_len = 60000, .name = name, .comment = comment, .hcrc = 1
	};
	assert_int_equal(deflateInit2(&z, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	if (fields)
		assert_int_equal(deflateSetHeader(&z, &header), Z_OK);
	size_t room = size_min(deflateBound(&z, body.n) + 70100, b->max - b->n);
	z.next_in = (Bytef *)(uintptr_t)body.p;
	z.avail_in = (uInt)body.n;
	z.next_out = (Bytef *)buf_room(b, room);
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_filled(b, room - z.avail_out);
	deflateEnd(&z);
}

static void put_zstd(struct buf *b, struct str body, int level, int window_log, bool sized)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();
	size_t room = ZSTD_compressBound(body.n) + 1000;
	ZSTD_CCtx_setParameter(c, ZSTD_c_compressionLevel, level);
	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setParameter(c, ZSTD_c_contentSizeFlag, sized);
	if (window_log)
		ZSTD_CCtx_setParameter(c, ZSTD_c_windowLog, window_log);
	ZSTD_inBuffer in = { body.p, body.n, 0 };
	ZSTD_outBuffer out = { buf_room(b, room), room, 0 };
	/* two calls: a size that is not known beforehand leaves the window as large as was asked for */
	size_t r = sized ? 0 : ZSTD_compressStream2(c, &out, &in, ZSTD_e_flush);
	assert_false(ZSTD_isError(r));
	assert_int_equal(ZSTD_compressStream2(c, &out, &in, ZSTD_e_end), 0);
	buf_filled(b, out.pos);
	ZSTD_freeCCtx(c);
}

static void put_xz(struct buf *b, struct str body, uint32_t level)
{
	size_t room = lzma_stream_buffer_bound(body.n), at = 0;
	assert_int_equal(lzma_easy_buffer_encode(level, LZMA_CHECK_CRC64, NULL,
						 (const uint8_t *)body.p, body.n,
						 (uint8_t *)buf_room(b, room), &at, room),
			 LZMA_OK);
	buf_filled(b, at);
}

/* Opens `in` and expects `want`, then `code`. */
static void gives_names(struct buf *in, size_t step, struct str want, int code,
			const char *want_name)
{
	const char *names[8] = { "" };
	struct stream *s;
	struct fault f;
	struct str window;
	int r = filter_open(stream_of_bytes(buf_str(in), step), 1ull << 40, &s, names, &f);
	assert_string_equal(names[0], want_name);
	if (r < 0 &&
	    !want.n) { /* nothing before the damage: opening looks for another compression inside */
		assert_int_equal(r, code);
		return;
	}
	check_ok(r, &f);
	size_t n = 0;
	while ((r = stream_next(s, &window, &f)) > 0) {
		assert_true(n + window.n <= want.n);
		assert_memory_equal(window.p, want.p + n, window.n);
		n += window.n;
	}
	if (r < 0 && code == 0)
		fail_msg("step %zu: %s", step, f.text);
	assert_int_equal(r, code);
	assert_int_equal(n, want.n);
	assert_int_equal(stream_next(s, &window, &f), code);
	stream_close(s);
}

static void gives(struct buf *in, size_t step, struct str want, int code)
{
	gives_names(in, step, want, code, "gzip");
}

static void gzip_members(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf plain;
	sample(&plain, 900000);
	for (int level = 0; level <= 9; level += 3)
		for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
			/* ISA-L copies its history at every call: small windows of a small file will do */
			size_t n = steps[i] && steps[i] < 100 ? 20000 : plain.n;
			struct str all = str_from(buf_str(&plain), plain.n / 2 - n / 2);
			all.n = n;
			OWNED(buf_donep) struct buf b;
			buf_init(&b, 64 * MIB);
			put_gzip(&b, str_slice(all, 0, n / 2), level, true);
			put_gzip(&b, STR(""), level, false);
			put_gzip(&b, str_from(all, n / 2), level, false);
			gives(&b, steps[i], all, 0);
			buf_add(&b, "\0\0\0\0\0\0\0", 7);
			gives(&b, steps[i], all, 0);
			buf_add(&b, "x", 1);
			gives(&b, steps[i], all, E_TRUNCATED);
			buf_add(&b, "yzzz", 4);
			gives(&b, steps[i], all, E_CORRUPT);
		}
}

/* Output that ends exactly where a window does, and around it. */
static void gzip_window_edges(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf plain;
	sample(&plain, 800 * KIB);
	for (size_t n = 192 * KIB - 2; n <= 192 * KIB + 2; n++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, 64 * MIB);
		put_gzip(&b, str_slice(buf_str(&plain), 0, n), 6, false);
		put_gzip(&b, str_slice(buf_str(&plain), n, 3 * n), 6, false);
		gives(&b, 0, str_slice(buf_str(&plain), 0, 3 * n), 0);
		gives(&b, 4096, str_slice(buf_str(&plain), 0, 3 * n), 0);
	}
	static char zeros[3 * 1024 * 1024];
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	put_gzip(&b, str_make(zeros, sizeof(zeros)), 9, false);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		gives(&b, steps[i], str_make(zeros, sizeof(zeros)), 0);
}

static void gzip_damage(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf plain, b;
	sample(&plain, 3000);
	buf_init(&b, MIB);
	put_gzip(&b, buf_str(&plain), 6, false);
	size_t n = b.n;
	/* cut anywhere: never a clean end */
	for (size_t cut = 0; cut < n; cut++) {
		struct stream *s =
			filter_gzip.open(stream_of_bytes(str_slice(buf_str(&b), 0, cut), 0));
		struct fault f;
		assert_int_equal(stream_drain(s, &f), cut ? E_TRUNCATED : 0);
		stream_close(s);
	}
	/* one bit wrong anywhere behind the header: never a clean end */
	for (size_t i = 10; i < n; i++) {
		if (i == n - 9) /* ends with unused bits */
			continue;
		b.p[i] ^= (char)(1 << i % 8);
		struct stream *s = filter_gzip.open(stream_of_bytes(buf_str(&b), 0));
		struct fault f;
		int r = stream_drain(s, &f);
		if (r != E_CORRUPT && r != E_TRUNCATED)
			fail_msg("bit %zu of byte %zu: %d", i % 8, i, r);
		stream_close(s);
		b.p[i] ^= (char)(1 << i % 8);
	}
	b.p[n - 8] ^= 1; /* the checksum: everything is delivered before that is known */
	gives(&b, 0, buf_str(&plain), E_CORRUPT);
	b.p[n - 8] ^= 1;
	b.p[n - 1] ^= 1;
	gives(&b, 0, buf_str(&plain), E_CORRUPT);
}

static void both_engines(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf plain, b;
	sample(&plain, 900000);
	buf_init(&b, 64 * MIB);
	put_gzip(&b, buf_str(&plain), 6, false);
	static const enum inflate_engine engines[] = { INFLATE_AUTO, INFLATE_ISAL, INFLATE_ZLIB };
	static const size_t rooms[] = { 1, 1000, 32768, 1 << 20 };
	static char to[1 << 20];
	for (size_t e = 0; e < ARRAY_LEN(engines); e++)
		for (size_t k = 0; k < ARRAY_LEN(rooms); k++) {
			struct inflate *z = inflate_open(engines[e]);
			for (int round = 0; round < 2; round++) {
				struct str in = str_slice(buf_str(&b), 10, b.n);
				struct fault f;
				size_t n = 0, got;
				int r;
				/* a room of one byte is slow with ISA-L: the beginning will do */
				while ((r = inflate_step(z, &in, to, rooms[k], &got, &f)) > 0 &&
				       (n < 3000 || rooms[k] > 1)) {
					assert_memory_equal(to, plain.p + n, got);
					n += got;
				}
				check_ok(r, &f);
				if (r == 0) {
					assert_memory_equal(to, plain.p + n, got);
					assert_int_equal(n + got, plain.n);
					uint8_t tail[8];
					assert_int_equal(inflate_tail(z, tail) + in.n, 8);
				}
				inflate_reset(z);
			}
			inflate_close(z);
		}
}

static void zstd_frames(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf plain;
	sample(&plain, 900000);
	struct str all = buf_str(&plain);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, 64 * MIB);
		put_zstd(&b, str_slice(all, 0, 400000), 3, 0, true);
		buf_add_str(&b, STR("\x5a\x2a\x4d\x18\x04\0\0\0skip")); /* a skippable frame */
		put_zstd(&b, STR(""), 3, 0, true);
		put_zstd(&b, str_from(all, 400000), 19, 23, false);
		gives_names(&b, steps[i], all, 0, "zstd");
		b.n--;
		gives_names(&b, steps[i], all, E_TRUNCATED, "zstd");
		b.p[b.n - 1] ^= 1;
		b.n++;
		gives_names(&b, steps[i], all, E_CORRUPT, "zstd");
		b.p[b.n - 2] ^= 1;
		buf_add_str(&b, STR("garbage"));
		gives_names(&b, steps[i], all, E_CORRUPT, "zstd");
	}
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	put_zstd(&b, all, 3, 25, false);
	gives_names(&b, 0, STR(""), E_LIMIT, "zstd");
	/* 128 MiB asked for by a header of six bytes */
	buf_clear(&b);
	buf_add_str(&b, STR("\x28\xb5\x2f\xfd\x00\x88"));
	gives_names(&b, 0, STR(""), E_LIMIT, "zstd");
}

static void xz_streams(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf plain;
	sample(&plain, 300000);
	struct str all = buf_str(&plain);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, 64 * MIB);
		put_xz(&b, str_slice(all, 0, 100000), 6);
		put_xz(&b, str_from(all, 100000), 0);
		gives_names(&b, steps[i], all, 0, "xz");
		b.n--;
		gives_names(&b, steps[i], all, E_TRUNCATED, "xz");
	}
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	put_xz(&b, all, 9);
	gives_names(&b, 0, STR(""), E_LIMIT, "xz");
}

/* `n` bytes of zeros through `rounds` of gzip. */
static void put_bomb(struct buf *b, size_t n, int rounds)
{
	OWNED(buf_donep) struct buf a;
	buf_init(&a, 256 * MIB);
	memset(buf_room(&a, n), 0, n);
	buf_filled(&a, n);
	for (int i = 0; i < rounds; i++) {
		buf_clear(b);
		put_gzip(b, buf_str(&a), 9, false);
		buf_clear(&a);
		buf_add_str(&a, buf_str(b));
	}
}

static void nested(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	const char *names[8] = { NULL };
	struct stream *s;
	struct fault f;
	put_bomb(&b, 1000, 4);
	check_ok(filter_open(stream_of_bytes(buf_str(&b), 0), MIB, &s, names, &f), &f);
	assert_string_equal(names[3], "gzip");
	assert_int_equal(stream_drain(s, &f), 0);
	assert_int_equal(s->position, 1000);
	stream_close(s);
	put_bomb(&b, 1000, 5);
	assert_int_equal(filter_open(stream_of_bytes(buf_str(&b), 0), MIB, &s, names, &f), E_LIMIT);

	/* exactly as much as is allowed, and one byte more */
	put_bomb(&b, 300000, 1);
	for (uint64_t max = 299999; max <= 300001; max++) {
		check_ok(filter_open(stream_of_bytes(buf_str(&b), 0), max, &s, names, &f), &f);
		assert_int_equal(stream_drain(s, &f), max < 300000 ? E_LIMIT : 0);
		assert_int_equal(s->position, max < 300000 ? max : 300000);
		stream_close(s);
	}
	check_ok(filter_open(stream_of_bytes(STR("plain"), 1), 3, &s, NULL, &f), &f);
	assert_int_equal(stream_drain(s, &f), 0);
	stream_close(s);
	check_ok(filter_open(stream_of_bytes(STR(""), 0), 3, &s, NULL, &f), &f);
	assert_int_equal(stream_drain(s, &f), 0);
	stream_close(s);
}

static void bombs(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, 64 * MIB);
	struct stream *s;
	struct fault f;
	/* 180 MB of zeros, twice compressed: 600 bytes */
	put_bomb(&b, 180 * 1000 * 1000, 2);
	assert_true(b.n < 2000);
	check_ok(filter_open(stream_of_bytes(buf_str(&b), 0), LIMIT_LAYER_BYTES, &s, NULL, &f), &f);
	assert_int_equal(stream_drain(s, &f), E_LIMIT);
	assert_true(s->position < 80 * MIB);
	stream_close(s);

	/* nothing comes out in the end, but the stage between grows: a million empty members, compressed */
	OWNED(buf_donep) struct buf one, many;
	buf_init(&one, MIB);
	buf_init(&many, 256 * MIB);
	put_gzip(&one, STR(""), 9, false);
	while (many.n < 100 * MIB)
		buf_add_str(&many, buf_str(&one));
	buf_clear(&b);
	put_gzip(&b, buf_str(&many), 9, false);
	buf_clear(&one);
	put_gzip(&one, buf_str(&b), 9, false);
	/* already looking for a third compression meets it */
	assert_int_equal(
		filter_open(stream_of_bytes(buf_str(&one), 0), LIMIT_LAYER_BYTES, &s, NULL, &f),
		E_LIMIT);

	/* 1 GiB of zeros as zstd writes them is an ordinary layer */
	buf_clear(&b);
	ZSTD_CCtx *c = ZSTD_createCCtx();
	ZSTD_outBuffer out = { buf_room(&b, MIB), MIB, 0 };
	static const char zeros[128 * 1024];
	for (int i = 0; i < 8192; i++) {
		ZSTD_inBuffer in = { zeros, sizeof(zeros), 0 };
		ZSTD_compressStream2(c, &out, &in, i == 8191 ? ZSTD_e_end : ZSTD_e_continue);
	}
	ZSTD_freeCCtx(c);
	buf_filled(&b, out.pos);
	assert_true(b.n < 200 * KIB);
	check_ok(filter_open(stream_of_bytes(buf_str(&b), 0), LIMIT_LAYER_BYTES, &s, NULL, &f), &f);
	check_ok(stream_drain(s, &f), &f);
	assert_true(s->position == 1ull << 30);
	stream_close(s);
}

static void bids(void **state)
{
	(void)state;
	for (size_t i = 0; i < all_filters_n; i++) {
		assert_int_equal(all_filters[i]->bid(STR("")), 0);
		assert_int_equal(all_filters[i]->bid(STR("\x1f")), 0);
		assert_int_equal(all_filters[i]->bid(STR("plain text, long enough")), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gzip_members), cmocka_unit_test(gzip_window_edges),
		cmocka_unit_test(gzip_damage),	cmocka_unit_test(both_engines),
		cmocka_unit_test(zstd_frames),	cmocka_unit_test(xz_streams),
		cmocka_unit_test(nested),	cmocka_unit_test(bombs),
		cmocka_unit_test(bids),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
