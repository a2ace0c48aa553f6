/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report in which every member of the model is set, each text and number to one of its own. Texts end with a byte
 * that is not UTF-8, when `bytes` is asked for.
 */
#pragma once

#include "model/report.h"

struct full {
	struct report *r;
	bool bytes;
	unsigned n;
};

static inline struct str full_text(struct full *u)
{
	return str_printf(u->r->arena, "text-%u-%s", u->n++, u->bytes ? "\xff" : "");
}

static inline uint32_t full_number(struct full *u)
{
	return 100000 + u->n++;
}

static inline void full_list(struct full *u, void *list)
{
	VEC(struct str) v = { 0 };
	for (unsigned i = 0; i < 2; i++)
		*VEC_PUSH(u->r->arena, &v) = full_text(u);
	memcpy(list, &v, sizeof(v));
}

static inline struct digest full_digest(struct full *u)
{
	struct str s = full_text(u);
	return digest_of(DIGEST_SHA256, s);
}

static inline void full_image(struct full *u)
{
	struct report *r = u->r;
	struct arena *a = r->arena;
	struct image *im = &r->image;
	struct str *texts[] = {
		&r->reference,
		&r->source_kind,
		&r->created,
		&r->verdict_reason,
		&r->baseline,
		&r->dockerfile_path,
		&r->dockerfile,
		&r->sandbox_note,
		&r->os.id,
		&r->os.id_like,
		&r->os.version_id,
		&r->os.codename,
		&r->os.pretty,
		&r->os.location,
		&r->os.release,
		&r->os.eol,
		&r->database.path,
		&r->database.digest,
		&r->database.built,
		&r->base.name,
		&r->base.created,
		&r->base.origin,
		&r->gate.name,
		&r->gate.policy,
		&r->gate.digest,
		&r->gate.decided_by,
		&im->name,
		&im->platform.os,
		&im->platform.arch,
		&im->created,
		&im->platform.variant,
		&im->author,
		&im->config_json,
		&im->user,
		&im->working_dir,
		&im->stop_signal,
	};
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = full_text(u);
	void *lists[] = { &im->names,	      &im->env,	    &im->entrypoint, &im->cmd,
			  &im->exposed_ports, &im->volumes, &im->shell,	     &im->healthcheck };
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		full_list(u, lists[i]);
	im->manifest = full_digest(u);
	im->index = full_digest(u);
	im->config = full_digest(u);
	im->platform.assumed = true;
	for (unsigned i = 0; i < 3; i++) {
		*VEC_PUSH(a, &im->history) =
			(struct history){ full_text(u), full_text(u),	full_text(u), full_text(u),
					  i == 1,	full_number(u), full_text(u) };
		*VEC_PUSH(a, &im->layers) = (struct layer){ .blob = full_text(u),
							    .media_type = full_text(u),
							    .digest = full_digest(u),
							    .diff_id = full_digest(u),
							    .size = full_number(u),
							    .history = i == 2 ? HISTORY_NONE : i,
							    .foreign = i == 1,
							    .absent = i == 1 };
		struct layer_facts *l = VEC_PUSH(a, &r->layers);
		*l = (struct layer_facts){ full_number(u), full_number(u), full_number(u), { 0 } };
		uint64_t *numbers[] = { &l->changes.added,	   &l->changes.changed,
					&l->changes.deleted,	   &l->changes.wasted,
					&l->changes.added_bytes,   &l->changes.changed_bytes,
					&l->changes.deleted_bytes, &l->changes.wasted_bytes };
		for (size_t k = 0; k < ARRAY_LEN(numbers); k++)
			*numbers[k] = full_number(u);
		for (size_t k = 0; k < (i == 0 ? LAYER_TOP : i); k++)
			l->changes.top[k] = (struct layer_item){ full_text(u), full_number(u),
								 k ? LAYER_NONE : 2 };
	}
	*VEC_PUSH(a, &im->labels) = (struct key_value){ full_text(u), full_text(u) };
	*VEC_PUSH(a, &im->annotations) = (struct key_value){ full_text(u), full_text(u) };
	r->os.ecosystem = ECOSYSTEM_ALPINE;
	r->os.distroless = r->os.is_scratch = true;
	r->database.advisories = full_number(u);
	r->database.headline_only = r->database.has_release = true;
	r->has_changes = r->verified_diff_ids = r->sandboxed = r->gate_failed = true;
	r->base.layers = 2;
	r->base.steps = full_number(u);
	r->verdict = VERDICT_NOT_SEAWORTHY;
}

static inline void full_packages(struct full *u)
{
	struct report *r = u->r;
	for (unsigned i = 0; i < 3; i++) {
		struct package *p = VEC_PUSH(r->arena, &r->packages);
		sym *texts[] = { &p->name,	     &p->version, &p->arch,    &p->source_name,
				 &p->source_version, &p->licence, &p->location };
		for (size_t k = 0; k < ARRAY_LEN(texts); k++)
			*texts[k] = sym_of(r->syms, full_text(u));
		struct str files = i == 2 ? STR("")
					  : str_printf(r->arena, "%.*s\nplain\n%.*s",
						       STRF(full_text(u)), STRF(full_text(u)));
		p->files = sym_of(r->syms, files);
		p->file_count = full_number(u);
		p->layer = i == 2 ? LAYER_NONE : (uint16_t)i;
		p->kind = i == 1 ? PACKAGE_DEB : PACKAGE_APK;
		p->flags = i == 1 ? 0 : PACKAGE_LIVE;
	}
}

static inline void full_vulnerability(struct full *u, struct finding *g)
{
	struct arena *a = u->r->arena;
	struct vulnerability *v = g->vulnerability = arena_alloc(a, sizeof(*v));
	struct str *texts[] = { &v->installed, &v->fixed,     &v->severity_source, &v->cvss_vector,
				&v->kev_added, &v->published, &v->matched_by };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = full_text(u);
	void *lists[] = { &v->ids, &v->cwe, &v->references, &v->feeds };
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		full_list(u, lists[i]);
	v->status = ADVISORY_DEFERRED;
	v->fixed_rank = full_number(u);
	v->cvss_score = 9.8;
	v->kev_ransomware = v->has_epss = true;
	v->epss = 0.00043;
	v->epss_percentile = 0.99999;
	for (unsigned i = 0; i < 3; i += 2)
		*VEC_PUSH(a, &v->packages) = i;
}

static inline void full_secret(struct full *u, struct finding *g)
{
	struct arena *a = u->r->arena;
	struct secret *s = g->secret = arena_alloc(a, sizeof(*s));
	struct str *texts[] = { &s->provider, &s->masked, &s->fingerprint,
				&s->value,    &s->detail, &s->rotate };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = full_text(u);
	s->proven = s->expired = s->live = s->harmless = true;
	s->standing = SECRET_SAMPLE;
	s->rule_severity = SEVERITY_CRITICAL;
	s->more = full_number(u);
	for (unsigned i = 0; i < SECRET_STANDING_COUNT_; i++) {
		struct secret_place *p = VEC_PUSH(a, &s->places);
		*p = (struct secret_place){ full_text(u),
					    full_text(u),
					    full_number(u),
					    full_number(u),
					    i == 1 ? LAYER_NONE : 1,
					    i == 1 ? LAYER_NONE : 2,
					    full_text(u),
					    full_text(u),
					    i == 1,
					    (enum secret_standing)i,
					    STR("") };
		if (i)
			p->package = full_text(u);
	}
}

static inline void full_findings(struct full *u)
{
	for (unsigned i = 0; i < FINDING_KIND_COUNT_; i++) {
		struct finding *g = report_add(u->r, (enum finding_kind)i);
		struct str *texts[] = { &g->id,	  &g->title,  &g->message,   &g->fix,
					&g->path, &g->clause, &g->first_seen };
		for (size_t k = 0; k < ARRAY_LEN(texts); k++)
			*texts[k] = full_text(u);
		g->place = (enum finding_place)(i * 2);
		g->own_place = (enum finding_place)(i + 1);
		g->severity = (enum severity)i;
		g->line = full_number(u);
		g->bytes = full_number(u);
		g->effect = (enum gate_effect)(i % GATE_EFFECT_COUNT_);
		g->is_new = i & 1;
		if (i < 2) {
			g->layer = 1;
			g->package = 2;
		}
		if (i % 2) {
			g->ignored = arena_alloc(u->r->arena, sizeof(*g->ignored));
			*g->ignored = (struct ignored){ IGNORED_BY_VEX, full_text(u), full_text(u),
							full_text(u),	full_text(u), full_text(u),
							full_text(u) };
		}
		if (g->kind == FINDING_VULNERABILITY)
			full_vulnerability(u, g);
		if (g->kind == FINDING_SECRET)
			full_secret(u, g);
	}
}

static inline void full_counts(struct full *u, struct plan_counts *c)
{
	c->blocking = full_number(u);
	c->vulnerabilities = full_number(u);
	c->others = full_number(u);
	for (size_t i = 0; i < SEVERITY_COUNT_; i++)
		c->by_severity[i] = full_number(u);
}

static inline void full_decisions(struct full *u)
{
	struct report *r = u->r;
	struct arena *a = r->arena;
	r->gate.stale = true;
	*VEC_PUSH(a, &r->gate.clauses) =
		(struct gate_clause){ full_text(u), full_text(u), GATE_WARN, full_number(u) };
	struct exception_note *e = VEC_PUSH(a, &r->exceptions);
	*e = (struct exception_note){ .by = IGNORED_BY_FILE,
				      .state = EXCEPTION_EXPIRED,
				      .expires_soon = true,
				      .source = full_text(u),
				      .owner = full_text(u),
				      .reason = full_text(u),
				      .until = full_text(u),
				      .why = full_text(u),
				      .findings = full_number(u) };
	full_list(u, &e->ids);
	struct trend_point *t = VEC_PUSH(a, &r->trend);
	*t = (struct trend_point){ .time = full_text(u),
				   .verdict = VERDICT_INCOMPLETE,
				   .blocking = full_number(u),
				   .fixable = full_number(u) };
	for (size_t i = 0; i < SEVERITY_COUNT_; i++)
		t->by_severity[i] = full_number(u);
	full_counts(u, &r->plan.now);
	r->plan.needed = 1;
	r->plan.stuck = full_number(u);
	struct step *s = VEC_PUSH(a, &r->plan.steps);
	struct str *texts[] = { &s->title, &s->command,	  &s->where, &s->advice,
				&s->name,  &s->installed, &s->fixed };
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = full_text(u);
	s->kind = STEP_UPGRADE;
	s->needed = s->exploited = true;
	s->ecosystem = ECOSYSTEM_DEBIAN;
	s->severity = SEVERITY_HIGH;
	s->epss = 0.12345;
	*VEC_PUSH(a, &s->findings) = 3;
	*VEC_PUSH(a, &s->packages) = 2;
	*VEC_PUSH(a, &s->layers) = 1;
	full_counts(u, &s->after);
}

static inline struct report *full_report(bool bytes)
{
	struct full u = { .r = report_new(), .bytes = bytes };
	full_image(&u);
	full_packages(&u);
	full_findings(&u);
	full_decisions(&u);
	return u.r;
}
