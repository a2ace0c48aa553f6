/* SPDX-License-Identifier: Apache-2.0 */
#include "tell/links.h"

enum { LONGEST_ID = 100, LONGEST_LINK = 2000 };

static bool is_plain_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '_' && s.p[i] != ':' &&
		    s.p[i] != '.')
			return false;
	return s.n > 0 && s.n <= LONGEST_ID;
}

/* CVE-2024-3094: two numbers. */
static bool is_cve(struct str id)
{
	uint64_t n;
	struct str year, number;
	return str_starts(id, STR("CVE-")) && str_cut(str_from(id, 4), '-', &year, &number) &&
	       year.n == 4 && str_u64(year, 9999, &n) && number.n >= 4 &&
	       str_u64(number, UINT64_MAX, &n);
}

uint32_t cwe_number(struct str id)
{
	uint64_t n = 0;
	if (str_starts(id, STR("CWE-")) && !str_u64(str_from(id, 4), 99999, &n))
		n = 0;
	return (uint32_t)n;
}

/* Beginnings of ids that have a page of their own. */
static const struct {
	const char *begin, *kind, *address;
} places[] = {
	{ "GHSA-", "ghsa", "https://github.com/advisories/" },
	{ "DSA-", "dsa", "https://security-tracker.debian.org/tracker/" },
	{ "DLA-", "dsa", "https://security-tracker.debian.org/tracker/" },
	{ "USN-", "usn", "https://ubuntu.com/security/notices/" },
	{ "RHSA-", "rhsa", "https://access.redhat.com/errata/" },
	{ "GO-", "osv", "https://pkg.go.dev/vuln/" },
	{ "RUSTSEC-", "osv", "https://osv.dev/vulnerability/" },
	{ "PYSEC-", "osv", "https://osv.dev/vulnerability/" },
	{ "MAL-", "osv", "https://osv.dev/vulnerability/" },
	{ "OSV-", "osv", "https://osv.dev/vulnerability/" },
	{ "DEBIAN-", "osv", "https://osv.dev/vulnerability/" },
	{ "ALPINE-", "osv", "https://osv.dev/vulnerability/" },
	{ "UBUNTU-", "osv", "https://osv.dev/vulnerability/" },
};

const char *id_kind(struct str id)
{
	if (is_cve(id))
		return "cve";
	if (cwe_number(id))
		return "cwe";
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (str_starts(id, str_of(places[i].begin)))
			return places[i].kind;
	return "seaworthy";
}

struct str id_link(struct str id, struct arena *a)
{
	if (!is_plain_id(id))
		return STR("");
	if (is_cve(id))
		return str_printf(a, "https://nvd.nist.gov/vuln/detail/%.*s", STRF(id));
	if (cwe_number(id))
		return str_printf(a, "https://cwe.mitre.org/data/definitions/%u.html",
				  cwe_number(id));
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (str_starts(id, str_of(places[i].begin)))
			return str_printf(a, "%s%.*s", places[i].address, STRF(id));
	return STR("");
}

bool link_is_plain(struct str s)
{
	if (!str_starts(s, STR("https://")) && !str_starts(s, STR("http://")))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) &&
		    (s.p[i] <= ' ' || s.p[i] > '~' || strchr("\"'`<>()[]{}\\|^*", s.p[i])))
			return false;
	return s.n > strlen("https://") && s.n <= LONGEST_LINK;
}

struct str finding_link(const struct finding *f, struct arena *a)
{
	struct str link = id_link(f->id, a);
	const struct vulnerability *v = f->vulnerability;
	for (size_t i = 0; v && link.n == 0 && i < v->references.n; i++)
		if (link_is_plain(v->references.p[i]))
			link = v->references.p[i];
	return link;
}
