/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CVE records: what is known of a CVE whatever the package. Two spellings:
 *
 *  - the CVE record format 5.x, one JSON file each, as the CVE list and CISA's vulnrichment publish it;
 *  - the same cut down to what is used here, one JSON object a line:
 *
 *     {"id":"CVE-2021-44228","state":"PUBLISHED","published":"2021-12-10T00:00:00","desc":"…",
 *      "cvss":[["NVD","cvssV3_1","CVSS:3.1/…",10.0,"CRITICAL"]],"cwe":["CWE-502"],
 *      "kev":{"dateAdded":"2021-12-10"}}
 *
 * Texts, CVSS vectors and weaknesses come from the numbering authority (containers.cna) and from those who
 * enrich (containers.adp). `affected` is not used: product names there are not package names. A damaged line costs
 * that line only.
 */
#include "base/limits.h"
#include "feed/feed.h"
#include "feed/record.h"

static unsigned bid(const struct feed_file *file)
{
	static const char *const full[] = { "\"CVE_RECORD\"", "\"cveMetadata\"", "\"dataVersion\"",
					    NULL };
	static const char *const line[] = { "\"id\"",  "\"state\"", "\"desc\"", "\"cvss\"",
					    "\"cwe\"", "\"ssvc\"",  NULL };
	struct str head = str_trim(file->head);
	if (!str_starts(head, STR("{")))
		return 0;
	if (record_count_words(head, full) >= 2)
		return 100;
	bool id = str_starts(head, STR("{\"id\":\"CVE-"));
	return id && record_count_words(head, line) >= 3 ? 90 : 0;
}

static void add(struct db_build *out, struct cve_facts *facts, struct str state)
{
	record_date(out, facts->published);
	if (!record_is_cve(facts->id))
		build_refused(out, "not a CVE number");
	else if (str_is(state, "REJECTED"))
		build_refused(out, "rejected");
	else
		build_cve(out, facts);
}

static void set_kev(struct cve_facts *facts, const struct json *kev)
{
	struct str date = json_get_text(kev, "dateAdded");
	if (record_is_date(date))
		facts->kev_added = str_slice(date, 0, 10);
}

static void read_reduced(struct arena *a, const struct json *j, struct db_build *out)
{
	struct cve_facts facts = {
		.id = json_get_text(j, "id"),
		.published = json_get_text(j, "published"),
		.summary = str_trim(json_get_text(j, "desc")),
	};
	const struct json *cvss = json_get(j, "cvss");
	if (cvss && cvss->kind == JSON_ARRAY)
		for (const struct json *c = cvss->child; c; c = c->next)
			record_add(a, &facts.cvss, json_text(json_at(c, 2)));
	record_add_all(a, &facts.cwe, json_get(j, "cwe"));
	set_kev(&facts, json_get(j, "kev"));
	add(out, &facts, json_get_text(j, "state"));
}

/* The first text in English. */
static struct str description(const struct json *list)
{
	if (!list || list->kind != JSON_ARRAY)
		return STR("");
	for (const struct json *j = list->child; j; j = j->next)
		if (str_starts(json_get_text(j, "lang"), STR("en")))
			return str_trim(json_get_text(j, "value"));
	return STR("");
}

static void read_metrics(struct arena *a, const struct json *metrics, struct cve_facts *facts)
{
	static const char *const kinds[] = { "cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0" };
	if (!metrics || metrics->kind != JSON_ARRAY)
		return;
	for (const struct json *m = metrics->child; m; m = m->next) {
		for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
			record_add(a, &facts->cvss,
				   json_get_text(json_get(m, kinds[i]), "vectorString"));
		const struct json *other = json_get(m, "other");
		if (str_is(json_get_text(other, "type"), "kev"))
			set_kev(facts, json_get(other, "content"));
	}
}

static void read_weaknesses(struct arena *a, const struct json *types, struct cve_facts *facts)
{
	if (!types || types->kind != JSON_ARRAY)
		return;
	for (const struct json *t = types->child; t; t = t->next) {
		const struct json *list = json_get(t, "descriptions");
		if (list && list->kind == JSON_ARRAY)
			for (const struct json *d = list->child; d; d = d->next)
				record_add(a, &facts->cwe, json_get_text(d, "cweId"));
	}
}

static void read_container(struct arena *a, const struct json *c, struct cve_facts *facts)
{
	read_metrics(a, json_get(c, "metrics"), facts);
	read_weaknesses(a, json_get(c, "problemTypes"), facts);
	if (!facts->summary.n)
		facts->summary = description(json_get(c, "descriptions"));
}

static void read_full(struct arena *a, const struct json *j, struct db_build *out)
{
	const struct json *meta = json_get(j, "cveMetadata");
	const struct json *containers = json_get(j, "containers");
	struct cve_facts facts = {
		.id = json_get_text(meta, "cveId"),
		.published = json_get_text(meta, "datePublished"),
	};
	read_container(a, json_get(containers, "cna"), &facts);
	const struct json *adp = json_get(containers, "adp");
	if (adp && adp->kind == JSON_ARRAY)
		for (const struct json *c = adp->child; c; c = c->next)
			read_container(a, c, &facts);
	add(out, &facts, json_get_text(meta, "state"));
}

static int read_lines(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		      struct fault *f)
{
	OWNED(record_lines_donep) struct record_lines lines;
	record_lines_init(&lines, file->body, LIMIT_FEED_LINE);
	struct str line;
	int r;
	while ((r = record_lines_next(&lines, &line, f)) > 0) {
		if (!str_trim(line).n)
			continue;
		const struct json *root;
		struct fault own;
		if (json_parse(scratch, line, &root, &own) < 0)
			build_refused(out, "damaged line");
		else
			read_reduced(scratch, root, out);
		arena_reset(scratch);
	}
	return r;
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	if (str_starts(str_trim(file->head), STR("{\"id\":")))
		return read_lines(file, scratch, out, f);
	OWNED(buf_donep) struct buf bytes;
	TRY(record_slurp(file->body, LIMIT_FEED_RECORD, &bytes, f));
	const struct json *root;
	TRY(json_parse(scratch, buf_str(&bytes), &root, f));
	read_full(scratch, root, out);
	return 0;
}

const struct feed feed_cve5 = {
	.name = "cve5",
	.title = "CVE records (format 5, full or one a line)",
	.priority = 60,
	.bid = bid,
	.read = read,
};
