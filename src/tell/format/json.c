/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything, for machines: docs/format/report.md describes it field by field, and
 * docs/format/report.schema.json is its schema.
 *
 * It is also the input of later commands that turn a saved result into other formats, so nothing
 * that the model holds may be left out here. Keys always come in this order, lists in the order of
 * the report. A member whose value is unknown or empty is left out; a number is written when it is
 * meant as a count.
 *
 * Layers and packages are referred to by their index in the lists of the same image. JSON has no
 * bytes: text that is not UTF-8 gets replacement characters, and its bytes stand beside it in
 * hexadecimal.
 */
#include "model/identity.h"
#include "model/purl.h"
#include "tell/format.h"
#include "text/emit.h"

enum { SCHEMA = 1 };

struct writer {
	struct emit e;
	const struct tell_options *options;
	const struct report *r;
	struct arena *a; /* emptied after each package and finding */
};

static void write_digest(struct writer *w, const char *key, const struct digest *d)
{
	emit_member_set(&w->e, key, digest_text(w->a, d));
}

static void write_hex_key(struct writer *w, const char *key)
{
	emit_key_str(&w->e, str_printf(w->a, "%sHex", key));
}

/* A text, and its bytes when JSON cannot hold them. */
static void write_text(struct writer *w, const char *key, struct str s)
{
	emit_member_str(&w->e, key, s);
	if (str_is_utf8(s))
		return;
	write_hex_key(w, key);
	emit_str(&w->e, str_hex(w->a, s));
}

/* The same, left out when it is empty. */
static void write_set(struct writer *w, const char *key, struct str s)
{
	if (s.n)
		write_text(w, key, s);
}

/* A list beside the list, empty where the text is all there is. */
static void write_strings_hex(struct writer *w, const char *key, const struct str *p, size_t n)
{
	size_t plain = 0;
	while (plain < n && str_is_utf8(p[plain]))
		plain++;
	if (plain == n)
		return;
	write_hex_key(w, key);
	emit_array(&w->e);
	for (size_t i = 0; i < n; i++)
		emit_str(&w->e, str_is_utf8(p[i]) ? STR("") : str_hex(w->a, p[i]));
	emit_array_end(&w->e);
}

static void write_strings(struct writer *w, const char *key, const struct str *p, size_t n)
{
	if (n == 0)
		return;
	emit_key(&w->e, key);
	emit_array(&w->e);
	for (size_t i = 0; i < n; i++)
		emit_str(&w->e, p[i]);
	emit_array_end(&w->e);
	write_strings_hex(w, key, p, n);
}

static void write_numbers(struct writer *w, const char *key, const uint32_t *p, size_t n)
{
	if (n == 0)
		return;
	emit_key(&w->e, key);
	emit_array(&w->e);
	for (size_t i = 0; i < n; i++)
		emit_u64(&w->e, p[i]);
	emit_array_end(&w->e);
}

/* A list of pairs, not an object: an image may record a key twice. */
static void write_pairs(struct writer *w, const char *key, const struct key_value *p, size_t n)
{
	if (n == 0)
		return;
	emit_key(&w->e, key);
	emit_array(&w->e);
	for (size_t i = 0; i < n; i++) {
		emit_object(&w->e);
		write_text(w, "key", p[i].key);
		write_text(w, "value", p[i].value);
		emit_object_end(&w->e);
	}
	emit_array_end(&w->e);
}

/* ---- image ---- */

static void write_platform(struct writer *w, const struct platform *p)
{
	emit_key(&w->e, "platform");
	emit_object(&w->e);
	write_set(w, "os", p->os);
	write_set(w, "architecture", p->arch);
	write_set(w, "variant", p->variant);
	if (p->assumed)
		emit_member_bool(&w->e, "assumed", true);
	emit_object_end(&w->e);
}

static void write_changes(struct writer *w, const struct layer_changes *c)
{
	emit_key(&w->e, "changes");
	emit_object(&w->e);
	emit_member_u64(&w->e, "added", c->added);
	emit_member_u64(&w->e, "addedBytes", c->added_bytes);
	emit_member_u64(&w->e, "changed", c->changed);
	emit_member_u64(&w->e, "changedBytes", c->changed_bytes);
	emit_member_u64(&w->e, "deleted", c->deleted);
	emit_member_u64(&w->e, "deletedBytes", c->deleted_bytes);
	emit_member_u64(&w->e, "wasted", c->wasted);
	emit_member_u64(&w->e, "wastedBytes", c->wasted_bytes);
	emit_key(&w->e, "largest");
	emit_array(&w->e);
	for (size_t i = 0; i < LAYER_TOP && c->top[i].bytes; i++) {
		emit_object(&w->e);
		write_set(w, "path", c->top[i].path);
		emit_member_u64(&w->e, "bytes", c->top[i].bytes);
		if (c->top[i].hidden_by != LAYER_NONE)
			emit_member_u64(&w->e, "hiddenBy", c->top[i].hidden_by);
		emit_object_end(&w->e);
	}
	emit_array_end(&w->e);
	emit_object_end(&w->e);
}

static void write_origin(struct writer *w, enum origin o)
{
	if (o != ORIGIN_UNKNOWN)
		emit_member_text(&w->e, "origin", origin_name(o));
}

static void write_layer(struct writer *w, size_t i)
{
	const struct report *r = w->r;
	const struct layer *l = &r->image.layers.p[i];
	emit_object(&w->e);
	write_digest(w, "digest", &l->digest);
	write_digest(w, "diffId", &l->diff_id);
	write_set(w, "mediaType", l->media_type);
	write_set(w, "blob", l->blob);
	emit_member_u64(&w->e, "size", l->size);
	if (l->foreign)
		emit_member_bool(&w->e, "foreign", true);
	if (l->absent)
		emit_member_bool(&w->e, "absent", true);
	if (l->history < r->image.history.n) {
		emit_member_u64(&w->e, "history", l->history);
		write_set(w, "createdBy", r->image.history.p[l->history].created_by);
	}
	if (i < r->layers.n) {
		emit_member_u64(&w->e, "entries", r->layers.p[i].entries);
		emit_member_u64(&w->e, "bytes", r->layers.p[i].bytes);
		emit_member_u64(&w->e, "gaps", r->layers.p[i].gaps);
		if (r->has_changes)
			write_changes(w, &r->layers.p[i].changes);
	}
	write_origin(w, report_origin(r, (uint16_t)i));
	emit_object_end(&w->e);
}

static void write_history(struct writer *w)
{
	const struct image *im = &w->r->image;
	emit_key(&w->e, "history");
	emit_array(&w->e);
	for (size_t i = 0; i < im->history.n; i++) {
		const struct history *h = &im->history.p[i];
		emit_object(&w->e);
		write_set(w, "createdBy", h->created_by);
		write_set(w, "created", h->created);
		write_set(w, "comment", h->comment);
		write_set(w, "author", h->author);
		emit_member_bool(&w->e, "emptyLayer", h->empty_layer);
		if (h->dockerfile_line)
			emit_member_u64(&w->e, "dockerfileLine", h->dockerfile_line);
		write_set(w, "stage", h->stage);
		emit_object_end(&w->e);
	}
	emit_array_end(&w->e);
}

/* What a container of the image is started with. */
static void write_runtime(struct writer *w)
{
	const struct image *im = &w->r->image;
	emit_key(&w->e, "runtime");
	emit_object(&w->e);
	write_set(w, "user", im->user);
	write_set(w, "workingDir", im->working_dir);
	write_set(w, "stopSignal", im->stop_signal);
	write_strings(w, "env", im->env.p, im->env.n);
	write_strings(w, "entrypoint", im->entrypoint.p, im->entrypoint.n);
	write_strings(w, "cmd", im->cmd.p, im->cmd.n);
	write_strings(w, "exposedPorts", im->exposed_ports.p, im->exposed_ports.n);
	write_strings(w, "volumes", im->volumes.p, im->volumes.n);
	write_strings(w, "shell", im->shell.p, im->shell.n);
	write_strings(w, "healthcheck", im->healthcheck.p, im->healthcheck.n);
	emit_object_end(&w->e);
}

static void write_base(struct writer *w)
{
	const struct base_info *b = &w->r->base;
	if (b->name.n == 0)
		return;
	emit_key(&w->e, "base");
	emit_object(&w->e);
	write_text(w, "name", b->name);
	write_set(w, "created", b->created);
	write_set(w, "knownFrom", b->origin);
	emit_member_u64(&w->e, "layers", b->layers);
	emit_member_u64(&w->e, "steps", b->steps);
	emit_object_end(&w->e);
}

static void write_image(struct writer *w)
{
	const struct image *im = &w->r->image;
	emit_key(&w->e, "image");
	emit_object(&w->e);
	write_set(w, "name", im->name);
	write_strings(w, "names", im->names.p, im->names.n);
	write_digest(w, "manifestDigest", &im->manifest);
	write_digest(w, "indexDigest", &im->index);
	write_digest(w, "configDigest", &im->config);
	write_platform(w, &im->platform);
	write_set(w, "created", im->created);
	write_set(w, "author", im->author);
	write_base(w);
	emit_key(&w->e, "layers");
	emit_array(&w->e);
	for (size_t i = 0; i < im->layers.n; i++)
		write_layer(w, i);
	emit_array_end(&w->e);
	write_history(w);
	write_runtime(w);
	write_pairs(w, "labels", im->labels.p, im->labels.n);
	write_pairs(w, "annotations", im->annotations.p, im->annotations.n);
	write_set(w, "config", im->config_json);
	write_set(w, "dockerfile", w->r->dockerfile);
	write_set(w, "dockerfilePath", w->r->dockerfile_path);
	emit_member_bool(&w->e, "verifiedDiffIds", w->r->verified_diff_ids);
	emit_object_end(&w->e);
}

static void write_os(struct writer *w)
{
	const struct os_release *os = &w->r->os;
	const struct ecosystem_info *info = ecosystem_info(os->ecosystem);
	emit_key(&w->e, "os");
	emit_object(&w->e);
	write_set(w, "id", os->id);
	write_set(w, "idLike", os->id_like);
	write_set(w, "versionId", os->version_id);
	write_set(w, "codename", os->codename);
	write_set(w, "prettyName", os->pretty);
	write_set(w, "location", os->location);
	if (os->ecosystem != ECOSYSTEM_NONE)
		emit_member_text(&w->e, "ecosystem", info->name);
	write_set(w, "release", os->release);
	write_set(w, "endOfLife", os->eol);
	emit_member_bool(&w->e, "distroless", os->distroless);
	emit_member_bool(&w->e, "scratch", os->is_scratch);
	emit_object_end(&w->e);
}

static void write_database(struct writer *w)
{
	const struct database_info *db = &w->r->database;
	emit_key(&w->e, "database");
	emit_object(&w->e);
	write_set(w, "path", db->path);
	write_set(w, "digest", db->digest);
	write_set(w, "built", db->built);
	emit_member_u64(&w->e, "advisories", db->advisories);
	emit_member_bool(&w->e, "headlineOnly", db->headline_only);
	emit_member_bool(&w->e, "hasRelease", db->has_release);
	emit_object_end(&w->e);
}

/* "layer" with the digests that name it also outside of this report. */
static void write_layer_ref(struct writer *w, uint16_t layer, bool instruction)
{
	const struct image *im = &w->r->image;
	if (layer >= im->layers.n)
		return;
	const struct layer *l = &im->layers.p[layer];
	emit_member_u64(&w->e, "layer", layer);
	write_digest(w, "layerDigest", &l->digest);
	write_digest(w, "layerDiffId", &l->diff_id);
	if (instruction && l->history < im->history.n)
		write_set(w, "createdBy", im->history.p[l->history].created_by);
}

/* ---- packages ---- */

static void write_files(struct writer *w, struct str files)
{
	struct str line;
	VEC(struct str) list = { 0 };
	while (str_next_line(&files, &line))
		*VEC_PUSH(w->a, &list) = line;
	emit_key(&w->e, "files");
	emit_array(&w->e);
	for (size_t i = 0; i < list.n; i++)
		emit_str(&w->e, list.p[i]);
	emit_array_end(&w->e);
	write_strings_hex(w, "files", list.p, list.n);
}

static void write_package(struct writer *w, const struct package *p)
{
	const struct sym_table *t = w->r->syms;
	emit_object(&w->e);
	write_text(w, "name", sym_str(t, p->name));
	write_text(w, "version", sym_str(t, p->version));
	write_set(w, "architecture", sym_str(t, p->arch));
	emit_member_text(&w->e, "kind", package_kind_name((enum package_kind)p->kind));
	emit_member_set(&w->e, "purl", purl_of(w->a, w->r, p));
	emit_key(&w->e, "source");
	emit_object(&w->e);
	write_text(w, "name", sym_str(t, p->source_name));
	write_text(w, "version", sym_str(t, p->source_version));
	emit_object_end(&w->e);
	write_set(w, "licence", sym_str(t, p->licence));
	write_set(w, "location", sym_str(t, p->location));
	write_layer_ref(w, p->layer, true);
	write_origin(w, report_origin(w->r, p->layer));
	emit_member_bool(&w->e, "live", p->flags & PACKAGE_LIVE);
	emit_member_u64(&w->e, "fileCount", p->file_count);
	if (w->options->files)
		write_files(w, sym_str(t, p->files));
	emit_object_end(&w->e);
}

static void write_packages(struct writer *w)
{
	emit_key(&w->e, "packages");
	emit_array(&w->e);
	for (size_t i = 0; i < w->r->packages.n; i++) {
		arena_reset(w->a);
		write_package(w, &w->r->packages.p[i]);
	}
	emit_array_end(&w->e);
}

/* ---- findings ---- */

static void write_cvss(struct writer *w, const struct vulnerability *v)
{
	if (v->cvss_score < 0 && v->cvss_vector.n == 0)
		return;
	emit_key(&w->e, "cvss");
	emit_object(&w->e);
	if (v->cvss_score >= 0) {
		emit_key(&w->e, "score");
		emit_fixed(&w->e, v->cvss_score, 1);
	}
	write_set(w, "vector", v->cvss_vector);
	emit_object_end(&w->e);
}

static void write_urgency(struct writer *w, const struct vulnerability *v)
{
	if (v->kev_added.n) {
		emit_key(&w->e, "kev");
		emit_object(&w->e);
		write_text(w, "added", v->kev_added);
		emit_member_bool(&w->e, "ransomware", v->kev_ransomware);
		emit_object_end(&w->e);
	}
	if (v->has_epss) {
		emit_key(&w->e, "epss");
		emit_object(&w->e);
		emit_key(&w->e, "score");
		emit_fixed(&w->e, v->epss, 5);
		emit_key(&w->e, "percentile");
		emit_fixed(&w->e, v->epss_percentile, 5);
		emit_object_end(&w->e);
	}
}

static void write_vulnerability(struct writer *w, const struct vulnerability *v)
{
	emit_member_text(&w->e, "status", advisory_status_name(v->status));
	write_set(w, "installed", v->installed);
	write_set(w, "fixed", v->fixed);
	if (v->fixed_rank)
		emit_member_u64(&w->e, "fixedRank", v->fixed_rank);
	write_numbers(w, "packages", v->packages.p, v->packages.n);
	write_set(w, "severitySource", v->severity_source);
	write_cvss(w, v);
	write_urgency(w, v);
	write_strings(w, "cwe", v->cwe.p, v->cwe.n);
	write_strings(w, "references", v->references.p, v->references.n);
	write_strings(w, "feeds", v->feeds.p, v->feeds.n);
	write_set(w, "published", v->published);
	write_set(w, "matchedBy", v->matched_by);
}

static void write_package_ref(struct writer *w, uint32_t index)
{
	if (index >= w->r->packages.n)
		return;
	const struct package *p = &w->r->packages.p[index];
	emit_member_u64(&w->e, "package", index);
	emit_member_str(&w->e, "packageName", sym_str(w->r->syms, p->name));
	emit_member_str(&w->e, "packageVersion", sym_str(w->r->syms, p->version));
}

/* Where a secret stands: of the configuration when there is no layer. */
static void write_secret_place(struct writer *w, const struct secret_place *p)
{
	emit_object(&w->e);
	write_set(w, "path", p->path);
	if (p->inside.n)
		write_set(w, "inside", p->inside);
	if (p->line)
		emit_member_u64(&w->e, "line", p->line);
	if (p->column)
		emit_member_u64(&w->e, "column", p->column);
	if (p->layer != LAYER_NONE)
		emit_member_u64(&w->e, "layer", p->layer);
	if (p->deleted_by != LAYER_NONE)
		emit_member_u64(&w->e, "deletedBy", p->deleted_by);
	if (p->standing != SECRET_OURS) {
		write_text(w, "package", p->package);
		emit_member_bool(&w->e, "sample", p->standing == SECRET_SAMPLE);
	}
	if (p->commit.n) {
		write_text(w, "commit", p->commit);
		write_set(w, "authorDate", p->author_date);
		emit_member_bool(&w->e, "inHead", p->in_head);
	}
	emit_object_end(&w->e);
}

static void write_secret(struct writer *w, const struct secret *s)
{
	emit_key(&w->e, "secret");
	emit_object(&w->e);
	write_text(w, "provider", s->provider);
	write_text(w, "masked", s->masked);
	write_text(w, "fingerprint", s->fingerprint);
	write_set(w, "value", s->value);
	write_set(w, "detail", s->detail);
	write_set(w, "rotate", s->rotate);
	emit_member_bool(&w->e, "expired", s->expired);
	emit_member_bool(&w->e, "harmless", s->harmless);
	emit_member_bool(&w->e, "proven", s->proven);
	emit_member_bool(&w->e, "live", s->live);
	emit_member_text(&w->e, "standing", secret_standing_name(s->standing));
	emit_member_text(&w->e, "ruleSeverity", severity_name(s->rule_severity));
	emit_key(&w->e, "places");
	emit_array(&w->e);
	for (size_t i = 0; i < s->places.n; i++)
		write_secret_place(w, &s->places.p[i]);
	emit_array_end(&w->e);
	if (s->more)
		emit_member_u64(&w->e, "morePlaces", s->more);
	emit_object_end(&w->e);
}

static void write_ignored(struct writer *w, const struct ignored *g)
{
	emit_key(&w->e, "ignored");
	emit_object(&w->e);
	emit_member_text(&w->e, "by", ignored_by_name(g->by));
	write_set(w, "source", g->source);
	write_set(w, "owner", g->owner);
	write_set(w, "reason", g->reason);
	write_set(w, "until", g->until);
	write_set(w, "status", g->status);
	write_set(w, "justification", g->justification);
	emit_object_end(&w->e);
}

/* What was decided of it, and what is known of its past. */
static void write_decision(struct writer *w, const struct finding *f)
{
	if (f->own_place != f->place)
		emit_member_text(&w->e, "ownPlace", finding_place_name(f->own_place));
	if (f->effect != GATE_NOTHING)
		emit_member_text(&w->e, "effect", gate_effect_name(f->effect));
	write_set(w, "clause", f->clause);
	if (w->r->baseline.n)
		emit_member_bool(&w->e, "new", f->is_new);
	write_set(w, "firstSeen", f->first_seen);
	if (f->ignored)
		write_ignored(w, f->ignored);
	write_text(w, "fingerprint", finding_fingerprint(w->r, f, w->a));
}

static void write_finding(struct writer *w, const struct finding *f)
{
	emit_object(&w->e);
	emit_member_text(&w->e, "kind", finding_kind_name(f->kind));
	emit_member_text(&w->e, "place", finding_place_name(f->place));
	emit_member_text(&w->e, "severity", severity_name(f->severity));
	write_text(w, "id", f->id);
	if (f->vulnerability)
		write_strings(w, "ids", f->vulnerability->ids.p, f->vulnerability->ids.n);
	write_set(w, "title", f->title);
	write_set(w, "message", f->message);
	write_set(w, "fix", f->fix);
	write_set(w, "path", f->path);
	if (f->line)
		emit_member_u64(&w->e, "line", f->line);
	write_layer_ref(w, f->layer, false);
	write_origin(w, report_finding_origin(w->r, f));
	if (f->bytes)
		emit_member_u64(&w->e, "bytes", f->bytes);
	write_package_ref(w, f->package);
	if (f->vulnerability)
		write_vulnerability(w, f->vulnerability);
	if (f->secret)
		write_secret(w, f->secret);
	write_decision(w, f);
	emit_object_end(&w->e);
}

static void write_findings(struct writer *w)
{
	emit_key(&w->e, "findings");
	emit_array(&w->e);
	for (size_t i = 0; i < w->r->findings.n; i++) {
		arena_reset(w->a);
		write_finding(w, &w->r->findings.p[i]);
	}
	emit_array_end(&w->e);
}

/* ---- what was decided ---- */

static void write_gate(struct writer *w)
{
	const struct gate_info *g = &w->r->gate;
	if (g->name.n == 0)
		return;
	emit_key(&w->e, "gate");
	emit_object(&w->e);
	write_text(w, "name", g->name);
	write_set(w, "policy", g->policy);
	write_set(w, "policyDigest", g->digest);
	write_set(w, "decidedBy", g->decided_by);
	emit_member_bool(&w->e, "stale", g->stale);
	emit_key(&w->e, "clauses");
	emit_array(&w->e);
	for (size_t i = 0; i < g->clauses.n; i++) {
		const struct gate_clause *c = &g->clauses.p[i];
		emit_object(&w->e);
		write_text(w, "name", c->name);
		write_set(w, "source", c->source);
		emit_member_text(&w->e, "effect", gate_effect_name(c->effect));
		emit_member_u64(&w->e, "findings", c->met);
		emit_object_end(&w->e);
	}
	emit_array_end(&w->e);
	emit_object_end(&w->e);
}

static void write_exceptions(struct writer *w)
{
	if (w->r->exceptions.n == 0)
		return;
	emit_key(&w->e, "exceptions");
	emit_array(&w->e);
	for (size_t i = 0; i < w->r->exceptions.n; i++) {
		const struct exception_note *n = &w->r->exceptions.p[i];
		emit_object(&w->e);
		emit_member_text(&w->e, "by", ignored_by_name(n->by));
		emit_member_text(&w->e, "state", exception_state_name(n->state));
		emit_member_bool(&w->e, "expiresSoon", n->expires_soon);
		write_set(w, "source", n->source);
		write_strings(w, "ids", n->ids.p, n->ids.n);
		write_set(w, "owner", n->owner);
		write_set(w, "reason", n->reason);
		write_set(w, "until", n->until);
		write_set(w, "why", n->why);
		emit_member_u64(&w->e, "findings", n->findings);
		emit_object_end(&w->e);
	}
	emit_array_end(&w->e);
}

/* One number for each severity, the worst first. */
static void write_severities(struct writer *w, const uint32_t *by_severity)
{
	for (size_t i = SEVERITY_COUNT_; i-- > 0;)
		emit_member_u64(&w->e, severity_name((enum severity)i), by_severity[i]);
}

static void write_trend(struct writer *w)
{
	if (w->r->trend.n == 0)
		return;
	emit_key(&w->e, "trend");
	emit_array(&w->e);
	for (size_t i = 0; i < w->r->trend.n; i++) {
		const struct trend_point *t = &w->r->trend.p[i];
		emit_object(&w->e);
		write_text(w, "time", t->time);
		emit_member_text(&w->e, "verdict", verdict_name(t->verdict));
		emit_member_u64(&w->e, "blocking", t->blocking);
		emit_member_u64(&w->e, "fixable", t->fixable);
		write_severities(w, t->by_severity);
		emit_object_end(&w->e);
	}
	emit_array_end(&w->e);
}

static void write_plan_counts(struct writer *w, const char *key, const struct plan_counts *c)
{
	emit_key(&w->e, key);
	emit_object(&w->e);
	emit_member_u64(&w->e, "blocking", c->blocking);
	emit_member_u64(&w->e, "vulnerabilities", c->vulnerabilities);
	write_severities(w, c->by_severity);
	emit_member_u64(&w->e, "others", c->others);
	emit_object_end(&w->e);
}

static void write_step(struct writer *w, const struct step *s)
{
	emit_object(&w->e);
	emit_member_text(&w->e, "kind", step_kind_name(s->kind));
	emit_member_bool(&w->e, "needed", s->needed);
	write_text(w, "title", s->title);
	write_set(w, "command", s->command);
	write_set(w, "where", s->where);
	write_set(w, "advice", s->advice);
	write_set(w, "name", s->name);
	write_set(w, "installed", s->installed);
	write_set(w, "fixed", s->fixed);
	if (s->ecosystem != ECOSYSTEM_NONE)
		emit_member_text(&w->e, "ecosystem", ecosystem_info(s->ecosystem)->name);
	emit_member_text(&w->e, "severity", severity_name(s->severity));
	emit_member_bool(&w->e, "exploited", s->exploited);
	if (s->epss > 0) {
		emit_key(&w->e, "epss");
		emit_fixed(&w->e, s->epss, 5);
	}
	write_numbers(w, "findings", s->findings.p, s->findings.n);
	write_numbers(w, "packages", s->packages.p, s->packages.n);
	if (s->layers.n) {
		emit_key(&w->e, "layers");
		emit_array(&w->e);
		for (size_t i = 0; i < s->layers.n; i++)
			emit_u64(&w->e, s->layers.p[i]);
		emit_array_end(&w->e);
	}
	write_plan_counts(w, "after", &s->after);
	emit_object_end(&w->e);
}

static void write_plan(struct writer *w)
{
	const struct plan *p = &w->r->plan;
	emit_key(&w->e, "plan");
	emit_object(&w->e);
	write_plan_counts(w, "now", &p->now);
	emit_member_u64(&w->e, "needed", p->needed);
	emit_member_u64(&w->e, "stuck", p->stuck);
	emit_key(&w->e, "steps");
	emit_array(&w->e);
	for (size_t i = 0; i < p->steps.n; i++)
		write_step(w, &p->steps.p[i]);
	emit_array_end(&w->e);
	emit_object_end(&w->e);
}

/* "base": { "packages": 14, "findings": 2 } */
static void write_origin_counts(struct writer *w, enum origin o)
{
	const struct report *r = w->r;
	size_t packages = 0, findings = 0;
	for (size_t i = 0; i < r->packages.n; i++)
		packages += report_origin(r, r->packages.p[i].layer) == o;
	for (size_t i = 0; i < r->findings.n; i++)
		findings += report_finding_origin(r, &r->findings.p[i]) == o;
	emit_key(&w->e, origin_name(o));
	emit_object(&w->e);
	emit_member_u64(&w->e, "packages", packages);
	emit_member_u64(&w->e, "findings", findings);
	emit_object_end(&w->e);
}

static void write_counts(struct writer *w)
{
	const struct report *r = w->r;
	emit_key(&w->e, "counts");
	emit_object(&w->e);
	emit_member_u64(&w->e, "packages", r->packages.n);
	emit_member_u64(&w->e, "packagesLive", report_count_live(r));
	emit_member_u64(&w->e, "findings", r->findings.n);
	for (size_t p = 0; p < PLACE_COUNT_; p++)
		emit_member_u64(&w->e, finding_place_name((enum finding_place)p),
				report_count_place(r, (enum finding_place)p));
	if (r->base.name.n) {
		write_origin_counts(w, ORIGIN_BASE);
		write_origin_counts(w, ORIGIN_APP);
	}
	emit_object_end(&w->e);
}

static void write_sandbox(struct writer *w)
{
	emit_key(&w->e, "sandbox");
	emit_object(&w->e);
	emit_member_bool(&w->e, "confined", w->r->sandboxed);
	write_set(w, "note", w->r->sandbox_note);
	emit_object_end(&w->e);
}

static void write_report(struct writer *w)
{
	const struct report *r = w->r;
	emit_object(&w->e);
	write_text(w, "reference", r->reference);
	write_set(w, "source", r->source_kind);
	write_set(w, "created", r->created);
	emit_member_text(&w->e, "verdict", verdict_name(r->verdict));
	write_set(w, "verdictReason", r->verdict_reason);
	emit_member_bool(&w->e, "gateFailed", r->gate_failed);
	write_counts(w);
	write_image(w);
	write_os(w);
	write_database(w);
	write_sandbox(w);
	write_packages(w);
	write_findings(w);
	write_gate(w);
	write_plan(w);
	write_exceptions(w);
	write_set(w, "baseline", r->baseline);
	write_trend(w);
	emit_object_end(&w->e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct writer w = { .options = options, .a = a };
	emit_init(&w.e, out, false);
	emit_object(&w.e);
	emit_member_u64(&w.e, "schema", SCHEMA);
	emit_key(&w.e, "tool");
	emit_object(&w.e);
	emit_member_text(&w.e, "name", "seaworthy");
	emit_member_text(&w.e, "version", options->version ? options->version : "");
	emit_object_end(&w.e);
	emit_member_set(&w.e, "created", set->n ? set->reports[0]->created : STR(""));
	emit_member_text(&w.e, "verdict", verdict_name(set->verdict));
	emit_key(&w.e, "exitCode");
	emit_u64(&w.e, set->exit_code < 0 ? 0 : (uint64_t)set->exit_code);
	emit_key(&w.e, "images");
	emit_array(&w.e);
	for (size_t i = 0; i < set->n; i++) {
		arena_reset(a);
		w.r = set->reports[i];
		write_report(&w);
	}
	emit_array_end(&w.e);
	emit_object_end(&w.e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct format format_json = {
	.name = "json",
	.title = "everything, for machines (docs/format/report.md)",
	.write = write,
};
