/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/html/part.h"

#include "model/instruction.h"

void part_begin(const struct part *p, const char *name, enum phrase title)
{
	out_printf(p->h->out, "<section id=\"i%zu-%s\" class=\"part\">\n<h2>", p->number, name);
	html_phrase(p->h, title);
	out_text(p->h->out, "</h2>\n");
}

void part_end(const struct part *p)
{
	out_text(p->h->out, "</section>\n");
}

static void label(const struct part *p, enum phrase name)
{
	out_text(p->h->out, "<dt>");
	html_phrase(p->h, name);
	out_text(p->h->out, "</dt><dd>");
}

void part_fact(const struct part *p, enum phrase name, struct wording text)
{
	if (wording_is_empty(&text))
		return;
	label(p, name);
	html_say(p->h, text);
	out_text(p->h->out, "</dd>\n");
}

void part_fact_code(const struct part *p, enum phrase name, struct str text)
{
	if (text.n == 0)
		return;
	label(p, name);
	out_text(p->h->out, "<code>");
	html_text(p->h, text);
	out_text(p->h->out, "</code></dd>\n");
}

struct str part_subject(const struct report *r)
{
	return r->image.name.n ? r->image.name : r->reference;
}

struct str part_instruction(const struct part *p, uint16_t layer)
{
	const struct image *im = &p->r->image;
	if (layer >= im->layers.n || im->layers.p[layer].history >= im->history.n)
		return STR("");
	return instruction_short(p->h->a, im->history.p[im->layers.p[layer].history].created_by);
}

struct wording part_layer(const struct part *p, uint16_t layer)
{
	struct arena *a = p->h->a;
	return WORDING(a, PHRASE_LAYER_OF, wording_number(a, layer + 1u),
		       wording_number(a, p->r->image.layers.n));
}

bool part_counts(const struct finding *f)
{
	return f->place != PLACE_GAP && f->place != PLACE_IGNORED;
}
