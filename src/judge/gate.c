/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Zero exploitable risk", not "zero findings": what has to be done now is short, the rest is counted with
 * its reason. A vulnerability is for now when it is known to be exploited, whatever its fix, or when a fix
 * is there and it is HIGH or worse.
 *
 * The verdict fails closed: seaworthy only when there is nothing to do now and nothing was left unread.
 */
#include "judge/gate.h"

#include "judge/plan.h"

/* A container runs on the kernel of its host: headers of another one can be compiled against, not attacked. */
static bool kernel_headers_only(const struct report *r, const struct vulnerability *v)
{
	for (size_t i = 0; i < v->packages.n; i++) {
		struct str name = sym_str(r->syms, r->packages.p[v->packages.p[i]].name);
		if (!str_eq(name, STR("linux-libc-dev")) && !str_eq(name, STR("linux-headers")) &&
		    !str_starts(name, STR("linux-headers-")))
			return false;
	}
	return v->packages.n > 0;
}

static enum finding_place place_vulnerability(const struct report *r, struct finding *n)
{
	const struct vulnerability *v = n->vulnerability;
	if (kernel_headers_only(r, v)) {
		n->message = STR("Kernel headers only: a container uses the kernel of its host.");
		return PLACE_MINOR;
	}
	if (v->kev_added.n)
		return PLACE_ACT_NOW;
	if (n->severity >= SEVERITY_HIGH && v->fixed.n)
		return PLACE_ACT_NOW;
	if (v->status == ADVISORY_UNDER_INVESTIGATION)
		return PLACE_INVESTIGATING;
	if (v->status == ADVISORY_WILL_NOT_FIX || v->status == ADVISORY_DEFERRED ||
	    v->status == ADVISORY_END_OF_LIFE)
		return PLACE_DEFERRED;
	return n->severity >= SEVERITY_HIGH ? PLACE_NO_FIX : PLACE_MINOR;
}

/* By default practice. Findings of other kinds are placed where they are found. */
static void place_all(struct report *r)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		struct finding *n = &r->findings.p[i];
		if (n->kind == FINDING_VULNERABILITY)
			n->own_place = place_vulnerability(r, n);
		else if (n->kind == FINDING_GAP)
			n->own_place = PLACE_GAP;
		else if (str_eq(n->id, STR("digest-mismatch")))
			/* Bytes that are not what their digest says were not what should be judged. */
			n->own_place = PLACE_GAP;
		n->place = n->own_place;
	}
}

static size_t count_integrity_gaps(const struct report *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->findings.n; i++)
		n += r->findings.p[i].kind == FINDING_INTEGRITY &&
		     r->findings.p[i].place == PLACE_GAP;
	return n;
}

void gate_decide(struct report *r, const struct gate_options *options)
{
	place_all(r);
	if (r->database.headline_only && !options->headline_accepted && !r->os.is_scratch) {
		struct finding *g = report_gap(
			r, E_STALE, "only the built-in headline advisories were used", NULL);
		g->id = STR("gap-headline-only");
		g->place = g->own_place = PLACE_GAP;
		g->layer = LAYER_NONE;
		g->message = STR(
			"They are a few notorious vulnerabilities, not a database: what they do "
			"not name was not judged.");
		g->fix = STR("seaworthy db update, or --db builtin to be judged by them alone");
	}
	report_sort(r);
	for (size_t i = 0; i < r->findings.n; i++)
		r->findings.p[i].effect =
			r->findings.p[i].place == PLACE_ACT_NOW ? GATE_BLOCK : GATE_NOTHING;
	plan_make(r);
	size_t now = report_count_place(r, PLACE_ACT_NOW), gaps = report_count_place(r, PLACE_GAP);
	struct arena *a = r->arena;
	r->gate_failed = now > 0;
	if (now > 0) {
		r->verdict = VERDICT_NOT_SEAWORTHY;
		r->verdict_reason =
			str_printf(a, "%zu finding%s to act on now", now, now == 1 ? "" : "s");
	} else if (gaps > 0) {
		size_t bad = count_integrity_gaps(r);
		r->verdict = VERDICT_INCOMPLETE;
		r->verdict_reason = bad ? str_printf(a, "%zu digest%s not hold", bad,
						     bad == 1 ? " does" : "s do")
					: str_printf(a, "%zu thing%s could not be read or judged",
						     gaps, gaps == 1 ? "" : "s");
	} else {
		r->verdict = VERDICT_SEAWORTHY;
		r->verdict_reason =
			r->database.headline_only
				? STR("nothing to act on, by the built-in headline advisories alone")
				: STR("nothing to act on now");
	}
}
