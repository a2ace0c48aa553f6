/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Equal lines at both ends are set aside; between them Myers' greedy algorithm walks diagonals: d
 * changed lines reach a set of furthest points, and the first d that reaches the end is the least.
 * The points of every d are kept, so that the way can be walked back:
 *
 *         old ──►        a step right deletes a line of the old text, a step down inserts one of
 *       new              the new, a diagonal keeps one that both have
 *        │
 *        ▼
 *
 * Memory grows with d², hence DIFF_EDITS_MAX; a larger difference is told as "all of this is
 * replaced by all of that", which is correct and unhelpful.
 *
 * See E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986.
 */
#include "text/diff.h"

#include "base/map.h"

struct side {
	VEC(struct str) lines;
	bool no_newline; /* at the end of the last */
	uint32_t *ids;	 /* equal lines have equal numbers */
};

struct work {
	struct arena *arena;
	struct side old, new;
	size_t head;	     /* equal lines at the beginning */
	size_t old_n, new_n; /* lines between the equal ends */
	VEC(struct diff_line) all;
};

static void split(struct arena *a, struct str text, struct side *out)
{
	struct str line;
	out->no_newline = text.n && text.p[text.n - 1] != '\n';
	if (text.n && !out->no_newline)
		text.n--;
	else if (!text.n)
		return;
	while (str_next(&text, '\n', &line))
		*VEC_PUSH(a, &out->lines) = line;
}

/* A last line without LF differs from the same line with one. */
static void number(struct arena *a, struct map *seen, struct side *s, uint32_t *next)
{
	s->ids = arena_array(a, s->lines.n + 1, sizeof(uint32_t));
	for (size_t i = 0; i < s->lines.n; i++) {
		bool fresh;
		if (s->no_newline && i + 1 == s->lines.n) {
			static const char tail[] = "\n\\";
			struct str l = s->lines.p[i];
			char *p = arena_bytes(a, l.n + sizeof(tail));
			if (l.n)
				memcpy(p, l.p, l.n);
			memcpy(p + l.n, tail, sizeof(tail));
			uint32_t *id = map_put(seen, str_make(p, l.n + sizeof(tail)), &fresh);
			if (fresh)
				*id = ++*next;
			s->ids[i] = *id;
			continue;
		}
		uint32_t *id = map_put(seen, s->lines.p[i], &fresh);
		if (fresh)
			*id = ++*next;
		s->ids[i] = *id;
	}
}

static void set_ends_aside(struct work *w)
{
	size_t old_n = w->old.lines.n, new_n = w->new.lines.n, least = size_min(old_n, new_n);
	while (w->head < least && w->old.ids[w->head] == w->new.ids[w->head])
		w->head++;
	size_t tail = 0;
	while (tail < least - w->head &&
	       w->old.ids[old_n - 1 - tail] == w->new.ids[new_n - 1 - tail])
		tail++;
	w->old_n = old_n - w->head - tail;
	w->new_n = new_n - w->head - tail;
}

static bool same(const struct work *w, int64_t x, int64_t y)
{
	return w->old.ids[w->head + (size_t)x] == w->new.ids[w->head + (size_t)y];
}

/*
 * The furthest x on diagonal k (x - y) with d changes stands at rows[d][k + d]. Gives the least d, or
 * -1 when it is above the ceiling.
 */
static int64_t search(const struct work *w, int64_t **rows)
{
	int64_t n = (int64_t)w->old_n, m = (int64_t)w->new_n;
	for (int64_t d = 0; d <= DIFF_EDITS_MAX; d++) {
		rows[d] = arena_array(w->arena, (size_t)(2 * d + 1), sizeof(int64_t));
		const int64_t *last = d ? rows[d - 1] : NULL; /* index k + d - 1 */
		for (int64_t k = -d; k <= d; k += 2) {
			int64_t x;
			if (d == 0)
				x = 0;
			else if (k == -d || (k != d && last[k - 1 + d - 1] < last[k + 1 + d - 1]))
				x = last[k + 1 + d - 1];
			else
				x = last[k - 1 + d - 1] + 1;
			int64_t y = x - k;
			while (x < n && y < m && x >= 0 && y >= 0 && same(w, x, y)) {
				x++;
				y++;
			}
			rows[d][k + d] = x;
			if (x >= n && y >= m)
				return d;
		}
	}
	return -1;
}

/* Marks what is deleted and inserted by walking from the end back. */
static void walk_back(const struct work *w, int64_t **rows, int64_t d, bool *gone, bool *came)
{
	int64_t x = (int64_t)w->old_n, y = (int64_t)w->new_n;
	for (; d > 0; d--) {
		const int64_t *last = rows[d - 1];
		int64_t k = x - y;
		bool down = k == -d || (k != d && last[k - 1 + d - 1] < last[k + 1 + d - 1]);
		int64_t from_k = down ? k + 1 : k - 1;
		int64_t from_x = last[from_k + d - 1], from_y = from_x - from_k;
		if (down)
			came[from_y] = true;
		else
			gone[from_x] = true;
		x = from_x;
		y = from_y;
	}
}

static void put(struct work *w, char mark, size_t old, size_t new)
{
	const struct side *s = mark == '+' ? &w->new : &w->old;
	size_t at = mark == '+' ? new - 1 : old - 1;
	*VEC_PUSH(w->arena, &w->all) = (struct diff_line){
		.mark = mark,
		.text = s->lines.p[at],
		.no_newline = s->no_newline && at + 1 == s->lines.n,
		.old_line = (uint32_t)old,
		.new_line = (uint32_t) new,
	};
}

/* All lines of both texts in order. */
static void write_script(struct work *w, const bool *gone, const bool *came)
{
	size_t x = 0, y = 0;
	for (; x < w->head; x++)
		put(w, ' ', x + 1, x + 1);
	y = x;
	size_t old_end = w->head + w->old_n, new_end = w->head + w->new_n;
	while (x < old_end || y < new_end) {
		if (x < old_end && gone[x - w->head]) {
			x++;
			put(w, '-', x, y);
		} else if (y < new_end && came[y - w->head]) {
			y++;
			put(w, '+', x, y);
		} else {
			x++;
			y++;
			put(w, ' ', x, y);
		}
	}
	for (; x < w->old.lines.n;) {
		x++;
		y++;
		put(w, ' ', x, y);
	}
}

static void close_hunk(struct work *w, struct diff_hunk *h, struct diff *out)
{
	const struct diff_line *first = &w->all.p[h->first];
	h->old_begin = first->old_line;
	h->new_begin = first->new_line;
	for (size_t i = 0; i < h->n; i++) {
		h->old_n += w->all.p[h->first + i].mark != '+';
		h->new_n += w->all.p[h->first + i].mark != '-';
	}
	/* a side without a line is named by the line before it */
	if (first->mark == '+' && h->old_n)
		h->old_begin++;
	if (first->mark == '-' && h->new_n)
		h->new_begin++;
	*VEC_PUSH(w->arena, &out->hunks) = *h;
}

static void cut_hunks(struct work *w, unsigned context, struct diff *out)
{
	size_t n = w->all.n, end = 0; /* of the open hunk */
	struct diff_hunk h = { 0 };
	bool open = false;
	for (size_t i = 0; i < n; i++) {
		if (w->all.p[i].mark == ' ')
			continue;
		size_t from = i > context ? i - context : 0;
		if (open && from > end) {
			h.n = end - h.first;
			close_hunk(w, &h, out);
			open = false;
		}
		if (!open) {
			h = (struct diff_hunk){ .first = from };
			open = true;
		}
		end = size_min(i + 1 + context, n);
	}
	if (open) {
		h.n = end - h.first;
		close_hunk(w, &h, out);
	}
}

void diff_texts(struct arena *a, struct str old, struct str new, unsigned context, struct diff *out)
{
	struct work w = { .arena = a };
	struct map seen;
	uint32_t next = 0;
	*out = (struct diff){ 0 };
	map_init(&seen, a);
	split(a, old, &w.old);
	split(a, new, &w.new);
	number(a, &seen, &w.old, &next);
	number(a, &seen, &w.new, &next);
	set_ends_aside(&w);
	bool *gone = arena_array(a, w.old_n + 1, sizeof(bool));
	bool *came = arena_array(a, w.new_n + 1, sizeof(bool));
	int64_t **rows = arena_array(a, DIFF_EDITS_MAX + 1, sizeof(int64_t *));
	int64_t d = search(&w, rows);
	if (d < 0) {
		memset(gone, true, w.old_n);
		memset(came, true, w.new_n);
	} else {
		walk_back(&w, rows, d, gone, came);
	}
	write_script(&w, gone, came);
	cut_hunks(&w, context, out);
	out->lines.p = w.all.p;
	out->lines.n = w.all.n;
	out->lines.cap = w.all.cap;
}
