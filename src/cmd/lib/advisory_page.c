/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/lib/advisory_page.h"

#include "base/term.h"

struct str advisory_versions(struct arena *a, const struct advisory_interval *v)
{
	bool from = v->introduced.n && !str_is(v->introduced, "0");
	struct str end = v->fixed.n ? v->fixed : v->last_affected;
	const char *sign = v->fixed.n ? "<" : "<=";
	if (!from && !end.n)
		return STR("all versions");
	if (!from)
		return str_printf(a, "%s %.*s", sign, STRF(end));
	if (!end.n)
		return str_printf(a, ">= %.*s", STRF(v->introduced));
	return str_printf(a, ">= %.*s, %s %.*s", STRF(v->introduced), sign, STRF(end));
}

static struct str joined(struct arena *a, const struct str *p, size_t n)
{
	struct str s = STR("");
	for (size_t i = 0; i < n; i++)
		s = str_printf(a, "%.*s%s%.*s", STRF(s), i ? ", " : "", STRF(p[i]));
	return s;
}

static void put_row(const struct paint *p, const char *label, enum style style, struct str text)
{
	if (text.n)
		paint_row(p, 2, label, 12, style, text);
}

static void put_cve(const struct paint *p, const struct cve_facts *c)
{
	if (c->kev_added.n)
		put_row(p, "exploited", STYLE_CRITICAL,
			str_printf(p->a, "since %.*s, by the list of CISA%s", STRF(c->kev_added),
				   c->kev_ransomware ? "; used for ransomware" : ""));
	if (c->has_epss)
		put_row(p, "EPSS", STYLE_PLAIN,
			str_printf(p->a, "%.2f %% within 30 days, more than %.1f %% of all",
				   c->epss / 1000.0, c->epss_percentile / 1000.0));
}

/* What the record says first is believed: it is of the feed with the highest priority in its partition. */
static void put_record(const struct paint *p, struct str id, const struct advisory *v,
		       const struct cve_facts *c)
{
	struct str names = joined(p->a, v->aliases.p, v->aliases.n);
	if (!str_eq_nocase(v->id, id))
		names = str_printf(p->a, "%.*s%s%.*s", STRF(v->id), names.n ? ", " : "",
				   STRF(names));
	put_row(p, "also", STYLE_PLAIN, names);
	if (v->severity)
		put_row(p, "severity", style_of(v->severity), str_of(severity_name(v->severity)));
	if (c && c->cvss.n)
		put_row(p, "CVSS", STYLE_PLAIN, joined(p->a, c->cvss.p, c->cvss.n));
	else
		put_row(p, "CVSS", STYLE_PLAIN, joined(p->a, v->cvss.p, v->cvss.n));
	if (c && c->cwe.n)
		put_row(p, "weakness", STYLE_PLAIN, joined(p->a, c->cwe.p, c->cwe.n));
	else
		put_row(p, "weakness", STYLE_PLAIN, joined(p->a, v->cwe.p, v->cwe.n));
	put_row(p, "published", STYLE_PLAIN, c && c->published.n ? c->published : v->published);
	for (size_t i = 0; i < v->references.n && i < 5; i++)
		put_row(p, i ? "" : "read", STYLE_PLAIN, v->references.p[i]);
}

static struct str all_versions(struct arena *a, const struct advisory_package *p)
{
	struct str s = STR("");
	if (p->status == ADVISORY_NOT_AFFECTED)
		return s;
	for (size_t i = 0; i < p->intervals.n; i++)
		s = str_printf(a, "%.*s%s%.*s", STRF(s), i ? " or " : "",
			       STRF(advisory_versions(a, &p->intervals.p[i])));
	if (p->versions.n)
		s = str_printf(a, "%.*s%sexactly %.*s", STRF(s), s.n ? " or " : "",
			       STRF(joined(a, p->versions.p, p->versions.n)));
	return s.n ? s : STR("all versions");
}

static struct str status_text(struct arena *a, const struct advisory_package *p)
{
	if (p->status == ADVISORY_FIXED)
		return STR("");
	struct str rest = str_of(advisory_status_name(p->status)), word, s = STR("");
	while (str_next(&rest, '_', &word))
		s = str_printf(a, "%.*s%s%.*s", STRF(s), s.n ? " " : "", STRF(word));
	return s;
}

/* "debian:13 xz-utils   >= 5.5.1alpha-0.1, < 5.6.1+really5.4.5-1" */
static void put_packages(const struct paint *p, const struct db_advisory *said)
{
	out_char(p->out, '\n');
	paint(p, STYLE_STRONG, STR("Packages"));
	out_char(p->out, '\n');
	for (size_t i = 0; i < said->statements.n; i++) {
		const struct advisory_package *package = &said->statements.p[i].package;
		const char *ecosystem = ecosystem_info(package->ecosystem)->name;
		struct str versions = all_versions(p->a, package);
		struct str status = status_text(p->a, package);
		struct str label = str_printf(
			p->a, "%.*s%s%.*s %.*s", STRF(str_lower(p->a, str_of(ecosystem))),
			package->release.n ? ":" : "", STRF(package->release), STRF(package->name));
		struct str text = str_printf(p->a, "%.*s%s%.*s", STRF(status),
					     status.n && versions.n ? ": " : "", STRF(versions));
		label = text_safe(p->a, label);
		out_text(p->out, "  ");
		paint_pad(p, STYLE_PLAIN, label, 28);
		paint_behind(p, STYLE_PLAIN, text, 2 + size_max(text_columns(label), 28), 4);
	}
	if (said->statements_n > said->statements.n)
		paint_wrapped(
			p, STYLE_FAINT,
			str_printf(p->a, "  and %.*s more",
				   STRF(count_text(p->a, said->statements_n - said->statements.n))),
			0, 2);
}

void advisory_page(const struct paint *p, struct str id, const struct cve_facts *cve,
		   const struct db_advisory *said)
{
	static const struct advisory none = { 0 };
	const struct advisory *v = said->statements.n ? &said->statements.p[0].advisory : &none;
	struct str summary = v->summary.n ? v->summary : cve ? cve->summary : STR("");
	paint(p, STYLE_STRONG, id);
	out_char(p->out, '\n');
	if (summary.n)
		paint_wrapped(p, STYLE_PLAIN, summary, 0, 0);
	if (cve)
		put_cve(p, cve);
	put_record(p, id, v, cve);
	if (said->statements.n)
		put_packages(p, said);
}
