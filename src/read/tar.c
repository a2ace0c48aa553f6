/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a tar archive that somebody else made, header by header, without unpacking it.
 *
 *     [x: pax records][L: long name][header] [body … padding] [header] … [zero block][zero block] padding
 *      └──────── collected ────────┘ └ one file_head ┘ └ windows of the stream, skipped if nobody asks
 *
 * Nothing is held but the extension headers of one entry. A header is decoded where it lies in the stream's window;
 * it is copied only when it straddles two. Bodies are passed on as windows; a body that is not asked for is
 * skipped, which over an uncompressed file is arithmetic.
 *
 * Where writers disagree, what the container engines would unpack decides (Go's archive/tar), because that is what
 * will run: a GNU long name wins over a pax path, a global pax header changes times and owners but no names, links
 * and directories have no body whatever their size says.
 *
 * Must stay true:
 *  - A fault about one entry that can be stepped over sets *out_more; its body is skipped by the next call. After
 *    any other fault the layer is over: there is no searching for the next header, an engine would not either.
 *  - An extension header that cannot be used spoils the entry behind it, never silently: without the long name that
 *    entry would be taken for another file.
 *  - Behind the two zero blocks nothing is parsed, only drained.
 *  - ".wh." names become flags here, once. A target of "." or ".." is refused. Of the other names that aufs reserves
 *    (".wh..wh.plnk", ".wh..wh.aufs", …) the engines unpack none: they are stepped over without a word.
 *
 * Formats: POSIX.1-2017, pax; GNU tar manual, "Tar Internals"; OCI image-spec, layer.md.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "read/files.h"
#include "read/stream.h"
#include "read/tarheader.h"
#include "read/tarpax.h"

#define ZEROS (64 * KIB) /* window over a hole */

struct tar {
	struct files base;
	struct stream *in;
	char block[TAR_BLOCK];

	/* The body of the current entry. */
	uint64_t stored;   /* bytes of it that are still in the stream */
	uint64_t padding;  /* behind them */
	uint64_t logical;  /* bytes of it, holes included, that were not yet given */
	uint64_t position; /* in it */
	bool sparse;
	size_t extent; /* of pax.map, the one at or behind `position` */
	char *zeros;   /* made for the first hole */

	/* Collected for the next entry. */
	struct buf records;
	struct buf long_name, long_link;
	struct tar_pax pax;
	struct tar_pax global; /* numbers only */
	struct arena *arena;   /* of the maps */
	int spoiled;	       /* an extension header that cannot be used */
	struct fault why;      /* of `spoiled`, and of `over` afterwards */

	bool more; /* the fault that is being returned can be stepped over */
	int over;  /* the fault that ended the archive */
	bool ended;
	uint64_t expanded;	     /* bytes that sparse files claimed so far */
	char path[4096], link[4096]; /* LIMIT_PATH */
};

/* 1 and a header block, 0 at the end of the stream. */
static int block_read(struct tar *t, const char **out, struct fault *f)
{
	struct str window;
	int r = stream_next(t->in, &window, f);
	if (r <= 0)
		return r;
	if (LIKELY(window.n >= TAR_BLOCK)) {
		stream_unread(t->in, str_from(window, TAR_BLOCK));
		*out = window.p;
		return 1;
	}
	stream_unread(t->in, window);
	*out = t->block;
	return fault_in(f, stream_read(t->in, t->block, TAR_BLOCK, f), "tar: inside a header");
}

/* What follows is `size` bytes of body and its padding. */
static void body_set(struct tar *t, uint64_t size)
{
	t->stored = size;
	t->padding = -size % TAR_BLOCK;
	t->logical = size;
	t->position = 0;
	t->sparse = false;
}

static int body_finish(struct tar *t, struct fault *f)
{
	uint64_t n = t->stored + t->padding;
	body_set(t, 0);
	return n ? fault_in(f, stream_skip(t->in, n, f), "tar: inside a file") : 0;
}

/* The rest of the body into a buffer that is large enough. */
static int body_collect(struct tar *t, struct buf *b, struct fault *f)
{
	size_t n = (size_t)t->stored;
	buf_clear(b);
	if (n) {
		int r = stream_read(t->in, buf_room(b, n), n, f);
		if (r == 0)
			r = fault_set(f, E_TRUNCATED, "ends before it");
		TRY(fault_in(f, r, "tar: inside an extension header"));
		buf_filled(b, n);
	}
	t->stored = 0;
	return body_finish(t, f);
}

static int spoil(struct tar *t, int r)
{
	if (!t->spoiled)
		t->spoiled = r;
	return 0;
}

static int read_long(struct tar *t, struct buf *b, struct fault *f)
{
	if (t->stored > LIMIT_PATH + 1) {
		spoil(t, fault_set(&t->why, E_LIMIT, "tar: a name of %llu bytes, limit %llu",
				   (unsigned long long)t->stored, (unsigned long long)LIMIT_PATH));
		return body_finish(t, f);
	}
	TRY(body_collect(t, b, f));
	b->n = size_min(str_find_char(buf_str(b), '\0'), b->n);
	return 0;
}

static int pax_too_large(struct tar *t, struct fault *f)
{
	spoil(t, fault_set(&t->why, E_LIMIT, "tar: a pax header of %llu bytes, limit %llu",
			   (unsigned long long)t->stored, (unsigned long long)LIMIT_PAX));
	return body_finish(t, f);
}

/* A second 'x' replaces the first, as in the engines. */
static int read_pax(struct tar *t, struct fault *f)
{
	t->pax = (struct tar_pax){ 0 };
	arena_reset(t->arena);
	if (t->stored > LIMIT_PAX)
		return pax_too_large(t, f);
	TRY(body_collect(t, &t->records, f));
	struct tar_pax pax;
	int r = tar_pax_parse(buf_str(&t->records), t->arena, &pax, t->spoiled ? NULL : &t->why);
	if (r < 0)
		return spoil(t, r);
	t->pax = pax;
	return 0;
}

/* Only numbers are taken over, so nothing of the records is kept. */
static int read_global(struct tar *t, struct fault *f)
{
	if (t->stored > LIMIT_PAX)
		return pax_too_large(t, f);
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf records;
	buf_init(&records, LIMIT_PAX);
	TRY(body_collect(t, &records, f));
	struct tar_pax pax, *global = &t->global;
	int r = tar_pax_parse(buf_str(&records), a, &pax, t->spoiled ? NULL : &t->why);
	if (r < 0)
		return spoil(t, r);
	if (pax.has_uid) {
		global->has_uid = true;
		global->uid = pax.uid;
	}
	if (pax.has_gid) {
		global->has_gid = true;
		global->gid = pax.gid;
	}
	if (pax.has_mtime) {
		global->has_mtime = true;
		global->mtime = pax.mtime;
	}
	return 0;
}

static void entry_reset(struct tar *t)
{
	if (arena_used(t->arena))
		arena_reset(t->arena);
	t->pax = (struct tar_pax){ 0 };
	buf_clear(&t->long_name);
	buf_clear(&t->long_link);
	t->spoiled = 0;
	t->extent = 0;
}

/* A fault that the caller may step over. */
static int soft(struct tar *t, int r)
{
	t->more = r < 0;
	return r;
}

/* GNU tar before 1.14: four extents in the header, 21 in each block behind it. */
static int sparse_from_header(struct tar *t, const char *block, struct fault *f)
{
	int64_t number;
	struct str real = str_make(block + 483, 12);
	bool more = block[482] != 0, bad = !tar_number(real, &number) || number < 0;
	size_t at = 386, count = 4;
	t->pax.map.n = 0;
	t->pax.real_size = bad ? 0 : (uint64_t)number;
	int result = 0;
	for (;;) {
		for (size_t i = 0; i < count && !bad && result == 0; i++) {
			int64_t offset, length;
			const char *p = block + at + i * 24;
			if (p[0] == '\0')
				break;
			bad = !tar_number(str_make(p, 12), &offset) || offset < 0 ||
			      !tar_number(str_make(p + 12, 12), &length) || length < 0;
			if (!bad)
				result = tar_map_add(t->arena, &t->pax.map, (uint64_t)offset,
						     (uint64_t)length, f);
		}
		if (!more)
			break;
		int r = block_read(t, &block, f);
		if (r < 0)
			return r;
		if (r == 0)
			return fault_set(f, E_TRUNCATED, "tar: ends inside a sparse map");
		more = block[504] != 0;
		at = 0;
		count = 21;
	}
	if (bad)
		result = fault_set(f, E_CORRUPT, "tar: a sparse map that is no numbers");
	return soft(t, result);
}

/* One decimal number and its newline, off the front of the body. */
static int inline_number(struct tar *t, struct str *window, uint64_t *out, struct fault *f)
{
	uint64_t v = 0;
	for (unsigned digits = 0;; digits++) {
		if (!window->n) {
			int r = files_data(&t->base, window, f);
			if (r < 0)
				return r;
			if (r == 0)
				return soft(t, fault_set(f, E_CORRUPT,
							 "tar: a sparse map without end"));
		}
		char c = window->p[0];
		*window = str_from(*window, 1);
		if (c == '\n' && digits) {
			*out = v;
			return 0;
		}
		if (!char_is_digit(c) || digits == 18)
			return soft(
				t, fault_set(f, E_CORRUPT, "tar: a sparse map that is no numbers"));
		v = v * 10 + (uint64_t)(c - '0');
	}
}

static int inline_numbers(struct tar *t, struct str *window, struct fault *f)
{
	uint64_t count;
	TRY(inline_number(t, window, &count, f));
	if (count > LIMIT_SPARSE)
		return soft(t,
			    fault_set(f, E_LIMIT, "tar: %llu extents in a sparse file, limit %llu",
				      (unsigned long long)count, (unsigned long long)LIMIT_SPARSE));
	for (uint64_t i = 0; i < count; i++) {
		uint64_t offset = 0, length = 0;
		TRY(inline_number(t, window, &offset, f));
		TRY(inline_number(t, window, &length, f));
		TRY(tar_map_add(t->arena, &t->pax.map, offset, length, f));
	}
	return 0;
}

/* pax 1.0: the map fills whole blocks in front of the data. */
static int sparse_from_body(struct tar *t, struct fault *f)
{
	struct str window = STR("");
	uint64_t all = t->stored;
	int r = inline_numbers(t, &window, f);
	/* What was not used of the last window goes back, whatever happened. */
	stream_unread(t->in, window);
	t->stored += window.n;
	TRY(r);
	uint64_t rest = -(all - t->stored) % TAR_BLOCK;
	if (rest > t->stored)
		return soft(t, fault_set(f, E_CORRUPT, "tar: a sparse map without end"));
	TRY(stream_skip(t->in, rest, f));
	t->stored -= rest;
	return 0;
}

/* The body is sparse: what data() gives from here on is the expanded file. */
static int sparse_begin(struct tar *t, struct fault *f)
{
	TRY(soft(t, tar_map_check(&t->pax.map, t->pax.real_size, t->stored, f)));
	if (!u64_add(t->expanded, t->pax.real_size, &t->expanded) ||
	    t->expanded > LIMIT_LAYER_BYTES)
		return soft(t, fault_set(f, E_LIMIT, "tar: sparse files of more than %llu bytes",
					 (unsigned long long)LIMIT_LAYER_BYTES));
	t->sparse = true;
	t->logical = t->pax.real_size;
	t->position = 0;
	t->extent = 0;
	return 0;
}

static int path_set(struct tar *t, struct str raw, char *to, struct str *out, unsigned *notes,
		    struct fault *f)
{
	if (raw.n > LIMIT_PATH || raw.n > sizeof(t->path))
		return soft(t, fault_set(f, E_LIMIT, "tar: a name of %zu bytes, limit %llu", raw.n,
					 (unsigned long long)LIMIT_PATH));
	*out = str_make(to, path_normalise(raw, to, notes));
	size_t depth = 1;
	for (size_t i = 0; i < out->n; i++)
		depth += to[i] == '/';
	if (depth > LIMIT_PATH_DEPTH)
		return soft(t, fault_set(f, E_LIMIT, "tar: %.*s…: a path of %zu parts, limit %llu",
					 STRF(str_slice(*out, 0, 60)), depth,
					 (unsigned long long)LIMIT_PATH_DEPTH));
	return 0;
}

/* 1: a whiteout or an ordinary name; 0: one of the names that aufs keeps for itself. */
static int whiteout_set(struct tar *t, struct file_head *head, struct fault *f)
{
	static const struct str mark = STR_INIT(".wh."), own = STR_INIT(".wh..wh.");
	struct str name = path_base(head->path), directory = path_dir(head->path);
	if (LIKELY(!str_starts(name, mark)))
		return 1;
	if (str_is(name, ".wh..wh..opq")) {
		head->flags = FILE_OPAQUE;
		head->path = directory;
		return 1;
	}
	if (str_starts(name, own))
		return 0;
	struct str target = str_from(name, mark.n);
	if (!target.n || str_is(target, ".") || str_is(target, ".."))
		return soft(t, fault_set(f, E_CORRUPT, "tar: %.*s: a whiteout of nothing",
					 STRF(head->path)));
	size_t at = head->path.n - name.n;
	memmove(t->path + at, target.p, target.n);
	head->path.n = at + target.n;
	head->flags = FILE_WHITEOUT;
	return 1;
}

/* Names and numbers of an entry, from the header and what was collected before it. */
static int head_fill(struct tar *t, const struct tar_header *h, struct file_head *out,
		     struct fault *f)
{
	const struct tar_pax *pax = &t->pax;
	struct str raw = h->name, link = h->link;
	char joined[155 + 1 + 100];
	if (h->prefix.n) {
		memcpy(joined, h->prefix.p, h->prefix.n);
		joined[h->prefix.n] = '/';
		memcpy(joined + h->prefix.n + 1, h->name.p, h->name.n);
		raw = str_make(joined, h->prefix.n + 1 + h->name.n);
	}
	if (pax->path.n)
		raw = pax->path;
	if (pax->link.n)
		link = pax->link;
	if (t->long_name.n)
		raw = buf_str(&t->long_name);
	if (t->long_link.n)
		link = buf_str(&t->long_link);
	if (pax->sparse_name.n && pax->sparse != TAR_DENSE)
		raw = pax->sparse_name;
	/* v7 had no type for directories; only the slash tells */
	if (out->type == FILE_REGULAR && h->type == '\0' && str_ends(raw, STR("/")))
		out->type = FILE_DIRECTORY;

	TRY(path_set(t, raw, t->path, &out->path, &out->notes, f));
	if (out->type == FILE_HARDLINK) {
		unsigned notes = 0;
		TRY(path_set(t, link, t->link, &out->link, &notes, f));
		out->notes |= notes & (PATH_CLIMBS | PATH_NUL);
		if (!out->link.n)
			return soft(t, fault_set(f, E_CORRUPT, "tar: %.*s: a link to nothing",
						 STRF(out->path)));
	} else if (out->type == FILE_SYMLINK) {
		if (link.n > LIMIT_PATH || link.n > sizeof(t->link))
			return soft(t,
				    fault_set(f, E_LIMIT, "tar: %.*s: a link target of %zu bytes",
					      STRF(out->path), link.n));
		memcpy(t->link, link.p, link.n);
		out->link = str_make(t->link, link.n);
	}
	if (!out->path.n && out->type != FILE_DIRECTORY)
		return soft(t, fault_set(f, E_CORRUPT, "tar: a file without a name"));
	const struct tar_pax *global = &t->global;
	out->mode = h->mode;
	out->uid = pax->has_uid ? pax->uid : global->has_uid ? global->uid : h->uid;
	out->gid = pax->has_gid ? pax->gid : global->has_gid ? global->gid : h->gid;
	out->mtime = pax->has_mtime ? pax->mtime : global->has_mtime ? global->mtime : h->mtime;
	out->capability = pax->capability;
	if (out->type == FILE_CHAR || out->type == FILE_BLOCK) {
		out->device_major = h->device_major;
		out->device_minor = h->device_minor;
	}
	return whiteout_set(t, out, f);
}

/* How the entry's map is written, if it is sparse, and then its size. */
static int content_set(struct tar *t, const struct tar_header *h, const char *block,
		       struct file_head *out, struct fault *f)
{
	if (h->type == 'S')
		TRY(sparse_from_header(t, block, f));
	else if (t->pax.sparse == TAR_SPARSE_INLINE)
		TRY(sparse_from_body(t, f));
	if (h->type == 'S' || t->pax.sparse != TAR_DENSE)
		TRY(sparse_begin(t, f));
	out->size = t->logical;
	out->stored = t->stored;
	return 0;
}

static enum file_type type_of(char type)
{
	static const enum file_type types[] = { FILE_REGULAR, FILE_HARDLINK, FILE_SYMLINK,
						FILE_CHAR,    FILE_BLOCK,    FILE_DIRECTORY,
						FILE_FIFO,    FILE_REGULAR };
	if (type >= '0' && type <= '7')
		return types[type - '0'];
	switch (type) {
	case '\0':
	case 'S':
		return FILE_REGULAR;
	case 'D': /* GNU incremental: the body lists what was in the directory */
		return FILE_DIRECTORY;
	default:
		return FILE_OTHER;
	}
}

/* A header that is about a file: 1 an entry, 0 one to step over without a word. */
static int entry_read(struct tar *t, const struct tar_header *header, const char *block,
		      struct file_head *out, struct fault *f)
{
	/* The block is borrowed from the stream's window: all of it is decoded before the stream moves. */
	char copy[TAR_BLOCK];
	struct tar_header h = *header;
	enum file_type type = type_of(h.type);
	bool has_body = type == FILE_REGULAR || type == FILE_OTHER || h.type == 'D';
	struct file_head head = { .type = type };
	if (has_body && t->pax.has_size)
		h.size = t->pax.size;
	if (has_body && h.size > LIMIT_LAYER_BYTES)
		return fault_set(f, E_LIMIT, "tar: %.*s: %llu bytes", STRF(h.name),
				 (unsigned long long)h.size);
	if (h.type == 'S')
		memcpy(copy, block, TAR_BLOCK);
	body_set(t, has_body ? h.size : 0);
	t->base.entries++;
	int r = 0;
	if (t->spoiled) {
		if (f)
			*f = t->why;
		r = soft(t, t->spoiled);
	} else if (type == FILE_OTHER) {
		r = soft(t, fault_set(f, E_UNSUPPORTED, "tar: %.*s: entry type 0x%02x",
				      STRF(h.name), (unsigned)(unsigned char)h.type));
	} else {
		r = head_fill(t, &h, &head, f);
	}
	/* Old GNU maps go on behind the header: they must be passed also when the entry is not wanted. */
	if (r <= 0 && h.type == 'S') {
		bool more = t->more;
		int passed = sparse_from_header(t, copy, NULL);
		if (passed < 0 && !t->more)
			return fault_set(f, passed, "tar: ends inside a sparse map");
		t->more = more;
	}
	if (r <= 0)
		return r;
	if (head.type == FILE_REGULAR)
		TRY(content_set(t, &h, h.type == 'S' ? copy : block, &head, f));
	else
		t->logical = 0; /* a dumped directory's list is not a body that anybody wants */
	*out = head;
	return 1;
}

/* The first of the zero blocks was read. */
static int end_read(struct tar *t, struct fault *f)
{
	const char *block;
	int r = block_read(t, &block, f);
	if (r < 0)
		return r;
	if (r > 0 && !tar_block_is_zero(block))
		return fault_set(f, E_CORRUPT, "tar: a single zero block between entries");
	t->ended = true;
	return stream_drain(t->in, f);
}

static int next_header(struct tar *t, struct file_head *out, struct fault *f)
{
	bool collected = false;
	for (;;) {
		const char *block;
		struct tar_header h;
		TRY(body_finish(t, f));
		int r = block_read(t, &block, f);
		if (r < 0)
			return r;
		bool zero = r > 0 && block[0] == '\0' && tar_block_is_zero(block);
		if (collected && (r == 0 || zero))
			return fault_set(f, E_TRUNCATED, "tar: ends behind an extension header");
		if (r == 0 || zero) {
			t->ended = true;
			return zero ? end_read(t, f) : 0;
		}
		if (t->base.entries == 0 && !collected && !tar_block_is_header(block))
			return fault_set(f, E_CORRUPT, "not a tar archive");
		TRY(tar_header_parse(block, &h, f));
		body_set(t, h.size);
		if (h.size > LIMIT_LAYER_BYTES && !(h.type >= '1' && h.type <= '6'))
			return fault_set(f, E_LIMIT, "tar: %.*s: %llu bytes", STRF(h.name),
					 (unsigned long long)h.size);
		switch (h.type) {
		case 'x':
		case 'X': /* Solaris, before POSIX chose the small letter */
			TRY(read_pax(t, f));
			break;
		case 'g':
			TRY(read_global(t, f));
			continue;
		case 'L':
			TRY(read_long(t, &t->long_name, f));
			break;
		case 'K':
			TRY(read_long(t, &t->long_link, f));
			break;
		case 'V': /* GNU: name of the volume */
		case 'A': /* Solaris: access control list of the next file */
			continue;
		default:
			r = entry_read(t, &h, block, out, f);
			if (r != 0)
				return r;
			entry_reset(t);
			collected = false;
			continue;
		}
		collected = true;
	}
}

static int tar_next(struct files *base, struct file_head *out, bool *out_more, struct fault *f)
{
	struct tar *t = (struct tar *)base;
	if (t->over) {
		if (f)
			*f = t->why;
		return t->over;
	}
	if (t->ended)
		return 0;
	t->more = false;
	entry_reset(t);
	struct fault fault;
	int r;
	if (t->base.entries >= LIMIT_LAYER_ENTRIES)
		r = fault_set(&fault, E_LIMIT, "tar: more than %llu entries",
			      (unsigned long long)LIMIT_LAYER_ENTRIES);
	else if (t->in->position > LIMIT_LAYER_BYTES)
		r = fault_set(&fault, E_LIMIT, "tar: more than %llu bytes",
			      (unsigned long long)LIMIT_LAYER_BYTES);
	else
		r = next_header(t, out, &fault);
	t->base.bytes = t->in->position;
	if (r < 0 && f)
		*f = fault;
	if (r < 0 && !t->more) {
		t->over = r;
		t->why = fault;
	}
	*out_more = t->more;
	return r;
}

/* At most `n` bytes of the stored body. */
static int stored_next(struct tar *t, uint64_t n, struct str *window, struct fault *f)
{
	int r = stream_next(t->in, window, f);
	if (r == 0)
		r = fault_set(f, E_TRUNCATED, "tar: ends inside a file");
	if (r < 0)
		return r;
	if (window->n > n) {
		stream_unread(t->in, str_from(*window, (size_t)n));
		window->n = (size_t)n;
	}
	t->stored -= window->n;
	t->position += window->n;
	t->logical -= window->n;
	return 1;
}

/* Bytes from `position` on that are all stored (*out_hole false) or all absent. */
static uint64_t run_at(struct tar *t, bool *out_hole)
{
	const tar_map *map = &t->pax.map;
	while (t->extent < map->n &&
	       map->p[t->extent].offset + map->p[t->extent].length <= t->position)
		t->extent++;
	if (t->extent == map->n) {
		*out_hole = true;
		return t->logical;
	}
	const struct tar_extent *e = &map->p[t->extent];
	*out_hole = e->offset > t->position;
	return *out_hole ? e->offset - t->position : e->offset + e->length - t->position;
}

static int tar_data(struct files *base, struct str *window, struct fault *f)
{
	struct tar *t = (struct tar *)base;
	if (!t->logical)
		return 0;
	if (!t->sparse)
		return stored_next(t, t->stored, window, f);
	bool hole;
	uint64_t n = run_at(t, &hole);
	if (!hole)
		return stored_next(t, n, window, f);
	if (!t->zeros)
		t->zeros = mem_alloc(ZEROS);
	*window = str_make(t->zeros, n < ZEROS ? (size_t)n : ZEROS);
	t->position += window->n;
	t->logical -= window->n;
	return 1;
}

static int tar_skip(struct files *base, uint64_t n, struct fault *f)
{
	struct tar *t = (struct tar *)base;
	if (t->sparse || n > t->logical)
		return 0;
	TRY(stream_skip(t->in, n, f));
	t->stored -= n;
	t->position += n;
	t->logical -= n;
	return 1;
}

static void tar_close(struct files *base)
{
	struct tar *t = (struct tar *)base;
	stream_close(t->in);
	arena_free(t->arena);
	buf_done(&t->records);
	buf_done(&t->long_name);
	buf_done(&t->long_link);
	mem_free(t->zeros);
	mem_free(t);
}

static const struct files_ops tar_ops = { tar_next, tar_data, tar_skip, tar_close };

struct files *tar_open(struct stream *in)
{
	struct tar *t = mem_alloc(sizeof(*t));
	t->base.ops = &tar_ops;
	t->in = in;
	t->arena = arena_new();
	buf_init(&t->records, LIMIT_PAX);
	buf_init(&t->long_name, LIMIT_PATH + 1);
	buf_init(&t->long_link, LIMIT_PATH + 1);
	return &t->base;
}

bool tar_looks_like(struct str head)
{
	return head.n >= TAR_BLOCK && tar_block_is_header(head.p);
}
