/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seaworthy db lookup: what is known of one package, and is this version affected?
 *
 * It shows statements as they are stored, one feed beside the other; deciding between feeds that
 * disagree is the scan's work (judge/match.c).
 */
#include "base/log.h"
#include "base/term.h"
#include "cmd/command.h"
#include "cmd/db/subcommand.h"
#include "cmd/lib/advisory_page.h"
#include "cmd/lib/database.h"
#include "judge/range.h"
#include "text/emit.h"

struct question {
	enum ecosystem ecosystem;
	struct str release, name, version; /* version empty: not asked */
};

static int read_question(int argc, char **argv, struct arena *a, struct question *out,
			 struct fault *f)
{
	if (!ecosystem_parse(a, str_of(argv[0]), &out->ecosystem, &out->release))
		return fault_set(
			f, E_USAGE,
			"\"%s\" is no ecosystem that is known; write debian:12, alpine:3.20, "
			"npm, pypi, go, crates.io, maven, …",
			argv[0]);
	const struct ecosystem_info *info = ecosystem_info(out->ecosystem);
	if (info->has_release && !out->release.n)
		return fault_set(f, E_USAGE, "%s needs a release: write %s:RELEASE", info->name,
				 info->name);
	out->name = ecosystem_name(a, out->ecosystem, str_of(argv[1]));
	out->version = argc > 2 ? str_of(argv[2]) : STR("");
	return 0;
}

static struct str joined(struct arena *a, const struct str *list, size_t n)
{
	struct str s = STR("");
	for (size_t i = 0; i < n; i++)
		s = str_printf(a, "%.*s%s%.*s", STRF(s), i ? ", " : "", STRF(list[i]));
	return s;
}

static const char *answer_text(enum range_answer answer)
{
	switch (answer) {
	case RANGE_YES:
		return "affected";
	case RANGE_NO:
		return "not affected";
	case RANGE_UNKNOWN:
		break;
	}
	return "unknown";
}

static void line(struct out *out, struct arena *a, const char *label, struct str value)
{
	if (!value.n)
		return;
	out_text(out, "    ");
	text_pad(out, str_of(label), 10);
	out_str(out, text_safe(a, value));
	out_char(out, '\n');
}

static void print_statement(const struct question *q, const struct db_statement *s, struct arena *a,
			    struct out *out)
{
	const struct advisory *v = &s->advisory;
	const struct advisory_package *p = &s->package;
	enum severity severity = p->severity ? p->severity : v->severity;
	out_str(out, text_safe(a, v->id));
	out_printf(out, "  %s", advisory_status_name(p->status));
	if (severity)
		out_printf(out, ", %s", severity_name(severity));
	out_printf(out, "  (%.*s)\n", STRF(text_safe(a, s->feed)));
	if (q->version.n) {
		struct range_result r = range_affected(p, q->version);
		line(out, a, "version",
		     str_printf(a, "%.*s is %s%s%s%s%.*s", STRF(q->version), answer_text(r.answer),
				r.why ? ": " : "", r.why ? r.why : "",
				r.fixed.n ? "; fixed in " : "", STRF(r.fixed)));
	}
	line(out, a, "summary", v->summary);
	line(out, a, "also", joined(a, v->aliases.p, v->aliases.n));
	line(out, a, "related", joined(a, v->related.p, v->related.n));
	for (size_t i = 0; i < p->intervals.n; i++)
		line(out, a, i ? "" : "versions", advisory_versions(a, &p->intervals.p[i]));
	if (!p->intervals.n && !p->versions.n)
		line(out, a, "versions", STR("all versions"));
	line(out, a, "exactly", joined(a, p->versions.p, p->versions.n));
	line(out, a, "vectors", joined(a, v->cvss.p, v->cvss.n));
}

static void emit_list(struct emit *e, const char *key, const struct str *list, size_t n)
{
	if (!n)
		return;
	emit_key(e, key);
	emit_array(e);
	for (size_t i = 0; i < n; i++)
		emit_str(e, list[i]);
	emit_array_end(e);
}

static void emit_range(struct emit *e, const struct advisory_package *p)
{
	emit_key(e, "intervals");
	emit_array(e);
	for (size_t i = 0; i < p->intervals.n; i++) {
		emit_object(e);
		emit_member_set(e, "introduced", p->intervals.p[i].introduced);
		emit_member_set(e, "fixed", p->intervals.p[i].fixed);
		emit_member_set(e, "last_affected", p->intervals.p[i].last_affected);
		emit_object_end(e);
	}
	emit_array_end(e);
	emit_list(e, "versions", p->versions.p, p->versions.n);
}

static void emit_statement(const struct question *q, const struct db_statement *s, struct emit *e)
{
	const struct advisory *v = &s->advisory;
	emit_object(e);
	emit_member_str(e, "id", v->id);
	emit_member_str(e, "feed", s->feed);
	emit_member_u64(e, "priority", s->priority);
	emit_member_text(e, "status", advisory_status_name(s->package.status));
	emit_member_text(e, "severity",
			 severity_name(s->package.severity ? s->package.severity : v->severity));
	if (q->version.n) {
		struct range_result r = range_affected(&s->package, q->version);
		emit_member_text(e, "answer", answer_text(r.answer));
		emit_member_set(e, "reason", str_of(r.why));
		emit_member_set(e, "fixed", r.fixed);
	}
	emit_member_set(e, "summary", v->summary);
	emit_list(e, "aliases", v->aliases.p, v->aliases.n);
	emit_list(e, "related", v->related.p, v->related.n);
	emit_list(e, "cvss", v->cvss.p, v->cvss.n);
	emit_range(e, &s->package);
	emit_object_end(e);
}

static int print_text(const struct db *db, const struct question *q, const struct db_range *range,
		      struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	for (uint32_t i = 0; i < range->n; i++) {
		struct db_statement s;
		arena_reset(scratch);
		TRY(db_statement(range, i, scratch, &s, f));
		TRY(db_text(db, s.text, scratch, &s.advisory, f));
		print_statement(q, &s, scratch, out);
	}
	return 0;
}

static int print_json(const struct db *db, const struct question *q, const struct db_range *range,
		      enum db_coverage coverage, struct out *out, struct fault *f)
{
	OWNED(arena_freep) struct arena *scratch = arena_new();
	struct emit e;
	emit_init(&e, out, false);
	emit_object(&e);
	emit_member_text(&e, "ecosystem", ecosystem_info(q->ecosystem)->name);
	emit_member_set(&e, "release", q->release);
	emit_member_str(&e, "name", q->name);
	emit_member_set(&e, "version", q->version);
	static const char *const words[] = { "nothing", "single advisories", "complete" };
	emit_member_text(&e, "coverage", words[coverage]);
	emit_key(&e, "statements");
	emit_array(&e);
	for (uint32_t i = 0; i < range->n; i++) {
		struct db_statement s;
		arena_reset(scratch);
		TRY(db_statement(range, i, scratch, &s, f));
		TRY(db_text(db, s.text, scratch, &s.advisory, f));
		emit_statement(q, &s, &e);
	}
	emit_array_end(&e);
	emit_object_end(&e);
	out_char(out, '\n');
	return 0;
}

/* Nothing was found: does that mean anything? */
static int explain_silence(const struct question *q, enum db_coverage coverage, struct arena *a)
{
	const struct ecosystem_info *info = ecosystem_info(q->ecosystem);
	struct str where = str_trim(str_printf(a, "%s %.*s", info->name, STRF(q->release)));
	if (coverage == DB_NOTHING) {
		log_error("the database has no data for %.*s: nothing is known, which is not "
			  "\"no vulnerability\"",
			  STRF(where));
		return EXIT_INCOMPLETE;
	}
	if (coverage == DB_SCATTERED && info->has_release) {
		log_error(
			"no advisory names %.*s in %.*s, but no feed covers that release: this is "
			"not \"no vulnerability\"",
			STRF(q->name), STRF(where));
		return EXIT_INCOMPLETE;
	}
	log_warn("no advisory names %.*s in %.*s", STRF(q->name), STRF(where));
	return EXIT_FIT;
}

static int run(const void *parsed, int argc, char **argv, struct arena *a, struct out *out,
	       struct fault *f)
{
	const struct db_options *o = parsed;
	struct question q = { 0 };
	OWNED(database_closep) struct database d = { 0 };
	struct db_range range;
	TRY(read_question(argc, argv, a, &q, f));
	TRY(database_open(&d, o->db, a, f));
	int known = db_lookup(d.db, q.ecosystem, q.release, q.name, &range, f);
	TRY(known);
	enum db_coverage coverage = db_coverage(d.db, q.ecosystem, q.release);
	if (o->format == DB_FORMAT_JSON)
		TRY(print_json(d.db, &q, &range, coverage, out, f));
	else if (known)
		TRY(print_text(d.db, &q, &range, out, f));
	return known ? EXIT_FIT : explain_silence(&q, coverage, a);
}

const struct subcommand db_subcommand_lookup = {
	.name = "lookup",
	.operands = "ECOSYSTEM NAME [VERSION]",
	.operands_min = 2,
	.operands_max = 3,
	.options = DB_OPTION_FORMAT | DB_OPTION_DB,
	.run = run,
};
