/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OSV records: the common format of most language registries and many distributions.
 *
 *     { "id": …, "aliases": […], "affected": [ { "package": { "ecosystem", "name" },
 *       "ranges": [ { "type", "events": […] } ], "versions": […] } ] }
 *
 * One record a file: a folder or zip of JSON, or YAML (PyPA keeps its database so). Publishers agree on
 * the skeleton and differ in the rest; what this file knows of their habits:
 *
 *  - Names. `aliases` are the same vulnerability. `upstream` is what a downstream record is about: when the
 *    id is only a prefix before that CVE (UBUNTU-CVE-…, BELL-CVE-…) it is an alias, otherwise the record is
 *    an erratum and the CVEs go to `related`. `related` itself names the fixed CVEs in errata of
 *    distributions (AlmaLinux, Rocky), and merely similar vulnerabilities in language registries: there it is
 *    left out, because a matcher must not report those.
 *  - Severity. CVSS vectors at the record and at each package; words in database_specific (GHSA),
 *    ecosystem_specific (Debian's urgency, Ubuntu's priority), as a severity of type "Ubuntu", or before the
 *    colon of the summary (AlmaLinux).
 *  - Not vulnerabilities: RustSec's informational records, errata for plain bugs (ALBA, ALEA, …) that name no
 *    CVE. Malicious packages (MAL-…) are, and critical.
 *  - GIT ranges speak of commits, and an image has versions: stepped over.
 *
 * Must stay true: versions and ranges of a package are a union. Listed versions that lie in a range anyway
 * are left out; that is most of PyPI's bytes and says nothing.
 *
 * Format: the OSV schema 1.7 (ossf.github.io/osv-schema).
 */
#include "base/limits.h"
#include "feed/events.h"
#include "feed/feed.h"
#include "feed/record.h"
#include "text/yaml.h"

struct record {
	struct arena *arena;
	const struct json *root;
	struct advisory advisory;
	bool distribution;			       /* some package belongs to one */
	bool git, unknown, unversioned, informational; /* why packages were left out */
};

static unsigned bid(const struct feed_file *file)
{
	static const char *const keys[] = {
		"\"schema_version\"", "\"id\"",	       "\"modified\"", "\"published\"",
		"\"affected\"",	      "\"ecosystem\"", "\"ranges\"",   "\"events\"",
		"\"summary\"",	      "\"details\"",   "\"aliases\"",  "\"withdrawn\"",
		"\"references\"",     "\"upstream\"",  "\"related\"",  NULL
	};
	static const char *const yaml_keys[] = { "\nmodified:", "\npublished:", "\naffected:",
						 "\ndetails:",	"\naliases:",	"\nreferences:",
						 "\nsummary:",	"\nwithdrawn:", NULL };
	struct str head = str_trim(file->head);
	if (str_starts(head, STR("{"))) {
		unsigned n = record_count_words(head, keys);
		return n >= 3 ? 20 + n : 0;
	}
	bool yaml = str_starts(head, STR("id: ")) || str_starts(head, STR("schema_version: "));
	return yaml && record_count_words(head, yaml_keys) >= 1 ? 30 : 0;
}

static struct str text_of(const struct json *object, const char *key)
{
	return str_trim(json_get_text(object, key));
}

/* The higher of two: one record may carry several words. */
static void raise_severity(enum severity *to, struct str word)
{
	enum severity s;
	if (severity_parse(str_trim(word), &s) && s > *to)
		*to = s;
}

static void read_severity(struct record *r, const struct json *list, enum severity *word)
{
	if (!list || list->kind != JSON_ARRAY)
		return;
	for (const struct json *j = list->child; j; j = j->next) {
		struct str score = text_of(j, "score");
		if (str_starts(text_of(j, "type"), STR("CVSS")))
			record_add(r->arena, &r->advisory.cvss, score);
		else
			raise_severity(word, score);
	}
}

static void read_cwe(struct record *r, const struct json *specific)
{
	record_add_all(r->arena, &r->advisory.cwe, json_get(specific, "cwe_ids"));
	const struct json *cwes = json_get(specific, "cwes");
	if (!cwes || cwes->kind != JSON_ARRAY)
		return;
	for (const struct json *j = cwes->child; j; j = j->next)
		record_add(r->arena, &r->advisory.cwe, text_of(j, "cweId"));
}

/* RustSec writes the beginning of all versions, pre-releases too, as the lowest semantic version. */
static struct str event_version(struct str version)
{
	return str_is(version, "0.0.0-0") ? STR("0") : version;
}

struct events {
	struct event *p;
	size_t n, cap;
};

static void read_event(struct record *r, const struct json *object, struct events *events)
{
	static const char *const keys[] = {
		[EVENT_INTRODUCED] = "introduced",
		[EVENT_FIXED] = "fixed",
		[EVENT_LAST_AFFECTED] = "last_affected",
		[EVENT_LIMIT] = "limit",
	};
	for (unsigned k = 0; k < ARRAY_LEN(keys); k++) {
		const struct json *value = json_get(object, keys[k]);
		/* YAML without quotes makes a number of 1.0 */
		if (!value || (value->kind != JSON_STRING && value->kind != JSON_NUMBER))
			continue;
		struct str version = event_version(str_trim(value->text));
		if (!version.n || (k == EVENT_LIMIT && str_is(version, "*")))
			continue;
		struct event *e = VEC_PUSH(r->arena, events);
		e->kind = (enum event_kind)k;
		e->version = version;
		e->listed = (uint32_t)events->n;
	}
}

/* Appends one range's runs; the number of runs that were empty. */
static size_t read_range(struct record *r, const struct json *range, struct advisory_package *p)
{
	if (str_eq_nocase(text_of(range, "type"), STR("GIT"))) {
		r->git = true;
		return 0;
	}
	const struct json *list = json_get(range, "events");
	if (!list || list->kind != JSON_ARRAY)
		return 0;
	struct events events = { 0 };
	for (const struct json *j = list->child; j; j = j->next)
		read_event(r, j, &events);
	const struct scheme *scheme = scheme_find(ecosystem_info(p->ecosystem)->scheme);
	return events_settle(r->arena, scheme, events.p, events.n, p);
}

static void read_versions(struct record *r, const struct json *list, struct advisory_package *p)
{
	if (!list || list->kind != JSON_ARRAY)
		return;
	const struct scheme *scheme = scheme_find(ecosystem_info(p->ecosystem)->scheme);
	for (const struct json *j = list->child; j; j = j->next) {
		struct str version = str_trim(j->text);
		bool scalar = j->kind == JSON_STRING || j->kind == JSON_NUMBER;
		if (scalar && version.n && !events_cover(scheme, p, version))
			*VEC_PUSH(r->arena, &p->versions) = version;
	}
}

/* The status follows from the runs; Debian's urgency can say more. */
static void settle_status(struct advisory_package *p, struct str urgency)
{
	p->status = ADVISORY_AFFECTED;
	for (size_t i = 0; i < p->intervals.n; i++)
		if (p->intervals.p[i].fixed.n)
			p->status = ADVISORY_FIXED;
	if (p->status == ADVISORY_FIXED)
		return;
	if (str_eq_nocase(urgency, STR("end-of-life")))
		p->status = ADVISORY_END_OF_LIFE;
	else if (p->ecosystem == ECOSYSTEM_DEBIAN && p->severity == SEVERITY_NEGLIGIBLE)
		p->status = ADVISORY_WILL_NOT_FIX;
}

static void read_words(struct record *r, const struct json *affected, struct advisory_package *p)
{
	const struct json *of_ecosystem = json_get(affected, "ecosystem_specific");
	const struct json *of_database = json_get(affected, "database_specific");
	raise_severity(&p->severity, text_of(of_ecosystem, "urgency"));
	raise_severity(&p->severity, text_of(of_ecosystem, "ubuntu_priority"));
	raise_severity(&p->severity, text_of(of_ecosystem, "severity"));
	raise_severity(&p->severity, text_of(of_database, "severity"));
	read_severity(r, json_get(affected, "severity"), &p->severity);
	if (str_starts(text_of(of_database, "cvss"), STR("CVSS:")))
		record_add(r->arena, &r->advisory.cvss, text_of(of_database, "cvss"));
	read_cwe(r, of_database);
	r->informational = r->informational || text_of(of_database, "informational").n;
}

static void read_affected(struct record *r, const struct json *affected)
{
	const struct json *package = json_get(affected, "package");
	const struct json *ranges = json_get(affected, "ranges");
	struct advisory_package p = { 0 };
	if (!package) {
		r->git = true; /* a repository, not a package */
		return;
	}
	p.name = text_of(package, "name");
	if (!ecosystem_parse(r->arena, text_of(package, "ecosystem"), &p.ecosystem, &p.release) ||
	    !p.name.n) {
		r->unknown = true;
		return;
	}
	p.name = ecosystem_name(r->arena, p.ecosystem, p.name);
	read_words(r, affected, &p);
	size_t empty = 0;
	if (ranges && ranges->kind == JSON_ARRAY)
		for (const struct json *j = ranges->child; j; j = j->next)
			empty += read_range(r, j, &p);
	read_versions(r, json_get(affected, "versions"), &p);
	bool distribution = ecosystem_info(p.ecosystem)->os_id != NULL;
	settle_status(&p, text_of(json_get(affected, "ecosystem_specific"), "urgency"));
	if (!p.intervals.n && !p.versions.n) {
		/* "introduced 0, fixed 0": how a distribution says that it never shipped the fault */
		if (!distribution || !empty) {
			r->unversioned = true;
			return;
		}
		p.status = ADVISORY_NOT_AFFECTED;
	}
	r->distribution = r->distribution || distribution;
	*VEC_PUSH(r->arena, &r->advisory.packages) = p;
}

/* "UBUNTU-CVE-2024-1" names CVE-2024-1. */
static bool is_prefixed(struct str id, struct str cve)
{
	return id.n > cve.n && str_ends(id, cve) && id.p[id.n - cve.n - 1] == '-';
}

static void read_names(struct record *r)
{
	struct advisory *v = &r->advisory;
	struct record_strings upstream = { 0 };
	record_add_all(r->arena, &v->aliases, json_get(r->root, "aliases"));
	record_add_all(r->arena, &upstream, json_get(r->root, "upstream"));
	for (size_t i = 0; i < upstream.n; i++)
		if (is_prefixed(v->id, upstream.p[i]))
			record_add(r->arena, &v->aliases, upstream.p[i]);
		else if (!record_is_cve(v->id))
			record_add(r->arena, &v->related, upstream.p[i]);
	if (!r->distribution || record_is_cve(v->id))
		return;
	struct record_strings related = { 0 };
	record_add_all(r->arena, &related, json_get(r->root, "related"));
	for (size_t i = 0; i < related.n; i++)
		if (record_is_cve(related.p[i]))
			record_add(r->arena, &v->related, related.p[i]);
}

static void read_text(struct record *r)
{
	struct advisory *v = &r->advisory;
	const struct json *specific = json_get(r->root, "database_specific");
	const struct json *references = json_get(r->root, "references");
	v->summary = text_of(r->root, "summary");
	v->details = text_of(r->root, "details");
	v->published = text_of(r->root, "published");
	v->modified = text_of(r->root, "modified");
	read_severity(r, json_get(r->root, "severity"), &v->severity);
	raise_severity(&v->severity, text_of(specific, "severity"));
	read_cwe(r, specific);
	r->informational = r->informational || text_of(specific, "informational").n;
	if (references && references->kind == JSON_ARRAY)
		for (const struct json *j = references->child; j; j = j->next)
			record_add(r->arena, &v->references, text_of(j, "url"));
	if (str_starts(v->id, STR("MAL-")))
		v->severity = SEVERITY_CRITICAL;
	struct str word;
	if (v->severity == SEVERITY_UNKNOWN && r->distribution &&
	    str_cut(v->summary, ':', &word, NULL))
		raise_severity(&v->severity, word);
}

/* ALBA, RHBA, RLBA: bug fixes; ALEA, RHEA, RLEA: enhancements. */
static bool is_bug_fix(const struct advisory *v)
{
	struct str kind = str_slice(v->id, 0, 5);
	if (kind.n < 5 || kind.p[3] != 'A' || (kind.p[4] != '-' && kind.p[4] != ':'))
		return false;
	return (kind.p[2] == 'B' || kind.p[2] == 'E') && !v->related.n && !v->aliases.n;
}

/* NULL when the record can be used. */
static const char *refusal(const struct record *r)
{
	const struct advisory *v = &r->advisory;
	if (r->informational)
		return "informational";
	if (is_bug_fix(v))
		return "bug fix without a CVE";
	if (v->packages.n)
		return NULL;
	return r->unknown	? "unknown ecosystem"
	       : r->git		? "only git ranges"
	       : r->unversioned ? "no versions"
				: "no package";
}

/*
 * osv.dev publishes all records of an ecosystem in one archive: then what it does not name is not known
 * to be vulnerable. A single record in a folder promises nothing of the kind.
 */
static bool is_whole_ecosystem(const struct feed_file *file)
{
	return str_has(file->path, STR(".zip/"));
}

static void read_record(struct arena *scratch, const struct json *root, bool whole,
			struct db_build *out)
{
	struct record r = { .arena = scratch, .root = root };
	r.advisory.id = text_of(root, "id");
	record_date(out, text_of(root, "modified"));
	record_date(out, text_of(root, "published")); /* Go leaves `modified` at year 1 */
	if (!r.advisory.id.n) {
		build_refused(out, "no id");
		return;
	}
	const struct json *withdrawn = json_get(root, "withdrawn");
	if (withdrawn && withdrawn->kind != JSON_NULL) {
		build_refused(out, "withdrawn");
		return;
	}
	const struct json *affected = json_get(root, "affected");
	if (affected && affected->kind == JSON_ARRAY)
		for (const struct json *j = affected->child; j; j = j->next)
			read_affected(&r, j);
	read_names(&r);
	read_text(&r);
	const char *reason = refusal(&r);
	if (reason) {
		build_refused(out, reason);
		return;
	}
	build_advisory(out, &r.advisory);
	for (size_t i = 0; whole && i < r.advisory.packages.n; i++)
		build_covers(out, r.advisory.packages.p[i].ecosystem,
			     r.advisory.packages.p[i].release);
}

static int read(const struct feed_file *file, struct arena *scratch, struct db_build *out,
		struct fault *f)
{
	OWNED(buf_donep) struct buf bytes;
	TRY(record_slurp(file->body, LIMIT_FEED_RECORD, &bytes, f));
	const struct json *root;
	if (str_starts(str_trim(file->head), STR("{")))
		TRY(json_parse(scratch, buf_str(&bytes), &root, f));
	else
		TRY(yaml_parse(scratch, buf_str(&bytes), &root, f));
	if (root->kind != JSON_OBJECT)
		return fault_set(f, E_CORRUPT, "not an OSV record");
	read_record(scratch, root, is_whole_ecosystem(file), out);
	return 0;
}

const struct feed feed_osv = {
	.name = "osv",
	.title = "OSV records (osv.dev schema)",
	.priority = 50,
	.bid = bid,
	.read = read,
};
