/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What to do first: one card for each step of the plan, in its order, with what is left after it. Whoever has
 * sixty upgrades to do does not read sixty cards: the first CARDS of the needed ones are open, the rest is folded,
 * and one command does all upgrades at once.
 *
 * A report without a plan (one that was saved by an older program) gets its cards from the findings to act on.
 */
#include "tell/html/part.h"

#include "model/action.h"
#include "tell/words.h"

enum { CARDS = 24, IDS = 12, PLACES = 4 };

static const struct finding *only_finding(const struct report *r, const struct step *s)
{
	bool one = s->findings.n == 1 && s->findings.p[0] < r->findings.n;
	return one ? &r->findings.p[s->findings.p[0]] : NULL;
}

/* A card's title says what it is about; its verb stands in front of it. */
static struct wording heading(const struct part *p, const struct step *s)
{
	const struct finding *f = only_finding(p->r, s);
	struct arena *a = p->h->a;
	if (s->kind == STEP_UPGRADE && s->name.n && s->fixed.n)
		return wording_same(str_printf(a, "%.*s %.*s → %.*s", STRF(s->name),
					       STRF(s->installed), STRF(s->fixed)));
	if (f && s->kind != STEP_BASE && s->kind != STEP_UPGRADE)
		return finding_title(a, f);
	return step_title(a, p->r, s);
}

static void row_begin(const struct part *p, enum phrase label)
{
	out_text(p->h->out, "<div class=\"row\"><span class=\"soft\">");
	html_phrase(p->h, label);
	out_text(p->h->out, "</span><div>");
}

static void row_end(const struct part *p)
{
	out_text(p->h->out, "</div></div>\n");
}

static void row(const struct part *p, enum phrase label, struct wording text)
{
	if (wording_is_empty(&text))
		return;
	row_begin(p, label);
	html_say(p->h, text);
	row_end(p);
}

static void row_code(const struct part *p, enum phrase label, struct str text)
{
	if (text.n == 0)
		return;
	row_begin(p, label);
	out_text(p->h->out, "<code>");
	html_text(p->h, text);
	out_text(p->h->out, "</code>");
	row_end(p);
}

/* "Layer 7 RUN curl …", each a link to the layer. */
static void layers(const struct part *p, const uint16_t *layer, size_t n)
{
	enum { SHOWN = 3 };
	if (n == 0 || p->r->image.history.n == 0)
		return;
	row_begin(p, PHRASE_WHERE);
	for (size_t i = 0; i < n && i < SHOWN; i++) {
		out_printf(p->h->out, "<div><a href=\"#i%zu-layer-%u\">", p->number, layer[i] + 1u);
		html_say(p->h,
			 WORDING(p->h->a, PHRASE_LAYER_N, wording_number(p->h->a, layer[i] + 1u)));
		out_text(p->h->out, "</a> <code>");
		html_text(p->h, part_instruction(p, layer[i]));
		out_text(p->h->out, "</code></div>");
	}
	if (n > SHOWN)
		html_say(p->h, wording_count(p->h->a, PHRASE_N_MORE, n - SHOWN));
	row_end(p);
}

static void secret(const struct part *p, const struct finding *f)
{
	const struct secret *s = f->secret;
	struct arena *a = p->h->a;
	struct str value = s->value.n ? s->value : s->masked;
	if (value.n) {
		row_begin(p, PHRASE_VALUE);
		out_text(p->h->out, "<code>");
		html_text(p->h, value);
		out_text(p->h->out, "</code> ");
		html_text(p->h, s->detail);
		row_end(p);
	}
	row_begin(p, PHRASE_WHERE);
	for (size_t i = 0; i < s->places.n && i < PLACES; i++) {
		out_text(p->h->out, "<div><code>");
		html_text(p->h, words_secret_place(p->r, &s->places.p[i], a));
		out_text(p->h->out, "</code></div>");
	}
	if (s->places.n + s->more > PLACES)
		html_say(p->h, wording_count(a, PHRASE_N_MORE, s->places.n + s->more - PLACES));
	if (!s->live && s->places.n && s->places.p[0].deleted_by != LAYER_NONE) {
		out_text(p->h->out, "<div class=\"bad\">");
		html_say(p->h, WORDING(a, PHRASE_DELETED_SHIPS,
				       wording_number(a, s->places.p[0].deleted_by + 1u)));
		out_text(p->h->out, "</div>");
	}
	row_end(p);
	row(p, PHRASE_REVOKE, wording_same(s->rotate));
	row(p, PHRASE_REMOVE, wording_same(words_removal(f)));
}

/* What an upgrade is for, in words: an id says nothing to most readers. Exploited ones speak first. */
static void why_upgrade(const struct part *p, const uint32_t *finding, size_t n)
{
	const struct finding *worst = NULL;
	for (size_t i = 0; i < n; i++) {
		if (finding[i] >= p->r->findings.n)
			continue;
		const struct finding *f = &p->r->findings.p[finding[i]];
		bool exploited = f->vulnerability && f->vulnerability->kev_added.n > 0;
		bool before =
			worst && worst->vulnerability && worst->vulnerability->kev_added.n > 0;
		if (!worst || (exploited && !before) ||
		    (exploited == before && f->severity > worst->severity))
			worst = f;
	}
	if (worst && worst->title.n)
		row(p, PHRASE_WHY, finding_title(p->h->a, worst));
}

/* "CVE-…, CVE-… and 3 more": each searches the table for itself (data/report.js). */
static void removes(const struct part *p, const uint32_t *finding, size_t n)
{
	if (n == 0)
		return;
	row_begin(p, PHRASE_REMOVES);
	for (size_t i = 0, shown = 0; i < n && shown < IDS; i++) {
		if (finding[i] >= p->r->findings.n)
			continue;
		const struct finding *f = &p->r->findings.p[finding[i]];
		out_printf(
			p->h->out,
			"%s<span class=\"dot-%s\"></span><a class=\"id\" href=\"#i%zu-findings\">",
			shown++ ? " " : "", severity_name(f->severity), p->number);
		html_text(p->h, f->id);
		out_text(p->h->out, "</a>");
		if (f->vulnerability && f->vulnerability->kev_added.n) {
			out_text(p->h->out, "<span class=\"bad\">(");
			html_phrase(p->h, PHRASE_EXPLOITED);
			out_text(p->h->out, ")</span> ");
		}
	}
	if (n > IDS) {
		out_char(p->h->out, ' ');
		html_say(p->h, wording_count(p->h->a, PHRASE_N_MORE, n - IDS));
	}
	row_end(p);
}

static void advice(const struct part *p, const struct step *s, const struct finding *f)
{
	struct arena *a = p->h->a;
	if (f && f->secret) {
		secret(p, f);
		return;
	}
	if (f && s->kind == STEP_CONTAIN)
		row(p, PHRASE_WHY, finding_why(a, f));
	else if (s->kind == STEP_UPGRADE)
		why_upgrade(p, s->findings.p, s->findings.n);
	layers(p, s->layers.p, s->layers.n);
	if (s->layers.n == 0 && s->where.n)
		row_code(p, PHRASE_WHERE, s->where);
	struct wording text = wording_same(s->advice);
	if (f && s->kind != STEP_BASE && s->kind != STEP_UPGRADE && f->fix.n) {
		text = finding_fix(a, f);
		if (s->advice.n)
			text.in[LANG_EN] = s->advice;
	}
	if (wording_is_empty(&text) && s->command.n == 0)
		text = wording(PHRASE_UPGRADE_BY_HAND);
	row(p, PHRASE_DO, text);
}

static void after(const struct part *p, const struct plan_counts *c)
{
	out_printf(p->h->out, "<span class=\"after %s\">", c->blocking ? "" : "good");
	html_say(p->h, c->blocking ? wording_count(p->h->a, PHRASE_LEAVES, c->blocking)
				   : wording(PHRASE_LEAVES_NONE));
	out_text(p->h->out, "</span>");
}

static void card(const struct part *p, const struct step *s, bool counts)
{
	const struct finding *f = only_finding(p->r, s);
	struct out *out = p->h->out;
	out_printf(out,
		   "<li class=\"card step %s\"><div class=\"step-head\"><h3><span class=\"verb\">",
		   severity_name(s->severity));
	html_say(p->h, wording_step(s->kind));
	out_text(out, "</span> ");
	html_say(p->h, heading(p, s));
	out_text(out, "</h3><span class=\"tags\">");
	html_severity(p->h, s->severity);
	if (s->exploited) {
		out_text(out, " <span class=\"tag outline bad\">");
		html_phrase(p->h, PHRASE_EXPLOITED);
		out_text(out, "</span>");
	}
	if (counts)
		after(p, &s->after);
	out_text(out, "</span></div>\n");
	html_command(p->h, s->command);
	advice(p, s, f);
	if (s->kind == STEP_UPGRADE || s->kind == STEP_BASE || s->findings.n > 1)
		removes(p, s->findings.p, s->findings.n);
	out_text(out, "</li>\n");
}

/* Cards [from, to), folded away under a summary when there is one. */
static void cards(const struct part *p, size_t from, size_t to, enum phrase summary)
{
	const struct plan *plan = &p->r->plan;
	if (from >= to)
		return;
	if (summary != PHRASE_COUNT_) {
		out_text(p->h->out, "<details class=\"more\"><summary>");
		html_say(p->h, wording_count(p->h->a, summary, to - from));
		out_text(p->h->out, "</summary>\n");
	}
	out_printf(p->h->out,
		   "<ol class=\"steps\" start=\"%zu\" style=\"counter-reset:step %zu\">\n",
		   from + 1, from);
	for (size_t i = from; i < to; i++)
		card(p, &plan->steps.p[i], true);
	out_text(p->h->out, "</ol>\n");
	if (summary != PHRASE_COUNT_)
		out_text(p->h->out, "</details>\n");
}

static void at_once(const struct part *p, const struct action_list *list)
{
	size_t upgrades = 0;
	for (size_t i = 0; i < list->actions.n; i++)
		upgrades += list->actions.p[i].fixed.n > 0;
	struct str command = action_command(p->r, list->actions.p, list->actions.n, p->h->a);
	if (upgrades < 2 || command.n == 0)
		return;
	out_text(p->h->out, "<div class=\"card once\"><h3>");
	html_phrase(p->h, PHRASE_AT_ONCE);
	out_text(p->h->out, "</h3>");
	html_command(p->h, command);
	out_text(p->h->out, "<p class=\"soft\">");
	html_phrase(p->h, PHRASE_AT_ONCE_NOTE);
	out_text(p->h->out, "</p></div>\n");
}

/* Cards without predictions. */
static void from_actions(const struct part *p, const struct action_list *list)
{
	out_text(p->h->out, "<ol class=\"steps\">\n");
	for (size_t i = 0; i < list->actions.n && i < CARDS; i++) {
		const struct action *act = &list->actions.p[i];
		struct step s = { .severity = act->severity,
				  .exploited = act->exploited,
				  .name = act->name,
				  .installed = act->installed,
				  .fixed = act->fixed,
				  .command = action_command(p->r, act, 1, p->h->a) };
		s.kind = act->kind == FINDING_INTEGRITY ? STEP_CONTAIN
			 : act->kind == FINDING_SECRET	? STEP_ROTATE
			 : act->fixed.n			? STEP_UPGRADE
							: STEP_EDIT;
		s.title = act->name.n ? act->name : p->r->findings.p[act->findings.p[0]].title;
		s.findings.p = act->findings.p;
		s.findings.n = act->findings.n;
		s.layers.p = act->layers.p;
		s.layers.n = act->layers.n;
		card(p, &s, false);
	}
	out_text(p->h->out, "</ol>\n");
	if (list->actions.n > CARDS) {
		out_text(p->h->out, "<p>");
		html_say(p->h, wording_count(p->h->a, PHRASE_N_MORE, list->actions.n - CARDS));
		out_text(p->h->out, "</p>\n");
	}
}

static bool is_tampered(const struct action_list *urgent)
{
	for (size_t i = 0; i < urgent->actions.n; i++)
		if (urgent->actions.p[i].kind == FINDING_INTEGRITY)
			return true;
	return false;
}

void part_plan(const struct part *p)
{
	const struct plan *plan = &p->r->plan;
	struct action_list urgent;
	actions_of(p->r, PLACE_ACT_NOW, p->h->a, &urgent);
	part_begin(p, "plan", PHRASE_SECTION_PLAN);
	if (urgent.actions.n == 0) {
		out_text(p->h->out, "<p>");
		html_phrase(p->h, PHRASE_PLAN_NONE);
		out_text(p->h->out, "</p>\n");
	}
	if (is_tampered(&urgent)) {
		out_text(p->h->out, "<p class=\"bad\">");
		html_phrase(p->h, PHRASE_PLAN_TAMPERED);
		out_text(p->h->out, "</p>\n");
	}
	if (plan->steps.n) {
		size_t needed = size_min(plan->needed, plan->steps.n),
		       open = size_min(needed, CARDS);
		cards(p, 0, open, PHRASE_COUNT_);
		cards(p, open, needed, PHRASE_MORE_STEPS);
		at_once(p, &urgent);
		cards(p, needed, plan->steps.n, PHRASE_OPTIONAL_STEPS);
	} else if (urgent.actions.n) {
		from_actions(p, &urgent);
		at_once(p, &urgent);
	}
	part_end(p);
}
