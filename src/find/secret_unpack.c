/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gzip and zip as they stream by: packed windows are pushed in, texts go to the scan. read/filter.h and read/zip.h
 * pull, which needs the whole file or a thread; here the layer's reader pushes.
 *
 *     gzip   HEAD ─► DEFLATED ─► TRAILER ─► HEAD …                           one text over all members
 *     zip    HEAD ─► DEFLATED or STORED ─► AFTER ─► HEAD … directory: DONE    one text a member
 *
 * A zip is read by its local headers; the directory at its end would need seeking, and a member that only the
 * directory hides is still read this way. Whether the archive is sound is not asked here: no checksums, since what
 * is damaged may hold a secret all the same. Only when it cannot be followed, that is told.
 *
 * Refused: encrypted members and methods other than "stored" and "deflated" are stepped over when their size
 * is known; archives within archives; more than LIMIT_SECRET_UNPACKED bytes.
 *
 * Formats: RFC 1952; APPNOTE.TXT 4.3.7 (local header), 4.3.9 (data descriptor), 4.4.4 (flags).
 */
#include "base/limits.h"
#include "base/mem.h"
#include "base/rd.h"
#include "find/secret_parts.h"
#include "read/inflate.h"

#define OUT_WINDOW (64 * KIB)
#define HEADER_MAX (70 * KIB) /* name and extra field are up to 64 KiB each; together rarely 1 */
#define ZIP_HEADER 30
#define AFTER_MAX  64 /* bytes between a member and the next header */

enum state {
	STATE_HEAD,
	STATE_DEFLATED,
	STATE_STORED,
	STATE_TRAILER, /* gzip: CRC and size */
	STATE_AFTER,   /* zip: a data descriptor may stand here */
	STATE_DONE,
};

struct secret_unpack {
	struct secret_scan *scan;
	struct inflate *inflate;
	char *out;
	struct buf header;
	bool zip;
	enum state state;
	uint64_t left;	   /* bytes of a stored member, or to step over */
	uint64_t position; /* bytes taken */
	uint64_t begin;	   /* of the member's header */
	uint64_t produced;
	unsigned trailer;
	bool open;     /* the scan has a text */
	bool skipping; /* the member is not looked at */
	bool descriptor;
	uint32_t after; /* the last four bytes */
	unsigned after_n;
	char first[SECRET_HEAD]; /* of the member, until it is known what it is */
	size_t first_n;
	bool decided;
	struct fault why;
};

struct secret_unpack *secret_unpack_new(struct secret_scan *to)
{
	struct secret_unpack *u = mem_alloc(sizeof(*u));
	u->scan = to;
	u->inflate = inflate_open(INFLATE_AUTO);
	u->out = mem_alloc(OUT_WINDOW);
	buf_init(&u->header, HEADER_MAX);
	return u;
}

void secret_unpack_free(struct secret_unpack *u)
{
	if (!u)
		return;
	inflate_close(u->inflate);
	mem_free(u->out);
	buf_done(&u->header);
	mem_free(u);
}

static void fail(struct secret_unpack *u, int code, const char *what)
{
	if (!u->why.code)
		fault_set(&u->why, code, "%s", what);
	u->state = STATE_DONE;
}

/* ---- the text of a member ---- */

static void member_begin(struct secret_unpack *u)
{
	u->open = true;
	u->decided = u->skipping = false;
	u->first_n = 0;
}

static void member_decide(struct secret_unpack *u)
{
	u->decided = true;
	struct str head = str_make(u->first, u->first_n);
	enum secret_kind kind = secret_kind_of(u->scan->reader->path, head, true);
	/* Whatever was packed by hand or by a build is looked at, but for what is opaque anyway. */
	u->skipping = kind == SECRET_KIND_SKIP;
	if (u->skipping)
		return;
	struct str name = u->zip ? str_slice(buf_str(&u->header), ZIP_HEADER, SIZE_MAX) : STR("");
	if (u->zip) {
		struct rd r = rd_of(buf_str(&u->header));
		rd_skip(&r, 26);
		name = str_slice(name, 0, rd_u16le(&r));
	}
	secret_scan_begin(u->scan, kind == SECRET_KIND_TEXT, u->zip ? SECRET_ZIP : SECRET_GZIP,
			  name, u->begin);
	secret_scan_add(u->scan, head);
}

static void member_add(struct secret_unpack *u, struct str text)
{
	u->produced += text.n;
	if (u->produced > LIMIT_SECRET_UNPACKED)
		fail(u, E_LIMIT, "unpacks to more than is looked at for secrets");
	if (!u->decided) {
		size_t n = size_min(text.n, sizeof(u->first) - u->first_n);
		memcpy(u->first + u->first_n, text.p, n);
		u->first_n += n;
		text = str_from(text, n);
		if (u->first_n < sizeof(u->first))
			return;
		member_decide(u);
	}
	if (!u->skipping)
		secret_scan_add(u->scan, text);
}

static void member_end(struct secret_unpack *u)
{
	if (!u->open)
		return;
	u->open = false;
	if (!u->decided && u->first_n)
		member_decide(u);
	if (u->decided && !u->skipping)
		secret_scan_end(u->scan);
}

/* ---- headers ---- */

/* Bytes of the gzip header in h, 0 when it is not complete, SIZE_MAX when it is none. */
static size_t gzip_header(struct str h)
{
	struct rd r = rd_of(h);
	uint16_t magic = rd_u16le(&r);
	uint8_t method = rd_u8(&r), flags = rd_u8(&r);
	rd_skip(&r, 6);
	if (r.bad)
		return 0;
	if (magic != 0x8b1f || method != 8 || (flags & 0xe0))
		return SIZE_MAX;
	if (flags & 4)
		rd_skip(&r, rd_u16le(&r));
	for (unsigned names = (flags >> 3 & 1) + (flags >> 4 & 1); names && !r.bad; names--) {
		struct str rest = str_make(r.p, rd_left(&r));
		size_t nul = str_find_char(rest, '\0');
		rd_skip(&r, nul == SIZE_MAX ? rest.n + 1 : nul + 1);
	}
	if (flags & 2)
		rd_skip(&r, 2);
	return r.bad ? 0 : h.n - rd_left(&r);
}

static size_t zip_header(struct str h)
{
	struct rd r = rd_of(h);
	if (h.n < ZIP_HEADER)
		return 0;
	if (rd_u32le(&r) != 0x04034b50)
		return SIZE_MAX;
	rd_skip(&r, 22);
	size_t name = rd_u16le(&r), extra = rd_u16le(&r);
	return h.n >= ZIP_HEADER + name + extra ? ZIP_HEADER + name + extra : 0;
}

static void zip_begin_member(struct secret_unpack *u)
{
	struct rd r = rd_of(buf_str(&u->header));
	rd_skip(&r, 6);
	unsigned flags = rd_u16le(&r), method = rd_u16le(&r);
	rd_skip(&r, 8);
	uint64_t packed = rd_u32le(&r);
	u->descriptor = flags & 8;
	bool known = !u->descriptor && packed != UINT32_MAX;
	if (method == 8 && !(flags & 1)) {
		member_begin(u);
		inflate_reset(u->inflate);
		u->state = STATE_DEFLATED;
		return;
	}
	if (!known) {
		fail(u, E_UNSUPPORTED,
		     "a member of unknown size is encrypted or packed in a way that is not read");
		return;
	}
	u->left = packed;
	u->state = STATE_STORED;
	if (method == 0 && !(flags & 1))
		member_begin(u);
}

static void take_header(struct secret_unpack *u, struct str *in)
{
	size_t before = u->header.n;
	if (!before) {
		u->begin = u->position;
		/* behind the last member of a gzip: padding, or what gzip(1) ignores too */
		if (!u->zip && u->produced && in->p[0] != 0x1f) {
			u->state = STATE_DONE;
			return;
		}
	}
	/* Small steps: where the header ends is not known before its first bytes are there. */
	size_t n = size_min(in->n, before < ZIP_HEADER ? ZIP_HEADER - before : 512);
	if (!buf_add(&u->header, in->p, n)) {
		fail(u, E_LIMIT, "a header of an archive is too long");
		return;
	}
	size_t size = u->zip ? zip_header(buf_str(&u->header)) : gzip_header(buf_str(&u->header));
	if (size == SIZE_MAX) {
		fail(u, E_CORRUPT, "no header where a member of an archive should begin");
		return;
	}
	if (size) {
		n = size - before;
		u->header.n = size;
	}
	u->position += n;
	*in = str_from(*in, n);
	if (!size)
		return;
	if (u->zip) {
		zip_begin_member(u);
		return;
	}
	if (!u->open)
		member_begin(u);
	inflate_reset(u->inflate);
	u->state = STATE_DEFLATED;
}

/* ---- bodies ---- */

static void take_small(struct secret_unpack *u, struct str *in);

static void take_deflated(struct secret_unpack *u, struct str *in)
{
	int r;
	size_t n;
	do { /* the decoder may hold output that had no room, when there is no input left */
		size_t had = in->n;
		r = inflate_step(u->inflate, in, u->out, OUT_WINDOW, &n, NULL);
		u->position += had - in->n;
		member_add(u, str_make(u->out, n));
	} while (r > 0 && n && (in->n || n == OUT_WINDOW) && u->state != STATE_DONE);
	if (u->state == STATE_DONE)
		return;
	if (r > 0 && in->n) /* it takes none: this must not go on for ever */
		r = E_CORRUPT;
	if (r < 0)
		fail(u, E_CORRUPT, "damaged data in an archive");
	if (r != 0)
		return;
	if (u->zip)
		member_end(u);
	u->state = u->zip ? STATE_AFTER : STATE_TRAILER;
	u->trailer = 8;
	u->after_n = 0;
	/* What the decoder had taken too much of belongs to what follows. */
	uint8_t tail[8];
	struct str rest = str_make(tail, inflate_tail(u->inflate, tail));
	u->position -= rest.n;
	while (rest.n && u->state != STATE_DONE)
		take_small(u, &rest);
}

static void take_stored(struct secret_unpack *u, struct str *in)
{
	size_t n = u->left < in->n ? (size_t)u->left : in->n;
	if (u->open)
		member_add(u, str_slice(*in, 0, n));
	u->left -= n;
	u->position += n;
	*in = str_from(*in, n);
	if (u->left || u->state == STATE_DONE)
		return;
	member_end(u);
	u->state = STATE_AFTER;
	u->after_n = 0;
}

static void next_header(struct secret_unpack *u)
{
	buf_clear(&u->header);
	u->state = STATE_HEAD;
}

/* Up to the next signature: of a member, or of the directory, which ends it all. */
static void take_after(struct secret_unpack *u, struct str *in)
{
	while (in->n) {
		u->after = u->after >> 8 | (uint32_t)(uint8_t)in->p[0] << 24;
		u->after_n++;
		u->position++;
		*in = str_from(*in, 1);
		if (u->after_n < 4)
			continue;
		if (u->after == 0x04034b50) {
			next_header(u);
			u->begin = u->position - 4;
			buf_add(&u->header, "PK\3\4", 4);
			return;
		}
		if (u->after == 0x02014b50 || u->after == 0x08064b50 || u->after == 0x06054b50) {
			u->state = STATE_DONE;
			return;
		}
		if (u->after_n > AFTER_MAX) {
			fail(u, E_CORRUPT, "no header where a member of an archive should begin");
			return;
		}
	}
}

static void take_small(struct secret_unpack *u, struct str *in)
{
	size_t n;
	switch (u->state) {
	case STATE_HEAD:
		take_header(u, in);
		return;
	case STATE_TRAILER:
		n = size_min(u->trailer, in->n);
		u->trailer -= (unsigned)n;
		u->position += n;
		*in = str_from(*in, n);
		if (!u->trailer)
			next_header(u);
		return;
	case STATE_AFTER:
		take_after(u, in);
		return;
	case STATE_DEFLATED:
		take_deflated(u, in);
		return;
	case STATE_STORED:
		take_stored(u, in);
		return;
	case STATE_DONE:
		*in = STR("");
		return;
	}
}

void secret_unpack_begin(struct secret_unpack *u, bool zip)
{
	u->zip = zip;
	u->position = u->produced = 0;
	u->open = false;
	u->why = (struct fault){ 0 };
	next_header(u);
}

void secret_unpack_add(struct secret_unpack *u, struct str window)
{
	while (window.n)
		take_small(u, &window);
}

int secret_unpack_end(struct secret_unpack *u, struct fault *f)
{
	bool cut = u->zip ? u->state != STATE_DONE
			  : u->state == STATE_DEFLATED || (u->state == STATE_HEAD && u->header.n);
	member_end(u);
	if (!u->why.code && cut)
		fault_set(&u->why, E_TRUNCATED, "an archive ends too early");
	return u->why.code ? fault_copy(f, &u->why) : 0;
}
