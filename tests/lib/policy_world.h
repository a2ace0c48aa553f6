/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cases of the gate: a report, a policy and what comes out.
 *
 *     === TITLE
 *     today DATE                   default: 2026-11-22
 *     gate NAME                    as --gate
 *     builtin NAME                 a built-in policy instead of a text
 *     trivy SEVERITY,... [STATUS,...] [eol]     policy_trivy(); "-" for none
 *     built DATE                   of the advisory data; "built -" for data without a date
 *     headline | accepted          built-in headline advisories; and they are enough
 *     scratch | rootfs             no distribution; no configuration
 *     base NAME                    the lowest of three layers is its
 *     image NAME                   a name that the archive records; the first is the image's own
 *     label KEY VALUE
 *     baseline [ID...]             an old report that has the findings of these ids
 *     package NAME [SOURCE [LAYER]]             version 1.0
 *     purl-os ID VERSION           the distribution, for package URLs
 *     policy                       the lines up to "findings" are the file .seaworthy.yaml
 *     findings                     KIND ID SEVERITY [WORD]...
 *     expect                       the rest is what must come out
 *
 * Words of findings: place=P path=P layer=N seen=DATE package=NAME; of vulnerabilities fixed status=S kev
 * ransomware epss=N percentile=N cvss=N published=DATE cwe=C feed=F alias=ID; of secrets deleted proven more=N
 * in=PATH[:LAYER] ("+" is a blank) of=PACKAGE. Defaults: affected, live, and the place that default practice
 * would give.
 */
#pragma once

#include "check.h"

#include "base/fs.h"
#include "base/out.h"
#include "judge/clause.h"
#include "judge/gate.h"
#include "model/identity.h"

struct world {
	struct arena *arena;
	struct report *report;
	struct policy policy;
	const struct gate *gate;
	struct gate_options options;
	struct map baseline;
	struct str gate_name, builtin;
	struct policy_trivy trivy;
	bool by_trivy, has_baseline;
	VEC(struct str) old; /* ids of the baseline */
	struct str policy_text;
	struct fault fault; /* of the policy */
	bool broken;
};

static inline struct str next_word(struct str *line)
{
	struct str w = STR("");
	str_next_word(line, &w);
	return w;
}

/* "1.25" without the C library's locale: tests write at most five digits behind the point. */
static inline double world_number(struct str s)
{
	struct str whole, part;
	uint64_t w = 0, p = 0;
	double scale = 1;
	str_cut(s, '.', &whole, &part);
	assert_true(str_u64(whole, 1000000, &w));
	assert_true(part.n == 0 || str_u64(part, 1000000, &p));
	for (size_t i = 0; i < part.n; i++)
		scale *= 10;
	return (double)w + (double)p / scale;
}

static inline uint16_t world_layer(struct str s)
{
	uint64_t n = 0;
	assert_true(str_u64(s, 9, &n));
	return (uint16_t)n;
}

static inline uint32_t world_package(const struct world *w, struct str name)
{
	const struct report *r = w->report;
	for (uint32_t i = 0; i < r->packages.n; i++)
		if (str_eq(sym_str(r->syms, r->packages.p[i].name), name))
			return i;
	fail_msg("no package %.*s", STRF(name));
	return PACKAGE_NONE;
}

static inline unsigned world_word(struct str s, const char *(*name)(unsigned), unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (str_is(s, name(i)))
			return i;
	fail_msg("unknown word %.*s", STRF(s));
	return 0;
}

static inline const char *world_place(unsigned i)
{
	return finding_place_name((enum finding_place)i);
}

static inline const char *world_status(unsigned i)
{
	return advisory_status_name((enum advisory_status)i);
}

static inline const char *world_kind(unsigned i)
{
	return finding_kind_name((enum finding_kind)i);
}

static inline void world_vulnerability_word(struct world *w, struct vulnerability *v,
					    struct str key, struct str value)
{
	struct arena *a = w->report->arena;
	if (str_is(key, "fixed")) {
		v->fixed = value.n ? value : STR("2.0");
		v->status = ADVISORY_FIXED;
	} else if (str_is(key, "status")) {
		v->status = (enum advisory_status)world_word(value, world_status,
							     ADVISORY_STATUS_COUNT_);
	} else if (str_is(key, "kev")) {
		v->kev_added = STR("2024-01-01");
	} else if (str_is(key, "ransomware")) {
		v->kev_ransomware = true;
	} else if (str_is(key, "epss")) {
		v->has_epss = true;
		v->epss = world_number(value);
	} else if (str_is(key, "percentile")) {
		v->has_epss = true;
		v->epss_percentile = world_number(value);
	} else if (str_is(key, "cvss")) {
		v->cvss_score = world_number(value);
	} else if (str_is(key, "published")) {
		v->published = value;
	} else if (str_is(key, "cwe")) {
		*VEC_PUSH(a, &v->cwe) = value;
	} else if (str_is(key, "feed")) {
		*VEC_PUSH(a, &v->feeds) = value;
	} else if (str_is(key, "alias")) {
		*VEC_PUSH(a, &v->ids) = value;
	} else {
		fail_msg("unknown word %.*s", STRF(key));
	}
}

static inline void world_secret_word(struct world *w, struct secret *s, struct str key,
				     struct str value)
{
	uint64_t n = 0;
	struct str layer;
	if (str_is(key, "deleted")) {
		s->live = false;
	} else if (str_is(key, "proven")) {
		s->proven = true;
	} else if (str_is(key, "more")) {
		assert_true(str_u64(value, 1000, &n));
		s->more = (uint32_t)n;
	} else if (str_is(key, "in")) {
		struct secret_place *p = VEC_PUSH(w->report->arena, &s->places);
		p->layer = LAYER_NONE;
		if (str_cut(value, ':', &p->path, &layer))
			p->layer = world_layer(layer);
		char *path = (char *)str_dup(w->report->arena, p->path).p;
		for (size_t i = 0; i < p->path.n; i++)
			path[i] = path[i] == '+' ? ' ' : path[i];
		p->path.p = path;
	} else if (str_is(key, "of")) {
		assert_true(s->places.n > 0);
		s->places.p[s->places.n - 1].package = value;
	} else {
		fail_msg("unknown word %.*s", STRF(key));
	}
}

static inline void world_finding(struct world *w, struct str line)
{
	struct report *r = w->report;
	struct arena *a = r->arena;
	enum finding_kind kind =
		(enum finding_kind)world_word(next_word(&line), world_kind, FINDING_KIND_COUNT_);
	struct finding *f = report_add(r, kind);
	struct str word, key, value;
	f->id = next_word(&line);
	assert_true(severity_parse(next_word(&line), &f->severity));
	if (kind == FINDING_VULNERABILITY) {
		f->vulnerability = arena_alloc(a, sizeof(*f->vulnerability));
		f->vulnerability->cvss_score = -1;
		*VEC_PUSH(a, &f->vulnerability->ids) = f->id;
	} else if (kind == FINDING_SECRET) {
		f->secret = arena_alloc(a, sizeof(*f->secret));
		f->secret->live = true;
		f->secret->fingerprint = f->id;
		f->own_place = f->severity >= SEVERITY_HIGH ? PLACE_ACT_NOW : PLACE_MINOR;
	} else {
		f->own_place = f->severity >= SEVERITY_HIGH ? PLACE_ACT_NOW : PLACE_NOTE;
	}
	while ((word = next_word(&line)).n) {
		str_cut(word, '=', &key, &value);
		if (str_is(key, "place"))
			f->own_place =
				(enum finding_place)world_word(value, world_place, PLACE_COUNT_);
		else if (str_is(key, "path"))
			f->path = value;
		else if (str_is(key, "layer"))
			f->layer = world_layer(value);
		else if (str_is(key, "seen"))
			f->first_seen = value;
		else if (str_is(key, "package")) {
			uint32_t p = world_package(w, value);
			f->package = f->package == PACKAGE_NONE ? p : f->package;
			if (f->vulnerability)
				*VEC_PUSH(a, &f->vulnerability->packages) = p;
		} else if (f->vulnerability)
			world_vulnerability_word(w, f->vulnerability, key, value);
		else if (f->secret)
			world_secret_word(w, f->secret, key, value);
		else
			fail_msg("unknown word %.*s", STRF(key));
	}
}

static inline void world_add_package(struct world *w, struct str line)
{
	struct report *r = w->report;
	struct str name = next_word(&line), source = next_word(&line), layer = next_word(&line);
	struct package *p = VEC_PUSH(r->arena, &r->packages);
	p->name = sym_of(r->syms, name);
	p->source_name = sym_of(r->syms, source.n ? source : name);
	p->version = p->source_version = sym_of(r->syms, STR("1.0"));
	p->kind = PACKAGE_DEB;
	p->flags = PACKAGE_LIVE;
	p->layer = layer.n ? world_layer(layer) : 0;
}

static inline void world_trivy(struct world *w, struct str line)
{
	struct str severities = next_word(&line), statuses = next_word(&line), one;
	w->by_trivy = true;
	while (!str_is(severities, "-") && str_next(&severities, ',', &one)) {
		enum severity s;
		assert_true(severity_parse(one, &s));
		w->trivy.severities |= 1u << s;
	}
	while (!str_is(statuses, "-") && statuses.n && str_next(&statuses, ',', &one))
		w->trivy.ignored_statuses |=
			1u << world_word(one, world_status, ADVISORY_STATUS_COUNT_);
	w->trivy.fail_on_eol = str_is(next_word(&line), "eol");
}

static inline void world_line(struct world *w, struct str line)
{
	struct report *r = w->report;
	struct arena *a = r->arena;
	struct str verb = next_word(&line), word;
	if (str_is(verb, "today")) {
		w->options.today = next_word(&line);
	} else if (str_is(verb, "gate")) {
		w->gate_name = str_trim(line);
	} else if (str_is(verb, "builtin")) {
		w->builtin = next_word(&line);
	} else if (str_is(verb, "trivy")) {
		world_trivy(w, line);
	} else if (str_is(verb, "built")) {
		word = next_word(&line);
		r->database.built = str_is(word, "-") ? STR("") : word;
	} else if (str_is(verb, "headline")) {
		r->database.headline_only = true;
	} else if (str_is(verb, "accepted")) {
		w->options.headline_accepted = true;
	} else if (str_is(verb, "scratch")) {
		r->os.is_scratch = true;
	} else if (str_is(verb, "rootfs")) {
		r->image.config_json = STR("");
	} else if (str_is(verb, "base")) {
		r->base.name = next_word(&line);
		r->base.layers = 1;
	} else if (str_is(verb, "image")) {
		word = next_word(&line);
		r->image.name = r->image.name.n ? r->image.name : word;
		*VEC_PUSH(a, &r->image.names) = word;
	} else if (str_is(verb, "label")) {
		word = next_word(&line);
		*VEC_PUSH(a, &r->image.labels) = (struct key_value){ word, str_trim(line) };
	} else if (str_is(verb, "baseline")) {
		w->has_baseline = true;
		while ((word = next_word(&line)).n)
			*VEC_PUSH(a, &w->old) = word;
	} else if (str_is(verb, "package")) {
		world_add_package(w, line);
	} else if (str_is(verb, "purl-os")) {
		r->os.id = next_word(&line);
		r->os.version_id = next_word(&line);
		r->os.ecosystem = ecosystem_of_os(r->os.id);
	} else {
		fail_msg("unknown line %.*s", STRF(verb));
	}
}

static inline void world_layers(struct report *r)
{
	for (unsigned i = 0; i < 3; i++) {
		struct layer *l = VEC_PUSH(r->arena, &r->image.layers);
		l->history = HISTORY_NONE;
		l->digest.kind = l->diff_id.kind = DIGEST_SHA256;
		memset(l->digest.bytes, 0x10 + (int)i, 32);
		memset(l->diff_id.bytes, 0x20 + (int)i, 32);
	}
}

/* Of the findings as they are now. */
static inline void world_baseline(struct world *w)
{
	struct report *r = w->report;
	map_init(&w->baseline, w->arena);
	for (size_t i = 0; i < r->findings.n; i++)
		for (size_t k = 0; k < w->old.n; k++)
			if (str_eq(r->findings.p[i].id, w->old.p[k]))
				map_put(&w->baseline,
					finding_fingerprint(r, &r->findings.p[i], w->arena), NULL);
	if (w->has_baseline) {
		w->options.baseline = &w->baseline;
		w->options.baseline_name = STR("old.json");
	}
}

/* The text up to "expect". */
static inline void world_read(struct world *w, struct str text)
{
	enum { HEAD, POLICY, FINDINGS } part = HEAD;
	struct str line;
	const char *begin = NULL;
	*w = (struct world){ .arena = arena_new(), .report = report_new() };
	w->options.today = STR("2026-11-22");
	w->report->database.built = STR("2026-11-20");
	w->report->image.config_json = STR("{}");
	world_layers(w->report);
	while (str_next_line(&text, &line)) {
		if (part != POLICY && (line.n == 0 || line.p[0] == '#'))
			continue;
		if (part == HEAD && str_is(line, "policy")) {
			part = POLICY;
			begin = line.p + line.n + 1;
		} else if (part != FINDINGS && str_is(line, "findings")) {
			if (begin)
				w->policy_text = str_make(begin, (size_t)(line.p - begin));
			part = FINDINGS;
		} else if (part == HEAD) {
			world_line(w, line);
		} else if (part == FINDINGS) {
			world_finding(w, line);
		}
	}
	assert_int_equal(part, FINDINGS);
	world_baseline(w);
	int r = 0;
	if (w->by_trivy)
		policy_trivy(w->arena, &w->trivy, &w->policy);
	else if (w->builtin.n)
		r = policy_builtin(w->arena, w->builtin, &w->policy, &w->fault);
	else
		r = policy_parse(w->arena, STR(".seaworthy.yaml"), w->policy_text, &w->policy,
				 &w->fault);
	if (r == 0)
		r = policy_gate(&w->policy, w->gate_name, &w->gate, &w->fault);
	w->broken = r < 0;
	w->options.policy = &w->policy;
	w->options.gate = w->gate;
}

static inline void world_done(struct world *w)
{
	report_free(w->report);
	arena_free(w->arena);
}

static inline int world_exit(const struct report *r)
{
	return r->gate_failed ? 1 : r->verdict == VERDICT_INCOMPLETE ? 3 : r->gate.stale ? 4 : 0;
}

/* What was decided. */
static inline void world_tell(const struct world *w, struct out *o)
{
	const struct report *r = w->report;
	if (w->broken) {
		out_printf(o, "error: %s\n", w->fault.text);
		return;
	}
	out_printf(o, "%s, exit %d", verdict_name(r->verdict), world_exit(r));
	if (r->gate.decided_by.n)
		out_printf(o, ", by %.*s", STRF(r->gate.decided_by));
	out_printf(o, "\n%.*s\n", STRF(r->verdict_reason));
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		out_printf(o, "  %.*s: %s", STRF(f->id), gate_effect_name(f->effect));
		if (f->clause.n)
			out_printf(o, " by %.*s", STRF(f->clause));
		out_printf(o, ", %s", finding_place_name(f->place));
		if (f->ignored)
			out_printf(o, " by %.*s", STRF(f->ignored->source));
		if (r->baseline.n)
			out_printf(o, "%s", f->is_new ? ", new" : ", old");
		out_char(o, '\n');
	}
}
