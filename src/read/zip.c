/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading zip archives front to back.
 *
 *     [local header][data]([descriptor]) [local header][data] … [central directory][end record]
 *      ▲ read in order                                           ▲ counted, and compared
 *
 * The usual way starts at the end, with the central directory, and seeks. Feeds come through
 * compressions, tars and pipes, so this reader never seeks. What the usual way knows beforehand and
 * this one does not is the size of an entry written by a streaming writer (flag bit 3): there deflate
 * says itself where it ends and the sizes follow in a descriptor. A descriptor has four spellings
 * (with and without signature, 32 and 64 bit); the one is taken whose CRC and sizes are those that
 * were counted.
 *
 * Must stay true:
 *  - An entry whose size is known is never read beyond it, whatever its content says.
 *  - Nothing is skipped silently: local headers and directory must agree in number.
 *
 * Format: APPNOTE.TXT 6.3.10, sections 4.3 and 4.4, 4.5.3 for zip64. Refused: encryption, methods
 * other than 0 and 8, stored entries of unknown size, archives in several parts.
 */
#include "read/zip.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/rd.h"
#include "read/inflate.h"

#define SIGNATURE_LOCAL	     0x04034b50u /* 4.3.7 */
#define SIGNATURE_DESCRIPTOR 0x08074b50u /* 4.3.9.3 */
#define SIGNATURE_CENTRAL    0x02014b50u /* 4.3.12 */
#define SIGNATURE_END64	     0x06064b50u /* 4.3.14 */
#define SIGNATURE_LOCATOR64  0x07064b50u /* 4.3.15 */
#define SIGNATURE_END	     0x06054b50u /* 4.3.16 */

#define FLAG_ENCRYPTED	1u /* 4.4.4 */
#define FLAG_DESCRIPTOR 8u

#define METHOD_STORED	0
#define METHOD_DEFLATED 8

#define WINDOW (128 * KIB)

struct zip {
	struct stream *in;
	int failed; /* sticky */
	bool ended;
	uint64_t entries;

	/* the current entry */
	bool open;	     /* its data has not been passed yet */
	bool known;	     /* sizes and CRC stood in the header */
	bool finished;	     /* the decoder saw the last block; the end is not checked yet */
	const char *refused; /* why its content cannot be read, else NULL */
	unsigned method;
	uint64_t packed_size, size; /* as promised; valid when known */
	uint32_t crc_promised;
	uint64_t packed, unpacked; /* counted */
	uint32_t crc;
	struct str rest; /* of the input window that deflate was given */
	struct inflate *inflate;
	char *window;
	uint8_t tail[16]; /* bytes behind an entry that were taken already */
	size_t tail_n;
	char name[4096];
	char fields[64 * 1024]; /* the longest name or extra field */
};

bool zip_looks_like(struct str head)
{
	return str_starts(head, STR("PK\3\4")) || str_starts(head, STR("PK\5\6"));
}

struct zip *zip_open(struct stream *in)
{
	struct zip *z = mem_alloc(sizeof(*z));
	z->in = in;
	return z;
}

void zip_close(struct zip *z)
{
	if (!z)
		return;
	inflate_close(z->inflate);
	stream_close(z->in);
	mem_free(z->window);
	mem_free(z);
}

void zip_closep(struct zip **z)
{
	zip_close(*z);
}

/* n bytes of the archive: first those that the decoder had taken. */
static int take(struct zip *z, void *p, size_t n, struct fault *f)
{
	size_t early = size_min(n, z->tail_n);
	if (early) {
		memcpy(p, z->tail, early);
		z->tail_n -= early;
		memmove(z->tail, z->tail + early, z->tail_n);
	}
	if (early == n)
		return 1;
	int r = stream_read(z->in, (char *)p + early, n - early, f);
	if (r == 0)
		return fault_set(f, E_TRUNCATED, "the archive ends without its directory");
	return r;
}

static int skip(struct zip *z, uint64_t n, struct fault *f)
{
	size_t early = (size_t)(n < z->tail_n ? n : z->tail_n);
	z->tail_n -= early;
	memmove(z->tail, z->tail + early, z->tail_n);
	return n > early ? stream_skip(z->in, n - early, f) : 0;
}

static int end_of_content(struct zip *z, struct fault *f);

/* One window of a stored entry. */
static int stored(struct zip *z, struct str *out, struct fault *f)
{
	uint64_t left = z->packed_size - z->packed;
	if (left == 0)
		return end_of_content(z, f);
	struct str w;
	int r = stream_next(z->in, &w, f);
	if (r == 0)
		return fault_set(f, E_TRUNCATED, "the archive ends inside an entry");
	if (r < 0)
		return r;
	size_t n = w.n < left ? w.n : (size_t)left;
	stream_unread(z->in, str_from(w, n));
	w.n = n;
	z->packed += n;
	z->unpacked += n;
	z->crc = crc32_of(z->crc, w);
	*out = w;
	return 1;
}

/* The next window for the decoder, cut where an entry of known size ends. */
static int more_packed(struct zip *z, struct fault *f)
{
	uint64_t left = z->known ? z->packed_size - z->packed : UINT64_MAX;
	if (left == 0)
		return fault_set(f, E_CORRUPT, "compressed data goes on behind its entry");
	/* bytes the decoder of the entry before had taken belong to headers, and those are read */
	struct str w;
	int r = stream_next(z->in, &w, f);
	if (r == 0)
		return fault_set(f, E_TRUNCATED, "the archive ends inside an entry");
	if (r < 0)
		return r;
	size_t n = w.n < left ? w.n : (size_t)left;
	stream_unread(z->in, str_from(w, n));
	z->rest = str_slice(w, 0, n);
	z->packed += n;
	return 1;
}

/* The decoder is done: what it did not use goes back. */
static int end_of_deflate(struct zip *z, struct fault *f)
{
	size_t tail = inflate_tail(z->inflate, z->tail);
	z->packed -= z->rest.n + tail;
	if (z->known)
		tail = 0; /* it came from this entry: the count above shows it */
	else
		stream_unread(z->in, z->rest);
	z->tail_n = tail;
	z->rest = STR("");
	return end_of_content(z, f);
}

static int deflated(struct zip *z, struct str *out, struct fault *f)
{
	for (;;) {
		size_t n = 0;
		int r = inflate_step(z->inflate, &z->rest, z->window, WINDOW, &n, f);
		if (r < 0)
			return r;
		z->unpacked += n;
		if (z->known && z->unpacked > z->size)
			return fault_set(f, E_CORRUPT, "an entry is longer than its header says");
		if (n) {
			*out = str_make(z->window, n);
			z->crc = crc32_of(z->crc, *out);
			if (r == 0)
				z->finished = true;
			return 1;
		}
		if (r == 0)
			return end_of_deflate(z, f);
		if (!z->rest.n)
			TRY(more_packed(z, f));
	}
}

/* One window of content: 1; 0 when it ended and was checked. */
static int content(struct zip *z, struct str *out, struct fault *f)
{
	if (!z->open)
		return 0;
	if (z->refused)
		return fault_set(f, E_UNSUPPORTED, "%s", z->refused);
	int r = z->finished		     ? end_of_deflate(z, f)
		: z->method == METHOD_STORED ? stored(z, out, f)
					     : deflated(z, out, f);
	if (r < 0)
		z->failed = r;
	return r;
}

/*
 * Finds which of the four spellings of a data descriptor stands here, and steps over it. Shortest
 * first, so that nothing of what follows is taken; 22 bytes of an end record at least always do.
 */
static int pass_descriptor(struct zip *z, struct fault *f)
{
	uint8_t raw[24];
	size_t n = 0;
	int r = 0;
	static const struct {
		size_t size;
		bool sign, wide;
	} spellings[] = {
		{ 12, false, false }, { 16, true, false }, { 20, false, true }, { 24, true, true }
	};
	for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
		r = take(z, raw + n, spellings[i].size - n, f);
		if (r < 0)
			return r;
		n = spellings[i].size;
		struct rd rd = rd_of(str_make(raw, n));
		size_t width = spellings[i].wide ? 8 : 4;
		bool fits = !spellings[i].sign || rd_u32le(&rd) == SIGNATURE_DESCRIPTOR;
		fits = rd_u32le(&rd) == z->crc && fits;
		fits = rd_le(&rd, width) == z->packed && fits;
		fits = rd_le(&rd, width) == z->unpacked && fits;
		if (!fits)
			continue;
		/* an empty entry's 64-bit sizes read as 32-bit ones too: then no header follows */
		uint8_t next[4];
		TRY(take(z, next, sizeof(next), f));
		memmove(z->tail + sizeof(next), z->tail, z->tail_n);
		memcpy(z->tail, next, sizeof(next));
		z->tail_n += sizeof(next);
		if (next[0] == 'P' && next[1] == 'K')
			return 0;
	}
	return fault_set(f, E_CORRUPT, "an entry differs from the size or checksum behind it");
}

static int end_of_content(struct zip *z, struct fault *f)
{
	z->open = false;
	if (!z->known)
		return pass_descriptor(z, f);
	if (z->packed != z->packed_size || z->unpacked != z->size)
		return fault_set(f, E_CORRUPT, "an entry is shorter than its header says");
	if (z->crc != z->crc_promised)
		return fault_set(f, E_CORRUPT, "an entry's checksum does not hold");
	return 0;
}

/* Steps over what was not read of the current entry. */
static int pass_entry(struct zip *z, struct fault *f)
{
	if (!z->open)
		return 0;
	if (z->known) {
		uint64_t left = z->packed_size - z->packed;
		z->open = false;
		z->rest = STR("");
		return skip(z, left, f);
	}
	if (z->refused)
		return fault_set(f, E_UNSUPPORTED, "%s, and its size is unknown", z->refused);
	struct str w;
	int r;
	while ((r = content(z, &w, f)) > 0)
		;
	return r;
}

/* Zip64 extended information (4.5.3): only the fields that are all ones in the header stand there. */
static void read_extra(struct zip *z, struct str extra)
{
	struct rd rd = rd_of(extra);
	while (rd_left(&rd) >= 4) {
		uint16_t id = rd_u16le(&rd);
		struct rd field = rd_of(rd_take(&rd, rd_u16le(&rd)));
		if (id != 1)
			continue;
		if (z->size == UINT32_MAX && rd_left(&field) >= 8)
			z->size = rd_u64le(&field);
		if (z->packed_size == UINT32_MAX && rd_left(&field) >= 8)
			z->packed_size = rd_u64le(&field);
	}
}

static int read_name(struct zip *z, size_t n, struct zip_entry *out, struct fault *f)
{
	if (n > sizeof(z->name))
		return fault_set(f, E_LIMIT, "a name of %zu bytes", n);
	if (n == 0)
		return fault_set(f, E_CORRUPT, "an entry without a name");
	TRY(take(z, z->fields, n, f));
	out->is_directory = z->fields[n - 1] == '/';
	out->name = str_make(z->name, path_normalise(str_make(z->fields, n), z->name, &out->notes));
	return 0;
}

static int local_header(struct zip *z, struct zip_entry *out, struct fault *f)
{
	uint8_t raw[26];
	TRY(take(z, raw, sizeof(raw), f));
	struct rd rd = rd_of(str_make(raw, sizeof(raw)));
	rd_skip(&rd, 2);
	unsigned flags = rd_u16le(&rd);
	z->method = rd_u16le(&rd);
	rd_skip(&rd, 4);
	z->crc_promised = rd_u32le(&rd);
	z->packed_size = rd_u32le(&rd);
	z->size = rd_u32le(&rd);
	size_t name_n = rd_u16le(&rd), extra_n = rd_u16le(&rd);
	TRY(read_name(z, name_n, out, f));
	if (extra_n)
		TRY(take(z, z->fields, extra_n, f));
	read_extra(z, str_make(z->fields, extra_n));
	/* a streaming writer leaves zeros; some fill in what they know and add a descriptor anyway */
	z->known = !(flags & FLAG_DESCRIPTOR);
	z->packed = z->unpacked = 0;
	z->crc = 0;
	z->rest = STR("");
	z->open = true;
	z->finished = false;
	z->refused = flags & FLAG_ENCRYPTED ? "the entry is encrypted"
		     : z->method != METHOD_STORED && z->method != METHOD_DEFLATED
			     ? "the entry's compression method is not known"
		     : z->method == METHOD_STORED && !z->known
			     ? "the entry is stored without its size"
			     : NULL;
	if (z->method == METHOD_DEFLATED && !z->refused) {
		if (!z->inflate) {
			z->inflate = inflate_open(INFLATE_AUTO);
			z->window = mem_alloc(WINDOW);
		}
		inflate_reset(z->inflate);
	}
	out->size = z->known ? z->size : UINT64_MAX;
	z->entries++;
	return 1;
}

/* Behind the signature of the first directory entry, or of the end record. */
static int read_directory(struct zip *z, uint32_t signature, struct fault *f)
{
	uint64_t listed = 0;
	uint8_t raw[42];
	while (signature == SIGNATURE_CENTRAL) {
		TRY(take(z, raw, sizeof(raw), f));
		struct rd rd = rd_of(str_make(raw, sizeof(raw)));
		rd_skip(&rd, 24);
		uint64_t n = rd_u16le(&rd);
		n += rd_u16le(&rd);
		n += rd_u16le(&rd);
		TRY(skip(z, n, f));
		listed++;
		TRY(take(z, raw, 4, f));
		struct rd next = rd_of(str_make(raw, 4));
		signature = rd_u32le(&next);
	}
	if (signature != SIGNATURE_END && signature != SIGNATURE_END64)
		return fault_set(f, E_CORRUPT, "the directory is damaged");
	if (listed != z->entries)
		return fault_set(f, E_CORRUPT,
				 "%llu entries were found and %llu are in the directory",
				 (unsigned long long)z->entries, (unsigned long long)listed);
	z->ended = true;
	return stream_drain(z->in, f);
}

static int next(struct zip *z, struct zip_entry *out, struct fault *f)
{
	TRY(pass_entry(z, f));
	uint8_t raw[4];
	TRY(take(z, raw, sizeof(raw), f));
	struct rd rd = rd_of(str_make(raw, sizeof(raw)));
	uint32_t signature = rd_u32le(&rd);
	if (signature == SIGNATURE_LOCAL)
		return local_header(z, out, f);
	if (signature == SIGNATURE_CENTRAL || signature == SIGNATURE_END ||
	    signature == SIGNATURE_END64)
		return read_directory(z, signature, f);
	return fault_set(f, E_CORRUPT, "no header where an entry ends");
}

int zip_next(struct zip *z, struct zip_entry *out, struct fault *f)
{
	if (z->failed)
		return fault_set(f, z->failed, "the archive failed before");
	if (z->ended)
		return 0;
	struct zip_entry entry = { .size = UINT64_MAX };
	int r = next(z, &entry, f);
	if (r < 0)
		z->failed = r;
	else if (r > 0)
		*out = entry;
	return r;
}

struct body {
	struct stream base;
	struct zip *zip;
};

static int body_next(struct stream *base, struct str *out, struct fault *f)
{
	return content(((struct body *)base)->zip, out, f);
}

static void body_close(struct stream *base)
{
	mem_free(base);
}

static const struct stream_ops body_ops = { body_next, NULL, body_close };

struct stream *zip_body(struct zip *z)
{
	struct body *s = mem_alloc(sizeof(*s));
	s->base.ops = &body_ops;
	s->zip = z;
	return &s->base;
}
