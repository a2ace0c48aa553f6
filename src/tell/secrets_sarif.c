/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0 for code hosts: one result a place, the secret's fingerprint as a partial fingerprint. The value
 * is never there, whatever was asked for: these files are uploaded.
 *
 * Specification: OASIS SARIF 2.1.0 (section numbers below).
 */
#include "base/map.h"
#include "tell/sarif.h"
#include "tell/secrets.h"

static void put_rules(struct emit *e, const struct report *r, struct map *rules)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		bool is_new = false;
		if (f->secret)
			(void)map_put(rules, f->id, &is_new);
		if (!is_new)
			continue;
		*map_put(rules, f->id, NULL) = rules->n - 1;
		emit_object(e);
		emit_member_str(e, "id", f->id);
		sarif_put_text(e, "shortDescription", f->title);
		sarif_put_text(e, "help", f->secret->rotate);
		emit_key(e, "properties");
		emit_object(e);
		emit_key(e, "tags");
		emit_array(e);
		emit_text(e, "secret");
		emit_text(e, "security");
		emit_array_end(e);
		emit_object_end(e);
		emit_object_end(e);
	}
}

static void put_result(struct emit *e, struct arena *a, const struct map *rules,
		       const struct finding *f, const struct secret_place *p)
{
	emit_object(e);
	emit_member_str(e, "ruleId", f->id);
	emit_member_u64(e, "ruleIndex", *map_get(rules, f->id));
	emit_member_text(e, "level", sarif_level(f->severity));
	sarif_put_text(e, "message",
		       str_printf(a, "%.*s %.*s%s%.*s", STRF(f->title), STRF(f->secret->masked),
				  p->commit.n ? ", in commit " : "", STRF(p->commit)));
	emit_key(e, "locations");
	emit_array(e);
	emit_object(e);
	emit_key(e, "physicalLocation");
	emit_object(e);
	sarif_put_artifact(e, a, p->path);
	emit_key(e, "region");
	emit_object(e);
	emit_member_u64(e, "startLine", p->line ? p->line : 1); /* 3.30.5: from 1 */
	emit_object_end(e);
	emit_object_end(e);
	emit_object_end(e);
	emit_array_end(e);
	emit_key(e, "partialFingerprints");
	emit_object(e);
	emit_member_str(e, "secret/v1", f->secret->fingerprint);
	emit_object_end(e);
	emit_object_end(e);
}

int secrets_write_sarif(const struct secrets_report *r, const struct tell_options *options,
			struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct map rules;
	struct emit e;
	map_init(&rules, a);
	emit_init(&e, out, false);
	sarif_begin(&e, "seaworthy secrets", options->version);
	put_rules(&e, r->report, &rules);
	sarif_rules_end(&e);
	sarif_put_gaps(&e, r->report);
	emit_key(&e, "results");
	emit_array(&e);
	for (size_t i = 0; i < r->report->findings.n; i++) {
		const struct finding *one = &r->report->findings.p[i];
		for (size_t k = 0; one->secret && k < one->secret->places.n; k++)
			put_result(&e, a, &rules, one, &one->secret->places.p[k]);
	}
	emit_array_end(&e);
	sarif_end(&e);
	return out_finish(out, f);
}
