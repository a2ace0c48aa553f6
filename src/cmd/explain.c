/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy explain: what a rule or a vulnerability is about, from the same tables that the program
 * judges by. The pages of docs/rules/ are written by it, too (--markdown-dir; a test keeps them
 * current).
 */
#include "base/log.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/lib/advisory_page.h"
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

/* CVE-2024-3094, GHSA-…, DSA-5649-1, HEADLINE-…: words of which the first is letters and the rest has digits. */
static bool is_advisory(struct str name)
{
	static const char *const prefixes[] = { "CVE-",	 "GHSA-", "DSA-",  "DLA-",    "USN-",
						"RHSA-", "RHBA-", "GO-",   "PYSEC-",  "RUSTSEC-",
						"OSV-",	 "MAL-",  "ALSA-", "ALPINE-", "HEADLINE-" };
	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (str_eq_nocase(str_slice(name, 0, strlen(prefixes[i])), str_of(prefixes[i])))
			return true;
	return false;
}

static struct str upper(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		p[i] = char_is_lower(s.p[i]) ? (char)(s.p[i] - 32) : s.p[i];
	return str_make(p, s.n);
}

/* SC2086: accepted wherever hadolint's users name it, judged by nobody here. */
static bool explain_shellcheck(struct str name, const struct paint *p)
{
	uint64_t number;
	if (!str_eq_nocase(str_slice(name, 0, 2), STR("SC")) ||
	    !str_u64(str_from(name, 2), 99999, &number))
		return false;
	paint(p, STYLE_STRONG, upper(p->a, name));
	out_char(p->out, '\n');
	paint_wrapped(
		p, STYLE_PLAIN,
		STR("A check of shellcheck for shell scripts. It is not run here; where it is "
		    "ignored, that is accepted and does nothing."),
		0, 0);
	paint_row(p, 0, "read", 10, STYLE_PLAIN,
		  str_printf(p->a, "https://www.shellcheck.net/wiki/SC%llu",
			     (unsigned long long)number));
	return true;
}

/* The number of an advisory, CVE or any other. */
static int explain_advisory(const struct options *o, struct str id, const struct paint *p,
			    struct fault *f)
{
	OWNED(database_closep) struct database d = { 0 };
	struct cve_facts facts;
	struct db_advisory said;
	TRY(database_open(&d, o->db, p->a, f));
	int known = db_cve(d.db, id, p->a, &facts, f);
	TRY(known);
	TRY(db_advisory(d.db, id, p->a, &said, f));
	if (!known && !said.statements_n)
		return d.info.headline_only
			       ? fault_set(
					 f, E_USAGE,
					 "the built-in headline advisories know nothing of %.*s; "
					 "--db names a database, \"seaworthy db update\" fetches one",
					 STRF(id))
			       : fault_set(f, E_USAGE, "the database knows nothing of %.*s",
					   STRF(id));
	advisory_page(p, id, known ? &facts : NULL, &said);
	return 0;
}

static int explain_one(const struct options *o, const struct lint_rules *rules, struct str name,
		       const struct paint *p, struct fault *f)
{
	uint32_t rule = lint_rule_find(rules, name);
	for (uint32_t at = rule; at != LINT_NO_RULE; at = lint_rule_after(rules, name, at)) {
		if (at != rule)
			out_char(p->out, '\n');
		rule_page_terminal(all_dockerfile_rules[at], p);
	}
	if (rule != LINT_NO_RULE)
		return 0;
	if (explain_shellcheck(name, p))
		return 0;
	if (!is_advisory(name))
		return unknown(rules, name, f);
	/* GHSA numbers are in lower case behind the prefix; the others have capitals only */
	bool ghsa = str_eq_nocase(str_slice(name, 0, 5), STR("GHSA-"));
	return explain_advisory(o, ghsa ? name : upper(p->a, name), p, f);
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
		"(StageNameCasing), Trivy's (DS-0029), in any case; an alias that several rules share "
		"explains all of them. The number of an advisory (CVE-..., GHSA-..., DSA-...) is "
		"looked up in the advisory database: what is known of it, and which packages it is "
		"about. Exit code 2 for an id that nobody knows, with the nearest.",
	.examples = "  seaworthy explain DL3008          # why, what to write, examples\n"
		    "  seaworthy explain CVE-2024-3094   # what the database knows\n"
		    "  seaworthy explain --list          # all rules\n",
	.order = 50,
	.options = options,
	.options_size = sizeof(struct options),
	.run = run,
};
