/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Alpine's secdb: which version of an origin package fixed which vulnerabilities, one file for each release
 * and repository (v3.20/main.json, edge/community.json); until 2020 the same as YAML.
 *
 *     { "distroversion": "v3.20", "packages": [ { "pkg": { "name": "busybox",
 *         "secfixes": { "1.36.1-r29": [ "CVE-2023-42366", "CVE-2017-2620 XSA-209" ], "0": [ "CVE-…" ] } } } ] }
 *
 * Wolfi, Chainguard and MinimOS publish the same for their one rolling release; there the place to download from
 * tells whose it is.
 *
 * There is no lower bound: all versions before the fix are affected. Version "0" says that the package never
 * was. Vulnerabilities without a fix are absent.
 *
 * An entry is written by hand and may hold several names and a remark: "CVE-2019-1000 (+ regression fix)",
 * "CVE-2017-10920 XSA-224", "CVE-????-????? XSA-284", "CVE 2018-16859". Every CVE in it is a vulnerability of its
 * own. A bulletin such as XSA-224 can be about several CVEs, listed on several lines, so it is not an alias (or
 * three vulnerabilities would become one) but `related`; names that stand for exactly one vulnerability (GHSA,
 * ALPINE) are aliases.
 */
#include "base/limits.h"
#include "feed/feed.h"
#include "feed/record.h"
#include "text/yaml.h"

static unsigned bid(const struct feed_file *file)
{
	static const char *const words[] = { "distroversion", "reponame", "apkurl",
					     "urlprefix",     "secfixes", NULL };
	return record_count_words(file->head, words) >= 3 ? 90 : 0;
}

struct entry {
	struct record_strings cves, aliases, bulletins;
};

/* A name of a vulnerability has a dash, a digit and no question mark; words and remarks have not. */
static bool is_name(struct str word)
{
	bool dash = false, digit = false;
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];
		if (!char_is_alnum(c) && c != '-' && c != '_' && c != '.' && c != ':')
			return false;
		dash |= c == '-';
		digit |= char_is_digit(c);
	}
	return dash && digit && word.n <= 64 && char_is_alpha(word.p[0]);
}

static void read_entry(struct arena *a, struct str text, struct entry *e)
{
	struct str word;
	bool after_cve = false;
	while (str_next_word(&text, &word)) {
		if (word.p[0] == '(')
			break;
		while (word.n && (word.p[word.n - 1] == ',' || word.p[word.n - 1] == ';'))
			word.n--;
		if (after_cve && word.n && char_is_digit(word.p[0]))
			word = str_printf(a, "CVE-%.*s", STRF(word));
		after_cve = str_is(word, "CVE");
		if (str_eq_nocase(str_slice(word, 0, 4), STR("CVE-")))
			word = str_printf(a, "CVE-%.*s", STRF(str_from(word, 4)));
		if (record_is_cve(word))
			record_add(a, &e->cves, word);
		else if (!is_name(word) || str_starts(word, STR("CVE-")))
			continue;
		else if (str_starts(word, STR("GHSA-")) || str_starts(word, STR("ALPINE-")))
			record_add(a, &e->aliases, word);
		else
			record_add(a, &e->bulletins, word);
	}
}

static void add(struct arena *a, struct advisory *v, const struct advisory_package *p,
		struct db_build *out)
{
	*VEC_PUSH(a, &v->packages) = *p;
	build_advisory(out, v);
}

/* One entry of a list of fixes: one advisory for each CVE, or one under the name there is. */
static void read_fix(struct arena *a, struct str text, const struct advisory_package *p,
		     struct db_build *out)
{
	struct entry e = { 0 };
	read_entry(a, text, &e);
	for (size_t i = 0; i < e.cves.n; i++) {
		struct advisory v = { .id = e.cves.p[i] };
		for (size_t k = 0; e.cves.n == 1 && k < e.aliases.n; k++)
			record_add(a, &v.aliases, e.aliases.p[k]);
		for (size_t k = 0; k < e.bulletins.n; k++)
			record_add(a, &v.related, e.bulletins.p[k]);
		add(a, &v, p, out);
	}
	if (e.cves.n)
		return;
	struct record_strings *names = e.aliases.n ? &e.aliases : &e.bulletins;
	if (!names->n) {
		build_refused(out, "no name of a vulnerability");
		return;
	}
	struct advisory v = { .id = names->p[0] };
	for (size_t k = 1; k < names->n; k++)
		record_add(a, &v.aliases, names->p[k]);
	add(a, &v, p, out);
}

/* Whose packages, and of which release. */
struct scope {
	enum ecosystem ecosystem;
	struct str release;
};

static void read_package(struct arena *a, const struct json *pkg, const struct scope *scope,
			 struct db_build *out)
{
	const struct json *fixes = json_get(pkg, "secfixes");
	struct str name = str_trim(json_get_text(pkg, "name"));
	if (!name.n || !fixes || fixes->kind != JSON_OBJECT) {
		build_refused(out, "package without name or fixes");
		return;
	}
	for (const struct json *fix = fixes->child; fix; fix = fix->next) {
		struct advisory_package p = {
			.ecosystem = scope->ecosystem,
			.release = scope->release,
			.name = name,
			.status = ADVISORY_FIXED,
		};
		struct str version = str_trim(fix->key);
		if (!version.n || fix->kind != JSON_ARRAY) {
			build_refused(out, "fix without a version");
			continue;
		}
		if (str_is(version, "0"))
			p.status = ADVISORY_NOT_AFFECTED;
		else
			record_interval(a, &p, STR(""), version);
		for (const struct json *j = fix->child; j; j = j->next)
			read_fix(a, json_text(j), &p, out);
	}
}

static bool read_scope(const struct json *root, struct scope *out)
{
	static const struct {
		const char *host;
		enum ecosystem ecosystem;
	} rolling[] = {
		{ "packages.wolfi.dev", ECOSYSTEM_WOLFI },
		{ "packages.cgr.dev", ECOSYSTEM_CHAINGUARD },
		{ "packages.mini.dev", ECOSYSTEM_MINIMOS },
	};
	struct str version = str_trim(json_get_text(root, "distroversion"));
	struct str from = json_get_text(root, "urlprefix");
	*out = (struct scope){ ECOSYSTEM_ALPINE, ecosystem_release(ECOSYSTEM_ALPINE, version) };
	if (out->release.n)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(rolling); i++)
		if (str_has(from, str_of(rolling[i].host))) {
			out->ecosystem = rolling[i].ecosystem;
			return true;
		}
	return false;
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
	struct scope scope;
	if (!read_scope(root, &scope))
		return fault_set(f, E_CORRUPT, "tells no release (distroversion)");
	const struct json *packages = json_get(root, "packages");
	if (packages && packages->kind == JSON_ARRAY)
		for (const struct json *j = packages->child; j; j = j->next)
			read_package(scratch, json_get(j, "pkg"), &scope, out);
	build_covers(out, scope.ecosystem, scope.release);
	return 0;
}

const struct feed feed_alpine_secdb = {
	.name = "alpine-secdb",
	.title = "Security databases of Alpine, Wolfi, Chainguard and MinimOS (secdb)",
	.priority = 100,
	.bid = bid,
	.read = read,
};
