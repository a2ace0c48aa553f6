/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a Dockerfile: physical ones become logical ones, and a byte of a logical line finds its way back.
 *
 *         RUN apt-get update && \          piece 0: "RUN apt-get update && "
 *             # lists are needed           a comment inside, in no piece
 *
 *             apt-get install -y curl      piece 1: "    apt-get install -y curl"
 *
 * The pieces joined are the text that the rest of the parser reads. Positions are asked for by slices of
 * that text; a binary search among the pieces answers. A logical line of one piece is the source itself and
 * is not copied.
 *
 * As the builder has it: a line goes on when its last byte before spaces and tabs is the escape character
 * and the byte before that is not; a line that begins with # after white space is a comment even between
 * the lines of an instruction; blank lines there are stepped over (deprecated, hence the flag). The white
 * space in front of the first line falls away, that of later lines stays.
 *
 * Must stay true: pieces ascend and do not overlap; every byte of a piece is the same byte of the source;
 * each physical line is looked at once.
 */
#include "find/dockerfile/lex.h"

#define CLIP 40

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct str df_trim_left(struct str s)
{
	size_t n = 0;
	while (n < s.n && char_is_space(s.p[n]))
		n++;
	return str_make(s.p + n, s.n - n);
}

struct str df_trim(struct str s)
{
	s = df_trim_left(s);
	while (s.n && char_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str df_clip(struct arena *a, struct str s)
{
	bool cut = s.n > CLIP;
	if (cut)
		for (s.n = CLIP; s.n && ((unsigned char)s.p[s.n] & 0xc0) == 0x80;)
			s.n--;
	char *to = arena_bytes(a, s.n + 3);
	for (size_t k = 0; k < s.n; k++)
		to[k] = (unsigned char)s.p[k] < ' ' || s.p[k] == 0x7f ? '?' : s.p[k];
	if (cut)
		memcpy(to + s.n, "\xe2\x80\xa6", 3);
	return str_make(to, s.n + (cut ? 3 : 0));
}

bool df_next_physical(struct df_parser *p, struct df_physical *out)
{
	struct str source = p->file->source;
	if (p->at >= source.n)
		return false;
	const char *from = source.p + p->at;
	const char *newline = memchr(from, '\n', source.n - p->at);
	out->begin = p->at;
	out->end = newline ? (size_t)(newline - source.p) : source.n;
	out->next = newline ? out->end + 1 : source.n;
	while (out->end > out->begin && source.p[out->end - 1] == '\r')
		out->end--;
	p->at = out->next;
	return true;
}

/* Takes the continuation from the end of [from, *to); false when there is none. */
static bool goes_on(struct str source, size_t from, size_t *to, char escape)
{
	size_t end = *to;
	while (end > from && is_blank(source.p[end - 1]))
		end--;
	if (end == from || source.p[end - 1] != escape)
		return false;
	if (end - 1 > from && source.p[end - 2] == escape)
		return false;
	*to = end - 1;
	return true;
}

static void add_comment(struct df_parser *p, size_t from, size_t to, bool inside)
{
	struct df_comment *c = VEC_PUSH(p->arena, &p->file->comments);
	c->span = (struct span){ (uint32_t)from, (uint32_t)to };
	c->text = df_trim(str_slice(p->file->source, from + 1, to));
	c->inside = inside;
}

static void add_piece(struct df_parser *p, size_t from, size_t to)
{
	struct df_line *l = &p->line;
	if (from == to)
		return;
	*VEC_PUSH(p->arena, &l->pieces) = (struct df_piece){ (uint32_t)l->text.n, (uint32_t)from };
	l->text.n += to - from;
}

/* The bytes behind the pieces, whose lengths are known by now. */
static void join(struct df_parser *p)
{
	struct df_line *l = &p->line;
	const char *source = p->file->source.p;
	if (l->pieces.n <= 1) {
		l->text.p = source + (l->pieces.n ? l->pieces.p[0].from : 0);
		return;
	}
	char *to = arena_bytes(p->arena, l->text.n);
	for (size_t k = 0; k < l->pieces.n; k++) {
		size_t end = k + 1 < l->pieces.n ? l->pieces.p[k + 1].at : l->text.n;
		memcpy(to + l->pieces.p[k].at, source + l->pieces.p[k].from,
		       end - l->pieces.p[k].at);
	}
	l->text.p = to;
}

/* The next logical line; false at the end of the file. */
bool df_next_line(struct df_parser *p)
{
	struct str source = p->file->source;
	struct df_line *l = &p->line;
	l->pieces.n = 0;
	l->text = str_make(source.p, 0);
	l->empty_continuation = false;
	bool open = false, found = false, begun = false; /* begun: there is more than white space */
	struct df_physical x;
	while (df_next_physical(p, &x)) {
		size_t first = x.begin, to = x.end;
		while (first < x.end && char_is_space(source.p[first]))
			first++;
		if (first < x.end && source.p[first] == '#') {
			add_comment(p, first, x.end, open && begun);
			if (begun)
				l->end = (uint32_t)x.end;
			continue;
		}
		if (first == x.end) {
			l->empty_continuation |= open && l->text.n;
			continue;
		}
		bool more = goes_on(source, open ? x.begin : first, &to, p->file->escape);
		add_piece(p, open ? x.begin : first, to);
		begun |= first < to;
		l->end = (uint32_t)x.end;
		found = true;
		open = more;
		if (!open)
			break;
	}
	join(p);
	return found;
}

/* The source offset of a byte of the line. */
static uint32_t offset_of(const struct df_piece *pieces, size_t n, size_t at)
{
	size_t low = 0, high = n;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (pieces[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return pieces[low].from + (uint32_t)(at - pieces[low].at);
}

struct span df_place(const struct df_line *l, struct str s)
{
	if (!l->pieces.n)
		return (struct span){ l->end, l->end };
	size_t at = (size_t)(s.p - l->text.p);
	if (s.n) {
		return (struct span){ offset_of(l->pieces.p, l->pieces.n, at),
				      offset_of(l->pieces.p, l->pieces.n, at + s.n - 1) + 1 };
	}
	uint32_t one = at ? offset_of(l->pieces.p, l->pieces.n, at - 1) + 1 : l->pieces.p[0].from;
	return (struct span){ one, one };
}

uint32_t df_source_offset(const struct df_instruction *i, uint32_t text_offset)
{
	if (!i->pieces.n || !i->text.n)
		return i->text_span.begin;
	if (text_offset >= i->text.n)
		return i->text_span.end;
	return offset_of(i->pieces.p, i->pieces.n, text_offset);
}

void df_index_lines(struct arena *a, struct dockerfile *d)
{
	VEC(uint32_t) starts = { 0 };
	size_t carriage = 0;
	for (size_t at = 0; at < d->source.n;) {
		*VEC_PUSH(a, &starts) = (uint32_t)at;
		const char *newline = memchr(d->source.p + at, '\n', d->source.n - at);
		if (!newline)
			break;
		at = (size_t)(newline - d->source.p) + 1;
		carriage += at > 1 && newline[-1] == '\r';
	}
	d->line_starts = starts.p;
	d->lines = (uint32_t)starts.n;
	d->crlf = carriage > starts.n - carriage;
}

struct position df_position(const struct dockerfile *d, uint32_t offset)
{
	uint32_t low = 0, high = d->lines;
	if (!high)
		return (struct position){ 1, 1 };
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (d->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	uint32_t column = offset - d->line_starts[low];
	if (low == 0 && d->bom)
		column = column > 3 ? column - 3 : 0;
	return (struct position){ low + 1, column + 1 };
}
