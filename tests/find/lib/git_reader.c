/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is not easily made with git: hostile packs and objects. With arguments it is a driver for
 * tests/find/lib/git_oracle.sh: "list WINDOW FOLDER" prints id, type and size of all objects below the
 * folder, sorted by nobody, and "gap PATH: WHY" for what could not be read.
 */
#define _GNU_SOURCE
#include "find/lib/git_reader.h"

#include "base/limits.h"
#include "base/mem.h"
#include "check.h"

#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>
#include <zlib.h>

static struct git_reader *listing;
static size_t listing_window;
static size_t root_n;
static uint64_t large_size;
static int large_type;

static void print_object(int type, struct str id, uint64_t size)
{
	for (size_t i = 0; i < id.n; i++)
		printf("%02x", (uint8_t)id.p[i]);
	printf(" %s %llu\n", git_type_name(type), (unsigned long long)size);
}

static void list_object(void *context, int type, struct str id, struct str bytes)
{
	print_object(type, id, bytes.n);
}

static void list_large(void *context, int type, uint64_t size)
{
	large_size = size;
	large_type = type;
}

static void list_large_data(void *context, struct str window)
{
}

static void list_large_end(void *context, struct str id)
{
	if (id.n)
		print_object(large_type, id, large_size);
}

static int list_file(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	struct git_path p = git_path_of(str_from(str_of(path), root_n));
	if (flag != FTW_F || (p.kind != GIT_PATH_LOOSE && p.kind != GIT_PATH_PACK))
		return 0;
	int fd = open(path, O_RDONLY);
	if (fd < 0)
		return 1;
	git_reader_begin(listing, &p);
	char *window = mem_alloc(listing_window);
	for (ssize_t n; (n = read(fd, window, listing_window)) > 0;)
		git_reader_data(listing, str_make(window, (size_t)n));
	mem_free(window);
	close(fd);
	struct fault f = { 0 };
	if (git_reader_end(listing, true, &f) < 0)
		printf("gap %s: %s\n", path + root_n, f.text);
	return 0;
}

static int list(const char *window, const char *folder)
{
	uint64_t n;
	if (!str_u64(str_of(window), 1 << 20, &n))
		return 2;
	listing_window = (size_t)n;
	root_n = strlen(folder) + 1;
	struct git_events events = { .object = list_object,
				     .large = list_large,
				     .large_data = list_large_data,
				     .large_end = list_large_end };
	listing = git_reader_new(&events);
	int r = nftw(folder, list_file, 16, FTW_PHYS);
	git_reader_free(listing);
	return r;
}

/* ---- packs that git would not write ---- */

struct seen {
	size_t objects, large, large_broken;
	uint64_t bytes;
	struct digest last;
};

static void count_object(void *context, int type, struct str id, struct str bytes)
{
	struct seen *s = context;
	s->objects++;
	s->bytes += bytes.n;
	s->last = git_object_id(false, type, bytes);
	assert_memory_equal(id.p, s->last.bytes, id.n);
}

static void count_large(void *context, int type, uint64_t size)
{
	((struct seen *)context)->large++;
}

static void count_large_end(void *context, struct str id)
{
	((struct seen *)context)->large_broken += id.n == 0;
}

static int read_bytes(struct str path, struct str bytes, struct seen *out, struct fault *f)
{
	*out = (struct seen){ 0 };
	struct git_events events = { out, count_object, count_large, list_large_data,
				     count_large_end };
	struct git_path p = git_path_of(path);
	struct git_reader *r = git_reader_new(&events);
	git_reader_begin(r, &p);
	for (size_t at = 0; at < bytes.n; at += 50000)
		git_reader_data(r, str_slice(bytes, at, at + 50000));
	int result = git_reader_end(r, true, f);
	git_reader_free(r);
	return result;
}

static void begin_pack(struct buf *pack, uint8_t version, uint16_t count)
{
	buf_init(pack, 64 * MIB);
	char head[12] = {
		'P', 'A', 'C', 'K', 0, 0, 0, (char)version, 0, 0, (char)(count >> 8), (char)count
	};
	(void)buf_add(pack, head, sizeof(head));
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

static void add_zlib(struct buf *pack, struct str s, int level)
{
	uLongf n = compressBound(s.n);
	char *out = mem_alloc(n);
	assert_int_equal(compress2((Bytef *)out, &n, (const Bytef *)s.p, s.n, level), Z_OK);
	(void)buf_add(pack, out, n);
	mem_free(out);
}

static void add_plain(struct buf *pack, struct str s)
{
	add_head(pack, GIT_BLOB, s.n);
	add_zlib(pack, s, 1);
}

static void end_pack(struct buf *pack)
{
	struct digest d = digest_of(DIGEST_SHA1, buf_str(pack));
	(void)buf_add(pack, d.bytes, 20);
}

static const struct str path_of_pack = STR_INIT("x/.git/objects/pack/some.pack");

static void test_delta_bomb(void **state)
{
	OWNED(buf_donep) struct buf pack, delta;
	begin_pack(&pack, 2, 3001);
	size_t base_at = pack.n;
	char *zeros = mem_alloc(65536);
	add_plain(&pack, str_make(zeros, 65536));
	mem_free(zeros);
	/* 100 copies of the whole base: 6.5 MB, again and again */
	buf_init(&delta, KIB);
	(void)buf_add(&delta, "\x80\x80\x04\x80\x80\x90\x03", 7);
	for (int i = 0; i < 100; i++)
		(void)buf_add(&delta, "\x80", 1);
	for (int i = 0; i < 3000; i++) {
		size_t at = pack.n;
		add_head(&pack, GIT_OFFSET_DELTA, delta.n);
		add_distance(&pack, at - base_at);
		add_zlib(&pack, buf_str(&delta), 9);
	}
	end_pack(&pack);
	struct seen seen;
	struct fault f = { 0 };
	assert_int_equal(read_bytes(path_of_pack, buf_str(&pack), &seen, &f), E_LIMIT);
	assert_true(str_has(str_of(f.text), STR("times its size")));
	assert_true(seen.objects > 1);
	assert_true(seen.bytes < LIMIT_GIT_WORK_FREE + LIMIT_GIT_WORK * pack.n + 8 * MIB);
}

static void test_sizes_that_lie(void **state)
{
	OWNED(buf_donep) struct buf pack;
	begin_pack(&pack, 2, 5);
	add_head(&pack, GIT_BLOB, 4ull << 30);
	add_zlib(&pack, STR("four gigabytes"), 1);
	add_head(&pack, GIT_BLOB, 2);
	add_zlib(&pack, STR("more than two"), 1);
	size_t base_at = pack.n;
	add_plain(&pack, STR("good"));
	size_t at = pack.n;
	struct str gigabyte = STR("\x04\x80\x80\x80\x80\x04\x90\x04");
	add_head(&pack, GIT_OFFSET_DELTA, gigabyte.n);
	add_distance(&pack, at - base_at);
	add_zlib(&pack, gigabyte, 1);
	add_plain(&pack, STR("last"));
	end_pack(&pack);
	struct seen seen;
	struct fault f = { 0 };
	assert_int_equal(read_bytes(path_of_pack, buf_str(&pack), &seen, &f), E_CORRUPT);
	assert_true(str_starts(str_of(f.text),
			       STR("3 of 5 objects could not be read: object at offset 12")));
	assert_int_equal(seen.objects, 2);
	assert_int_equal(seen.large, 1);
	assert_int_equal(seen.large_broken, 1);
}

/* Each delta appends a byte to the one behind it in the file: all of them wait for the last object. */
static void test_deltas_before_their_bases(void **state)
{
	enum { N = 40 };
	OWNED(buf_donep) struct buf pack;
	begin_pack(&pack, 3, N + 1);
	char text[N + 1];
	memset(text, 'x', sizeof(text));
	for (char n = N; n > 0; n--) {
		/* from n bytes to n + 1 */
		char delta[] = { n, (char)(n + 1), (char)0x90, n, 1, 'x' };
		struct digest base = git_object_id(false, GIT_BLOB, str_make(text, (size_t)n));
		add_head(&pack, GIT_KEY_DELTA, sizeof(delta));
		(void)buf_add(&pack, base.bytes, 20);
		add_zlib(&pack, str_make(delta, sizeof(delta)), 1);
	}
	add_plain(&pack, STR("x"));
	end_pack(&pack);
	struct seen seen;
	struct fault f = { 0 };
	check_ok(read_bytes(path_of_pack, buf_str(&pack), &seen, &f), &f);
	assert_int_equal(seen.objects, N + 1);
	assert_int_equal(seen.bytes, (N + 1) * (N + 2) / 2);
}

static void test_bases_that_never_come(void **state)
{
	OWNED(buf_donep) struct buf pack;
	begin_pack(&pack, 2, 4);
	for (int i = 0; i < 3; i++) {
		add_head(&pack, GIT_KEY_DELTA, 6);
		(void)buf_add(&pack, "twenty bytes that are no id of anything", 20);
		add_zlib(&pack, STR("\x01\x02\x90\x01\x01x"), 1);
	}
	add_plain(&pack, STR("x"));
	end_pack(&pack);
	struct seen seen;
	struct fault f = { 0 };
	assert_int_equal(read_bytes(path_of_pack, buf_str(&pack), &seen, &f), E_CORRUPT);
	assert_string_equal(
		f.text, "3 of 4 objects could not be read: the base of a delta is not in the pack");
}

/* A base that left both window and cache. */
static void test_base_too_far_back(void **state)
{
	enum { MEGABYTES = 24 };
	OWNED(buf_donep) struct buf pack;
	begin_pack(&pack, 2, MEGABYTES + 3);
	size_t base_at = pack.n;
	add_plain(&pack, STR("far"));
	char *bytes = mem_alloc(MIB);
	for (int i = 0; i < MEGABYTES; i++) {
		uint32_t x = (uint32_t)i + 1;
		for (size_t k = 0; k < MIB; k++)
			bytes[k] = (char)((x = x * 1664525 + 1013904223) >> 24);
		add_head(&pack, GIT_BLOB, MIB);
		add_zlib(&pack, str_make(bytes, MIB), 0);
	}
	mem_free(bytes);
	struct str delta = STR("\x03\x04\x90\x03\x01!");
	size_t at = pack.n;
	add_head(&pack, GIT_OFFSET_DELTA, delta.n);
	add_distance(&pack, at - base_at);
	add_zlib(&pack, delta, 1);
	add_plain(&pack, STR("near"));
	end_pack(&pack);
	struct seen seen;
	struct fault f = { 0 };
	assert_int_equal(read_bytes(path_of_pack, buf_str(&pack), &seen, &f), E_LIMIT);
	assert_true(str_starts(str_of(f.text),
			       STR("1 of 27 objects could not be read: base is further back")));
	assert_int_equal(seen.objects, MEGABYTES + 2);
}

static void test_no_pack(void **state)
{
	OWNED(buf_donep) struct buf pack;
	begin_pack(&pack, 4, 1);
	add_plain(&pack, STR("x"));
	end_pack(&pack);
	struct seen seen;
	struct fault f = { 0 };
	assert_int_equal(read_bytes(path_of_pack, buf_str(&pack), &seen, &f), E_UNSUPPORTED);
	assert_int_equal(read_bytes(path_of_pack, STR("P"), &seen, &f), E_TRUNCATED);
	assert_int_equal(read_bytes(path_of_pack, STR("this is not a pack"), &seen, &f), E_CORRUPT);
	buf_clear(&pack);
	(void)buf_add(&pack, "PACK\0\0\0\2\0\0\0\1", 12);
	add_head(&pack, 5, 1);
	add_zlib(&pack, STR("x"), 1);
	end_pack(&pack);
	assert_int_equal(read_bytes(path_of_pack, buf_str(&pack), &seen, &f), E_CORRUPT);
	assert_int_equal(seen.objects, 0);
}

static void check_loose(const char *content, size_t n, int want, size_t objects)
{
	OWNED(buf_donep) struct buf file;
	buf_init(&file, MIB);
	add_zlib(&file, str_make(content, n), 9);
	struct seen seen;
	struct fault f = { 0 };
	assert_int_equal(read_bytes(STR("a.git/objects/ab/tmp_obj_x"), buf_str(&file), &seen, &f),
			 want);
	assert_int_equal(seen.objects, objects);
	(void)buf_add(&file, "!", 1);
	assert_int_equal(read_bytes(STR("a.git/objects/ab/tmp_obj_x"), buf_str(&file), &seen, &f),
			 E_CORRUPT);
}

static void test_loose(void **state)
{
	check_loose("blob 0", 7, 0, 1);
	check_loose("blob 5\0hello", 12, 0, 1);
	check_loose("blob 30\0hello hello hello hello hello ", 38, 0, 1);
	check_loose("blob 6\0hello", 12, E_CORRUPT, 0);
	check_loose("blob 4\0hello", 12, E_CORRUPT, 0);
	check_loose("blob x\0hello", 12, E_CORRUPT, 0);
	check_loose("blub 5\0hello", 12, E_CORRUPT, 0);
	check_loose("blob 5", 6, E_CORRUPT, 0);
	check_loose("blob 9999999999\0hello", 21, E_CORRUPT, 0);
	struct seen seen;
	struct fault f = { 0 };
	struct str wrong = STR("a/.git/objects/01/23456789012345678901234567890123456789");
	assert_int_equal(read_bytes(wrong, STR("not compressed"), &seen, &f), E_CORRUPT);
	assert_int_equal(read_bytes(wrong, STR(""), &seen, &f), E_TRUNCATED);
	OWNED(buf_donep) struct buf file;
	buf_init(&file, KIB);
	add_zlib(&file, str_make("blob 5\0hello", 12), 9);
	assert_int_equal(read_bytes(wrong, buf_str(&file), &seen, &f), E_CORRUPT);
	assert_int_equal(seen.objects, 1);
	check_ok(read_bytes(STR("a/.git/objects/b6/fc4c620b67d95f953a5c1c1230aaab5db5a1b0"),
			    buf_str(&file), &seen, &f),
		 &f);
}

int main(int argc, char **argv)
{
	if (argc == 4)
		return list(argv[2], argv[3]);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_delta_bomb),
		cmocka_unit_test(test_sizes_that_lie),
		cmocka_unit_test(test_deltas_before_their_bases),
		cmocka_unit_test(test_bases_that_never_come),
		cmocka_unit_test(test_base_too_far_back),
		cmocka_unit_test(test_no_pack),
		cmocka_unit_test(test_loose),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
