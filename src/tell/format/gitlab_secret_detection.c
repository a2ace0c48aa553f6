/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GitLab's secret detection report (artifacts:reports:secret_detection): one vulnerability a secret, at its first
 * place; the others are in the description. Secrets that are ignored are left out and counted in the scan's messages,
 * which also say what could not be read.
 *
 * The schema asks for a commit: the one that built the image (CI_COMMIT_SHA), or of a secret in a git repository
 * within the image the commit that brought it; forty zeros where neither is known. The file is the Dockerfile when
 * the secret stands in an instruction of it, else the path in the image. The secret itself is never written, also not
 * with --show-secrets.
 *
 * Format: secret-detection-report-format.json 15.0.7 of GitLab's security report schemas.
 */
#include "tell/describe.h"
#include "tell/gitlab.h"
#include "tell/markdown_text.h"
#include "tell/telling.h"

struct writer {
	struct emit e;
	const struct tell_options *options;
	struct telling t;
};

static void put_commit(struct writer *w, const struct secret_place *place)
{
	struct str sha = place ? place->commit : STR("");
	if (sha.n == 0)
		sha = tell_value(w->options, "CI_COMMIT_SHA");
	emit_key(&w->e, "commit");
	emit_object(&w->e);
	emit_member_str(&w->e, "sha",
			sha.n ? sha : STR("0000000000000000000000000000000000000000"));
	if (place)
		emit_member_set(&w->e, "date", place->author_date);
	emit_object_end(&w->e);
}

static void put_location(struct writer *w, const struct finding *f)
{
	const struct secret_place *p = f->secret->places.n ? &f->secret->places.p[0] : NULL;
	struct str file;
	uint32_t line;
	finding_place(w->t.r, f, &file, &line);
	emit_key(&w->e, "location");
	emit_object(&w->e);
	emit_member_str(&w->e, "file", file);
	if (line) {
		emit_member_u64(&w->e, "start_line", line);
		emit_member_u64(&w->e, "end_line", line);
	}
	put_commit(w, p);
	emit_object_end(&w->e);
}

static void put_secret(struct writer *w, const struct finding *f)
{
	struct emit *e = &w->e;
	struct arena *a = w->t.a;
	struct str id = finding_ids_next(&w->t.ids, w->t.r, f, a);
	struct str facts = text_clip(a, telling_facts(&w->t), GITLAB_DESCRIPTION);
	facts = str_printf(a, "Image: %.*s\n%.*s", STRF(image_title(w->t.r)), STRF(facts));
	emit_object(e);
	emit_member_str(e, "id", finding_ids_uuid(&w->t.ids, id, a));
	emit_member_str(e, "name", text_clip(a, describe_name(f, a), GITLAB_NAME));
	emit_member_str(e, "description", markdown_plain(facts, a));
	emit_member_text(e, "severity", gitlab_severity(f->severity));
	emit_member_set(e, "solution",
			text_clip(a, describe_fix(w->t.r, f, 0, a), GITLAB_SOLUTION));
	gitlab_put_names(e, f, a);
	put_location(w, f);
	emit_object_end(e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	struct writer w = { .options = options };
	telling_init(&w.t, set, options);
	emit_init(&w.e, out, false);
	gitlab_begin(&w.e, set, options, "secret_detection", w.t.a);
	while (telling_image(&w.t))
		while (telling_finding(&w.t))
			if (w.t.finding->secret && w.t.finding->place != PLACE_IGNORED)
				put_secret(&w, w.t.finding);
	gitlab_end(&w.e);
	telling_done(&w.t);
	return out_finish(out, f);
}

const struct format format_gitlab_secret_detection = {
	.name = "gitlab-secret-detection",
	.title = "GitLab's secret detection report",
	.write = write,
};
