/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Archives made here field by field, so that every lie a header can tell is told once.
 */
#include "check.h"

#include "base/buf.h"
#include "base/path.h"
#include "read/inflate.h"
#include "read/zip.h"

#include <zlib.h>

enum make_flag {
	STORED = 1,
	DESCRIPTOR = 2, /* sizes behind the data, with its signature */
	UNSIGNED = 4,	/* … without */
	WIDE = 8,	/* … with 64-bit sizes */
	ZIP64 = 16,	/* sizes in the extra field */
	BAD_CRC = 32,
	BAD_SIZE = 64, /* promises one byte more */
	ENCRYPTED = 128,
	METHOD_99 = 256,
	CUT_DATA = 512, /* the packed size says one byte less */
};

struct make {
	struct buf bytes, directory;
	unsigned entries;
};

static void le(struct buf *b, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_add_char(b, (char)(v >> 8 * i));
}

static void begin(struct make *m)
{
	*m = (struct make){ 0 };
	buf_init(&m->bytes, 4 * MIB);
	buf_init(&m->directory, 4 * MIB);
}

static void done(struct make *m)
{
	buf_done(&m->bytes);
	buf_done(&m->directory);
}

static size_t pack(struct str content, unsigned flags, char *to, size_t room)
{
	if (flags & STORED) {
		memcpy(to, content.p, content.n);
		return content.n;
	}
	z_stream z = { .next_in = (void *)content.p,
		       .avail_in = (uInt)content.n,
		       .next_out = (void *)to,
		       .avail_out = (uInt)room };
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	size_t n = z.total_out;
	deflateEnd(&z);
	return n;
}

static void add(struct make *m, const char *name, struct str content, unsigned flags)
{
	static char packed[1 << 20];
	size_t n = pack(content, flags, packed, sizeof(packed));
	uint32_t crc = crc32_of(0, content) ^ (flags & BAD_CRC ? 1 : 0);
	bool later = flags & (DESCRIPTOR | UNSIGNED);
	uint64_t size = content.n + (flags & BAD_SIZE ? 1 : 0);
	uint64_t packed_size = n - (flags & CUT_DATA ? 1 : 0);
	struct buf *b = &m->bytes;
	buf_add(b, "PK\3\4", 4);
	le(b, 20, 2);
	le(b, (later ? 8 : 0) | (flags & ENCRYPTED ? 1 : 0), 2);
	le(b, flags & METHOD_99 ? 99 : flags & STORED ? 0 : 8, 2);
	le(b, 0, 4);
	le(b, later ? 0 : crc, 4);
	le(b, later ? 0 : flags & ZIP64 ? UINT32_MAX : packed_size, 4);
	le(b, later ? 0 : flags & ZIP64 ? UINT32_MAX : size, 4);
	le(b, strlen(name), 2);
	le(b, flags & ZIP64 ? 24 : 0, 2);
	buf_add(b, name, strlen(name));
	if (flags & ZIP64) {
		le(b, 0x7777, 2); /* another field stands before it */
		le(b, 0, 2);
		le(b, 1, 2);
		le(b, 16, 2);
		le(b, size, 8);
		le(b, packed_size, 8);
	}
	buf_add(b, packed, n);
	if (flags & DESCRIPTOR)
		buf_add(b, "PK\7\10", 4);
	if (later) {
		le(b, crc, 4);
		le(b, packed_size, flags & WIDE ? 8 : 4);
		le(b, size, flags & WIDE ? 8 : 4);
	}
	buf_add(&m->directory, "PK\1\2", 4);
	for (size_t i = 0; i < 24; i++)
		buf_add_char(&m->directory, 0);
	le(&m->directory, strlen(name), 2);
	le(&m->directory, 3, 2);
	le(&m->directory, 2, 2);
	for (size_t i = 0; i < 12; i++)
		buf_add_char(&m->directory, 0);
	buf_add(&m->directory, name, strlen(name));
	buf_add(&m->directory, "extra", 5);
	m->entries++;
}

static struct str finish(struct make *m)
{
	buf_add_str(&m->bytes, buf_str(&m->directory));
	buf_add(&m->bytes, "PK\5\6", 4);
	for (size_t i = 0; i < 18; i++)
		buf_add_char(&m->bytes, 0);
	return buf_str(&m->bytes);
}

static struct str words(void)
{
	static char text[70000];
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23);
	return str_make(text, sizeof(text));
}

/* Reads the current entry and compares. */
static int read_entry(struct zip *z, struct str want, struct fault *f)
{
	OWNED(stream_closep) struct stream *s = zip_body(z);
	struct str w;
	size_t at = 0;
	int r;
	while ((r = stream_next(s, &w, f)) > 0) {
		check_str(w, str_slice(want, at, at + w.n));
		at += w.n;
	}
	if (r == 0)
		assert_int_equal(at, want.n);
	return r;
}

static void kinds(void **state)
{
	(void)state;
	static const unsigned flags[] = { 0,
					  STORED,
					  DESCRIPTOR,
					  UNSIGNED,
					  ZIP64,
					  DESCRIPTOR | WIDE,
					  UNSIGNED | WIDE,
					  STORED | ZIP64 };
	static const size_t steps[] = { 0, 1, 7, 4096 };
	for (size_t i = 0; i < ARRAY_LEN(flags); i++)
		for (size_t k = 0; k < ARRAY_LEN(steps); k++)
			for (unsigned reading = 0; reading < 2; reading++) {
				struct make m;
				begin(&m);
				add(&m, "d/", STR(""), STORED);
				add(&m, "d/first", words(), flags[i]);
				add(&m, "/../second", STR("2"), flags[i]);
				add(&m, "empty", STR(""), flags[i]);
				struct str bytes = finish(&m);
				OWNED(zip_closep)
				struct zip *z = zip_open(stream_of_bytes(bytes, steps[k]));
				struct zip_entry e;
				struct fault f;
				assert_int_equal(zip_next(z, &e, &f), 1);
				assert_true(e.is_directory);
				check_ok(zip_next(z, &e, &f), &f);
				check_text(e.name, "d/first");
				assert_true(e.size == 70000 || e.size == UINT64_MAX);
				if (reading)
					check_ok(read_entry(z, words(), &f), &f);
				check_ok(zip_next(z, &e, &f), &f);
				check_text(e.name, "second");
				assert_true(e.notes & PATH_CLIMBS);
				if (reading)
					check_ok(read_entry(z, STR("2"), &f), &f);
				check_ok(zip_next(z, &e, &f), &f);
				if (reading)
					check_ok(read_entry(z, STR(""), &f), &f);
				check_ok(zip_next(z, &e, &f), &f);
				assert_int_equal(zip_next(z, &e, &f), 0);
				assert_int_equal(zip_next(z, &e, &f), 0);
				done(&m);
			}
}

/* A body that is left in the middle does not disturb what follows. */
static void half_read(void **state)
{
	(void)state;
	static const unsigned flags[] = { 0, STORED, DESCRIPTOR, UNSIGNED | WIDE };
	for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
		struct make m;
		begin(&m);
		add(&m, "a", words(), flags[i]);
		add(&m, "b", STR("b"), flags[i]);
		OWNED(zip_closep) struct zip *z = zip_open(stream_of_bytes(finish(&m), 512));
		struct zip_entry e;
		struct fault f;
		check_ok(zip_next(z, &e, &f), &f);
		struct stream *s = zip_body(z);
		char some[100];
		assert_int_equal(stream_read(s, some, sizeof(some), &f), 1);
		stream_close(s);
		check_ok(zip_next(z, &e, &f), &f);
		check_text(e.name, "b");
		check_ok(read_entry(z, STR("b"), &f), &f);
		assert_int_equal(zip_next(z, &e, &f), 0);
		done(&m);
	}
}

static void lies(void **state)
{
	(void)state;
	static const struct {
		unsigned flags;
		int code;
	} cases[] = {
		{ BAD_CRC, E_CORRUPT },
		{ BAD_CRC | STORED, E_CORRUPT },
		{ BAD_CRC | DESCRIPTOR, E_CORRUPT },
		{ BAD_SIZE, E_CORRUPT },
		{ BAD_SIZE | DESCRIPTOR, E_CORRUPT },
		{ BAD_SIZE | STORED, E_CORRUPT },
		{ CUT_DATA, E_CORRUPT },
		{ CUT_DATA | STORED, E_CORRUPT },
		{ ENCRYPTED, E_UNSUPPORTED },
		{ METHOD_99, E_UNSUPPORTED },
		{ STORED | DESCRIPTOR, E_UNSUPPORTED },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct make m;
		begin(&m);
		add(&m, "a", words(), cases[i].flags);
		add(&m, "b", STR("b"), 0);
		OWNED(zip_closep) struct zip *z = zip_open(stream_of_bytes(finish(&m), 0));
		struct zip_entry e;
		struct fault f;
		check_ok(zip_next(z, &e, &f), &f);
		assert_int_equal(read_entry(z, words(), &f), cases[i].code);
		/* what cannot be decoded is stepped over where its size is known */
		bool passes = cases[i].flags == ENCRYPTED || cases[i].flags == METHOD_99;
		int r = zip_next(z, &e, &f);
		assert_true(passes ? r == 1 : r < 0);
		done(&m);
	}
}

static void directories(void **state)
{
	(void)state;
	struct zip_entry e;
	struct fault f;
	struct make m;
	begin(&m);
	add(&m, "a", STR("a"), 0);
	buf_clear(&m.directory); /* an entry the directory does not list */
	struct zip *z = zip_open(stream_of_bytes(finish(&m), 0));
	assert_int_equal(zip_next(z, &e, &f), 1);
	assert_int_equal(zip_next(z, &e, &f), E_CORRUPT);
	assert_int_equal(zip_next(z, &e, &f), E_CORRUPT);
	zip_close(z);
	done(&m);

	begin(&m);
	z = zip_open(stream_of_bytes(finish(&m), 0));
	assert_int_equal(zip_next(z, &e, &f), 0);
	zip_close(z);
	done(&m);

	z = zip_open(stream_of_bytes(STR("something else"), 0));
	assert_int_equal(zip_next(z, &e, &f), E_CORRUPT);
	zip_close(z);
	zip_close(NULL);
}

/* Every cut of a small archive ends in a fault, none in a crash or in silence. */
static void cuts(void **state)
{
	(void)state;
	struct make m;
	begin(&m);
	add(&m, "first", STR("some content, some content"), DESCRIPTOR);
	add(&m, "second", STR("more"), STORED);
	struct str bytes = finish(&m);
	size_t end = bytes.n - 18; /* the end record's content says nothing we need */
	for (size_t n = 0; n < end; n++) {
		OWNED(zip_closep)
		struct zip *z = zip_open(stream_of_bytes(str_slice(bytes, 0, n), 3));
		struct zip_entry e;
		struct fault f;
		int r;
		while ((r = zip_next(z, &e, &f)) > 0)
			;
		assert_true(r == E_TRUNCATED || r == E_CORRUPT);
	}
	done(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds), cmocka_unit_test(half_read),	cmocka_unit_test(lies),
		cmocka_unit_test(cuts),	 cmocka_unit_test(directories),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
