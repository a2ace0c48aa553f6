/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings → places, places → verdict.
 *
 *         default practice ─► what the policy says of images ─► new? ─► exceptions ─► the gate's clauses ─► plan
 *              own_place         findings of their own                   ignored     effect, clause, place
 *
 * Each finding that is not ignored meets the first clause that fits it (judge/clause.h), and that one alone.
 * Findings do not know of each other, so their order never matters.
 *
 * The verdict fails closed. It is "seaworthy" only when no clause blocks anything and, unless the gate lets gaps pass,
 * nothing was left unread. A clause that allows a gap or warns of it has spoken of it by name, and takes it out
 * of that question. Old advisory data changes no verdict: what was found is found; it is said beside it.
 *
 * Must stay true: called again, with the same options it changes nothing, and with others it decides as
 * on a fresh report. So what it adds to the findings is taken out first, and what exceptions did is undone.
 */
#include "judge/gate.h"

#include "base/map.h"
#include "judge/clause.h"
#include "judge/gate_parts.h"
#include "judge/plan.h"
#include "base/date.h"
#include "model/identity.h"

enum { NAMED_CLAUSES = 3 };

/* ---- findings of the gate itself ---- */

static bool is_own(const struct finding *f)
{
	return gate_is_rule(f) || (f->kind == FINDING_GAP && str_is(f->id, "gap-headline-only"));
}

/* As if it had never been judged. */
static void forget(struct report *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *f = &r->findings.p[i];
		if (is_own(f))
			continue;
		f->ignored = NULL;
		f->effect = GATE_NOTHING;
		f->clause = STR("");
		f->is_new = false;
		r->findings.p[n++] = *f;
	}
	r->findings.n = n;
	r->exceptions.n = 0;
	r->gate = (struct gate_info){ 0 };
	r->baseline = STR("");
}

static void add_headline_gap(struct report *r)
{
	struct finding *g =
		report_gap(r, E_STALE, "only the built-in headline advisories were used", NULL);
	g->id = STR("gap-headline-only");
	g->message = STR("They are a few notorious vulnerabilities, not a database: what they do "
			 "not name was not judged.");
	g->fix = STR("seaworthy db update, or --db builtin to be judged by them alone");
}

/* ---- baseline and exceptions ---- */

static void mark_new(struct report *r, const struct gate_options *o, struct arena *scratch)
{
	if (!o->baseline)
		return;
	r->baseline = str_dup(r->arena, o->baseline_name);
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *f = &r->findings.p[i];
		f->is_new = !map_get(o->baseline, finding_fingerprint(r, f, scratch));
		arena_reset(scratch);
	}
}

/* Knowledge first: statements of VEX, then files, then the policy; each in its order. */
static void except(struct report *r, const struct policy *p, const struct gate_options *o)
{
	static const enum ignored_by order[] = { IGNORED_BY_VEX, IGNORED_BY_FILE,
						 IGNORED_BY_POLICY };
	const struct exception_list *lists[] = { o->exceptions, &p->ignore };
	struct exception_list all = { .arena = r->arena };
	for (size_t k = 0; k < ARRAY_LEN(order); k++)
		for (size_t l = 0; l < ARRAY_LEN(lists); l++)
			for (size_t i = 0; lists[l] && i < lists[l]->items.n; i++)
				if (lists[l]->items.p[i].by == order[k])
					*VEC_PUSH(r->arena, &all.items) = lists[l]->items.p[i];
	exceptions_apply(r, &all, &p->rules, o->today);
}

/* ---- the clauses ---- */

static enum finding_place place_of(const struct finding *f)
{
	if (f->ignored)
		return PLACE_IGNORED;
	if (f->effect == GATE_BLOCK)
		return PLACE_ACT_NOW;
	return f->own_place == PLACE_ACT_NOW ? PLACE_ALLOWED : f->own_place;
}

static void list_clauses(struct report *r, const struct gate *g)
{
	for (size_t i = 0; i < g->clauses.n; i++)
		*VEC_PUSH(r->arena, &r->gate.clauses) =
			(struct gate_clause){ .name = g->clauses.p[i].name,
					      .source = g->clauses.p[i].source,
					      .effect = g->clauses.p[i].effect };
}

static void apply(struct report *r, const struct gate *g, const struct gate_options *o,
		  struct arena *scratch)
{
	struct clause_context x = {
		.report = r, .scratch = scratch, .today = -1, .has_baseline = o->baseline
	};
	(void)date_parse(o->today, &x.today);
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *f = &r->findings.p[i];
		size_t k = 0;
		while (!f->ignored && k < g->clauses.n && !clause_fits(&g->clauses.p[k], f, &x))
			k++;
		if (!f->ignored && k < g->clauses.n) {
			f->effect = g->clauses.p[k].effect;
			f->clause = g->clauses.p[k].name;
			r->gate.clauses.p[k].met++;
		}
		f->place = place_of(f);
		arena_reset(scratch);
	}
}

/* ---- the verdict ---- */

/* How old the advisories are, when that is too old; data without a date is. */
static bool is_stale(const struct report *r, const struct gate *g, struct str today,
		     struct str *out_words)
{
	int64_t built, now;
	if (g->max_data_days == 0)
		return false;
	if (!date_parse(r->database.built, &built) || !date_parse(today, &now)) {
		*out_words = STR("nobody knows how old the advisory data is");
		return true;
	}
	if (now - built <= (int64_t)g->max_data_days)
		return false;
	*out_words = str_printf(r->arena, "the advisory data is %lld days old, this gate allows %u",
				(long long)(now - built), g->max_data_days);
	return true;
}

/* Gaps that nobody has spoken of by name. */
static size_t count_gaps(const struct report *r, size_t *out_bad_digests)
{
	size_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->place != PLACE_GAP || f->effect != GATE_NOTHING)
			continue;
		n++;
		*out_bad_digests += f->kind == FINDING_INTEGRITY;
	}
	return n;
}

/* "openssl CVE-2024-1", "private-key in root/.ssh/id_rsa" */
static struct str call(const struct report *r, const struct finding *f)
{
	if (f->vulnerability && f->package < r->packages.n)
		return str_printf(r->arena, "%.*s %.*s",
				  STRF(sym_str(r->syms, r->packages.p[f->package].source_name)),
				  STRF(f->id));
	if (f->path.n)
		return str_printf(r->arena, "%.*s in %.*s", STRF(f->id), STRF(f->path));
	return f->id;
}

/* The report is sorted: the first that a clause blocks is the worst. */
static struct str worst_of(const struct report *r, const struct gate_clause *c)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->effect == GATE_BLOCK && str_eq(f->clause, c->name))
			return call(r, f);
	}
	return STR("");
}

/* "3 findings are blocked by 'fixable-serious' (openssl CVE-2024-1), 1 by 'live-secret' (…)" */
static struct str blocked_by(const struct report *r)
{
	struct arena *a = r->arena;
	struct str text = STR("");
	size_t named = 0, clauses = 0, left = 0;
	for (size_t i = 0; i < r->gate.clauses.n; i++) {
		const struct gate_clause *c = &r->gate.clauses.p[i];
		if (c->effect != GATE_BLOCK || !c->met)
			continue;
		if (named == NAMED_CLAUSES) {
			clauses++;
			left += c->met;
			continue;
		}
		text = str_printf(a, "%.*s%s%u%s by '%.*s' (%.*s)", STRF(text), named ? ", " : "",
				  c->met,
				  named		? ""
				  : c->met == 1 ? " finding is blocked"
						: " findings are blocked",
				  STRF(c->name), STRF(worst_of(r, c)));
		named++;
	}
	return left ? str_printf(a, "%.*s, %zu by %zu other%s", STRF(text), left, clauses,
				 clauses == 1 ? "" : "s")
		    : text;
}

static struct str why_not(const struct report *r, bool usual, size_t now)
{
	if (usual)
		return str_printf(r->arena, "%zu finding%s to act on now", now,
				  now == 1 ? "" : "s");
	return str_printf(r->arena, "gate %.*s: %.*s", STRF(r->gate.name), STRF(blocked_by(r)));
}

static struct str why_incomplete(const struct report *r, size_t gaps, size_t bad_digests)
{
	if (bad_digests)
		return str_printf(r->arena, "%zu digest%s not hold", bad_digests,
				  bad_digests == 1 ? " does" : "s do");
	return str_printf(r->arena, "%zu thing%s could not be read or judged", gaps,
			  gaps == 1 ? "" : "s");
}

/* Green, and still: what the gate lets pass is said in the same breath. */
static struct str why_fit(const struct report *r, bool usual, size_t gaps)
{
	struct arena *a = r->arena;
	size_t allowed = report_count_place(r, PLACE_ALLOWED);
	struct str by = r->database.headline_only
				? STR(", by the built-in headline advisories alone")
				: STR("");
	if (usual)
		return str_printf(a, "nothing to act on%s%.*s", by.n ? "" : " now", STRF(by));
	struct str text =
		str_printf(a, "gate %.*s: nothing is blocked%.*s", STRF(r->gate.name), STRF(by));
	if (allowed)
		text = str_printf(a, "%.*s; %zu to act on now by default practice pass%s",
				  STRF(text), allowed, allowed == 1 ? "es" : "");
	if (gaps)
		text = str_printf(a, "%.*s; %zu gap%s not count", STRF(text), gaps,
				  gaps == 1 ? " does" : "s do");
	return text;
}

static void decide(struct report *r, const struct gate *g, bool usual, struct str today)
{
	size_t bad_digests = 0, gaps = count_gaps(r, &bad_digests), now = 0;
	struct str age = STR("");
	for (size_t i = 0; i < r->gate.clauses.n; i++) {
		const struct gate_clause *c = &r->gate.clauses.p[i];
		if (c->effect != GATE_BLOCK || !c->met)
			continue;
		if (now == 0)
			r->gate.decided_by = c->name;
		now += c->met;
	}
	r->gate_failed = now > 0;
	r->gate.stale = is_stale(r, g, today, &age);
	if (now > 0) {
		r->verdict = VERDICT_NOT_SEAWORTHY;
		r->verdict_reason = why_not(r, usual, now);
	} else if (gaps > 0 && g->need_complete) {
		r->verdict = VERDICT_INCOMPLETE;
		r->verdict_reason = why_incomplete(r, gaps, bad_digests);
	} else {
		r->verdict = VERDICT_SEAWORTHY;
		r->verdict_reason = why_fit(r, usual, gaps);
	}
	if (r->gate.stale)
		r->verdict_reason =
			str_printf(r->arena, "%.*s; %.*s", STRF(r->verdict_reason), STRF(age));
}

void gate_decide(struct report *r, const struct gate_options *options)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct policy builtin;
	const struct policy *p = options->policy;
	const struct gate *g = options->gate;
	if (!p) {
		(void)policy_builtin(r->arena, STR("default"), &builtin, NULL);
		p = &builtin;
	}
	if (!g)
		(void)policy_gate(p, STR(""), &g, NULL); /* every policy has it */

	forget(r);
	if (r->database.headline_only && !options->headline_accepted && !r->os.is_scratch)
		add_headline_gap(r);
	gate_add_rules(r, p);
	gate_place(r);
	mark_new(r, options, scratch);
	except(r, p, options);
	r->gate.name = g->name;
	r->gate.policy = p->source;
	r->gate.digest = p->digest;
	list_clauses(r, g);
	apply(r, g, options, scratch);
	report_sort(r);
	plan_make(r);
	bool usual = str_is(g->name, "default"); /* no other gate can have that name */
	decide(r, g, usual, options->today);
}
