/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GitLab's code quality report (artifacts:reports:codequality): everything that was found and is not ignored, also
 * secrets, configuration, tampering and what could not be read. It is the one report that GitLab shows without a paid
 * licence.
 *
 * GitLab marks an issue in the changes of a merge request by its path and line: the Dockerfile's when it is known. A
 * fingerprint that comes twice would be dropped: each is an id of the finding (tell/identify.h).
 *
 * Format: "Implement a custom tool" in GitLab's documentation of code quality: description, check_name, fingerprint,
 * severity, location.path, location.lines.begin; lines count from 1.
 */
#include "base/term.h"
#include "model/identity.h"
#include "tell/describe.h"
#include "tell/telling.h"
#include "text/emit.h"

static const char *severity_of(const struct finding *f)
{
	static const char *const names[SEVERITY_COUNT_] = {
		[SEVERITY_UNKNOWN] = "info",  [SEVERITY_NEGLIGIBLE] = "info",
		[SEVERITY_LOW] = "minor",     [SEVERITY_MEDIUM] = "major",
		[SEVERITY_HIGH] = "critical", [SEVERITY_CRITICAL] = "blocker",
	};
	if (finding_is_gap(f) && f->severity == SEVERITY_UNKNOWN)
		return "major";
	return names[f->severity < SEVERITY_COUNT_ ? f->severity : SEVERITY_UNKNOWN];
}

static void put_location(struct emit *e, const struct report *r, const struct finding *f,
			 struct arena *a)
{
	struct str path;
	uint32_t line;
	finding_place(r, f, &path, &line);
	if (path.n == 0)
		path = image_key(r, a);
	emit_key(e, "location");
	emit_object(e);
	emit_member_str(e, "path", path.n ? path : STR("image"));
	emit_key(e, "lines");
	emit_object(e);
	emit_member_u64(e, "begin", line ? line : 1);
	emit_object_end(e);
	emit_object_end(e);
}

static void put_issue(struct emit *e, struct telling *t)
{
	const struct report *r = t->r;
	const struct finding *f = t->finding;
	struct arena *a = t->a;
	struct str id = finding_ids_next(&t->ids, r, f, a);
	struct str text = describe_title(r, f, a), fix = text_safe(a, f->fix);
	if (fix.n)
		text = str_printf(a, "%.*s (%.*s)", STRF(text), STRF(fix));
	emit_object(e);
	emit_member_str(e, "description", text_clip(a, text, 1000));
	emit_member_str(e, "check_name", f->id.n ? f->id : STR("unnamed"));
	emit_member_str(e, "fingerprint", finding_ids_uuid(&t->ids, id, a));
	emit_member_text(e, "severity", severity_of(f));
	put_location(e, r, f, a);
	emit_object_end(e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(telling_done) struct telling t;
	struct emit e;
	telling_init(&t, set, options);
	emit_init(&e, out, false);
	emit_array(&e);
	while (telling_image(&t))
		while (telling_finding(&t))
			if (t.finding->place != PLACE_IGNORED)
				put_issue(&e, &t);
	emit_array_end(&e);
	out_char(out, '\n');
	return out_finish(out, f);
}

const struct format format_gitlab_code_quality = {
	.name = "gitlab-code-quality",
	.title = "GitLab's code quality report: every kind of finding",
	.write = write,
};
