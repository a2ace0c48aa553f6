/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Archives that nobody should have made. Each is read in windows of several sizes; what was seen is one line: the paths
 * with sizes, a fault that was stepped over as "~code", one that ended the archive as "!code", a clean end as ".".
 */
#include "check.h"
#include "tarmake.h"

#include "base/limits.h"
#include "read/files.h"
#include "read/stream.h"

static void trace(struct files *t, struct buf *out)
{
	struct file_head head;
	struct fault f;
	bool more;
	int r;
	while ((r = files_next(t, &head, &more, &f)) > 0 || more) {
		if (r < 0) {
			buf_printf(out, "~%s ", fault_name(r));
			continue;
		}
		struct str window;
		uint64_t n = 0;
		int d = 0;
		while (n < MIB && (d = files_data(t, &window, &f)) > 0)
			n += window.n;
		if (d < 0)
			buf_printf(out, "%.*s:!%s ", STRF(head.path), fault_name(d));
		else
			buf_printf(out, "%.*s:%llu ", STRF(str_slice(head.path, 0, 30)),
				   (unsigned long long)head.size);
	}
	buf_printf(out, r < 0 ? "!%s" : ".", fault_name(r));
	files_close(t);
}

static void put_pax(struct buf *b, struct str body)
{
	tar_put(b, (struct tar_spec){ .name = "x", .type = 'x' }, body);
}

static void put_pax_record(struct buf *b, const char *key, struct str value)
{
	OWNED(buf_donep) struct buf r;
	buf_init(&r, 4 * MIB);
	tar_put_record(&r, key, value);
	put_pax(b, buf_str(&r));
}

static void empty(struct buf *b)
{
	(void)b;
}
static void zeros_only(struct buf *b)
{
	tar_put_end(b);
}
static void one_zero_block(struct buf *b)
{
	tar_put_file(b, "a", "");
	tar_put_zeros(b, BLOCK);
}
static void lone_zero_block(struct buf *b)
{
	one_zero_block(b);
	tar_put_file(b, "hidden", "");
}
static void not_tar(struct buf *b)
{
	for (int i = 0; i < 300; i++)
		buf_add_str(b, STR("text "));
}
static void short_text(struct buf *b)
{
	buf_add_str(b, STR("text"));
}
static void header_only(struct buf *b)
{
	tar_put_header(b, &(struct tar_spec){ .name = "a", .type = '0', .size = 10 });
}
static void header_cut(struct buf *b)
{
	tar_put_file(b, "a", "1");
	tar_put_file(b, "b", "");
	b->n -= 100;
}
static void padding_cut(struct buf *b)
{
	tar_put_file(b, "a", "1");
	b->n -= 100;
}
static void no_end(struct buf *b)
{
	tar_put_file(b, "a", "1");
}
static void garbage_behind_end(struct buf *b)
{
	tar_put_file(b, "a", "");
	tar_put_end(b);
	tar_put_file(b, "not read", "");
	buf_add_str(b, STR("garbage"));
}
static void checksum_wrong(struct buf *b)
{
	tar_put_file(b, "a", "");
	tar_put_file(b, "b", "");
	b->p[BLOCK + 5] ^= 1;
	tar_put_file(b, "c", "");
}
static void size_huge(struct buf *b)
{
	tar_put(b,
		(struct tar_spec){ .name = "a",
				   .type = '0',
				   .raw_size = "\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff" },
		STR(""));
}
static void size_negative(struct buf *b)
{
	tar_put(b,
		(struct tar_spec){ .name = "a",
				   .type = '0',
				   .raw_size = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0" },
		STR(""));
}
static void size_overflow(struct buf *b)
{
	tar_put(b,
		(struct tar_spec){ .name = "a",
				   .type = '0',
				   .raw_size = "\xbf\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" },
		STR(""));
}
static void size_text(struct buf *b)
{
	tar_put(b, (struct tar_spec){ .name = "a", .type = '0', .raw_size = "0000000009x\0" },
		STR(""));
}
static void size_beyond(struct buf *b)
{
	tar_put_header(b, &(struct tar_spec){ .name = "a", .type = '0', .size = 8ull << 30 });
	tar_put_body(b, STR("some"));
}
static void pax_size_lie(struct buf *b)
{
	put_pax_record(b, "size", STR("9999999"));
	tar_put_file(b, "a", "short");
	tar_put_end(b);
}
static void pax_size_huge(struct buf *b)
{
	put_pax_record(b, "size", STR("9223372036854775807"));
	tar_put_file(b, "a", "short");
}
static void pax_size_text(struct buf *b)
{
	put_pax_record(b, "size", STR("-5"));
	tar_put_file(b, "a", "short");
	tar_put_file(b, "b", "");
}
static void pax_length_long(struct buf *b)
{
	put_pax(b, STR("99 path=x\n"));
	tar_put_file(b, "a", "");
	tar_put_file(b, "b", "");
}
static void pax_length_short(struct buf *b)
{
	put_pax(b, STR("5 path=x\n"));
	tar_put_file(b, "a", "");
}
static void pax_length_none(struct buf *b)
{
	put_pax(b, STR("0 path=x\n"));
	tar_put_file(b, "a", "");
	put_pax(b, STR("99999999999999999999999999 path=x\n"));
	tar_put_file(b, "b", "");
}
static void pax_no_key(struct buf *b)
{
	put_pax(b, STR("5 =x\n"));
	tar_put_file(b, "a", "");
	put_pax(b, STR("5 ab\n"));
	tar_put_file(b, "b", "");
}
static void pax_nul_path(struct buf *b)
{
	put_pax_record(b, "path", STR("etc/passwd\0.txt"));
	tar_put_file(b, "a", "");
}
static void pax_too_large(struct buf *b)
{
	static char value[2 << 20];
	memset(value, 'v', sizeof(value));
	put_pax_record(b, "comment", str_make(value, sizeof(value)));
	tar_put_file(b, "a", "");
	tar_put_file(b, "b", "");
}
static void pax_at_end(struct buf *b)
{
	put_pax_record(b, "path", STR("p"));
	tar_put_end(b);
}
static void long_at_end(struct buf *b)
{
	tar_put_file(b, "a", "");
	tar_put(b, (struct tar_spec){ .name = "l", .type = 'L' }, STR("name\0"));
}
static void long_many(struct buf *b)
{
	for (int i = 0; i < 2000; i++)
		tar_put(b, (struct tar_spec){ .name = "l", .type = i % 2 ? 'L' : 'K' },
			STR("name\0"));
	tar_put_file(b, "a", "");
}
static void long_too_large(struct buf *b)
{
	static char value[10000];
	memset(value, 'v', sizeof(value));
	tar_put(b, (struct tar_spec){ .name = "l", .type = 'L' }, str_make(value, sizeof(value)));
	tar_put_file(b, "a", "body");
	tar_put_file(b, "b", "");
}
static void long_size_lie(struct buf *b)
{
	tar_put_header(b, &(struct tar_spec){ .name = "l", .type = 'L', .size = 077777777777ull });
	tar_put_body(b, STR("x"));
}
static void path_4096(struct buf *b)
{
	static char value[4097];
	memset(value, 'v', sizeof(value));
	put_pax_record(b, "path", str_make(value, 4096));
	tar_put_file(b, "a", "");
	put_pax_record(b, "path", str_make(value, 4097));
	tar_put_file(b, "a", "");
	put_pax_record(b, "linkpath", str_make(value, 4097));
	tar_put(b, (struct tar_spec){ .name = "l", .type = '2' }, STR(""));
	put_pax_record(b, "linkpath", str_make(value, 4097));
	tar_put(b, (struct tar_spec){ .name = "h", .type = '1' }, STR(""));
}
static void path_deep(struct buf *b)
{
	char value[600];
	for (size_t i = 0; i < sizeof(value); i++)
		value[i] = i % 2 ? '/' : 'd';
	put_pax_record(b, "path", str_make(value, 2 * 256));
	tar_put_file(b, "a", "");
	put_pax_record(b, "path", str_make(value, 600));
	tar_put_file(b, "a", "");
}
static void paths_odd(struct buf *b)
{
	tar_put_file(b, "/etc/shadow", "");
	tar_put_file(b, "../../../etc/x", "");
	tar_put_file(b, "a/../../b", "");
	tar_put_file(b, "//a//./b//", "");
}
static void paths_empty(struct buf *b)
{
	tar_put_file(b, "", "x");
	tar_put_file(b, "..", "x");
	tar_put_file(b, "/", "x");
	tar_put(b, (struct tar_spec){ .name = "./", .type = '5' }, STR(""));
}
static void links_odd(struct buf *b)
{
	tar_put(b, (struct tar_spec){ .name = "self", .type = '1', .link = "self" }, STR(""));
	tar_put(b, (struct tar_spec){ .name = "none", .type = '1', .link = "" }, STR(""));
	tar_put(b, (struct tar_spec){ .name = "up", .type = '1', .link = "../.." }, STR(""));
	tar_put(b, (struct tar_spec){ .name = "soft", .type = '2', .link = "soft" }, STR(""));
	tar_put(b, (struct tar_spec){ .name = "big", .type = '1', .link = "x", .size = 1 << 20 },
		STR(""));
}
static void types_unknown(struct buf *b)
{
	tar_put(b, (struct tar_spec){ .name = "q", .type = 'q' }, STR("body"));
	tar_put(b, (struct tar_spec){ .name = "m", .type = 'M' }, STR("body"));
	tar_put(b, (struct tar_spec){ .name = "v", .type = 'V' }, STR(""));
	tar_put(b, (struct tar_spec){ .name = "acl", .type = 'A' }, STR("acl"));
	tar_put(b, (struct tar_spec){ .name = "dump", .type = 'D' }, STR("Yfile\0"));
	tar_put_file(b, "a", "");
}

static void put_map(struct buf *b, const char *size, const char *map, const char *body)
{
	OWNED(buf_donep) struct buf r;
	buf_init(&r, 4 * MIB);
	tar_put_record(&r, "GNU.sparse.size", str_of(size));
	tar_put_record(&r, "GNU.sparse.map", str_of(map));
	put_pax(b, buf_str(&r));
	tar_put_file(b, "s", body);
}
static void sparse_wrong(struct buf *b)
{
	put_map(b, "100", "0,5,4,5", "0123456789");  /* overlap */
	put_map(b, "100", "50,5,4,5", "0123456789"); /* descending */
	put_map(b, "100", "95,10", "0123456789");    /* beyond the end */
	put_map(b, "100", "9223372036854775807,10", "0123456789");
	put_map(b, "100", "0,5,10", "0123456789"); /* odd */
	put_map(b, "100", "0,5", "0123456789");	   /* less than is stored */
	put_map(b, "100", "0,50", "0123456789");   /* more */
	put_map(b, "100", "0,x", "0123456789");
	put_map(b, "-1", "0,10", "0123456789");
	put_map(b, "100", "90,10", "0123456789"); /* right */
}
static void sparse_sizes(struct buf *b)
{
	put_map(b, "1000000", "0,1", "x");
	put_map(b, "300000000000", "0,1", "x");
	put_map(b, "200000000000", "0,1", "x");
	put_map(b, "200000000000", "0,1", "x");
}
static void sparse_many(struct buf *b)
{
	OWNED(buf_donep) struct buf r;
	buf_init(&r, 4 * MIB);
	tar_put_record(&r, "GNU.sparse.major", STR("1"));
	tar_put_record(&r, "GNU.sparse.minor", STR("0"));
	tar_put_record(&r, "GNU.sparse.realsize", STR("1000000"));
	put_pax(b, buf_str(&r));
	tar_put_file(b, "s", "1000000\n");
	put_pax(b, buf_str(&r));
	tar_put_file(b, "s", "3\n0\n"); /* ends early */
	put_pax(b, buf_str(&r));
	tar_put_file(b, "s", "\n");
	put_pax(b, buf_str(&r));
	tar_put_file(b, "s", "0\n"); /* no room for the rest of the block */
	put_pax(b, buf_str(&r));
	tar_put_file(b, "s", "99999999999999999999\n");
	tar_put_file(b, "a", "");
}
static void sparse_old_many(struct buf *b)
{
	size_t at = tar_put_header(
		b, &(struct tar_spec){ .name = "s", .type = 'S', .magic = "ustar  " });
	memcpy(b->p + at + 386, "00000000000\00000000000000", 23);
	memcpy(b->p + at + 483, "00000030000", 11);
	b->p[at + 482] = 1;
	tar_fix_checksum(b->p + at);
	for (int i = 0; i < 6000; i++) { /* 126000 extents */
		tar_put_zeros(b, BLOCK);
		char *p = b->p + b->n - BLOCK;
		for (size_t j = 0; j < 21; j++)
			memcpy(p + j * 24, "00000000000\00000000000000", 23);
		p[504] = i < 5999;
	}
	tar_put_file(b, "a", "");
}
static void sparse_old_cut(struct buf *b)
{
	size_t at = tar_put_header(
		b, &(struct tar_spec){ .name = "s", .type = 'S', .magic = "ustar  " });
	b->p[at + 482] = 1;
	tar_fix_checksum(b->p + at);
}
static void pax_then_global(struct buf *b)
{
	put_pax_record(b, "path", STR("from-x"));
	tar_put(b, (struct tar_spec){ .name = "g", .type = 'g' }, STR("11 path=xx\n"));
	tar_put_file(b, "a", "");
	put_pax_record(b, "path", STR("first"));
	put_pax_record(b, "mtime", STR("1"));
	tar_put_file(b, "second", "");
	tar_put(b, (struct tar_spec){ .name = "g", .type = 'g' }, STR("broken"));
	tar_put_file(b, "c", "");
	tar_put_file(b, "d", "");
}

static const struct {
	const char *name;
	void (*build)(struct buf *b);
	const char *want;
} cases[] = {
	{ "empty", empty, "." },
	{ "zeros only", zeros_only, "." },
	{ "one zero block", one_zero_block, "a:0 ." },
	{ "lone zero block", lone_zero_block, "a:0 !corrupt" },
	{ "not a tar", not_tar, "!corrupt" },
	{ "short text", short_text, "!truncated" },
	{ "header only", header_only, "a:!truncated !truncated" },
	{ "header cut", header_cut, "a:1 !truncated" },
	{ "padding cut", padding_cut, "a:1 !truncated" },
	{ "no end", no_end, "a:1 ." },
	{ "garbage behind the end", garbage_behind_end, "a:0 ." },
	{ "wrong checksum", checksum_wrong, "a:0 !corrupt" },
	{ "huge size", size_huge, "!limit" },
	{ "negative size", size_negative, "!corrupt" },
	{ "size beyond 63 bits", size_overflow, "!corrupt" },
	{ "size that is text", size_text, "!corrupt" },
	{ "size beyond the end", size_beyond, "a:!truncated !truncated" },
	{ "pax size beyond the end", pax_size_lie, "a:!truncated !truncated" },
	{ "pax size huge", pax_size_huge, "!limit" },
	{ "pax size negative", pax_size_text, "~corrupt b:0 ." },
	{ "pax record longer than its header", pax_length_long, "~corrupt b:0 ." },
	{ "pax record shorter", pax_length_short, "~corrupt ." },
	{ "pax record lengths 0 and 10^26", pax_length_none, "~corrupt ~corrupt ." },
	{ "pax record without a key", pax_no_key, "~corrupt ~corrupt ." },
	{ "pax path with a zero byte", pax_nul_path, "~corrupt ." },
	{ "pax header of 2 MiB", pax_too_large, "~limit b:0 ." },
	{ "pax header last", pax_at_end, "!truncated" },
	{ "long name last", long_at_end, "a:0 !truncated" },
	{ "2000 long names", long_many, "name:0 ." },
	{ "long name of 10 kB", long_too_large, "~limit b:0 ." },
	{ "long name of 8 GiB", long_size_lie, "!truncated" },
	{ "paths of 4096 and 4097 bytes", path_4096,
	  "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvv:0 ~limit ~limit ~limit ." },
	{ "paths of 256 and 300 parts", path_deep, "d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/:0 ~limit ." },
	{ "odd paths", paths_odd, "etc/shadow:0 etc/x:0 b:0 a/b:0 ." },
	{ "empty paths", paths_empty, "~corrupt ~corrupt ~corrupt :0 ." },
	{ "odd links", links_odd, "self:0 ~corrupt ~corrupt soft:0 big:0 ." },
	{ "unknown types", types_unknown, "~unsupported ~unsupported dump:0 a:0 ." },
	{ "wrong sparse maps", sparse_wrong,
	  "~corrupt ~corrupt ~corrupt ~corrupt ~corrupt ~corrupt ~corrupt ~corrupt ~corrupt s:100 ." },
	{ "sparse files of 700 GB", sparse_sizes, "s:1000000 ~limit ~limit ~limit ." },
	{ "sparse map of 1000000 extents", sparse_many,
	  "~limit ~corrupt ~corrupt ~corrupt ~corrupt a:0 ." },
	{ "old sparse map of 126000 extents", sparse_old_many, "~limit a:0 ." },
	{ "old sparse map cut", sparse_old_cut, "!truncated" },
	{ "pax and global headers mixed", pax_then_global, "from-x:0 second:0 ~corrupt d:0 ." },
};

static void hostile_archives(void **state)
{
	(void)state;
	static const size_t steps[] = { 0, 3, 512, 1000 };
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, 16 * MIB);
		cases[i].build(&b);
		for (size_t s = 0; s < ARRAY_LEN(steps); s++) {
			OWNED(buf_donep) struct buf out;
			buf_init(&out, MIB);
			trace(tar_open(stream_of_bytes(buf_str(&b), steps[s])), &out);
			if (!str_eq(buf_str(&out), str_of(cases[i].want)))
				fail_msg("%s, windows of %zu:\ngot  %.*s\nwant %s", cases[i].name,
					 steps[s], STRF(buf_str(&out)), cases[i].want);
		}
	}
}

/* Cut anywhere, a good archive gives whole entries and then truncated, or an end at a block where one may be. */
static void cut_anywhere(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	put_pax_record(&b, "mtime", STR("1"));
	tar_put_file(&b, "a", "1234");
	tar_put(&b, (struct tar_spec){ .name = "l", .type = 'L' }, STR("long\0"));
	tar_put_file(&b, "b", "5678");
	put_map(&b, "100", "90,4", "0123");
	tar_put_end(&b);
	for (size_t n = 0; n < b.n; n++) {
		OWNED(buf_donep) struct buf out;
		buf_init(&out, MIB);
		trace(tar_open(stream_of_bytes(str_slice(buf_str(&b), 0, n), 0)), &out);
		struct str got = buf_str(&out);
		bool clean = n == 0 || n == 2048 || n == 4096 || n == 6144 || n == 6656;
		if (clean != str_ends(got, STR(".")) ||
		    (!clean && !str_ends(got, STR("!truncated"))))
			fail_msg("cut at %zu: %.*s", n, STRF(got));
	}
}

/* A stream without end: the same block again and again. */
struct endless {
	struct stream base;
	struct str block;
	uint64_t given;
};

static int endless_next(struct stream *s, struct str *out, struct fault *f)
{
	(void)f;
	struct endless *e = (struct endless *)s;
	e->given += e->block.n;
	*out = e->block;
	return 1;
}

static void endless_close(struct stream *s)
{
	(void)s;
}

static const struct stream_ops endless_ops = { endless_next, NULL, endless_close };

static void a_million_entries(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	for (int i = 0; i < 100; i++)
		tar_put_file(&b, "same/name/again", "");
	struct endless e = { .base.ops = &endless_ops, .block = buf_str(&b) };
	struct files *t = tar_open(&e.base);
	struct file_head head;
	struct fault f;
	bool more;
	for (uint64_t i = 0; i < 1000 * 1000; i++)
		assert_int_equal(files_next(t, &head, &more, &f), 1);
	assert_int_equal(t->entries, 1000 * 1000);
	t->entries = LIMIT_LAYER_ENTRIES - 1000; /* as if it had gone on */
	for (uint64_t i = 0; i < 1000; i++)
		assert_int_equal(files_next(t, &head, &more, &f), 1);
	assert_int_equal(files_next(t, &head, &more, &f), E_LIMIT);
	assert_false(more);
	assert_int_equal(files_next(t, &head, &more, &f), E_LIMIT);
	files_close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_archives),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(a_million_entries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
