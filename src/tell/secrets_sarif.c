/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0 for code hosts: one result a place, the secret's fingerprint as a partial fingerprint. The value
 * is never there, whatever was asked for: these files are uploaded.
 *
 * Specification: OASIS SARIF 2.1.0 (section numbers below).
 */
#include "base/map.h"
#include "tell/secrets.h"
#include "text/emit.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* 3.4.3: a valid URI reference; everything but what a path is made of is escaped. */
static struct str uri_of(struct arena *a, struct str path)
{
	static const char digits[] = "0123456789ABCDEF";
	char *p = arena_bytes(a, path.n * 3 + 1);
	size_t n = 0;
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		if (char_is_alnum((char)c) || (c && strchr("/-._~", c))) {
			p[n++] = (char)c;
			continue;
		}
		p[n++] = '%';
		p[n++] = digits[c >> 4];
		p[n++] = digits[c & 15];
	}
	return str_make(p, n);
}

static const char *level_of(enum severity s)
{
	return s >= SEVERITY_HIGH ? "error" : s == SEVERITY_MEDIUM ? "warning" : "note";
}

static void put_message(struct emit *e, const char *key, struct str text)
{
	emit_key(e, key);
	emit_object(e);
	emit_member_str(e, "text", text);
	emit_object_end(e);
}

static void put_rules(struct emit *e, const struct report *r, struct map *rules)
{
	emit_key(e, "rules");
	emit_array(e);
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
		put_message(e, "shortDescription", f->title);
		put_message(e, "help", f->secret->rotate);
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
	emit_array_end(e);
}

static void put_result(struct emit *e, struct arena *a, const struct map *rules,
		       const struct finding *f, const struct secret_place *p)
{
	emit_object(e);
	emit_member_str(e, "ruleId", f->id);
	emit_member_u64(e, "ruleIndex", *map_get(rules, f->id));
	emit_member_text(e, "level", level_of(f->severity));
	put_message(e, "message",
		    str_printf(a, "%.*s %.*s%s%.*s", STRF(f->title), STRF(f->secret->masked),
			       p->commit.n ? ", in commit " : "", STRF(p->commit)));
	emit_key(e, "locations");
	emit_array(e);
	emit_object(e);
	emit_key(e, "physicalLocation");
	emit_object(e);
	emit_key(e, "artifactLocation");
	emit_object(e);
	emit_member_str(e, "uri", uri_of(a, p->path));
	emit_object_end(e);
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

/* 3.20: what could not be read. */
static void put_gaps(struct emit *e, const struct report *r)
{
	bool complete = true;
	for (size_t i = 0; i < r->findings.n; i++)
		complete &= r->findings.p[i].kind != FINDING_GAP;
	emit_key(e, "invocations");
	emit_array(e);
	emit_object(e);
	emit_member_bool(e, "executionSuccessful", complete);
	emit_key(e, "toolExecutionNotifications");
	emit_array(e);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->kind != FINDING_GAP)
			continue;
		emit_object(e);
		emit_member_text(e, "level", "error");
		put_message(e, "message", f->message.n ? f->message : f->title);
		emit_object_end(e);
	}
	emit_array_end(e);
	emit_object_end(e);
	emit_array_end(e);
}

int secrets_write_sarif(const struct secrets_report *r, const struct tell_options *options,
			struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct map rules;
	struct emit e;
	map_init(&rules, a);
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_text(&e, "$schema", SCHEMA);
	emit_member_text(&e, "version", "2.1.0");
	emit_key(&e, "runs");
	emit_array(&e);
	emit_object(&e);
	emit_key(&e, "tool");
	emit_object(&e);
	emit_key(&e, "driver");
	emit_object(&e);
	emit_member_text(&e, "name", "seaworthy");
	emit_member_text(&e, "fullName", "seaworthy secrets");
	emit_member_text(&e, "version", options->version);
	put_rules(&e, r->report, &rules);
	emit_object_end(&e);
	emit_object_end(&e);
	put_gaps(&e, r->report);
	emit_key(&e, "results");
	emit_array(&e);
	for (size_t i = 0; i < r->report->findings.n; i++) {
		const struct finding *one = &r->report->findings.p[i];
		for (size_t k = 0; one->secret && k < one->secret->places.n; k++)
			put_result(&e, a, &rules, one, &one->secret->places.p[k]);
	}
	emit_array_end(&e);
	emit_object_end(&e);
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}
