/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Harbor's vulnerability report, as a pluggable scanner gives it for application/vnd.security.vulnerability.report;
 * version=1.1. One image a file.
 *
 * Harbor refuses to hand out images by the severities here, and it knows no other report: tampering, what the gate
 * blocks of other kinds, and what could not be read ("Unknown") stand there as vulnerabilities of the file that they
 * are in. What is ignored is left out: Harbor keeps a list of its own.
 *
 * Format: Pluggable Image Vulnerability Scanning API 1.2 of Harbor, VulnerabilityItem.
 */
#include "base/term.h"
#include "model/identity.h"
#include "tell/describe.h"
#include "tell/identify.h"
#include "tell/links.h"
#include "tell/trivy.h"

struct writer {
	struct emit *e;
	const struct report *r;
	struct arena *a; /* emptied after each item */
};

static const char *severity_text(enum severity s)
{
	static const char *const names[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = "Unknown", [SEVERITY_NEGLIGIBLE] = "Negligible",
		[SEVERITY_LOW] = "Low",		[SEVERITY_MEDIUM] = "Medium",
		[SEVERITY_HIGH] = "High",	[SEVERITY_CRITICAL] = "Critical",
	};
	return names[s < SEVERITY_COUNT_ ? s : SEVERITY_UNKNOWN];
}

static bool is_told(const struct tell_options *options, const struct finding *f)
{
	if (f->place == PLACE_IGNORED || !tell_has(options, f))
		return false;
	return f->vulnerability || f->kind == FINDING_INTEGRITY || finding_is_gap(f) ||
	       f->place == PLACE_ACT_NOW;
}

static void put_links(struct writer *w, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	struct str own = id_link(f->id, w->a);
	emit_key(w->e, "links");
	emit_array(w->e);
	if (own.n)
		emit_str(w->e, own);
	for (size_t i = 0; v && i < v->references.n; i++)
		if (link_is_plain(v->references.p[i]) && !str_eq(v->references.p[i], own))
			emit_str(w->e, v->references.p[i]);
	emit_array_end(w->e);
}

static void put_cvss(struct writer *w, const struct vulnerability *v)
{
	if (v->cvss_score < 0)
		return;
	bool old = v->cvss_vector.n && !str_starts(v->cvss_vector, STR("CVSS:"));
	emit_key(w->e, "preferred_cvss");
	emit_object(w->e);
	emit_key(w->e, old ? "score_v2" : "score_v3");
	emit_fixed(w->e, v->cvss_score, 1);
	emit_member_set(w->e, old ? "vector_v2" : "vector_v3", v->cvss_vector);
	emit_object_end(w->e);
}

static void put_cwes(struct writer *w, const struct vulnerability *v)
{
	emit_key(w->e, "cwe_ids");
	emit_array(w->e);
	for (size_t i = 0; v && i < v->cwe.n; i++)
		if (cwe_number(v->cwe.p[i]))
			emit_str(w->e, v->cwe.p[i]);
	emit_array_end(w->e);
}

static void put_layer(struct writer *w, uint16_t layer)
{
	if (layer >= w->r->image.layers.n)
		return;
	const struct layer *l = &w->r->image.layers.p[layer];
	emit_key(w->e, "layer");
	emit_object(w->e);
	emit_member_set(w->e, "digest", digest_text(w->a, &l->digest));
	emit_member_set(w->e, "diff_id", digest_text(w->a, &l->diff_id));
	emit_object_end(w->e);
}

static void put_attributes(struct writer *w, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	emit_key(w->e, "vendor_attributes");
	emit_object(w->e);
	emit_member_text(w->e, "kind", finding_kind_name(f->kind));
	emit_member_text(w->e, "place", finding_place_name(f->place));
	if (v) {
		emit_member_set(w->e, "exploited_since", v->kev_added);
		if (v->has_epss) {
			emit_key(w->e, "epss");
			emit_fixed(w->e, v->epss, 5);
		}
	}
	emit_object_end(w->e);
}

static void put_item(struct writer *w, const struct finding *f)
{
	const struct report *r = w->r;
	const struct vulnerability *v = f->vulnerability;
	const struct package *p = f->package < r->packages.n ? &r->packages.p[f->package] : NULL;
	struct str path = f->secret && f->secret->places.n ? f->secret->places.p[0].path : f->path;
	emit_object(w->e);
	emit_member_str(w->e, "id", f->id.n ? f->id : STR("unnamed"));
	emit_member_str(w->e, "package",
			p	 ? sym_str(r->syms, p->name)
			: path.n ? path
				 : image_title(r));
	emit_member_str(w->e, "version", p ? sym_str(r->syms, p->version) : STR("unknown"));
	emit_member_str(w->e, "fix_version", v ? v->fixed : STR(""));
	emit_member_text(w->e, "severity", severity_text(f->severity));
	emit_member_str(w->e, "description",
			text_clip(w->a, describe_facts(r, f, w->a), 10 * 1000));
	put_links(w, f);
	if (v)
		put_cvss(w, v);
	put_cwes(w, v);
	if (v)
		emit_member_text(w->e, "status", advisory_status_name(v->status));
	put_layer(w, f->layer);
	put_attributes(w, f);
	emit_object_end(w->e);
}

static void put_artifact(struct writer *w)
{
	const struct image *im = &w->r->image;
	struct str name = image_title(w->r), tag = STR("");
	size_t colon = str_rfind_char(name, ':');
	if (colon != SIZE_MAX && str_find_char(str_from(name, colon), '/') == SIZE_MAX &&
	    str_find_char(name, '@') == SIZE_MAX)
		tag = str_from(name, colon + 1);
	emit_key(w->e, "artifact");
	emit_object(w->e);
	emit_member_str(w->e, "repository", image_key(w->r, w->a));
	emit_member_str(w->e, "digest",
			digest_text(w->a, im->manifest.kind ? &im->manifest : &im->config));
	emit_member_set(w->e, "tag", tag);
	emit_member_text(w->e, "mime_type", "application/vnd.oci.image.manifest.v1+json");
	emit_object_end(w->e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct emit e;
	struct writer w = { .e = &e, .a = a };
	TRY(one_image(set, "harbor", &w.r, f));
	enum severity worst = SEVERITY_UNKNOWN;
	for (size_t i = 0; i < w.r->findings.n; i++)
		if (is_told(options, &w.r->findings.p[i]) && w.r->findings.p[i].severity > worst)
			worst = w.r->findings.p[i].severity;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_str(&e, "generated_at", time_of_report(w.r));
	put_artifact(&w);
	emit_key(&e, "scanner");
	emit_object(&e);
	emit_member_text(&e, "name", "seaworthy");
	emit_member_text(&e, "vendor", "seaworthy");
	emit_member_text(&e, "version", options->version ? options->version : "");
	emit_object_end(&e);
	emit_member_text(&e, "severity", severity_text(worst));
	emit_key(&e, "vulnerabilities");
	emit_array(&e);
	for (size_t i = 0; i < w.r->findings.n; i++) {
		arena_reset(a);
		if (is_told(options, &w.r->findings.p[i]))
			put_item(&w, &w.r->findings.p[i]);
	}
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct format format_harbor = {
	.name = "harbor",
	.title = "Harbor's vulnerability report 1.1",
	.write = write,
};
