/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Policies under random bytes, and what they decide of a report that has one finding of every sort. Beside "no
 * crash":
 *
 *  - a refusal says where: "policy.yaml:LINE:COLUMN: …", within the text;
 *  - a second reading gives the same, refusal included;
 *  - every gate of a policy that was read can decide, counts right, and decides the same again.
 */
#include "base/log.h"
#include "judge/clause.h"
#include "judge/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool take_number(struct str *s, uint64_t max)
{
	size_t n = 0;
	uint64_t v;
	while (n < s->n && char_is_digit(s->p[n]))
		n++;
	if (!str_u64(str_slice(*s, 0, n), UINT32_MAX, &v) || v < 1 || v > max)
		return false;
	*s = str_from(*s, n);
	return true;
}

static bool take_char(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* Lines end in LF, CR, NEL, LS or PS: there are never more of them than bytes. */
static void check_refusal(int r, const struct fault *f, struct str text)
{
	struct str s = str_of(f->text), name = STR("policy.yaml:");
	ENSURE(r == E_CORRUPT || r == E_LIMIT);
	ENSURE(str_starts(s, name));
	s = str_from(s, name.n);
	ENSURE(take_number(&s, text.n + 1) && take_char(&s, ':'));
	ENSURE(take_number(&s, text.n + 1) && take_char(&s, ':'));
	ENSURE(take_char(&s, ' ') && s.n > 0);
}

static void add_vulnerability(struct report *r, const char *id, enum severity severity, bool all)
{
	struct finding *f = report_add(r, FINDING_VULNERABILITY);
	struct vulnerability *v = arena_alloc(r->arena, sizeof(*v));
	f->id = str_of(id);
	f->severity = severity;
	f->vulnerability = v;
	*VEC_PUSH(r->arena, &v->ids) = f->id;
	v->cvss_score = all ? 9.8 : -1;
	if (!all)
		return;
	f->package = 0;
	*VEC_PUSH(r->arena, &v->packages) = 0;
	v->fixed = STR("2.0");
	v->status = ADVISORY_FIXED;
	v->kev_added = STR("2024-01-01");
	v->has_epss = true;
	v->epss = v->epss_percentile = 0.5;
	v->published = STR("2026-11-01");
	*VEC_PUSH(r->arena, &v->cwe) = STR("CWE-79");
	*VEC_PUSH(r->arena, &v->feeds) = STR("debian");
}

static struct report *sample(void)
{
	struct report *r = report_new();
	struct package *p = VEC_PUSH(r->arena, &r->packages);
	p->name = p->source_name = sym_of(r->syms, STR("openssl"));
	p->version = p->source_version = sym_of(r->syms, STR("1.0"));
	p->kind = PACKAGE_DEB;
	struct layer *l = VEC_PUSH(r->arena, &r->image.layers);
	l->diff_id.kind = DIGEST_SHA256;
	r->base.name = STR("debian:12");
	r->base.layers = 1;
	r->image.config_json = STR("{}");
	r->image.name = STR("registry.example.com/team/payment:1.2");
	r->database.built = STR("2026-11-01");
	add_vulnerability(r, "CVE-2024-1", SEVERITY_CRITICAL, true);
	add_vulnerability(r, "CVE-2024-2", SEVERITY_LOW, false);
	struct finding *f = report_add(r, FINDING_SECRET);
	f->id = STR("aws-key");
	f->severity = SEVERITY_HIGH;
	f->own_place = PLACE_ACT_NOW;
	f->secret = arena_alloc(r->arena, sizeof(*f->secret));
	f->secret->live = true;
	struct secret_place *place = VEC_PUSH(r->arena, &f->secret->places);
	place->path = STR("srv/app/.env");
	f = report_add(r, FINDING_MISCONFIGURATION);
	f->id = STR("os-eol");
	f->severity = SEVERITY_HIGH;
	f->own_place = PLACE_ACT_NOW;
	f->path = STR("etc/os-release");
	report_gap(r, E_TRUNCATED, "a layer", NULL);
	report_gap(r, E_MISMATCH, "a layer", NULL);
	return r;
}

static uint64_t decided(const struct report *r)
{
	uint64_t all = r->verdict + 10u * r->gate.stale;
	size_t met = 0, has = 0;
	for (size_t i = 0; i < r->gate.clauses.n; i++)
		met += r->gate.clauses.p[i].met;
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		has += f->effect != GATE_NOTHING;
		ENSURE((f->effect == GATE_BLOCK) == (f->place == PLACE_ACT_NOW));
		ENSURE((f->ignored != NULL) == (f->place == PLACE_IGNORED));
		all = all * 31 + str_hash(f->id) + str_hash(f->clause) * 3 + f->place;
	}
	ENSURE(met == has);
	ENSURE(r->gate_failed == (r->gate.decided_by.n > 0));
	return all;
}

static void check_gates(const struct policy *p)
{
	OWNED(report_freep) struct report *r = sample();
	for (size_t i = 0; i < p->gates.n && i < 8; i++) {
		const struct gate_options o = { .policy = p,
						.gate = &p->gates.p[i],
						.today = STR("2026-11-22") };
		gate_decide(r, &o);
		uint64_t once = decided(r);
		gate_decide(r, &o);
		ENSURE(decided(r) == once);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	if (n > 16 * KIB)
		return 0;
	OWNED(arena_freep) struct arena *a = arena_new();
	struct str text = str_make(data, n), name = STR("policy.yaml");
	struct policy p, q;
	struct fault f = { 0 }, g = { 0 };
	int r = policy_parse(a, name, text, &p, &f);
	ENSURE(policy_parse(a, name, text, &q, &g) == r);
	ENSURE(strcmp(f.text, g.text) == 0);
	if (r < 0) {
		check_refusal(r, &f, text);
		return 0;
	}
	ENSURE(f.text[0] == '\0');
	ENSURE(str_eq(p.digest, q.digest) && p.gates.n == q.gates.n);
	check_gates(&p);
	return 0;
}
