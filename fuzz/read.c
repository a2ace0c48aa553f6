/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fuzz driver of read/: compressions and tar.
 *
 * The first byte chooses what reads the rest, the second the size of the windows. Each input is read three times:
 * in windows of 1 to 256 bytes, of 512, and all at once. What came out (entries, bodies, faults) must be the same
 * each time. zlib and ISA-L must agree on what both accept.
 */
#include "base/log.h"
#include "base/limits.h"
#include "read/files.h"
#include "read/filter.h"
#include "read/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_OUT (8 * MIB)

extern const struct filter filter_gzip, filter_zstd, filter_xz;

static void add_u64(struct hasher *h, uint64_t v)
{
	hasher_add(h, &v, sizeof(v));
}

static void add_str(struct hasher *h, struct str s)
{
	add_u64(h, s.n);
	hasher_add(h, s.p ? s.p : "", s.n);
}

static void add_head(struct hasher *h, const struct file_head *head)
{
	add_str(h, head->path);
	add_str(h, head->link);
	add_str(h, head->capability);
	add_u64(h, head->type);
	add_u64(h, head->flags);
	add_u64(h, head->notes);
	add_u64(h, head->mode);
	add_u64(h, head->uid);
	add_u64(h, head->gid);
	add_u64(h, head->size);
	add_u64(h, (uint64_t)head->mtime);
	add_u64(h, head->device_major);
	add_u64(h, head->device_minor);
}

static int read_bytes(struct stream *s, struct hasher *h)
{
	struct str window;
	struct fault f;
	uint64_t n = 0;
	int r = 0;
	while (n < MAX_OUT && (r = stream_next(s, &window, &f)) > 0) {
		window.n =
			size_min(window.n, (size_t)(MAX_OUT - n)); /* the cut is the same for all */
		hasher_add(h, window.p, window.n);
		n += window.n;
	}
	return n < MAX_OUT ? r : 0;
}

/* Bodies of every second entry are read, the others are skipped. True when something failed. */
static bool read_tar(struct stream *s, struct hasher *h)
{
	bool damaged = false;
	OWNED(files_closep) struct files *files = tar_open(s);
	struct file_head head;
	struct str window;
	struct fault f;
	bool more;
	int r;
	uint64_t given = 0;
	while ((r = files_next(files, &head, &more, &f)) > 0 || more) {
		add_u64(h, (uint64_t)r);
		if (r < 0)
			continue;
		add_head(h, &head);
		ENSURE(head.path.n <= LIMIT_PATH && head.link.n <= LIMIT_PATH);
		uint64_t got = 0;
		int d = 0;
		if (files->entries % 2 == 0)
			continue;
		while (given < MAX_OUT && (d = files_data(files, &window, &f)) > 0) {
			ENSURE(window.n > 0);
			window.n = size_min(window.n, (size_t)(MAX_OUT - given));
			hasher_add(h, window.p, window.n);
			got += window.n;
			given += window.n;
		}
		damaged |= d < 0;
		if (given >= MAX_OUT)
			return damaged;
		ENSURE(d < 0 || got == (head.type == FILE_REGULAR ? head.size : 0));
		add_u64(h, (uint64_t)d);
	}
	add_u64(h, (uint64_t)r);
	ENSURE(files_next(files, &head, &more, &f) == r && !more);
	return damaged || r < 0;
}

static struct digest run(uint8_t kind, struct str input, size_t step)
{
	struct hasher *h = hasher_new(DIGEST_SHA256);
	struct stream *s = stream_of_bytes(input, step);
	struct fault f;
	/* how far a decoder gets before it sees damage depends on the windows */
	bool vague = false;
	switch (kind % 5) {
	case 0:
		read_tar(s, h);
		s = NULL;
		break;
	case 1:
		s = filter_gzip.open(s);
		break;
	case 2:
		s = filter_zstd.open(s);
		break;
	case 3:
		s = filter_xz.open(s);
		break;
	default: {
		int r = filter_open(s, MAX_OUT, &s, NULL, &f);
		if (r == 0)
			vague = read_tar(s, h);
		else if (r == E_CORRUPT ||
			 r == E_TRUNCATED) /* opening looks into what is decompressed */
			vague = true;
		else
			add_u64(h, (uint64_t)r);
		s = NULL;
	}
	}
	if (s) {
		int r = read_bytes(s, h);
		add_u64(h, (uint64_t)r);
		vague = r == E_CORRUPT || r == E_TRUNCATED;
	}
	stream_close(s);
	struct digest d;
	hasher_finish(h, &d);
	hasher_free(h);
	return vague ? digest_of(DIGEST_SHA256, STR("damaged")) : d;
}

/* Raw deflate with one engine; true when it accepts, with the CRC of the output. */
static bool inflate_all(enum inflate_engine engine, struct str in, uint32_t *out_crc)
{
	struct inflate *z = inflate_open(engine);
	static const size_t room = 64 * KIB;
	char to[64 * KIB];
	uint64_t total = 0;
	struct fault f;
	int r;
	*out_crc = 0;
	do {
		size_t n = 0, before = in.n;
		r = inflate_step(z, &in, to, room, &n, &f);
		*out_crc = crc32_of(*out_crc, str_make(to, n));
		total += n;
		if (r > 0 && n == 0 && before == in.n)
			r = E_TRUNCATED;
	} while (r > 0 && total < MAX_OUT);
	inflate_close(z);
	return r == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct str input = str_make(data + 2, size - 2);
	struct digest all = run(data[0], input, 0);
	struct digest steps = run(data[0], input, (size_t)data[1] + 1);
	struct digest blocks = run(data[0], input, 512);
	if (!digest_eq(&all, &steps) || !digest_eq(&all, &blocks))
		die("the result depends on the windows");
	if (data[0] % 5 == 1) {
		uint32_t isal, zlib;
		if (inflate_all(INFLATE_ISAL, input, &isal) &&
		    inflate_all(INFLATE_ZLIB, input, &zlib) && isal != zlib)
			die("ISA-L and zlib decode differently");
	}
	return 0;
}
