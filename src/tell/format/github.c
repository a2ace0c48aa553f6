/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GitHub's dependency snapshot, for POST /repos/{owner}/{repo}/dependency-graph/snapshots: the packages that a
 * container sees. It is an inventory: GitHub finds vulnerabilities itself, and there is no place for ours. What could
 * not be read is a number in the metadata of the snapshot (GitHub takes eight scalars there), with the verdict.
 *
 * Commit, reference and job come from GITHUB_SHA, GITHUB_REF, GITHUB_WORKFLOW, GITHUB_JOB, GITHUB_RUN_ID; what is not
 * known is left out, and GitHub then refuses the file by naming it.
 *
 * A manifest for each image. Its source is the Dockerfile when it is known: GitHub links it.
 *
 * Format: "Create a snapshot of dependencies for a repository" in GitHub's REST API.
 */
#include "base/map.h"
#include "model/purl.h"
#include "tell/describe.h"
#include "tell/format.h"
#include "tell/identify.h"
#include "tell/links.h"
#include "text/emit.h"

struct writer {
	struct emit e;
	const struct tell_options *options;
	struct arena *run; /* for this image */
	struct arena *a;   /* emptied after each package */
};

static void put_job(struct writer *w)
{
	struct str workflow = tell_value(w->options, "GITHUB_WORKFLOW");
	struct str job = tell_value(w->options, "GITHUB_JOB");
	struct str run = tell_value(w->options, "GITHUB_RUN_ID");
	struct str server = tell_value(w->options, "GITHUB_SERVER_URL");
	struct str repository = tell_value(w->options, "GITHUB_REPOSITORY");
	if (workflow.n + job.n + run.n == 0)
		return;
	struct str link = str_printf(w->a, "%.*s/%.*s/actions/runs/%.*s", STRF(server),
				     STRF(repository), STRF(run));
	emit_key(&w->e, "job");
	emit_object(&w->e);
	emit_member_str(&w->e, "correlator",
			str_printf(w->a, "%.*s%s%.*s", STRF(workflow),
				   workflow.n && job.n ? "_" : "", STRF(job)));
	emit_member_str(&w->e, "id", run);
	if (server.n && repository.n && run.n && link_is_plain(link))
		emit_member_str(&w->e, "html_url", link);
	emit_object_end(&w->e);
}

static void put_metadata(struct writer *w, const struct report_set *set)
{
	size_t gaps = 0;
	for (size_t i = 0; i < set->n; i++)
		gaps += count_gaps(set->reports[i]);
	emit_key(&w->e, "metadata");
	emit_object(&w->e);
	emit_member_text(&w->e, "seaworthy:verdict", verdict_name(set->verdict));
	emit_member_u64(&w->e, "seaworthy:gaps", gaps);
	emit_member_u64(&w->e, "seaworthy:images", set->n);
	emit_object_end(&w->e);
}

/* Names are keys: a second package of the name has its version there, too, a third of both a number. */
static struct str key_of(struct map *seen, struct arena *a, struct str name, struct str version)
{
	bool is_new;
	map_put(seen, name, &is_new);
	if (is_new)
		return name;
	struct str key = str_printf(a, "%.*s@%.*s", STRF(name), STRF(version));
	uint32_t n = (*map_put(seen, key, &is_new))++;
	return is_new ? key : str_printf(a, "%.*s#%u", STRF(key), n + 1);
}

static void put_packages(struct writer *w, const struct report *r)
{
	struct map seen;
	map_init(&seen, w->run);
	emit_key(&w->e, "resolved");
	emit_object(&w->e);
	for (size_t i = 0; i < r->packages.n; i++) {
		const struct package *p = &r->packages.p[i];
		arena_reset(w->a);
		if (!(p->flags & PACKAGE_LIVE))
			continue;
		emit_key_str(&w->e, key_of(&seen, w->run, sym_str(r->syms, p->name),
					   sym_str(r->syms, p->version)));
		emit_object(&w->e);
		emit_member_str(&w->e, "package_url", purl_of(w->a, r, p));
		emit_member_text(&w->e, "relationship",
				 report_origin(r, p->layer) == ORIGIN_BASE ? "indirect" : "direct");
		emit_member_text(&w->e, "scope", "runtime");
		emit_object_end(&w->e);
	}
	emit_object_end(&w->e);
}

static void put_manifest(struct writer *w, const struct report *r, struct str name)
{
	arena_reset(w->a);
	emit_key_str(&w->e, name);
	emit_object(&w->e);
	emit_member_str(&w->e, "name", name);
	if (r->dockerfile_path.n) {
		emit_key(&w->e, "file");
		emit_object(&w->e);
		emit_member_str(&w->e, "source_location", r->dockerfile_path);
		emit_object_end(&w->e);
	}
	emit_key(&w->e, "metadata");
	emit_object(&w->e);
	emit_member_str(&w->e, "seaworthy:os", describe_os(r, w->a));
	emit_member_set(&w->e, "seaworthy:image-id", digest_text(w->a, &r->image.config));
	emit_object_end(&w->e);
	put_packages(w, r);
	emit_object_end(&w->e);
}

static int write(const struct report_set *set, const struct tell_options *options, struct out *out,
		 struct fault *f)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(arena_freep) struct arena *run = arena_new();
	OWNED(arena_freep) struct arena *names = arena_new();
	struct writer w = { .options = options, .a = a, .run = run };
	struct map manifests;
	map_init(&manifests, names);
	emit_init(&w.e, out, false);
	emit_object(&w.e);
	emit_member_u64(&w.e, "version", 0);
	put_job(&w);
	emit_member_set(&w.e, "sha", tell_value(options, "GITHUB_SHA"));
	emit_member_set(&w.e, "ref", tell_value(options, "GITHUB_REF"));
	emit_key(&w.e, "detector");
	emit_object(&w.e);
	emit_member_text(&w.e, "name", "seaworthy");
	emit_member_text(&w.e, "version", options->version ? options->version : "");
	/* GitHub demands an address; the program has none of its own */
	emit_member_text(&w.e, "url", "https://github.com/topics/container-security");
	emit_object_end(&w.e);
	put_metadata(&w, set);
	emit_member_str(&w.e, "scanned",
			set->n ? time_of_report(set->reports[0]) : STR("1970-01-01T00:00:00Z"));
	emit_key(&w.e, "manifests");
	emit_object(&w.e);
	for (size_t i = 0; i < set->n; i++) {
		const struct report *r = set->reports[i];
		struct str platform = platform_text(names, &r->image.platform);
		arena_reset(run);
		struct str name = key_of(&manifests, names, image_title(r), platform);
		put_manifest(&w, r, name);
	}
	emit_object_end(&w.e);
	emit_object_end(&w.e);
	out_char(out, '\n');
	return out_finish(out, f);
}

static const char *const wants[] = { "GITHUB_SHA", "GITHUB_REF", "GITHUB_RUN_ID", NULL };

const struct format format_github = {
	.name = "github",
	.title = "GitHub's dependency snapshot: the packages",
	.wants = wants,
	.write = write,
};
