/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each layer costs, for people: seaworthy layers.
 *
 *         payment:1.2                          how much there is, and how much of it is used
 *         DO FIRST                             what saves most, at most three things
 *         LAYER 1 of 5  80.1 MB                the instruction, what it did, its largest files
 *         …
 *         DOCKERFILE                           what the image may have been built from
 *         GAPS                                 what could not be read
 *
 * The order is that of the build. Rows that would say 0 are left out: what is there is worth reading. Sizes are
 * of the files; what a layer takes as it is stored (compressed, or the tar itself) stands beside its name.
 *
 * The same rules as for the table hold: tell/format/table.c.
 */
#include "model/instruction.h"
#include "tell/paint.h"
#include "tell/words.h"

enum { INDENT = 2, LABEL = 9, SIZE = 10, ACTIONS = 3, TOP = 3 };

static void row(const struct paint *p, const char *label, enum style style, struct str text)
{
	if (text.n)
		paint_row(p, INDENT, label, LABEL, style, text);
}

static struct str subject_of(const struct report *r)
{
	struct str name = r->image.name.n ? r->image.name : r->reference;
	return name.n ? name : STR("(no name)");
}

static uint64_t plus(uint64_t a, uint64_t b)
{
	uint64_t sum;
	return u64_add(a, b, &sum) ? sum : UINT64_MAX;
}

/* ---- all of the image ---- */

struct totals {
	uint64_t stored, unpacked, files, bytes, wasted, wasted_bytes;
	bool all_stored; /* of each layer it is known */
};

static struct totals count(const struct report *r)
{
	struct totals t = { .all_stored = true };
	for (size_t i = 0; i < r->layers.n; i++) {
		const struct layer_changes *c = &r->layers.p[i].changes;
		uint64_t stored = i < r->image.layers.n ? r->image.layers.p[i].size : 0;
		t.all_stored &= stored > 0;
		t.stored = plus(t.stored, stored);
		t.unpacked = plus(t.unpacked, r->layers.p[i].bytes);
		t.files = plus(t.files, plus(c->added, c->changed));
		t.bytes = plus(t.bytes, plus(c->added_bytes, c->changed_bytes));
		t.wasted = plus(t.wasted, c->wasted);
		t.wasted_bytes = plus(t.wasted_bytes, c->wasted_bytes);
	}
	return t;
}

/* "12 files, 3.4 MB" */
static struct str amount(struct arena *a, uint64_t files, uint64_t bytes)
{
	return str_printf(a, "%.*s, %.*s", STRF(plural_text(a, files, "file", "files")),
			  STRF(bytes_text(a, bytes)));
}

/* In tenths, rounded down: 100 % is said only when nothing is wasted. */
static struct str share(struct arena *a, uint64_t part, uint64_t whole)
{
	unsigned tenths = whole ? (unsigned)((double)part * 1000.0 / (double)whole) : 1000;
	if (part < whole && tenths > 999)
		tenths = 999;
	return tenths == 1000 ? STR("100 %") : str_printf(a, "%u.%u %%", tenths / 10, tenths % 10);
}

static void write_summary(const struct paint *p, const struct report *r)
{
	struct arena *a = p->a;
	struct totals t = count(r);
	paint_wrapped(p, STYLE_STRONG, subject_of(r), 0, INDENT);
	struct str s = plural_text(a, r->image.layers.n, "layer", "layers");
	if (t.all_stored && t.stored)
		s = str_printf(a, "%.*s, %.*s stored", STRF(s), STRF(bytes_text(a, t.stored)));
	row(p, "size", STYLE_PLAIN,
	    str_printf(a, "%.*s, %.*s unpacked", STRF(s), STRF(bytes_text(a, t.unpacked))));
	if (!r->has_changes) {
		row(p, "used", STYLE_MEDIUM, STR("not known: the files were not remembered"));
		return;
	}
	row(p, "files", STYLE_PLAIN, amount(a, t.files, t.bytes));
	struct str used = share(a, t.bytes - t.wasted_bytes, t.bytes);
	if (t.wasted)
		used = str_printf(a, "%.*s: %.*s ship that no container sees", STRF(used),
				  STRF(amount(a, t.wasted, t.wasted_bytes)));
	row(p, "used", STYLE_PLAIN, used);
	if (r->base.name.n)
		row(p, "base", STYLE_PLAIN, words_base(r, a));
}

/* What made the layer; empty when nothing but the name of a shell is recorded, or nothing at all. */
static struct str made_by(const struct report *r, size_t layer, struct arena *a)
{
	uint32_t step = layer < r->image.layers.n ? r->image.layers.p[layer].history : HISTORY_NONE;
	if (step >= r->image.history.n)
		return STR("");
	struct str s = instruction_short(a, r->image.history.p[step].created_by);
	return str_find_char(s, ' ') == SIZE_MAX && str_ends(s, STR("sh")) ? STR("") : s;
}

/* ---- what to do ---- */

static bool is_worse(const struct report *r, size_t i, size_t than)
{
	return than == SIZE_MAX || r->findings.p[i].bytes > r->findings.p[than].bytes;
}

/* The findings that cost most, largest first; their number. */
static size_t choose(const struct report *r, size_t chosen[ACTIONS])
{
	size_t n = 0;
	for (; n < ACTIONS; n++) {
		size_t best = SIZE_MAX;
		for (size_t i = 0; i < r->findings.n; i++) {
			bool taken = r->findings.p[i].bytes == 0;
			for (size_t k = 0; k < n; k++)
				taken |= chosen[k] == i;
			if (!taken && is_worse(r, i, best))
				best = i;
		}
		if (best == SIZE_MAX)
			break;
		chosen[n] = best;
	}
	return n;
}

static void write_actions(const struct paint *p, const struct report *r)
{
	size_t chosen[ACTIONS], n = choose(r, chosen);
	if (n == 0)
		return;
	paint_title(p, "DO FIRST");
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &r->findings.p[chosen[i]];
		bool of_base = report_finding_origin(r, f) == ORIGIN_BASE;
		struct str made = made_by(r, f->layer, p->a);
		struct str where = STR("");
		if (f->layer < r->image.layers.n)
			where = str_printf(p->a, "in layer %u%s%s%.*s", f->layer + 1u,
					   of_base ? " (of the base)" : "", made.n ? ": " : "",
					   STRF(made));
		paint_row(p, INDENT, str_cstr(p->a, str_printf(p->a, "%zu", i + 1)), 3,
			  STYLE_STRONG, f->title);
		if (f->fix.n)
			paint_row(p, INDENT, "", 3, STYLE_TYPE, f->fix);
		if (where.n)
			paint_row(p, INDENT, "", 3, STYLE_FAINT,
				  text_cut(p->a, text_safe(p->a, where), 2 * p->width));
	}
}

/* ---- one layer ---- */

static void write_largest(const struct paint *p, const struct report *r, size_t layer, unsigned top)
{
	struct arena *a = p->a;
	const struct layer_changes *c = &r->layers.p[layer].changes;
	for (size_t i = 0; i < top && i < LAYER_TOP && c->top[i].bytes; i++) {
		const struct layer_item *item = &c->top[i];
		struct str size = bytes_text(a, item->bytes);
		out_repeat(p->out, ' ', INDENT);
		paint_pad(p, STYLE_PLAIN, i ? STR("") : STR("largest"), LABEL);
		out_repeat(p->out, ' ', SIZE - size_min(SIZE, text_columns(size)));
		paint(p, STYLE_PLAIN, size);
		struct str text = item->path;
		if (item->hidden_by != LAYER_NONE)
			text = str_printf(a, "%.*s (hidden by layer %u)", STRF(text),
					  item->hidden_by + 1u);
		paint_behind(p, item->hidden_by == LAYER_NONE ? STYLE_PLAIN : STYLE_FAINT, text,
			     INDENT + LABEL + SIZE, INDENT + LABEL + SIZE + 2);
	}
}

static void write_layer(const struct paint *p, const struct report *r, size_t i, unsigned top)
{
	struct arena *a = p->a;
	const struct layer *l = &r->image.layers.p[i];
	struct str title = str_printf(a, "LAYER %zu of %zu", i + 1, r->image.layers.n), size;
	out_char(p->out, '\n');
	paint(p, STYLE_STRONG, title);
	size = l->size ? str_printf(a, "%.*s stored", STRF(bytes_text(a, l->size))) : STR("");
	if (i < r->layers.n)
		size = str_printf(a, "%.*s%s%.*s unpacked", STRF(size), size.n ? ", " : "",
				  STRF(bytes_text(a, r->layers.p[i].bytes)));
	if (report_origin(r, (uint16_t)i) == ORIGIN_BASE)
		size = str_printf(a, "%.*s, of the base", STRF(size));
	paint_behind(p, STYLE_PLAIN, size, text_columns(title), INDENT);
	struct str made = made_by(r, i, a);
	/* all of it stands in the Dockerfile below */
	made = text_cut(a, text_safe(a, made), p->width ? 3 * size_max(p->width, 20) : 0);
	row(p, "made by", STYLE_TYPE, made.n ? made : STR("(not recorded)"));
	if (i >= r->layers.n || !r->has_changes)
		return;
	const struct layer_changes *c = &r->layers.p[i].changes;
	if (c->added || (!c->changed && !c->deleted))
		row(p, "added", STYLE_PLAIN, amount(a, c->added, c->added_bytes));
	if (c->changed)
		row(p, "changed", STYLE_PLAIN, amount(a, c->changed, c->changed_bytes));
	if (c->deleted)
		row(p, "deleted", STYLE_MEDIUM,
		    str_printf(a, "%.*s of lower layers: they ship all the same",
			       STRF(amount(a, c->deleted, c->deleted_bytes))));
	if (c->wasted)
		row(p, "wasted", STYLE_MEDIUM,
		    str_printf(a, "%.*s that later layers delete or replace",
			       STRF(amount(a, c->wasted, c->wasted_bytes))));
	write_largest(p, r, i, top);
}

/* ---- the rest ---- */

static void write_dockerfile(const struct paint *p, const struct report *r)
{
	struct str rest = r->dockerfile, line;
	if (!rest.n)
		return;
	paint_title(p, "DOCKERFILE");
	while (str_next_line(&rest, &line)) {
		size_t blanks = 0;
		while (blanks < line.n && line.p[blanks] == ' ')
			blanks++;
		bool remark = str_starts(line, STR("#"));
		if (!line.n) {
			out_char(p->out, '\n');
			continue;
		}
		out_repeat(p->out, ' ', INDENT + blanks);
		paint_wrapped(p, remark ? STYLE_FAINT : STYLE_PLAIN, str_from(line, blanks),
			      INDENT + blanks, INDENT + (remark ? 2 : 6));
	}
}

static void write_gaps(const struct paint *p, const struct report *r)
{
	if (!report_count_place(r, PLACE_GAP))
		return;
	paint_title(p, "GAPS");
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->place != PLACE_GAP)
			continue;
		struct str text = f->title;
		if (f->message.n)
			text = str_printf(p->a, "%.*s: %.*s", STRF(text), STRF(f->message));
		out_text(p->out, "  - ");
		paint_wrapped(p, STYLE_PLAIN, text, INDENT + 2, INDENT + 2);
	}
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	for (size_t i = 0; i < set->n; i++) {
		OWNED(arena_freep) struct arena *a = arena_new();
		struct paint p = { out, a, options->width, options->colour };
		const struct report *r = set->reports[i];
		if (i)
			out_char(out, '\n');
		write_summary(&p, r);
		write_actions(&p, r);
		for (size_t k = 0; k < r->image.layers.n; k++)
			write_layer(&p, r, k, options->top ? options->top - 1 : TOP);
		write_dockerfile(&p, r);
		write_gaps(&p, r);
	}
	return out_finish(out, f);
}

const struct format format_layers = {
	.name = "layers",
	.title = "what each layer holds and costs, for people",
	.terminal = true,
	.write = write,
};
