/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SARIF 2.1.0, for code hosts: one run an image, so that each is its own analysis there.
 *
 *	rules        every id that was found, once, with the worst score of its findings
 *	results      every finding; ignored ones with a suppression, gaps as warnings
 *	invocations  what could not be read, as notifications of a run that was not successful
 *
 * A result stands where somebody can change it: at the instruction of the Dockerfile that made its layer, when
 * the Dockerfile is known; else at the path in the image, relative to ROOTPATH. The logical locations always
 * tell image, layer, file and package.
 *
 * Code hosts recognise a result of before by partialFingerprints; GitHub reads "primaryLocationLineHash"
 * only, and would otherwise hash lines of a file that is not in the repository. It shows at most 20 runs of a
 * file, and the level of a security alert by the rule's "security-severity": hence the worst of all findings
 * there, and each finding's own severity in its level and properties.
 *
 * Specification: OASIS SARIF 2.1.0 (section numbers below).
 */
#include "base/map.h"
#include "base/term.h"
#include "model/identity.h"
#include "model/purl.h"
#include "tell/describe.h"
#include "tell/links.h"
#include "tell/sarif.h"
#include "tell/telling.h"

enum { MOST_PLACES = 100 }; /* as many of a result as GitHub shows */

struct rule {
	const struct finding *first;
	enum severity severity; /* the worst */
	double score;		/* of CVSS, where it agrees with that severity; else < 0 */
};

struct writer {
	struct emit e;
	const struct tell_options *options;
	struct telling t;
	struct map index; /* id → place in `rules` */
	VEC(struct rule) rules;
	bool any_ignored;
};

/* ---- rules ---- */

static const char *rule_name(const struct finding *f)
{
	switch (f->kind) {
	case FINDING_VULNERABILITY:
		return "OsPackageVulnerability";
	case FINDING_SECRET:
		return "Secret";
	case FINDING_MISCONFIGURATION:
		return "Misconfiguration";
	case FINDING_INTEGRITY:
		return "Integrity";
	case FINDING_GAP:
	case FINDING_KIND_COUNT_:
		break;
	}
	return "NotScanned";
}

static void collect_rules(struct writer *w)
{
	for (size_t i = 0; i < w->t.r->findings.n; i++) {
		const struct finding *f = &w->t.r->findings.p[i];
		if (!tell_has(w->options, f))
			continue;
		bool is_new;
		uint32_t *at = map_put(&w->index, f->id, &is_new);
		if (is_new) {
			*at = (uint32_t)w->rules.n;
			*VEC_PUSH(w->t.run, &w->rules) = (struct rule){ f, f->severity, -1 };
		}
		struct rule *rule = &w->rules.p[*at];
		const struct vulnerability *v = f->vulnerability;
		if (f->severity > rule->severity)
			*rule = (struct rule){ rule->first, f->severity, -1 };
		if (v && f->severity == rule->severity && v->cvss_score > rule->score &&
		    severity_of_score(v->cvss_score) == f->severity)
			rule->score = v->cvss_score;
		w->any_ignored |= f->ignored != NULL;
	}
}

static void put_tags(struct writer *w, const struct rule *rule)
{
	const struct vulnerability *v = rule->first->vulnerability;
	emit_key(&w->e, "tags");
	emit_array(&w->e);
	emit_text(&w->e, "security");
	emit_text(&w->e, finding_kind_name(rule->first->kind));
	emit_text(&w->e, severity_name(rule->severity));
	/* GitHub's name for a weakness; it takes 20 tags of a rule */
	for (size_t i = 0; v && i < size_min(v->cwe.n, 15); i++) {
		uint32_t n = cwe_number(v->cwe.p[i]);
		if (n)
			emit_str(&w->e, str_printf(w->t.a, "external/cwe/cwe-%03u", n));
	}
	emit_array_end(&w->e);
}

static void put_help(struct writer *w, const struct finding *f, struct str link)
{
	struct str text = f->vulnerability ? describe_name(f, w->t.a)
					   : text_safe(w->t.a, f->fix.n ? f->fix : f->message);
	emit_key(&w->e, "help");
	emit_object(&w->e);
	emit_member_str(&w->e, "text", text.n ? text : f->id);
	if (link.n)
		emit_member_str(&w->e, "markdown",
				str_printf(w->t.a, "[%.*s](%.*s)", STRF(f->id), STRF(link)));
	emit_object_end(&w->e);
}

/* 3.49 */
static void put_rule(struct writer *w, const struct rule *rule)
{
	const struct finding *f = rule->first;
	struct str name = describe_name(f, w->t.a), link = id_link(f->id, w->t.a);
	emit_object(&w->e);
	emit_member_str(&w->e, "id", f->id);
	emit_member_text(&w->e, "name", rule_name(f));
	sarif_put_text(&w->e, "shortDescription", text_clip(w->t.a, name, 250));
	sarif_put_text(&w->e, "fullDescription", text_clip(w->t.a, name, 1000));
	put_help(w, f, link);
	emit_member_set(&w->e, "helpUri", link);
	emit_key(&w->e, "defaultConfiguration");
	emit_object(&w->e);
	emit_member_text(&w->e, "level",
			 finding_is_gap(f) ? "warning" : sarif_level(rule->severity));
	emit_object_end(&w->e);
	emit_key(&w->e, "properties");
	emit_object(&w->e);
	emit_member_text(&w->e, "precision", f->secret ? "high" : "very-high");
	if (f->kind != FINDING_GAP) {
		struct str score = str_printf(w->t.a, "%.1f", rule->score);
		emit_member_str(&w->e, "security-severity",
				rule->score >= 0 ? score : str_of(sarif_score(rule->severity)));
	}
	put_tags(w, rule);
	emit_object_end(&w->e);
	emit_object_end(&w->e);
}

/* ---- results ---- */

static void put_logical(struct writer *w, const char *kind, struct str name, struct str full)
{
	if (name.n == 0)
		return;
	emit_object(&w->e);
	emit_member_str(&w->e, "name", name);
	emit_member_set(&w->e, "fullyQualifiedName", full);
	emit_member_text(&w->e, "kind", kind);
	emit_object_end(&w->e);
}

/* 3.33: free words for the kind, as there are none for what an image is made of */
static void put_logicals(struct writer *w, const struct finding *f, uint16_t layer, struct str path)
{
	const struct report *r = w->t.r;
	emit_key(&w->e, "logicalLocations");
	emit_array(&w->e);
	put_logical(w, "image", image_title(r), digest_text(w->t.a, &r->image.config));
	if (layer < r->image.layers.n) {
		const struct layer *l = &r->image.layers.p[layer];
		put_logical(w, "layer", telling_layer(&w->t, layer),
			    digest_text(w->t.a, l->digest.kind ? &l->digest : &l->diff_id));
	}
	put_logical(w, "file", path, STR(""));
	if (f->package < r->packages.n) {
		const struct package *p = &r->packages.p[f->package];
		struct str name = str_printf(w->t.a, "%.*s %.*s", STRF(sym_str(r->syms, p->name)),
					     STRF(sym_str(r->syms, p->version)));
		put_logical(w, "package", name, purl_of(w->t.a, r, p));
	}
	emit_array_end(&w->e);
}

static void put_location(struct writer *w, const struct finding *f, struct str path, uint32_t line,
			 uint16_t layer)
{
	const struct report *r = w->t.r;
	uint32_t in_dockerfile = dockerfile_line_of(r, layer, path);
	struct str uri = sarif_uri(w->t.a, in_dockerfile ? r->dockerfile_path
					   : path.n	 ? path
							 : image_key(r, w->t.a));
	emit_object(&w->e);
	emit_key(&w->e, "physicalLocation");
	emit_object(&w->e);
	emit_key(&w->e, "artifactLocation");
	emit_object(&w->e);
	emit_member_str(&w->e, "uri", uri.n ? uri : STR("image"));
	if (!in_dockerfile)
		emit_member_text(&w->e, "uriBaseId", "ROOTPATH");
	emit_object_end(&w->e);
	emit_key(&w->e, "region");
	emit_object(&w->e);
	emit_member_u64(&w->e, "startLine", in_dockerfile ? in_dockerfile : line ? line : 1);
	emit_object_end(&w->e);
	emit_object_end(&w->e);
	put_logicals(w, f, layer, path);
	emit_object_end(&w->e);
}

static void put_locations(struct writer *w, const struct finding *f)
{
	emit_key(&w->e, "locations");
	emit_array(&w->e);
	size_t n = f->secret ? size_min(f->secret->places.n, MOST_PLACES) : 0;
	for (size_t i = 0; i < n; i++) {
		const struct secret_place *p = &f->secret->places.p[i];
		put_location(w, f, p->path, p->line, p->layer);
	}
	if (n == 0)
		put_location(w, f, f->path, f->line, f->layer);
	emit_array_end(&w->e);
}

/* 3.27.23: when one result has the list, all have it; 3.35: "external", the decision is not in the source. */
static void put_suppressions(struct writer *w, const struct finding *f)
{
	if (!w->any_ignored)
		return;
	emit_key(&w->e, "suppressions");
	emit_array(&w->e);
	if (f->ignored) {
		emit_object(&w->e);
		emit_member_text(&w->e, "kind", "external");
		emit_member_text(&w->e, "status", "accepted");
		emit_member_str(&w->e, "justification", describe_ignored(f, w->t.a));
		emit_object_end(&w->e);
	}
	emit_array_end(&w->e);
}

static void put_properties(struct writer *w, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	emit_key(&w->e, "properties");
	emit_object(&w->e);
	emit_member_text(&w->e, "place", finding_place_name(f->place));
	emit_member_text(&w->e, "severity", severity_name(f->severity));
	emit_member_set(&w->e, "fix", describe_fix(w->t.r, f, w->t.step, w->t.a));
	if (v) {
		emit_member_set(&w->e, "installedVersion", v->installed);
		emit_member_set(&w->e, "fixedVersion", v->fixed);
		emit_member_text(&w->e, "status", advisory_status_name(v->status));
		emit_member_set(&w->e, "exploitedSince", v->kev_added);
		if (v->has_epss) {
			emit_key(&w->e, "epss");
			emit_fixed(&w->e, v->epss, 5);
		}
	}
	emit_object_end(&w->e);
}

static void put_result(struct writer *w, const struct finding *f)
{
	struct emit *e = &w->e;
	struct str id = finding_ids_next(&w->t.ids, w->t.r, f, w->t.a);
	struct str facts = telling_facts(&w->t);
	emit_object(e);
	emit_member_str(e, "ruleId", f->id);
	emit_member_u64(e, "ruleIndex", *map_get(&w->index, f->id));
	emit_member_text(e, "level", finding_is_gap(f) ? "warning" : sarif_level(f->severity));
	sarif_put_text(e, "message", facts.n ? facts : f->id);
	put_locations(w, f);
	emit_key(e, "partialFingerprints");
	emit_object(e);
	emit_member_str(e, "primaryLocationLineHash", str_printf(w->t.a, "%.*s:1", STRF(id)));
	emit_member_str(e, "seaworthyFinding/v1", id);
	emit_object_end(e);
	if (w->t.r->baseline.n)
		emit_member_text(e, "baselineState", f->is_new ? "new" : "unchanged");
	put_suppressions(w, f);
	put_properties(w, f);
	emit_object_end(e);
}

/* ---- a run ---- */

static void put_names(struct writer *w, const char *key, bool digests)
{
	const struct image *im = &w->t.r->image;
	emit_key(&w->e, key);
	emit_array(&w->e);
	if (digests && im->manifest.kind)
		emit_str(&w->e, str_printf(w->t.a, "%.*s@%.*s", STRF(image_key(w->t.r, w->t.a)),
					   STRF(digest_text(w->t.a, &im->manifest))));
	for (size_t i = 0; !digests && i < im->names.n; i++)
		emit_str(&w->e, im->names.p[i]);
	emit_array_end(&w->e);
}

/* 3.14 */
static void put_run_facts(struct writer *w)
{
	struct emit *e = &w->e;
	const struct report *r = w->t.r;
	emit_key(e, "automationDetails");
	emit_object(e);
	struct str id = str_printf(w->t.a, "seaworthy/%.*s/%.*s/", STRF(image_key(r, w->t.a)),
				   STRF(platform_text(w->t.a, &r->image.platform)));
	emit_member_str(e, "id", id);
	emit_object_end(e);
	emit_key(e, "originalUriBaseIds");
	emit_object(e);
	emit_key(e, "ROOTPATH");
	emit_object(e);
	emit_member_text(e, "uri", "file:///");
	sarif_put_text(e, "description", STR("the root of the image's file system"));
	emit_object_end(e);
	emit_object_end(e);
	emit_member_text(e, "columnKind", "utf16CodeUnits");
	emit_key(e, "properties");
	emit_object(e);
	emit_member_str(e, "imageName", image_title(r));
	put_names(w, "repoTags", false);
	put_names(w, "repoDigests", true);
	emit_member_set(e, "imageID", digest_text(w->t.a, &r->image.config));
	emit_member_text(e, "verdict", verdict_name(r->verdict));
	emit_member_set(e, "verdictReason", r->verdict_reason);
	emit_object_end(e);
}

static void put_run(struct writer *w)
{
	const struct report *r = w->t.r;
	struct emit *e = &w->e;
	map_init(&w->index, w->t.run);
	w->rules.p = NULL;
	w->rules.n = w->rules.cap = 0;
	w->any_ignored = false;
	collect_rules(w);
	sarif_run(e, "seaworthy scan", w->options->version ? w->options->version : "");
	for (size_t i = 0; i < w->rules.n; i++) {
		arena_reset(w->t.a);
		put_rule(w, &w->rules.p[i]);
	}
	sarif_rules_end(e);
	arena_reset(w->t.a);
	sarif_put_gaps(e, r);
	put_run_facts(w);
	emit_key(e, "results");
	emit_array(e);
	while (telling_finding(&w->t))
		put_result(w, w->t.finding);
	emit_array_end(e);
	sarif_run_end(e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	struct writer w = { .options = options };
	telling_init(&w.t, set, options);
	emit_init(&w.e, out, false);
	sarif_document(&w.e);
	while (telling_image(&w.t))
		put_run(&w);
	sarif_document_end(&w.e);
	telling_done(&w.t);
	return out_finish(out, f);
}

const struct format format_sarif = {
	.name = "sarif",
	.title = "SARIF 2.1.0, for code hosts",
	.write = write,
};
