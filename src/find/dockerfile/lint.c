/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine of the linter.
 *
 *     instructions ─► the rules that want the kind      (also ONBUILD's inner instruction)
 *     stages       ─► check_stage(), where the target needs the stage
 *     file         ─► check_file()
 *     errors       ─► parse-error
 *                        │
 *                        ▼ pragmas and configuration take findings out; what they did not need
 *                          to take out is a finding itself
 *                     sorted by place
 *
 * Must stay true:
 *  - A rule decides by the instruction it is given and the build's state, never by the order in
 *    which rules run: they do not see each other's findings.
 *  - An instruction that does not parse is reported once, and no rule sees it.
 *  - The ignores that hide the linter's own remarks on ignores are those of the configuration, not
 *    pragmas: a pragma cannot vouch for itself.
 *  - Linear in the file for each rule; findings and pragmas have ceilings.
 */
#include "find/dockerfile/lint.h"

#include "base/limits.h"
#include "base/sort.h"
#include "find/dockerfile/pragma.h"

struct lint {
	struct arena *arena;
	const struct dockerfile *file;
	const struct df_build *build;
	const struct lint_config *config;
	const struct lint_settings *settings;
	uint32_t rule; /* that is running */
	struct pragmas pragmas;
	uint32_t *pragma_of_rule; /* parallel to the rules: index + 1 of its first pragma */
	bool *runs;		  /* parallel to the rules */
	VEC(struct lint_finding *) found;
	struct lint_memo memo;
	bool over;
	unsigned guesses; /* at what an unknown name may mean */
};

/* ---- what rule.h promises ---- */

const struct dockerfile *lint_file(const struct lint *l)
{
	return l->file;
}

const struct df_build *lint_build(const struct lint *l)
{
	return l->build;
}

const struct lint_config *lint_config(const struct lint *l)
{
	return l->config;
}

struct arena *lint_arena(struct lint *l)
{
	return l->arena;
}

struct lint_memo *lint_memo(struct lint *l)
{
	return &l->memo;
}

static uint32_t stage_of(const struct lint *l, uint32_t instruction)
{
	return instruction < l->file->instructions.n ? l->file->instructions.p[instruction].stage
						     : DF_GLOBAL;
}

static enum lint_level level_of(const struct lint *l, uint32_t rule)
{
	const struct lint_setting *s = l->settings->rule ? &l->settings->rule[rule] : NULL;
	if (s && s->has_level)
		return s->level;
	if (l->pragmas.build_checks_are_errors &&
	    lint_rule_is_build_check(all_dockerfile_rules[rule]))
		return LINT_ERROR;
	return all_dockerfile_rules[rule]->level;
}

static struct lint_finding *add(struct lint *l, uint32_t instruction, struct span span)
{
	uint32_t size = (uint32_t)l->file->source.n;
	struct lint_finding *n = arena_alloc(l->arena, sizeof(*n));
	span.begin = span.begin < size ? span.begin : size;
	span.end = span.end < span.begin ? span.begin : span.end < size ? span.end : size;
	n->rule = all_dockerfile_rules[l->rule];
	n->span = span;
	n->instruction = instruction < l->file->instructions.n ? instruction : DF_GLOBAL;
	n->stage = stage_of(l, n->instruction);
	n->level = level_of(l, l->rule);
	n->build_stage_only =
		l->build && n->stage < l->build->stages.n && !l->build->stages.p[n->stage].ships;
	if (n->rule->shipped_only && n->build_stage_only)
		n->level = LINT_STYLE;
	if (l->found.n < LIMIT_LINT_FINDINGS)
		*VEC_PUSH(l->arena, &l->found) = n;
	else
		l->over = true;
	return n;
}

struct lint_finding *lint_report(struct lint *l, uint32_t instruction, struct span span,
				 const char *fmt, ...)
{
	struct lint_finding *n = add(l, instruction, span);
	va_list ap;
	va_start(ap, fmt);
	n->message = str_vprintf(l->arena, fmt, ap);
	va_end(ap);
	return n;
}

void lint_edit(struct lint *l, struct lint_finding *n, struct span span, struct str text)
{
	*VEC_PUSH(l->arena, &n->edits) = (struct lint_edit){ span, str_dup(l->arena, text) };
}

void lint_insert(struct lint *l, struct lint_finding *n, uint32_t at, struct str text)
{
	lint_edit(l, n, (struct span){ at, at }, text);
}

/* ---- what runs ---- */

bool lint_runs(const struct lint_settings *s, uint32_t rule)
{
	const struct lint_setting *one = s->rule ? &s->rule[rule] : NULL;
	if (one && one->off)
		return false;
	return s->all || (one && one->on) || !all_dockerfile_rules[rule]->off;
}

static void choose_rules(struct lint *l)
{
	l->runs = arena_array(l->arena, all_dockerfile_rules_n + 1, sizeof(bool));
	for (uint32_t i = 0; i < all_dockerfile_rules_n; i++)
		l->runs[i] = lint_runs(l->settings, i) &&
			     !(l->pragmas.skip_build_checks &&
			       lint_rule_is_build_check(all_dockerfile_rules[i]));
}

static bool is_judged(enum df_shell shell)
{
	return shell == DF_SHELL_POSIX;
}

/* The build as `# hadolint shell=` has it: a copy with other shells, and scripts only for sh. */
static void apply_shells(struct lint *l)
{
	const struct df_build *b = l->build;
	size_t n = l->file->instructions.n;
	if (!b || !l->pragmas.shells.n)
		return;
	struct df_build *copy = arena_alloc(l->arena, sizeof(*copy));
	*copy = *b;
	copy->states = arena_array(l->arena, n, sizeof(*copy->states));
	copy->scripts = arena_array(l->arena, n, sizeof(*copy->scripts));
	copy->script_from = arena_array(l->arena, n, sizeof(*copy->script_from));
	memcpy(copy->states, b->states, n * sizeof(*copy->states));
	memcpy(copy->scripts, b->scripts, n * sizeof(*copy->scripts));
	memcpy(copy->script_from, b->script_from, n * sizeof(*copy->script_from));
	for (size_t i = 0; i < l->pragmas.shells.n; i++) {
		const struct pragma_shell *p = &l->pragmas.shells.p[i];
		for (uint32_t k = p->from; k < p->to; k++) {
			const struct df_instruction *in = &l->file->instructions.p[k];
			bool was = is_judged(copy->states[k].shell), is = is_judged(p->shell);
			copy->states[k].shell = p->shell;
			if (was && !is && !in->json) {
				copy->scripts[k] = (struct sh_script){ 0 };
			} else if (!was && is && in->kind == DF_RUN && !in->json &&
				   !in->heredocs.n && !in->broken) {
				copy->script_from[k] = 0;
				shell_read(l->arena, in->text, &copy->scripts[k]);
			}
		}
	}
	l->build = copy;
}

static void run_checks(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	const struct lint_rules *rules = l->settings->rules;
	for (size_t k = 0; k < rules->on[i->kind].n; k++) {
		l->rule = rules->on[i->kind].p[k];
		if (l->runs[l->rule])
			all_dockerfile_rules[l->rule]->check(l, at, i);
	}
}

static void run_rules(struct lint *l)
{
	const struct lint_rules *rules = l->settings->rules;
	for (uint32_t at = 0; at < l->file->instructions.n; at++) {
		const struct df_instruction *i = &l->file->instructions.p[at];
		if (i->broken || i->kind >= DF_KIND_COUNT_)
			continue;
		/* outside of every stage nothing is built: rules may count on a stage */
		if (i->stage == DF_GLOBAL && i->kind != DF_ARG)
			continue;
		run_checks(l, at, i);
		if (i->kind == DF_ONBUILD && i->inner && !i->inner->broken &&
		    i->inner->kind < DF_KIND_COUNT_)
			run_checks(l, at, i->inner);
	}
	for (size_t k = 0; k < rules->stage.n; k++) {
		l->rule = rules->stage.p[k];
		for (size_t s = 0; l->runs[l->rule] && s < l->build->stages.n; s++)
			if (l->build->stages.p[s].needed)
				all_dockerfile_rules[l->rule]->check_stage(l,
									   &l->build->stages.p[s]);
	}
	for (size_t k = 0; k < rules->file.n; k++) {
		l->rule = rules->file.p[k];
		if (l->runs[l->rule])
			all_dockerfile_rules[l->rule]->check_file(l);
	}
}

/* ---- pseudo-rules ---- */

/* The engine's own rules speak through this; false when one of them is switched off. */
static bool speak_as(struct lint *l, const char *id)
{
	l->rule = lint_rule_find(l->settings->rules, str_of(id));
	return l->rule != LINT_NO_RULE && l->runs[l->rule];
}

static void report_errors(struct lint *l)
{
	if (!speak_as(l, "parse-error"))
		return;
	for (size_t i = 0; i < l->file->errors.n; i++) {
		const struct df_error *e = &l->file->errors.p[i];
		uint32_t at = pragma_instruction_at(l->file, e->span.begin);
		if (at != DF_GLOBAL && l->file->instructions.p[at].span.begin > e->span.begin)
			at = DF_GLOBAL;
		add(l, at, e->span)->message = e->message;
	}
}

/*
 * Rules leave broken instructions alone, but for the few that know what is broken: where one of them
 * has spoken, it has said more than the parser.
 */
static void drop_told_errors(struct lint *l)
{
	const uint32_t parse_error = lint_rule_find(l->settings->rules, STR("parse-error"));
	bool *told = arena_array(l->arena, l->file->instructions.n + 1, sizeof(bool));
	size_t kept = 0;
	if (!l->file->errors.n || parse_error == LINT_NO_RULE)
		return;
	for (size_t i = 0; i < l->found.n; i++) {
		const struct lint_finding *n = l->found.p[i];
		if (n->instruction != DF_GLOBAL && n->level == LINT_ERROR &&
		    n->rule != all_dockerfile_rules[parse_error])
			told[n->instruction] = true;
	}
	for (size_t i = 0; i < l->found.n; i++) {
		struct lint_finding *n = l->found.p[i];
		if (n->rule != all_dockerfile_rules[parse_error] || n->instruction == DF_GLOBAL ||
		    !told[n->instruction])
			l->found.p[kept++] = n;
	}
	l->found.n = kept;
}

/* ---- ignores ---- */

bool lint_is_past(struct str until, struct str today)
{
	return until.n && today.n && str_cmp(until, today) < 0;
}

static void index_pragmas(struct lint *l)
{
	l->pragma_of_rule = arena_array(l->arena, all_dockerfile_rules_n + 1, sizeof(uint32_t));
	for (uint32_t i = 0; i < l->pragmas.ignores.n; i++) {
		struct pragma_ignore *p = &l->pragmas.ignores.p[i];
		if (p->rule == LINT_NO_RULE)
			continue;
		p->next = l->pragma_of_rule[p->rule];
		l->pragma_of_rule[p->rule] = i + 1;
	}
}

/* The instruction that a finding about a whole file or stage points at. */
static uint32_t instruction_of(const struct lint *l, const struct lint_finding *n)
{
	if (n->instruction != DF_GLOBAL)
		return n->instruction;
	uint32_t at = pragma_instruction_at(l->file, n->span.begin);
	return at != DF_GLOBAL && l->file->instructions.p[at].span.begin <= n->span.begin &&
			       n->span.end > n->span.begin
		       ? at
		       : DF_GLOBAL;
}

static bool covers(const struct lint *l, const struct pragma_ignore *p, uint32_t instruction)
{
	switch (p->scope) {
	case PRAGMA_FILE:
		return true;
	case PRAGMA_STAGE:
		return p->at != DF_GLOBAL && stage_of(l, instruction) == p->at;
	case PRAGMA_INSTRUCTION:
	default:
		return p->at != DF_GLOBAL && p->at == instruction;
	}
}

static bool pragma_hides(struct lint *l, uint32_t rule, uint32_t instruction)
{
	bool hidden = false;
	for (uint32_t k = l->pragma_of_rule[rule]; k; k = l->pragmas.ignores.p[k - 1].next) {
		struct pragma_ignore *p = &l->pragmas.ignores.p[k - 1];
		if (p->bad_date || lint_is_past(p->until, l->config->today) ||
		    !covers(l, p, instruction))
			continue;
		hidden = p->used = true;
	}
	return hidden;
}

static bool settings_hide(struct lint *l, uint32_t rule)
{
	bool hidden = false;
	for (size_t i = 0; i < l->settings->ignores_n; i++) {
		struct lint_ignore *g = &l->settings->ignores[i];
		if (g->rule != rule || lint_is_past(g->until, l->config->today) ||
		    (g->files.n && !str_glob(g->files, l->file->path)))
			continue;
		hidden = g->used = true;
	}
	return hidden;
}

static uint32_t rule_of(const struct lint *l, const struct lint_finding *n)
{
	return lint_rule_find(l->settings->rules, str_of(n->rule->id));
}

/* Of the findings from `from` on. */
static void drop_ignored(struct lint *l, size_t from, bool by_pragmas)
{
	size_t kept = from;
	for (size_t i = from; i < l->found.n; i++) {
		struct lint_finding *n = l->found.p[i];
		uint32_t rule = rule_of(l, n);
		bool by_pragma = by_pragmas && pragma_hides(l, rule, instruction_of(l, n));
		bool by_settings = settings_hide(l, rule);
		if (!by_pragma && !by_settings)
			l->found.p[kept++] = n;
	}
	l->found.n = kept;
	for (size_t i = 0; i < l->settings->ignores_n; i++) {
		struct lint_ignore *g = &l->settings->ignores[i];
		g->ran |= l->runs[g->rule] && (!g->files.n || str_glob(g->files, l->file->path));
	}
}

static void remark(struct lint *l, const struct pragma_ignore *p)
{
	uint32_t at = p->scope == PRAGMA_INSTRUCTION ? p->at : DF_GLOBAL;
	if (p->bad_date) {
		if (speak_as(l, "ignore-expired"))
			lint_report(l, at, p->span,
				    "until=%.*s is no date, so nothing is ignored; write "
				    "YYYY-MM-DD",
				    STRF(p->until));
	} else if (lint_is_past(p->until, l->config->today)) {
		if (speak_as(l, "ignore-expired"))
			lint_report(l, at, p->span, "the ignore of %.*s ended on %.*s",
				    STRF(p->named), STRF(p->until));
	} else if (p->rule == LINT_NO_RULE) {
		/* looking for a likely name costs more than reading the pragma did */
		const char *near =
			l->guesses++ < 16 ? lint_rule_nearest(l->settings->rules, p->named) : NULL;
		if (speak_as(l, "ignore-unused"))
			lint_report(l, at, p->span, "there is no rule \"%.*s\"%s%s%s",
				    STRF(p->named), near ? "; did you mean " : "", near ? near : "",
				    near ? "?" : "");
	} else if (!p->used) {
		if (speak_as(l, "ignore-unused"))
			lint_report(l, at, p->span, "the ignore of %.*s hides nothing",
				    STRF(p->named));
	}
}

static void remark_on_ignores(struct lint *l)
{
	size_t from = l->found.n;
	const struct pragma_ignore *p = l->pragmas.ignores.p;
	for (size_t i = 0, next; i < l->pragmas.ignores.n; i = next) {
		/* one word may stand for several rules: it is of use when it hides one of them */
		bool used = false, ran = p[i].rule == LINT_NO_RULE;
		for (next = i; next < l->pragmas.ignores.n && p[next].named.p == p[i].named.p;
		     next++) {
			used |= p[next].used;
			ran |= p[next].rule != LINT_NO_RULE && l->runs[p[next].rule];
		}
		if (p[i].own && !used && (ran || p[i].until.n || p[i].bad_date))
			remark(l, &p[i]);
	}
	if (l->pragmas.over && speak_as(l, "ignore-unused"))
		lint_report(l, DF_GLOBAL, (struct span){ 0, 0 },
			    "only the first %u ignores of the file are obeyed",
			    (unsigned)LIMIT_LINT_PRAGMAS);
	drop_ignored(l, from, false);
}

/* ---- order ---- */

static int compare(const void *x, const void *y)
{
	const struct lint_finding *a = *(struct lint_finding *const *)x;
	const struct lint_finding *b = *(struct lint_finding *const *)y;
	if (a->span.begin != b->span.begin)
		return a->span.begin < b->span.begin ? -1 : 1;
	int by_rule = str_cmp(str_of(a->rule->id), str_of(b->rule->id));
	if (by_rule)
		return by_rule;
	if (a->span.end != b->span.end)
		return a->span.end < b->span.end ? -1 : 1;
	return str_cmp(a->message, b->message);
}

void lint_run(struct arena *a, const struct dockerfile *file, const struct df_build *build,
	      const struct lint_config *config, const struct lint_settings *settings,
	      struct lint_findings *out)
{
	static const struct lint_config no_config = { 0 };
	struct lint l = {
		.arena = a,
		.file = file,
		.build = build,
		.config = config ? config : &no_config,
		.settings = settings,
	};
	pragmas_read(a, file, settings->rules, &l.pragmas);
	if (settings->no_pragmas)
		l.pragmas = (struct pragmas){ 0 };
	choose_rules(&l);
	index_pragmas(&l);
	apply_shells(&l);
	if (l.build)
		run_rules(&l);
	report_errors(&l);
	drop_ignored(&l, 0, true);
	drop_told_errors(&l);
	remark_on_ignores(&l);
	sort_stable(a, l.found.p, l.found.n, sizeof(*l.found.p), compare);
	*out = (struct lint_findings){ .over = l.over };
	for (size_t i = 0; i < l.found.n; i++)
		*VEC_PUSH(a, &out->list) = l.found.p[i];
}
