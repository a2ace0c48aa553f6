/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy explain: what a rule or a vulnerability is about, from the same tables that the program
 * judges by. The pages of docs/rules/ are written by it, too (--markdown-dir; a test keeps them
 * current).
 */
#include "base/log.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/lib/database.h"
#include "cmd/lib/global.h"
#include "cmd/lib/rule_page.h"
#include "find/dockerfile/rules.h"
#include "tell/paint.h"

#include <unistd.h>

struct options {
	const char *db, *markdown;
	bool list;
};

#define AT(field) .offset = offsetof(struct options, field)

static const struct opt options[] = {
	{ OPT_FLAG, 0, "list", NULL, "List all rules, one a line", AT(list) },
	{ OPT_STRING, 0, "db", "FILE",
	  "Advisory database for CVE ids, or 'builtin' for the headline advisories", AT(db) },
	{ OPT_STRING, 0, "markdown-dir", "DIR", "Write one page for each rule", AT(markdown),
	  .hidden = true },
	{ .kind = OPT_END },
};

static int unknown(const struct lint_rules *rules, struct str name, struct fault *f)
{
	const char *near = lint_rule_nearest(rules, name);
	if (near)
		return fault_set(f, E_USAGE, "there is no rule \"%.*s\"; did you mean %s?",
				 STRF(name), near);
	return fault_set(f, E_USAGE,
			 "there is no rule \"%.*s\"; \"seaworthy explain --list\" lists them",
			 STRF(name));
}

static void list_rules(struct out *out)
{
	for (size_t i = 0; i < all_dockerfile_rules_n; i++) {
		const struct dockerfile_rule *r = all_dockerfile_rules[i];
		struct str code = lint_rule_code(r);
		text_pad(out, str_of(r->id), 28);
		out_char(out, ' ');
		text_pad(out, str_is(code, r->id) ? STR("") : code, 7);
		out_char(out, ' ');
		text_pad(out, str_of(lint_level_name(r->level)), 8);
		out_printf(out, "%s%s\n", r->title, r->off ? " (off by default)" : "");
	}
}

static bool is_cve(struct str name)
{
	return name.n > 4 && str_eq_nocase(str_slice(name, 0, 4), STR("CVE-"));
}

static struct str joined(struct arena *a, const struct str *p, size_t n)
{
	struct str s = STR("");
	for (size_t i = 0; i < n; i++)
		s = str_printf(a, "%.*s%s%.*s", STRF(s), i ? ", " : "", STRF(p[i]));
	return s;
}

static void put_cve(const struct paint *p, const struct cve_facts *c)
{
	paint(p, STYLE_STRONG, c->id);
	out_char(p->out, '\n');
	if (c->summary.n)
		paint_wrapped(p, STYLE_PLAIN, c->summary, 0, 0);
	if (c->kev_added.n)
		paint_row(p, 2, "exploited", 12, STYLE_CRITICAL,
			  str_printf(p->a, "since %.*s, by the list of CISA%s", STRF(c->kev_added),
				     c->kev_ransomware ? "; used for ransomware" : ""));
	if (c->has_epss)
		paint_row(p, 2, "EPSS", 12, STYLE_PLAIN,
			  str_printf(p->a, "%.2f %% within 30 days, more than %.1f %% of all",
				     c->epss / 1000.0, c->epss_percentile / 1000.0));
	if (c->cvss.n)
		paint_row(p, 2, "CVSS", 12, STYLE_PLAIN, joined(p->a, c->cvss.p, c->cvss.n));
	if (c->cwe.n)
		paint_row(p, 2, "weakness", 12, STYLE_PLAIN, joined(p->a, c->cwe.p, c->cwe.n));
	if (c->published.n)
		paint_row(p, 2, "published", 12, STYLE_PLAIN, c->published);
}

static int explain_cve(const struct options *o, struct str name, const struct paint *p,
		       struct fault *f)
{
	OWNED(database_closep) struct database d = { 0 };
	struct cve_facts facts;
	size_t n = name.n;
	char *upper = arena_bytes(p->a, n);
	memcpy(upper, name.p, n);
	memcpy(upper, "CVE-", 4);
	TRY(database_open(&d, o->db, p->a, f));
	int known = db_cve(d.db, str_make(upper, n), p->a, &facts, f);
	TRY(known);
	if (!known)
		return fault_set(f, E_USAGE, "the database knows nothing of %.*s",
				 STRF(str_make(upper, n)));
	put_cve(p, &facts);
	return 0;
}

static int explain_one(const struct options *o, const struct lint_rules *rules, struct str name,
		       const struct paint *p, struct fault *f)
{
	uint32_t rule = lint_rule_find(rules, name);
	if (rule != LINT_NO_RULE) {
		rule_page_terminal(all_dockerfile_rules[rule], p);
		return 0;
	}
	return is_cve(name) ? explain_cve(o, name, p, f) : unknown(rules, name, f);
}

static int explain(const struct options *o, int argc, char **argv, struct out *out, struct arena *a,
		   struct fault *f)
{
	struct lint_rules rules;
	const struct paint p = { out, a, term_width(STDOUT_FILENO), term_colour(STDOUT_FILENO) };
	lint_rules_init(&rules, a);
	if (o->markdown)
		return rule_pages_write(o->markdown, a, f);
	if (o->list) {
		list_rules(out);
		return 0;
	}
	if (argc == 0)
		return fault_set(f, E_USAGE,
				 "name a rule or a CVE; \"seaworthy explain --list\" lists the "
				 "rules");
	for (int i = 0; i < argc; i++) {
		if (i)
			out_char(out, '\n');
		TRY(explain_one(o, &rules, str_trim(str_of(argv[i])), &p, f));
	}
	return 0;
}

static int run(void *parsed, int argc, char **argv, struct arena *a)
{
	struct fault f = { 0 };
	struct out out;
	out_init_fd(&out, STDOUT_FILENO);
	int r = explain(parsed, argc, argv, &out, a, &f);
	int code = command_finish(&out, EXIT_FIT);
	out_done(&out);
	return r < 0 ? command_fail(&f) : code;
}

const struct command command_explain = {
	.name = "explain",
	.summary = "what a rule is about: why, how to fix, examples",
	.usage = "seaworthy explain ID...\n"
		 "seaworthy explain --list",
	.description =
		"ID is a rule by any of its names: ours (apt-unpinned), hadolint's (DL3008), BuildKit's "
		"(StageNameCasing), Trivy's (DS-0029), in any case. A CVE id is looked up in the "
		"advisory database. Exit code 2 for an id that nobody knows, with the nearest.",
	.examples = "  seaworthy explain DL3008          # why, what to write, examples\n"
		    "  seaworthy explain CVE-2024-3094   # what the database knows\n"
		    "  seaworthy explain --list          # all rules\n",
	.order = 50,
	.options = options,
	.options_size = sizeof(struct options),
	.run = run,
};
