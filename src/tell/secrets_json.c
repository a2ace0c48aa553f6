/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything, for machines: docs/format/secrets.md. One finding a place, so that each has a file and a line;
 * those of one secret have the same fingerprint.
 */
#include "tell/secrets.h"
#include "text/emit.h"

static void write_place(struct emit *e, const struct finding *f, const struct secret_place *p)
{
	const struct secret *s = f->secret;
	emit_object(e);
	emit_member_str(e, "rule", f->id);
	emit_member_str(e, "title", f->title);
	emit_member_text(e, "severity", severity_name(f->severity));
	emit_member_text(e, "place", finding_place_name(f->own_place));
	emit_member_str(e, "file", p->path);
	emit_member_u64(e, "line", p->line);
	emit_member_u64(e, "column", p->column);
	emit_member_str(e, "match", s->masked);
	emit_member_str(e, "fingerprint", s->fingerprint);
	emit_member_str(e, "provider", s->provider);
	emit_member_set(e, "value", s->value);
	emit_member_set(e, "detail", s->detail);
	emit_member_set(e, "wrapping", p->inside);
	emit_member_bool(e, "proven", s->proven);
	emit_member_bool(e, "expired", s->expired);
	if (p->commit.n) {
		emit_member_str(e, "commit", p->commit);
		emit_member_set(e, "date", p->author_date);
		emit_member_bool(e, "inHead", p->in_head);
	}
	emit_member_set(e, "rotate", s->rotate);
	emit_member_set(e, "fix", f->fix);
	emit_object_end(e);
}

static void write_findings(struct emit *e, const struct report *r)
{
	emit_key(e, "findings");
	emit_array(e);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		for (size_t k = 0; f->secret && k < f->secret->places.n; k++)
			write_place(e, f, &f->secret->places.p[k]);
	}
	emit_array_end(e);
}

/* Gaps, and what else was found. */
static void write_others(struct emit *e, const struct report *r, bool gaps)
{
	emit_key(e, gaps ? "gaps" : "notes");
	emit_array(e);
	for (size_t i = 0; i < r->findings.n; i++) {
		const struct finding *f = &r->findings.p[i];
		if (f->secret || (f->kind == FINDING_GAP) != gaps)
			continue;
		emit_object(e);
		emit_member_str(e, "id", f->id);
		emit_member_set(e, "file", f->path);
		emit_member_text(e, "severity", severity_name(f->severity));
		emit_member_set(e, "title", f->title);
		emit_member_set(e, "message", f->message);
		emit_object_end(e);
	}
	emit_array_end(e);
}

static void write_ignored(struct emit *e, const struct secrets_report *r)
{
	emit_key(e, "ignored");
	emit_array(e);
	for (size_t i = 0; i < r->ignored_n; i++) {
		const struct secret_ignored *g = &r->ignored[i];
		emit_object(e);
		emit_member_str(e, "rule", g->rule);
		emit_member_str(e, "file", g->path);
		emit_member_u64(e, "line", g->line);
		emit_member_u64(e, "column", g->column);
		emit_member_str(e, "match", g->masked);
		emit_member_str(e, "fingerprint", g->fingerprint);
		emit_member_set(e, "commit", g->commit);
		emit_member_str(e, "by", g->by);
		emit_member_u64(e, "byLine", g->by_line);
		emit_member_set(e, "why", g->why);
		emit_object_end(e);
	}
	emit_array_end(e);
}

static void write_counts(struct emit *e, const struct secrets_report *r)
{
	uint64_t secrets = 0, gaps = 0, unlisted = 0;
	uint64_t by[SEVERITY_COUNT_] = { 0 };
	for (size_t i = 0; i < r->report->findings.n; i++) {
		const struct finding *f = &r->report->findings.p[i];
		gaps += f->kind == FINDING_GAP;
		if (!f->secret)
			continue;
		secrets++;
		unlisted += f->secret->more;
		by[f->severity]++;
	}
	emit_key(e, "counts");
	emit_object(e);
	emit_member_u64(e, "secrets", secrets);
	for (size_t i = SEVERITY_COUNT_; i-- > SEVERITY_LOW;)
		emit_member_u64(e, severity_name((enum severity)i), by[i]);
	emit_member_u64(e, "placesUnlisted", unlisted);
	emit_member_u64(e, "gaps", gaps);
	emit_member_u64(e, "ignored", r->ignored_n + r->ignored_more);
	emit_member_u64(e, "files", r->files);
	emit_member_u64(e, "bytes", r->bytes);
	emit_object_end(e);
}

int secrets_write_json(const struct secrets_report *r, const struct tell_options *options,
		       struct out *out, struct fault *f)
{
	struct emit e;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_u64(&e, "schema", 1);
	emit_member_text(&e, "kind", "seaworthy-secrets");
	emit_member_text(&e, "version", options->version);
	emit_member_text(&e, "verdict", verdict_name(r->report->verdict));
	emit_member_str(&e, "reason", r->report->verdict_reason);
	emit_member_u64(&e, "exitCode", (uint64_t)r->exit_code);
	write_counts(&e, r);
	write_findings(&e, r->report);
	write_others(&e, r->report, true);
	write_others(&e, r->report, false);
	if (r->show_ignored)
		write_ignored(&e, r);
	emit_key(&e, "sandbox");
	emit_object(&e);
	emit_member_bool(&e, "confined", r->report->sandboxed);
	emit_member_set(&e, "note", r->report->sandbox_note);
	emit_object_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}
