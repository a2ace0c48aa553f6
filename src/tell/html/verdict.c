/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May I ship? The answer, why, who decided it, and what the numbers become when the plan is done.
 */
#include "tell/html/part.h"

/* What has to be dealt with first, by kind. */
struct urgent {
	uint64_t all, tampering, secrets, vulnerabilities, others, exploited;
};

static struct urgent urgent_of(const struct report *r)
{
	struct urgent u = { 0 };
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->place != PLACE_ACT_NOW)
			continue;
		u.all++;
		u.tampering += f->kind == FINDING_INTEGRITY;
		u.secrets += f->kind == FINDING_SECRET;
		u.vulnerabilities += f->kind == FINDING_VULNERABILITY;
		u.exploited += f->vulnerability && f->vulnerability->kev_added.n > 0;
	}
	u.others = u.all - u.tampering - u.secrets - u.vulnerabilities;
	return u;
}

static void sentence(const struct part *p, struct wording w)
{
	html_say(p->h, w);
	out_char(p->h->out, ' ');
}

static void blocked(const struct part *p, const struct urgent *u)
{
	struct arena *a = p->h->a;
	const struct {
		enum phrase phrase;
		uint64_t n;
	} parts[] = {
		{ PHRASE_N_TAMPERING, u->tampering },
		{ PHRASE_N_SECRETS, u->secrets },
		{ PHRASE_N_VULNERABILITIES, u->vulnerabilities },
		{ PHRASE_N_OTHERS, u->others },
	};
	struct wording list = wording_same(STR(""));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i].n)
			list = wording_list(a, list, wording_count(a, parts[i].phrase, parts[i].n));
	sentence(p,
		 WORDING(a, PHRASE_WHY_BLOCKED, wording_count(a, PHRASE_N_FINDINGS, u->all), list));
	if (u->exploited)
		sentence(p, wording_count(a, PHRASE_WHY_EXPLOITED, u->exploited));
}

/* Everything that bears on the verdict, also what weakens it. */
static void reasons(const struct part *p, const struct urgent *u)
{
	const struct report *r = p->r;
	struct arena *a = p->h->a;
	const struct finding *empty = report_find_empty(r);
	size_t gaps = report_count_place(r, PLACE_GAP);
	out_text(p->h->out, "<p class=\"why\">");
	if (u->all)
		blocked(p, u);
	else if (r->gate_failed && r->verdict_reason.n)
		sentence(p, wording_same(r->verdict_reason));
	else if (empty) {
		sentence(p, wording(PHRASE_WHY_EMPTY));
		gaps -= empty->place == PLACE_GAP;
	} else
		sentence(p, WORDING(a, PHRASE_WHY_CLEAN,
				    wording_count(a, PHRASE_N_PACKAGES, report_count_live(r))));
	if (gaps)
		sentence(p, wording_count(a, PHRASE_WHY_GAPS, gaps));
	out_text(p->h->out, "</p>\n");
}

static void decided(const struct part *p)
{
	const struct gate_info *g = &p->r->gate;
	struct arena *a = p->h->a;
	if (g->name.n == 0)
		return;
	struct wording policy = str_is(g->policy, "built-in") || g->policy.n == 0
					? wording(PHRASE_BUILT_IN)
					: wording_same(g->policy);
	out_text(p->h->out, "<p class=\"soft\">");
	if (g->decided_by.n)
		html_say(p->h, WORDING(a, PHRASE_DECIDED_BY, wording_same(g->decided_by),
				       wording_same(g->name), policy));
	else
		html_say(p->h, WORDING(a, PHRASE_DECIDED_NONE, wording_same(g->name), policy));
	out_text(p->h->out, "</p>\n");
}

/* What the data is worth: said where the verdict is read, not at the end of the page. */
static void warnings(const struct part *p)
{
	const struct report *r = p->r;
	const struct {
		bool on;
		enum phrase phrase;
	} all[] = {
		{ r->database.headline_only, PHRASE_WHY_HEADLINE },
		{ r->gate.stale, PHRASE_WHY_STALE },
		{ !r->database.headline_only && !r->database.has_release && r->os.id.n > 0,
		  PHRASE_WHY_NO_RELEASE },
	};
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		if (!all[i].on)
			continue;
		out_text(p->h->out, "<p class=\"notice\">");
		html_phrase(p->h, all[i].phrase);
		out_text(p->h->out, "</p>\n");
	}
}

static void change(const struct part *p, const struct urgent *u)
{
	const struct plan *plan = &p->r->plan;
	struct arena *a = p->h->a;
	if (u->all == 0 || plan->needed == 0)
		return;
	out_text(p->h->out, "<p class=\"change\">");
	html_say(p->h, plan->stuck ? wording_count(a, PHRASE_PLAN_STUCK, plan->stuck)
				   : WORDING(a, PHRASE_PLAN_GREEN,
					     wording_count(a, PHRASE_N_STEPS, plan->needed)));
	out_text(p->h->out, "</p>\n");
}

static void tile(const struct part *p, uint64_t n, enum phrase label, const char *class)
{
	out_printf(p->h->out, "<li class=\"%s\"><b>", class);
	html_say(p->h, wording_number(p->h->a, n));
	out_text(p->h->out, "</b><span>");
	html_phrase(p->h, label);
	out_text(p->h->out, "</span></li>");
}

static void tiles(const struct part *p, const struct urgent *u)
{
	const struct report *r = p->r;
	uint64_t fixable = 0, new = 0, ignored = report_count_place(r, PLACE_IGNORED);
	uint64_t gaps = report_count_place(r, PLACE_GAP);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		fixable += part_counts(f) && f->vulnerability && f->vulnerability->fixed.n > 0;
		new += part_counts(f) && f->is_new;
	}
	const struct plan *plan = &r->plan;
	out_text(p->h->out, "<ul class=\"tiles\">");
	tile(p, u->all, PHRASE_TILE_BLOCKING, u->all ? "bad" : "good");
	if (u->all && plan->needed) {
		uint32_t after = plan->steps.p[plan->needed - 1].after.blocking;
		tile(p, after, PHRASE_TILE_AFTER, after ? "bad" : "good");
	}
	if (u->exploited)
		tile(p, u->exploited, PHRASE_TILE_EXPLOITED, "bad");
	if (r->baseline.n)
		tile(p, new, PHRASE_TILE_NEW, "");
	tile(p, fixable, PHRASE_TILE_FIXABLE, "");
	tile(p, r->findings.n - gaps - ignored, PHRASE_TILE_ALL, "");
	tile(p, gaps, PHRASE_TILE_GAPS, gaps ? "unsure" : "");
	if (ignored)
		tile(p, ignored, PHRASE_TILE_IGNORED, "");
	out_text(p->h->out, "</ul>\n");
	if (u->all && plan->needed) {
		out_text(p->h->out, "<p class=\"soft\">");
		html_phrase(p->h, PHRASE_PREDICTION);
		out_text(p->h->out, "</p>\n");
	}
}

void part_verdict(const struct part *p)
{
	static const struct {
		enum phrase phrase;
		const char *class;
	} verdicts[] = {
		[VERDICT_SEAWORTHY] = { PHRASE_VERDICT_GOOD, "good" },
		[VERDICT_NOT_SEAWORTHY] = { PHRASE_VERDICT_BAD, "bad" },
		[VERDICT_INCOMPLETE] = { PHRASE_VERDICT_UNSURE, "unsure" },
	};
	size_t v = p->r->verdict <= VERDICT_INCOMPLETE ? p->r->verdict : VERDICT_INCOMPLETE;
	struct urgent u = urgent_of(p->r);
	struct str subject = part_subject(p->r);
	out_printf(p->h->out, "<section class=\"verdict card %s\">\n<p class=\"subject mono\">",
		   verdicts[v].class);
	if (subject.n)
		html_text(p->h, subject);
	else
		html_phrase(p->h, PHRASE_NO_NAME);
	out_text(p->h->out, "</p>\n<h1>");
	html_phrase(p->h, verdicts[v].phrase);
	out_text(p->h->out, "</h1>\n");
	reasons(p, &u);
	change(p, &u);
	decided(p);
	warnings(p);
	tiles(p, &u);
	out_text(p->h->out, "</section>\n");
}
