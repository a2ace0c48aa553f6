/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Debian security tracker's JSON export: every open or resolved issue of every source package in each
 * supported release. About 70 MB, read as a stream: one issue of one package at a time.
 *
 *     { "openssl": { "CVE-2022-0778": { "description": …, "releases": {
 *         "bookworm": { "status": "resolved", "fixed_version": "3.0.2-1", "urgency": "not yet assigned" },
 *         "bullseye": { "status": "open", "nodsa": "Minor issue", "nodsa_reason": "ignored", … } } } } }
 *
 * What the words come to:
 *
 *     resolved, fixed_version "0"          not affected
 *     resolved                             fixed
 *     open, urgency end-of-life            end of life
 *     open, nodsa_reason ignored           will not fix
 *     open, urgency unimportant            will not fix, negligible
 *     open, nodsa (also postponed)         deferred
 *     open                                 affected
 *     undetermined                         under investigation
 *
 * Urgencies carry "**" where they were taken from elsewhere. Identifiers that begin with TEMP- are the
 * tracker's own, for issues without a CVE: kept. The export names the releases that it covers.
 */
#include "feed/feed.h"
#include "feed/record.h"

struct reading {
	struct arena *scratch;
	struct db_build *out;
	struct str releases[32];
	unsigned releases_n;
};

/* {"name":{"CVE-… or {"name":{"TEMP-…, with any space between. */
static unsigned bid(const struct feed_file *file)
{
	struct str head = str_trim(file->head), rest;
	if (!str_starts(head, STR("{")))
		return 0;
	if (!str_cut(str_from(head, 1), '{', NULL, &rest))
		return 0;
	rest = str_trim(rest);
	bool issue = str_starts(rest, STR("\"CVE-")) || str_starts(rest, STR("\"TEMP-"));
	static const char *const words[] = { "\"releases\"",	"\"scope\"",	    "\"debianbug\"",
					     "\"description\"", "\"repositories\"", NULL };
	return issue && record_count_words(head, words) >= 1 ? 80 : 0;
}

static enum severity urgency_severity(struct str urgency)
{
	enum severity s = SEVERITY_UNKNOWN;
	while (urgency.n && urgency.p[urgency.n - 1] == '*')
		urgency.n--;
	(void)severity_parse(str_trim(urgency), &s);
	return s;
}

static enum advisory_status open_status(const struct json *release, struct str urgency)
{
	const struct json *nodsa = json_get(release, "nodsa");
	struct str reason = json_get_text(release, "nodsa_reason");
	if (str_starts(urgency, STR("end-of-life")))
		return ADVISORY_END_OF_LIFE;
	if (str_is(reason, "ignored") || str_starts(urgency, STR("unimportant")))
		return ADVISORY_WILL_NOT_FIX;
	return nodsa || reason.n ? ADVISORY_DEFERRED : ADVISORY_AFFECTED;
}

/* False when the words are none we know. */
static bool read_status(struct arena *a, const struct json *release, struct advisory_package *p)
{
	struct str status = json_get_text(release, "status");
	struct str fixed = str_trim(json_get_text(release, "fixed_version"));
	struct str urgency = str_trim(json_get_text(release, "urgency"));
	p->severity = urgency_severity(urgency);
	if (str_is(status, "resolved") && fixed.n) {
		p->status = str_is(fixed, "0") ? ADVISORY_NOT_AFFECTED : ADVISORY_FIXED;
		if (p->status == ADVISORY_FIXED)
			record_interval(a, p, STR(""), fixed);
		return true;
	}
	if (str_is(status, "open"))
		p->status = open_status(release, urgency);
	else if (str_is(status, "undetermined"))
		p->status = ADVISORY_UNDER_INVESTIGATION;
	else
		return false;
	record_interval(a, p, STR(""), STR(""));
	return true;
}

static void note_release(struct reading *r, struct str release)
{
	for (unsigned i = 0; i < r->releases_n; i++)
		if (str_eq(r->releases[i], release))
			return;
	if (r->releases_n < ARRAY_LEN(r->releases))
		r->releases[r->releases_n++] = release;
}

static int visit(void *context, const struct str *path, size_t path_n, const struct json *value,
		 struct fault *f)
{
	struct reading *r = context;
	if (path_n != 2 || value->kind != JSON_OBJECT)
		return 0;
	struct advisory v = {
		.id = str_trim(path[1]),
		.details = str_trim(json_get_text(value, "description")),
	};
	const struct json *releases = json_get(value, "releases");
	if (!record_is_cve(v.id) && !str_starts(v.id, STR("TEMP-"))) {
		build_refused(r->out, "not an issue's identifier");
		return 0;
	}
	const struct json *j = releases && releases->kind == JSON_OBJECT ? releases->child : NULL;
	for (; j; j = j->next) {
		struct advisory_package p = { .ecosystem = ECOSYSTEM_DEBIAN, .name = path[0] };
		if (!record_debian_release(j->key, &p.release)) {
			build_refused(r->out, "unknown release");
			continue;
		}
		if (!read_status(r->scratch, j, &p)) {
			build_refused(r->out, "unknown status");
			continue;
		}
		note_release(r, p.release);
		*VEC_PUSH(r->scratch, &v.packages) = p;
	}
	if (v.packages.n)
		build_advisory(r->out, &v);
	else
		build_refused(r->out, "no release");
	arena_reset(r->scratch);
	return 0;
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	struct reading r = { .scratch = scratch, .out = out };
	TRY(record_stream(file->body, 2, visit, &r, f));
	for (unsigned i = 0; i < r.releases_n; i++)
		build_covers(out, ECOSYSTEM_DEBIAN, r.releases[i]);
	return 0;
}

const struct feed feed_debian_tracker = {
	.name = "debian-tracker",
	.title = "Debian security tracker (JSON)",
	.priority = 100,
	.bid = bid,
	.read = read,
};
