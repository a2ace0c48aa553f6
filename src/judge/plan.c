/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What to do, and what will be left.
 *
 *         findings that count and can be taken away ──► actions (model/action.h: one for each source package,
 *             secret, sign of tampering) ──► steps ──► is a newer base fewer steps? ──► needed first ──► counts
 *
 * Actions do not overlap, so the smallest set that turns the gate green is all of those that take away
 * something the gate blocks, except for one choice: a newer base takes away at once what its packages
 * have fixed. It is taken when it saves steps, when the distribution itself has come to its end, and
 * when there is no package manager to upgrade with.
 *
 * Must stay true: a prediction never promises too much. What a newer base brings is what its
 * distribution has already fixed, nothing else; a finding without a fix is taken away by removing its
 * package, and only where the gate insists.
 */
#include "judge/plan.h"

#include "model/action.h"

struct planner {
	struct report *r;
	struct arena *a; /* the report's */
	struct arena *scratch;
	struct action_list actions;
	VEC(struct step) steps; /* before they are brought into order */
	struct step base;	/* no findings: a newer base does not help */
	bool *gone;		/* of each finding: a step before took it away */
};

static bool counts(const struct finding *f)
{
	return f->place != PLACE_IGNORED;
}

static bool blocks(const struct finding *f)
{
	return counts(f) && f->effect == GATE_BLOCK;
}

static bool is_fixable(const struct finding *f)
{
	return f->vulnerability && f->vulnerability->fixed.n > 0;
}

static bool is_plannable(const struct report *r, const struct finding *f, const void *context)
{
	(void)r, (void)context;
	return counts(f) && (blocks(f) || is_fixable(f));
}

/* ---- the words of a step ---- */

static struct str where_of(const struct report *r, const struct action *act, struct arena *a)
{
	bool is_root = r->image.layers.n == 1 && r->image.history.n == 0;
	if (is_root || act->layers.n == 0 || act->layers.p[0] >= r->image.layers.n)
		return STR("");
	struct str where = report_layer_words(r, act->layers.p[0], a);
	return act->layers.n > 1
		       ? str_printf(a, "%.*s, and %zu more", STRF(where), act->layers.n - 1)
		       : where;
}

static void describe_upgrade(struct planner *p, const struct action *act, struct step *s)
{
	s->kind = STEP_UPGRADE;
	s->title = str_printf(p->a, "upgrade %.*s %.*s to %.*s", STRF(act->name),
			      STRF(act->installed), STRF(act->fixed));
	s->command = action_command(p->r, act, 1, p->a);
	if (s->command.n == 0)
		s->advice = p->r->os.distroless
				    ? STR("Build on a newer base image: this one has no package "
					  "manager.")
				    : STR("Upgrade the package, or build on a newer base image.");
}

static void describe_other(struct planner *p, const struct action *act, struct step *s)
{
	const struct finding *f = &p->r->findings.p[act->findings.p[0]];
	s->title = f->title.n ? f->title : f->id;
	s->advice = f->fix;
	switch (f->kind) {
	case FINDING_SECRET:
		s->kind = STEP_ROTATE;
		s->title = str_printf(p->a, "revoke and remove: %.*s %.*s", STRF(s->title),
				      STRF(f->secret ? f->secret->masked : STR("")));
		break;
	case FINDING_INTEGRITY:
		s->kind = STEP_CONTAIN;
		s->title = str_printf(p->a, "investigate, then rebuild: %.*s", STRF(s->title));
		break;
	case FINDING_VULNERABILITY:
		s->kind = STEP_REMOVE;
		s->title = str_printf(p->a, "remove %.*s %.*s: there is no fixed version",
				      STRF(act->name), STRF(act->installed));
		s->advice =
			STR("Or take a base image without it, or decide with a date and a reason "
			    "that it can wait (ignore).");
		break;
	case FINDING_MISCONFIGURATION: /* leftovers cost bytes */
		s->kind = f->bytes ? STEP_REMOVE : STEP_EDIT;
		s->title = str_printf(p->a, "%s: %.*s", f->bytes ? "remove" : "change",
				      STRF(s->title));
		break;
	case FINDING_GAP:
	case FINDING_KIND_COUNT_:
		s->kind = STEP_EDIT;
		break;
	}
}

static void copy_lists(struct planner *p, const struct action *act, struct step *s)
{
	for (size_t i = 0; i < act->all.n; i++)
		if (!p->gone[act->all.p[i]])
			*VEC_PUSH(p->a, &s->findings) = act->all.p[i];
	for (size_t i = 0; i < act->packages.n; i++)
		*VEC_PUSH(p->a, &s->packages) = act->packages.p[i];
	for (size_t i = 0; i < act->layers.n; i++)
		*VEC_PUSH(p->a, &s->layers) = act->layers.p[i];
}

static bool step_blocks(const struct report *r, const struct step *s)
{
	for (size_t i = 0; i < s->findings.n; i++)
		if (blocks(&r->findings.p[s->findings.p[i]]))
			return true;
	return false;
}

/* Nothing for one whose findings a newer base takes away, nor for one that says nothing to do. */
static void add_step(struct planner *p, const struct action *act)
{
	struct step s = {
		.name = act->name,
		.installed = act->installed,
		.fixed = act->fixed,
		.ecosystem = act->ecosystem,
		.severity = act->severity,
		.exploited = act->exploited,
		.epss = act->epss,
		.where = where_of(p->r, act, p->a),
	};
	copy_lists(p, act, &s);
	if (s.findings.n == 0)
		return;
	if (act->fixed.n)
		describe_upgrade(p, act, &s);
	else
		describe_other(p, act, &s);
	if (s.command.n == 0 && s.advice.n == 0)
		return;
	s.needed = step_blocks(p->r, &s);
	*VEC_PUSH(p->a, &p->steps) = s;
}

/* ---- a newer base ---- */

static bool is_base_finding(const struct planner *p, const struct finding *f)
{
	if (str_eq(f->id, STR("os-eol")))
		return true;
	if (!is_fixable(f) || f->package >= p->r->packages.n)
		return false;
	/* without a package manager there is no other way */
	return report_finding_origin(p->r, f) == ORIGIN_BASE || p->r->os.distroless;
}

static void raise(struct step *s, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	s->severity = f->severity > s->severity ? f->severity : s->severity;
	s->exploited |= v && v->kev_added.n > 0;
	s->epss = v && v->has_epss && v->epss > s->epss ? v->epss : s->epss;
}

/* Steps that it saves: actions of which it takes away all that is blocked. */
static size_t saved_steps(const struct planner *p)
{
	size_t saved = 0;
	for (size_t i = 0; i < p->actions.actions.n; i++) {
		const struct action *act = &p->actions.actions.p[i];
		size_t blocked = 0, left = 0;
		for (size_t k = 0; k < act->all.n; k++) {
			const struct finding *f = &p->r->findings.p[act->all.p[k]];
			blocked += blocks(f);
			left += blocks(f) && !is_base_finding(p, f);
		}
		saved += blocked > 0 && left == 0;
	}
	return saved;
}

static void describe_base(struct planner *p, struct step *s, bool past_end)
{
	const struct report *r = p->r;
	struct str name = r->base.name, distribution = r->os.pretty.n ? r->os.pretty : r->os.id;
	s->kind = STEP_BASE;
	if (past_end)
		s->title = str_printf(p->a,
				      "move to a supported release: %.*s is past its end of life",
				      STRF(distribution));
	else if (name.n && r->base.created.n)
		s->title = str_printf(p->a, "take a newer %.*s: this one is of %.*s", STRF(name),
				      STRF(r->base.created));
	else if (name.n)
		s->title = str_printf(p->a, "take a newer %.*s", STRF(name));
	else
		s->title = STR("build on a newer base image");
	s->command = STR("docker build --pull .");
	s->advice =
		past_end
			? STR("Change the image behind FROM to a release that still gets fixes.")
			: STR("Raise the tag or the digest behind FROM where it is pinned. Counted "
			      "is what the distribution has fixed.");
	if (past_end)
		s->command = STR("");
	s->needed = step_blocks(r, s);
}

static void consider_base(struct planner *p)
{
	struct step s = { .ecosystem = p->r->os.ecosystem };
	bool past_end = false;
	for (uint32_t i = 0; i < p->r->findings.n; i++) {
		const struct finding *f = &p->r->findings.p[i];
		if (!is_plannable(p->r, f, NULL) || !is_base_finding(p, f))
			continue;
		past_end |= str_eq(f->id, STR("os-eol"));
		*VEC_PUSH(p->a, &s.findings) = i;
		raise(&s, f);
	}
	if (s.findings.n == 0 || (!past_end && !p->r->os.distroless && saved_steps(p) < 2))
		return;
	describe_base(p, &s, past_end);
	for (size_t i = 0; i < s.findings.n; i++)
		p->gone[s.findings.p[i]] = true;
	p->base = s;
}

/* ---- order and counts ---- */

static struct plan_counts count(const struct report *r)
{
	struct plan_counts c = { 0 };
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (!counts(f))
			continue;
		c.blocking += blocks(f);
		if (f->kind == FINDING_VULNERABILITY) {
			c.vulnerabilities++;
			c.by_severity[f->severity]++;
		} else if (f->kind != FINDING_GAP) {
			c.others++;
		}
	}
	return c;
}

/* What a step takes away leaves the counts; each finding is in one step only. */
static void subtract(const struct report *r, const struct step *s, struct plan_counts *c)
{
	for (size_t i = 0; i < s->findings.n; i++) {
		const struct finding *f = &r->findings.p[s->findings.p[i]];
		c->blocking -= blocks(f);
		if (f->kind == FINDING_VULNERABILITY) {
			c->vulnerabilities--;
			c->by_severity[f->severity]--;
		} else if (f->kind != FINDING_GAP) {
			c->others--;
		}
	}
}

static void append(struct planner *p, const struct step *s, struct plan_counts *left)
{
	struct step *at = VEC_PUSH(p->a, &p->r->plan.steps);
	*at = *s;
	subtract(p->r, s, left);
	at->after = *left;
}

/* Tampering and secrets first, then the base, then the rest in the order of urgency. */
static void append_all(struct planner *p, bool needed, struct plan_counts *left)
{
	bool has_base = p->base.findings.n > 0 && p->base.needed == needed;
	for (size_t i = 0; i < p->steps.n; i++) {
		const struct step *s = &p->steps.p[i];
		if (s->needed != needed)
			continue;
		if (has_base && s->kind > STEP_BASE) {
			append(p, &p->base, left);
			has_base = false;
		}
		append(p, s, left);
	}
	if (has_base)
		append(p, &p->base, left);
}

void plan_make(struct report *r)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct planner p = { .r = r, .a = r->arena, .scratch = scratch };
	r->plan = (struct plan){ 0 };
	p.gone = arena_array(scratch, size_max(r->findings.n, 1), sizeof(bool));
	memset(p.gone, 0, size_max(r->findings.n, 1) * sizeof(bool));
	actions_where(r, is_plannable, NULL, scratch, &p.actions);
	consider_base(&p);
	for (size_t i = 0; i < p.actions.actions.n; i++)
		add_step(&p, &p.actions.actions.p[i]);

	struct plan_counts left = count(r);
	r->plan.now = left;
	append_all(&p, true, &left);
	r->plan.needed = (uint32_t)r->plan.steps.n;
	r->plan.stuck = left.blocking;
	append_all(&p, false, &left);
}
