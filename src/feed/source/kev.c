/* SPDX-License-Identifier: Apache-2.0 */
/*
 * KEV: the catalogue of known exploited vulnerabilities of the US agency CISA.
 *
 * One JSON object; its member "vulnerabilities" is an array of flat objects. It says how urgent a CVE is,
 * never which package is affected. Schema: known_exploited_vulnerabilities_schema.json beside the catalogue.
 */
#include "base/limits.h"
#include "feed/feed.h"
#include "feed/record.h"

struct reading {
	struct arena *scratch;
	struct db_build *out;
};

static unsigned bid(const struct feed_file *file)
{
	static const char *const words[] = { "\"catalogVersion\"", "\"dateReleased\"",
					     "\"vulnerabilities\"", "\"cveID\"", NULL };
	return record_count_words(file->head, words) >= 3 ? 100 : 0;
}

static int visit(void *context, const struct str *path, size_t path_n, const struct json *value,
		 struct fault *f)
{
	struct reading *r = context;
	if (path_n == 1 && str_is(path[0], "dateReleased"))
		record_date(r->out, json_text(value));
	if (path_n != 2 || !str_is(path[0], "vulnerabilities"))
		return 0;
	struct cve_facts facts = {
		.id = str_trim(json_get_text(value, "cveID")),
		.kev_added = json_get_text(value, "dateAdded"),
		.kev_ransomware = str_eq_nocase(json_get_text(value, "knownRansomwareCampaignUse"),
						STR("known")),
		.summary = json_get_text(value, "shortDescription"),
	};
	record_add_all(r->scratch, &facts.cwe, json_get(value, "cwes"));
	if (!record_is_cve(facts.id)) {
		build_refused(r->out, "not a CVE number");
	} else if (!record_is_date(facts.kev_added)) {
		build_refused(r->out, "without a date");
	} else {
		facts.kev_added = str_slice(facts.kev_added, 0, 10);
		build_cve(r->out, &facts);
	}
	arena_reset(r->scratch);
	return 0;
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	struct reading r = { scratch, out };
	return record_stream(file->body, 2, visit, &r, f);
}

const struct feed feed_kev = {
	.name = "kev",
	.title = "Known Exploited Vulnerabilities (CISA)",
	.priority = 20,
	.bid = bid,
	.read = read,
};
