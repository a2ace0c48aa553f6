/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "tarmake.h"

#include "base/path.h"
#include "read/files.h"
#include "read/stream.h"

static const size_t steps[] = { 0, 1, 7, 511, 512, 513, 4096 };

/* A fresh reader over b in windows of `step`. */
static struct files *reader(const struct buf *b, size_t step)
{
	return tar_open(stream_of_bytes(buf_str(b), step));
}

static void next_is(struct files *t, struct file_head *head, const char *path)
{
	struct fault f;
	bool more;
	int r = files_next(t, head, &more, &f);
	check_ok(r, &f);
	assert_int_equal(r, 1);
	check_text(head->path, path);
}

static void at_end(struct files *t)
{
	struct file_head head;
	struct fault f;
	bool more;
	int r = files_next(t, &head, &more, &f);
	check_ok(r, &f);
	assert_int_equal(r, 0);
	assert_int_equal(files_next(t, &head, &more, &f), 0);
	files_close(t);
}

static void fails(struct files *t, int code, bool want_more)
{
	struct file_head head;
	struct fault f = { 0 };
	bool more;
	assert_int_equal(files_next(t, &head, &more, &f), code);
	assert_int_equal(f.code, code);
	assert_int_equal(more, want_more);
}

static void body_is(struct files *t, struct str want)
{
	struct fault f;
	struct str window;
	size_t n = 0;
	int r;
	while ((r = files_data(t, &window, &f)) > 0) {
		assert_true(n + window.n <= want.n);
		assert_memory_equal(window.p, want.p + n, window.n);
		n += window.n;
	}
	check_ok(r, &f);
	assert_int_equal(n, want.n);
}

static void plain_entries(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	tar_put(&b, (struct tar_spec){ .name = "etc/", .type = '5', .mode = 0755, .size = 77 },
		STR(""));
	tar_put_file(&b, "./etc/passwd", "root:x:0:0\n");
	tar_put(&b,
		(struct tar_spec){
			.name = "etc/link", .type = '2', .link = "../x/../y", .size = 9 },
		STR(""));
	tar_put(&b,
		(struct tar_spec){ .name = "hard", .type = '1', .link = "/etc//passwd", .size = 9 },
		STR(""));
	size_t at = tar_put_header(&b, &(struct tar_spec){ .name = "dev/null", .type = '3' });
	memcpy(b.p + at + 329,
	       "0000001\0"
	       "0000003",
	       16);
	tar_fix_checksum(b.p + at);
	tar_put(&b, (struct tar_spec){ .name = "pipe", .type = '6' }, STR(""));
	tar_put(&b, (struct tar_spec){ .name = "contiguous", .type = '7', .mtime = 12 },
		STR("seven"));
	tar_put(&b, (struct tar_spec){ .name = "olddir/", .magic = "\0\0\0\0\0\0\0" }, STR(""));
	tar_put(&b, (struct tar_spec){ .name = "name", .prefix = "long/prefix", .type = '0' },
		STR(""));
	tar_put(&b,
		(struct tar_spec){
			.name = "v7", .prefix = "not a prefix", .magic = "\0\0\0\0\0\0\0" },
		STR("7"));
	tar_put_end(&b);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct files *t = reader(&b, steps[i]);
		struct file_head h;
		next_is(t, &h, "etc");
		assert_int_equal(h.type, FILE_DIRECTORY);
		assert_int_equal(h.mode, 0755);
		assert_int_equal(h.size, 0);
		next_is(t, &h, "etc/passwd");
		assert_int_equal(h.size, 11);
		assert_int_equal(h.notes, PATH_DOTS);
		body_is(t, STR("root:x:0:0\n"));
		body_is(t, STR(""));
		next_is(t, &h, "etc/link");
		assert_int_equal(h.type, FILE_SYMLINK);
		check_text(h.link, "../x/../y");
		next_is(t, &h, "hard");
		assert_int_equal(h.type, FILE_HARDLINK);
		check_text(h.link, "etc/passwd");
		next_is(t, &h, "dev/null");
		assert_int_equal(h.type, FILE_CHAR);
		assert_int_equal(h.device_major, 1);
		assert_int_equal(h.device_minor, 3);
		next_is(t, &h, "pipe");
		assert_int_equal(h.type, FILE_FIFO);
		next_is(t, &h, "contiguous");
		assert_int_equal(h.type, FILE_REGULAR);
		assert_int_equal(h.mtime, 12);
		next_is(t, &h, "olddir");
		assert_int_equal(h.type, FILE_DIRECTORY);
		next_is(t, &h, "long/prefix/name");
		next_is(t, &h, "v7");
		body_is(t, STR("7"));
		at_end(t);
	}
}

static void long_names(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b, records;
	buf_init(&b, MIB);
	buf_init(&records, MIB);
	char name[301];
	memset(name, 'n', 300);
	name[150] = '/';
	name[300] = '\0';
	tar_put(&b, (struct tar_spec){ .name = "././@LongLink", .type = 'L' }, str_make(name, 301));
	tar_put(&b, (struct tar_spec){ .name = "././@LongLink", .type = 'K' }, STR("to\0"));
	tar_put(&b, (struct tar_spec){ .name = "short", .type = '2', .link = "x" }, STR(""));
	tar_put_record(&records, "path", STR("f\xfc/\xe4"));
	tar_put_record(&records, "size", STR("3"));
	tar_put_record(&records, "uid", STR("4000000000"));
	tar_put_record(&records, "mtime", STR("-1.25"));
	tar_put_record(&records, "SCHILY.xattr.security.capability", STR("a\0b\n="));
	tar_put(&b, (struct tar_spec){ .name = "PaxHeaders/x", .type = 'x' }, buf_str(&records));
	tar_put_header(&b, &(struct tar_spec){ .name = "y", .type = '0', .size = 0 });
	tar_put_body(&b, STR("abc"));
	buf_clear(&records);
	tar_put_record(&records, "mtime", STR("77"));
	tar_put_record(&records, "path", STR("ignored"));
	tar_put(&b, (struct tar_spec){ .name = "g", .type = 'g' }, buf_str(&records));
	buf_clear(&records);
	tar_put_record(&records, "LIBARCHIVE.xattr.security.capability", STR("AQAAAg=="));
	tar_put_record(&records, "path", STR("pax"));
	tar_put(&b, (struct tar_spec){ .name = "x", .type = 'x' }, buf_str(&records));
	tar_put(&b, (struct tar_spec){ .name = "l", .type = 'L' }, STR("gnu\0"));
	tar_put_file(&b, "after", "after");
	tar_put_file(&b, "last", "");
	tar_put_end(&b);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct files *t = reader(&b, steps[i]);
		struct file_head h;
		next_is(t, &h, name);
		check_text(h.link, "to");
		next_is(t, &h, "f\xfc/\xe4");
		assert_int_equal(h.size, 3);
		assert_true(h.uid == 4000000000u);
		assert_int_equal(h.mtime, -2);
		check_str(h.capability, STR("a\0b\n="));
		body_is(t, STR("abc"));
		next_is(t, &h, "gnu"); /* as the engines do */
		check_str(h.capability, STR("\1\0\0\2"));
		assert_int_equal(h.mtime, 77);
		next_is(t, &h, "last");
		assert_int_equal(h.mtime, 77);
		assert_int_equal(h.capability.n, 0);
		at_end(t);
	}
}

static void numbers(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	tar_put(&b,
		(struct tar_spec){ .name = "a",
				   .type = '0',
				   .magic = "ustar  ",
				   .raw_size = "\x80\0\0\0\0\0\0\0\0\0\0\3",
				   .raw_mtime =
					   "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" },
		STR("abc"));
	tar_put(&b, (struct tar_spec){ .name = "b", .type = '0', .raw_size = "         3  " },
		STR("abc"));
	/* a checksum added as signed bytes */
	size_t at = tar_put_header(&b, &(struct tar_spec){ .name = "\xff\xfe", .type = '0' });
	int sum = 0;
	memset(b.p + at + 148, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += (signed char)b.p[at + i];
	snprintf(b.p + at + 148, 8, "%06o", (unsigned)sum);
	tar_put_end(&b);
	struct files *t = reader(&b, 0);
	struct file_head h;
	next_is(t, &h, "a");
	assert_int_equal(h.size, 3);
	assert_int_equal(h.mtime, -1);
	next_is(t, &h, "b");
	body_is(t, STR("abc"));
	next_is(t, &h, "\xff\xfe");
	at_end(t);
}

static void whiteouts(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, MIB);
	tar_put_file(&b, "a/.wh.gone", "");
	tar_put_file(&b, ".wh.top", "");
	tar_put_file(&b, "a/.wh..wh..opq", "");
	tar_put_file(&b, "a/.wh..wh.plnk", "body");
	tar_put_file(&b, "a/.wh...", "");
	tar_put_file(&b, "a/.wh..", "");
	tar_put_file(&b, "a/.wh.", "");
	tar_put_file(&b, "a/.whatever", "");
	tar_put_end(&b);
	struct files *t = reader(&b, 0);
	struct file_head h;
	next_is(t, &h, "a/gone");
	assert_int_equal(h.flags, FILE_WHITEOUT);
	next_is(t, &h, "top");
	assert_int_equal(h.flags, FILE_WHITEOUT);
	next_is(t, &h, "a");
	assert_int_equal(h.flags, FILE_OPAQUE);
	for (int i = 0; i < 3; i++)
		fails(t, E_CORRUPT, true);
	next_is(t, &h, "a/.whatever");
	assert_int_equal(h.flags, 0);
	at_end(t);
}

/* The same file in the four ways that GNU tar wrote holes. */
static void put_sparse(struct buf *b, int way)
{
	OWNED(buf_donep) struct buf records;
	buf_init(&records, MIB);
	if (way == 3) {
		size_t at = tar_put_header(
			b, &(struct tar_spec){
				   .name = "s", .type = 'S', .size = 6, .magic = "ustar  " });
		char *p = b->p + at;
		memcpy(p + 386, "00000001000\00000000000003", 23);
		memcpy(p + 410, "00000002000\00000000000003", 23);
		memcpy(p + 483, "00000030000", 11);
		p[482] = 1;
		tar_fix_checksum(p);
		tar_put_zeros(b, BLOCK);
		memcpy(b->p + b->n - BLOCK, "00000030000\00000000000000", 23);
		tar_put_body(b, STR("abcdef"));
		return;
	}
	if (way == 2) {
		tar_put_record(&records, "GNU.sparse.major", STR("1"));
		tar_put_record(&records, "GNU.sparse.minor", STR("0"));
		tar_put_record(&records, "GNU.sparse.realsize", STR("12288"));
	} else {
		tar_put_record(&records, "GNU.sparse.size", STR("12288"));
		tar_put_record(&records, "GNU.sparse.numblocks", STR("2"));
	}
	if (way == 1)
		tar_put_record(&records, "GNU.sparse.map", STR("512,3,1024,3"));
	if (way == 0) {
		tar_put_record(&records, "GNU.sparse.offset", STR("512"));
		tar_put_record(&records, "GNU.sparse.numbytes", STR("3"));
		tar_put_record(&records, "GNU.sparse.offset", STR("1024"));
		tar_put_record(&records, "GNU.sparse.numbytes", STR("3"));
	}
	tar_put_record(&records, "GNU.sparse.name", STR("s"));
	tar_put(b, (struct tar_spec){ .name = "x", .type = 'x' }, buf_str(&records));
	if (way != 2) {
		tar_put(b, (struct tar_spec){ .name = "GNUSparseFile.1/s", .type = '0' },
			STR("abcdef"));
		return;
	}
	buf_clear(&records);
	buf_add_str(&records, STR("2\n512\n3\n1024\n3\n"));
	memset(buf_room(&records, BLOCK), 0, BLOCK);
	records.n = BLOCK;
	buf_add_str(&records, STR("abcdef"));
	tar_put(b, (struct tar_spec){ .name = "GNUSparseFile.1/s", .type = '0' },
		buf_str(&records));
}

static void sparse(void **state)
{
	(void)state;
	char want[12288] = { 0 };
	memcpy(want + 512, "abc", 3);
	memcpy(want + 1024, "def", 3);
	for (int way = 0; way < 4; way++) {
		OWNED(buf_donep) struct buf b;
		buf_init(&b, MIB);
		put_sparse(&b, way);
		tar_put_file(&b, "after", "x");
		put_sparse(&b, way);
		tar_put_end(&b);
		for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
			struct files *t = reader(&b, steps[i]);
			struct file_head h;
			next_is(t, &h, "s");
			assert_int_equal(h.size, 12288);
			body_is(t, str_make(want, sizeof(want)));
			next_is(t, &h, "after");
			body_is(t, STR("x"));
			next_is(t, &h, "s"); /* skipped without reading */
			at_end(t);
		}
	}
}

static void bodies_as_streams(void **state)
{
	(void)state;
	OWNED(buf_donep) struct buf inner, b;
	buf_init(&inner, MIB);
	buf_init(&b, MIB);
	tar_put_file(&inner, "deep", "inside");
	tar_put_file(&inner, "deeper", "more");
	tar_put_end(&inner);
	tar_put(&b, (struct tar_spec){ .name = "layer.tar", .type = '0' }, buf_str(&inner));
	tar_put_file(&b, "text", "0123456789");
	tar_put(&b, (struct tar_spec){ .name = "layer2.tar", .type = '0' }, buf_str(&inner));
	tar_put_end(&b);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		struct files *t = reader(&b, steps[i]), *in;
		struct file_head h;
		struct fault f;
		char head[600];
		size_t n;
		next_is(t, &h, "layer.tar");
		check_ok(stream_peek(files_body(t), head, sizeof(head), &n, &f), &f);
		assert_int_equal(n, sizeof(head));
		assert_true(tar_looks_like(str_make(head, n)));
		in = tar_open(files_body(t));
		next_is(in, &h, "deep");
		next_is(in, &h, "deeper");
		body_is(in, STR("more"));
		at_end(in);
		next_is(t, &h, "text");
		check_ok(stream_skip(files_body(t), 4, &f), &f);
		assert_int_equal(stream_read(files_body(t), head, 6, &f), 1);
		assert_memory_equal(head, "456789", 6);
		assert_int_equal(stream_read(files_body(t), head, 1, &f), 0);
		next_is(t, &h, "layer2.tar");
		in = tar_open(files_body(t));
		next_is(in, &h, "deep"); /* left in the middle */
		files_close(in);
		at_end(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_entries), cmocka_unit_test(long_names),
		cmocka_unit_test(numbers),	 cmocka_unit_test(whiteouts),
		cmocka_unit_test(sparse),	 cmocka_unit_test(bodies_as_streams),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
