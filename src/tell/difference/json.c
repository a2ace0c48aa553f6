/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A difference for machines: docs/format/difference.md describes it. What did not change is only counted.
 */
#include "model/identity.h"
#include "tell/difference.h"
#include "text/emit.h"

enum { SCHEMA = 1 };

static const char *const what_names[] = { "origin", "severity",	 "status", "fix",
					  "place",  "exploited", "live" };

static void write_counts(struct emit *e, const uint32_t *count, uint32_t blocking)
{
	emit_key(e, "counts");
	emit_object(e);
	for (size_t i = 0; i < CHANGE_KIND_COUNT_; i++)
		emit_member_u64(e, change_kind_name((enum change_kind)i), count[i]);
	emit_member_u64(e, "newBlocking", blocking);
	emit_object_end(e);
}

static void write_size(struct emit *e, uint64_t before, uint64_t after)
{
	emit_key(e, "size");
	emit_object(e);
	emit_member_u64(e, "before", before);
	emit_member_u64(e, "after", after);
	emit_object_end(e);
}

static void write_run(struct emit *e, const char *key, struct str name, enum verdict v)
{
	emit_key(e, key);
	emit_object(e);
	emit_member_str(e, "name", name);
	emit_member_text(e, "verdict", verdict_name(v));
	emit_object_end(e);
}

static void write_side(struct emit *e, const char *key, const struct report *r, struct arena *a)
{
	if (!r)
		return;
	emit_key(e, key);
	emit_object(e);
	emit_member_str(e, "reference", r->reference);
	emit_member_set(e, "name", r->image.name);
	emit_member_set(e, "platform", platform_text(a, &r->image.platform));
	emit_member_set(e, "configDigest", digest_text(a, &r->image.config));
	emit_member_set(e, "created", r->created);
	emit_member_text(e, "verdict", verdict_name(r->verdict));
	emit_object_end(e);
}

/* What one of the reports says of the finding. */
static void write_state(struct emit *e, const char *key, const struct report *r, uint32_t index)
{
	if (index == CHANGE_NONE)
		return;
	const struct finding *g = &r->findings.p[index];
	const char *origin = origin_name(report_finding_origin(r, g));
	emit_key(e, key);
	emit_object(e);
	emit_member_u64(e, "finding", index);
	emit_member_text(e, "place", finding_place_name(g->place));
	emit_member_text(e, "severity", severity_name(g->severity));
	if (origin)
		emit_member_text(e, "origin", origin);
	if (g->vulnerability) {
		emit_member_text(e, "status", advisory_status_name(g->vulnerability->status));
		emit_member_set(e, "installed", g->vulnerability->installed);
		emit_member_set(e, "fixed", g->vulnerability->fixed);
		emit_member_bool(e, "exploited", g->vulnerability->kev_added.n > 0);
	}
	if (g->secret)
		emit_member_bool(e, "live", g->secret->live);
	emit_object_end(e);
}

static void write_finding(struct emit *e, const struct difference *d,
			  const struct finding_change *c, struct arena *a)
{
	const struct report *r;
	const struct finding *g = difference_finding(d, c, &r);
	emit_object(e);
	emit_member_text(e, "change", change_kind_name(c->kind));
	if (c->what) {
		emit_key(e, "what");
		emit_array(e);
		for (size_t i = 0; i < ARRAY_LEN(what_names); i++)
			if (c->what & 1u << i)
				emit_text(e, what_names[i]);
		emit_array_end(e);
	}
	emit_member_text(e, "kind", finding_kind_name(g->kind));
	emit_member_str(e, "id", g->id);
	emit_member_set(e, "title", g->title);
	emit_member_set(e, "path", g->path);
	if (g->package < r->packages.n) {
		const struct package *p = &r->packages.p[g->package];
		emit_member_str(e, "packageName", sym_str(r->syms, p->name));
		emit_member_str(e, "sourceName", sym_str(r->syms, p->source_name));
	}
	emit_member_str(e, "fingerprint", finding_fingerprint(r, g, a));
	write_state(e, "before", d->before, c->before);
	write_state(e, "after", d->after, c->after);
	emit_object_end(e);
}

static void write_package(struct emit *e, const struct difference *d,
			  const struct package_change *c)
{
	struct package_words w = difference_package(d, c);
	bool is_after = c->after != CHANGE_NONE;
	const struct report *r = is_after ? d->after : d->before;
	const struct package *p = &r->packages.p[is_after ? c->after : c->before];
	emit_object(e);
	emit_member_text(e, "change", package_change_name(c->kind));
	emit_member_str(e, "name", w.name);
	emit_member_set(e, "architecture", sym_str(r->syms, p->arch));
	emit_member_text(e, "kind", package_kind_name((enum package_kind)p->kind));
	emit_member_set(e, "before", w.before);
	emit_member_set(e, "after", w.after);
	emit_object_end(e);
}

static void write_layer(struct emit *e, const struct difference *d, const struct layer_change *c,
			struct arena *a)
{
	bool is_after = c->after != CHANGE_NONE;
	const struct report *r = is_after ? d->after : d->before;
	const struct layer *l = &r->image.layers.p[is_after ? c->after : c->before];
	emit_object(e);
	emit_member_text(e, "change", is_after ? "added" : "removed");
	emit_member_u64(e, "layer", is_after ? c->after : c->before);
	emit_member_set(e, "diffId", digest_text(a, &l->diff_id));
	emit_member_set(e, "digest", digest_text(a, &l->digest));
	if (l->history < r->image.history.n)
		emit_member_set(e, "createdBy", r->image.history.p[l->history].created_by);
	emit_member_u64(e, "bytes", c->bytes);
	emit_object_end(e);
}

/* Packages and layers, which a history does not keep. */
static void write_content(struct emit *e, const struct difference *d, struct arena *a)
{
	emit_member_u64(e, "packagesSame", d->packages_same);
	emit_key(e, "packages");
	emit_array(e);
	for (size_t i = 0; i < d->packages.n; i++)
		write_package(e, d, &d->packages.p[i]);
	emit_array_end(e);
	emit_member_u64(e, "layersSame", d->layers_same);
	emit_key(e, "layers");
	emit_array(e);
	for (size_t i = 0; i < d->layers.n; i++)
		write_layer(e, d, &d->layers.p[i], a);
	emit_array_end(e);
}

static void write_image(struct emit *e, const struct difference *d, struct arena *a)
{
	emit_object(e);
	emit_member_str(e, "image", difference_image(a, d));
	write_side(e, "before", d->before, a);
	write_side(e, "after", d->after, a);
	write_counts(e, d->count, d->blocking);
	if (d->is_past)
		emit_member_bool(e, "past", true);
	else
		write_size(e, d->size_before, d->size_after);
	emit_key(e, "findings");
	emit_array(e);
	for (size_t i = 0; i < d->findings.n; i++)
		if (d->findings.p[i].kind != CHANGE_SAME) {
			arena_reset(a);
			write_finding(e, d, &d->findings.p[i], a);
		}
	emit_array_end(e);
	if (!d->is_past)
		write_content(e, d, a);
	emit_object_end(e);
}

static int write(const struct difference_set *set, const struct tell_options *options,
		 struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct emit e;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_text(&e, "kind", "difference");
	emit_member_u64(&e, "version", SCHEMA);
	emit_key(&e, "tool");
	emit_object(&e);
	emit_member_text(&e, "name", "seaworthy");
	emit_member_text(&e, "version", options->version ? options->version : "");
	emit_object_end(&e);
	write_run(&e, "before", set->name_before, set->verdict_before);
	write_run(&e, "after", set->name_after, set->verdict_after);
	write_counts(&e, set->count, set->blocking);
	if (!set->is_past)
		write_size(&e, set->size_before, set->size_after);
	emit_key(&e, "images");
	emit_array(&e);
	for (size_t i = 0; i < set->images.n; i++) {
		arena_reset(a);
		write_image(&e, &set->images.p[i], a);
	}
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct difference_format difference_format_json = {
	.name = "json",
	.write = write,
};
