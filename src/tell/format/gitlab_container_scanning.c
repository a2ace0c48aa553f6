/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GitLab's container scanning report (artifacts:reports:container_scanning).
 *
 * Each vulnerability is one finding: what is wrong, with the installed package, the distribution and the image as its
 * location. Two kinds that are no vulnerabilities of packages stand here all the same, because a pipeline that
 * reads only this report must not miss them: content that was tampered with, and what could not be read ("Unknown").
 * Secrets have a report of their own (gitlab-secret-detection), configuration is code quality's; the scan's messages
 * count them, and everything that is ignored, which is left out: GitLab keeps its own dismissals.
 *
 * The id is a UUID of the finding, not its CVE: one CVE in two packages is two vulnerabilities, and GitLab drops the
 * second of two equal ids. Descriptions are rendered as Markdown: names of the image are escaped there.
 *
 * Remediations need a difference that git can apply; there is none for a base image, so the fix is the solution's text.
 *
 * Format: container-scanning-report-format.json 15.0.7 of GitLab's security report schemas.
 */
#include "base/term.h"
#include "tell/describe.h"
#include "tell/gitlab.h"
#include "tell/links.h"
#include "tell/markdown_text.h"
#include "tell/telling.h"
#include "tell/words.h"

struct writer {
	struct emit e;
	const struct tell_options *options;
	struct telling t;
};

static bool is_told(const struct finding *f)
{
	bool kind = f->vulnerability || f->kind == FINDING_INTEGRITY || finding_is_gap(f);
	return kind && f->place != PLACE_IGNORED;
}

static void put_location(struct writer *w, const struct finding *f)
{
	const struct report *r = w->t.r;
	struct str name = f->path.n ? f->path : f->id, version = STR("unknown");
	if (f->package < r->packages.n) {
		name = sym_str(r->syms, r->packages.p[f->package].name);
		version = sym_str(r->syms, r->packages.p[f->package].version);
	}
	emit_key(&w->e, "location");
	emit_object(&w->e);
	emit_key(&w->e, "dependency");
	emit_object(&w->e);
	emit_key(&w->e, "package");
	emit_object(&w->e);
	emit_member_str(&w->e, "name", name);
	emit_object_end(&w->e);
	emit_member_str(&w->e, "version", version);
	emit_object_end(&w->e);
	emit_member_str(&w->e, "operating_system", describe_os(r, w->t.a));
	emit_member_str(&w->e, "image", image_title(r));
	struct str other = tell_value(w->options, "CS_DEFAULT_BRANCH_IMAGE");
	if (other.n <= 255)
		emit_member_set(&w->e, "default_branch_image", other);
	emit_object_end(&w->e);
}

/* Three letters at most, a colon, one letter: the schema takes no other metric. */
static bool is_metric(struct str s)
{
	static const char *const metrics[] = { "AV:NALP",  "AC:LH",    "PR:NLH",    "UI:NR",
					       "S:UC",	   "C:NLH",    "I:NLH",	    "A:NLH",
					       "E:XUPFH",  "RL:XOTWU", "RC:XURC",   "CR:XLMH",
					       "IR:XLMH",  "AR:XLMH",  "MAV:XNALP", "MAC:XLH",
					       "MPR:XNLH", "MUI:XNR",  "MS:XUC",    "MC:XNLH",
					       "MI:XNLH",  "MA:XNLH" };
	for (size_t i = 0; i < ARRAY_LEN(metrics); i++) {
		struct str name, values, given;
		str_cut(str_of(metrics[i]), ':', &name, &values);
		if (str_starts(s, name) && s.n == name.n + 2 && s.p[name.n] == ':') {
			given = str_from(s, name.n + 1);
			return str_has(values, given);
		}
	}
	return false;
}

static void put_cvss(struct writer *w, const struct vulnerability *v)
{
	struct str rest = v->cvss_vector, part;
	if (!str_starts(rest, STR("CVSS:3.1/")) && !str_starts(rest, STR("CVSS:3.0/")))
		return;
	if (rest.n < 32 || rest.n > 128)
		return;
	rest = str_from(rest, strlen("CVSS:3.1/"));
	while (str_next(&rest, '/', &part))
		if (!is_metric(part))
			return;
	emit_key(&w->e, "cvss_vectors");
	emit_array(&w->e);
	emit_object(&w->e);
	emit_member_text(&w->e, "vendor", "unknown");
	emit_member_str(&w->e, "vector", v->cvss_vector);
	emit_object_end(&w->e);
	emit_array_end(&w->e);
}

static void put_detail(struct writer *w, const char *key, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	emit_key(&w->e, key);
	emit_object(&w->e);
	emit_member_text(&w->e, "name", name);
	emit_member_text(&w->e, "type", "text");
	emit_member_str(&w->e, "value", text_safe(w->t.a, value));
	emit_object_end(&w->e);
}

static void put_details(struct writer *w, const struct finding *f)
{
	const struct vulnerability *v = f->vulnerability;
	emit_key(&w->e, "details");
	emit_object(&w->e);
	put_detail(w, "place", "Gate", str_of(finding_place_name(f->place)));
	put_detail(w, "urgency", "Urgency", words_urgency(f, w->t.a));
	put_detail(w, "layer", "Built by", telling_layer(&w->t, f->layer));
	if (v)
		put_detail(w, "match", "Matched by", v->matched_by);
	emit_object_end(&w->e);
}

static void put_vulnerability(struct writer *w, const struct finding *f)
{
	struct emit *e = &w->e;
	struct arena *a = w->t.a;
	struct str id = finding_ids_next(&w->t.ids, w->t.r, f, a);
	struct str facts = text_clip(a, telling_facts(&w->t), GITLAB_DESCRIPTION);
	struct str name = describe_name(f, a);
	emit_object(e);
	emit_member_str(e, "id", finding_ids_uuid(&w->t.ids, id, a));
	if (f->vulnerability)
		name = str_printf(a, "%.*s: %.*s", STRF(text_safe(a, f->id)), STRF(name));
	else if (finding_is_gap(f))
		name = str_printf(a, "Not scanned: %.*s", STRF(name));
	emit_member_str(e, "name", text_clip(a, name, GITLAB_NAME));
	emit_member_str(e, "description", markdown_plain(facts, a));
	emit_member_text(e, "severity", gitlab_severity(f->severity));
	emit_member_set(e, "solution",
			text_clip(a, describe_fix(w->t.r, f, w->t.step, a), GITLAB_SOLUTION));
	gitlab_put_names(e, f, a);
	if (f->vulnerability)
		put_cvss(w, f->vulnerability);
	put_location(w, f);
	put_details(w, f);
	emit_object_end(e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	struct writer w = { .options = options };
	telling_init(&w.t, set, options);
	emit_init(&w.e, out, false);
	gitlab_begin(&w.e, set, options, "container_scanning", w.t.a);
	while (telling_image(&w.t))
		while (telling_finding(&w.t))
			if (is_told(w.t.finding))
				put_vulnerability(&w, w.t.finding);
	gitlab_end(&w.e);
	telling_done(&w.t);
	return out_finish(out, f);
}

const struct format format_gitlab_container_scanning = {
	.name = "gitlab-container-scanning",
	.title = "GitLab's container scanning report",
	.write = write,
};
