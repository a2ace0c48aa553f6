/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was looked at and with which data: whoever doubts the verdict needs it, and whoever repeats the scan.
 */
#include "tell/html/part.h"
#include "tell/words.h"

static void names(const struct part *p)
{
	const struct report *r = p->r;
	part_fact_code(p, PHRASE_FACT_NAME, part_subject(r));
	for (size_t i = 0; i < r->image.names.n && i < 20; i++)
		if (!str_eq(r->image.names.p[i], part_subject(r)))
			part_fact_code(p, PHRASE_FACT_NAMES, r->image.names.p[i]);
	struct str source = r->source_kind;
	if (r->reference.n && !str_eq(r->reference, part_subject(r)))
		source = str_printf(p->h->a, "%.*s (%.*s)", STRF(r->reference), STRF(source));
	part_fact(p, PHRASE_FACT_SOURCE, wording_same(source));
	part_fact_code(p, PHRASE_FACT_DIGEST, digest_text(p->h->a, &r->image.manifest));
	part_fact_code(p, PHRASE_FACT_CONFIG, digest_text(p->h->a, &r->image.config));
	if (r->image.platform.os.n || r->image.platform.arch.n)
		part_fact(p, PHRASE_FACT_PLATFORM,
			  wording_same(platform_text(p->h->a, &r->image.platform)));
	part_fact(p, PHRASE_FACT_CREATED, wording_date(p->h->a, r->image.created));
}

static void system_facts(const struct part *p)
{
	const struct os_release *os = &p->r->os;
	struct arena *a = p->h->a;
	struct wording name = wording_same(os->pretty);
	if (!os->pretty.n && os->id.n)
		name = wording_same(str_printf(a, "%.*s %.*s", STRF(os->id), STRF(os->version_id)));
	else if (!os->pretty.n)
		name = wording(os->is_scratch ? PHRASE_SCRATCH : PHRASE_UNKNOWN_SYSTEM);
	part_fact(p, PHRASE_FACT_SYSTEM, name);
	if (os->eol.n) {
		bool over = p->r->created.n >= 10 &&
			    str_cmp(os->eol, str_slice(p->r->created, 0, 10)) < 0;
		struct wording date = wording_date(a, os->eol);
		part_fact(p, PHRASE_FACT_EOL, over ? WORDING(a, PHRASE_FACT_EOL_OVER, date) : date);
	}
	if (p->r->base.name.n)
		part_fact(p, PHRASE_FACT_BASE,
			  WORDING(a, PHRASE_FACT_BASE_TEXT, wording_same(p->r->base.name),
				  wording_count(a, PHRASE_N_LAYERS, p->r->base.layers)));
}

static struct str joined(struct arena *a, const struct str *p, size_t n)
{
	struct str s = STR("");
	for (size_t i = 0; i < n && s.n < 2000; i++)
		s = str_printf(a, "%.*s%s%.*s", STRF(s), i ? " " : "", STRF(p[i]));
	return s;
}

static void runtime(const struct part *p)
{
	const struct image *im = &p->r->image;
	struct arena *a = p->h->a;
	if (im->config_json.n)
		part_fact(p, PHRASE_FACT_USER,
			  im->user.n ? wording_same(im->user) : wording(PHRASE_FACT_ROOT));
	struct str entry = joined(a, im->entrypoint.p, im->entrypoint.n);
	struct str command = joined(a, im->cmd.p, im->cmd.n);
	part_fact_code(p, PHRASE_FACT_STARTS,
		       str_trim(str_printf(a, "%.*s %.*s", STRF(entry), STRF(command))));
	part_fact(p, PHRASE_FACT_PORTS,
		  wording_same(joined(a, im->exposed_ports.p, im->exposed_ports.n)));
	uint64_t bytes = 0;
	for (size_t i = 0; i < p->r->layers.n; i++)
		if (!u64_add(bytes, p->r->layers.p[i].bytes, &bytes))
			bytes = UINT64_MAX;
	struct wording holds = wording_count(a, PHRASE_N_PACKAGES, report_count_live(p->r));
	holds = wording_list(a, holds, wording_count(a, PHRASE_N_LAYERS, im->layers.n));
	holds = wording_list(a, holds,
			     wording_count(a, p->r->has_changes ? PHRASE_N_FILES : PHRASE_N_ENTRIES,
					   report_count_files(p->r)));
	part_fact(p, PHRASE_FACT_HOLDS, wording_list(a, holds, wording_bytes(a, bytes)));
}

static void provenance(const struct part *p)
{
	const struct report *r = p->r;
	const struct database_info *db = &r->database;
	struct arena *a = p->h->a;
	struct wording data = db->headline_only
				      ? wording(PHRASE_FACT_HEADLINE)
				      : wording_count(a, PHRASE_N_ADVISORIES, db->advisories);
	if (!db->headline_only && db->built.n)
		data = wording_list(a, data, wording_date(a, db->built));
	part_fact(p, PHRASE_FACT_ADVISORIES, data);
	part_fact_code(p, PHRASE_FACT_DATABASE, db->path);
	part_fact_code(p, PHRASE_FACT_DATABASE_DIGEST, db->digest);
	part_fact(p, PHRASE_FACT_GATE, wording_same(r->gate.name));
	if (r->gate.name.n)
		part_fact(p, PHRASE_FACT_POLICY,
			  r->gate.policy.n && !str_is(r->gate.policy, "built-in")
				  ? wording_same(r->gate.policy)
				  : wording(PHRASE_BUILT_IN));
	part_fact_code(p, PHRASE_FACT_POLICY_DIGEST, r->gate.digest);
	part_fact(p, PHRASE_FACT_BASELINE, wording_same(r->baseline));
	part_fact(p, PHRASE_FACT_TIME, wording_same(r->created));
	part_fact(p, PHRASE_FACT_VERSION,
		  wording_same(str_printf(a, "seaworthy %s",
					  p->options->version ? p->options->version : "")));
	struct wording box = wording(r->sandboxed ? PHRASE_CONFINED : PHRASE_NOT_CONFINED);
	part_fact(p, PHRASE_FACT_SANDBOX, wording_list(a, box, wording_same(r->sandbox_note)));
	part_fact(p, PHRASE_FACT_DIFF_IDS,
		  wording(r->verified_diff_ids ? PHRASE_VERIFIED : PHRASE_NOT_VERIFIED));
}

static void clauses(const struct part *p)
{
	const struct gate_info *g = &p->r->gate;
	struct out *out = p->h->out;
	if (g->clauses.n == 0)
		return;
	out_text(out, "<details><summary>");
	html_phrase(p->h, PHRASE_CLAUSES);
	out_text(out, "</summary><table><tr><th>");
	html_phrase(p->h, PHRASE_COL_CLAUSE);
	out_text(out, "</th><th>");
	html_phrase(p->h, PHRASE_COL_EFFECT);
	out_text(out, "</th><th class=\"n\">");
	html_phrase(p->h, PHRASE_COL_FINDINGS);
	out_text(out, "</th></tr>\n");
	for (size_t i = 0; i < g->clauses.n; i++) {
		const struct gate_clause *c = &g->clauses.p[i];
		out_text(out, "<tr><td><code>");
		html_text(p->h, c->name);
		out_text(out, "</code> <span class=\"soft\">");
		html_text(p->h, c->source);
		out_text(out, "</span></td><td>");
		html_say(p->h, wording_effect(c->effect));
		out_text(out, "</td><td class=\"n\">");
		html_say(p->h, wording_number(p->h->a, c->met));
		out_text(out, "</td></tr>\n");
	}
	out_text(out, "</table></details>\n");
}

void part_image(const struct part *p)
{
	struct out *out = p->h->out;
	part_begin(p, "image", PHRASE_SECTION_IMAGE);
	out_text(out, "<div class=\"facts\"><div class=\"card\"><dl>\n");
	names(p);
	system_facts(p);
	runtime(p);
	out_text(out, "</dl></div>\n<div class=\"card\"><dl>\n");
	provenance(p);
	out_text(out, "</dl>\n");
	clauses(p);
	out_text(out, "</div></div>\n");
	if (p->r->dockerfile.n) {
		out_text(out, "<details class=\"card\"><summary>");
		html_phrase(p->h, PHRASE_DOCKERFILE);
		out_text(out, "</summary><pre>");
		html_lines(p->h, p->r->dockerfile);
		out_text(out, "</pre></details>\n");
	}
	part_end(p);
}

void part_packages(const struct part *p)
{
	struct arena *a = p->h->a;
	size_t live = report_count_live(p->r);
	if (p->r->packages.n == 0)
		return;
	part_begin(p, "packages", PHRASE_SECTION_PACKAGES);
	out_text(p->h->out, "<details class=\"card packages\"><summary>");
	html_say(p->h, live == p->r->packages.n
			       ? wording_count(a, PHRASE_N_PACKAGES, live)
			       : WORDING(a, PHRASE_PACKAGES_LIVE,
					 wording_count(a, PHRASE_N_PACKAGES, live),
					 wording_number(a, p->r->packages.n - live)));
	out_text(p->h->out, "</summary>\n<div class=\"package-list js\"></div><noscript><p>");
	html_phrase(p->h, PHRASE_PACKAGES_SCRIPT);
	out_text(p->h->out, "</p></noscript></details>\n");
	part_end(p);
}
