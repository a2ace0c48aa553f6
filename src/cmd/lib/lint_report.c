/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns count characters. A file can be one line of a megabyte with a finding at every word, so
 * the characters before every 256th byte are counted once, and the rest where it is asked for.
 */
#include "cmd/lib/lint_report.h"

enum { STEP = 256 };

struct counter {
	const struct dockerfile *file;
	uint32_t *before; /* characters before byte STEP × i */
};

static bool begins(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

static void counter_init(struct arena *a, const struct dockerfile *file, struct counter *out)
{
	struct str s = file->source;
	out->file = file;
	out->before = arena_array(a, s.n / STEP + 1, sizeof(uint32_t));
	uint32_t n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (i % STEP == 0)
			out->before[i / STEP] = n;
		n += begins(s.p[i]);
	}
	if (s.n % STEP == 0)
		out->before[s.n / STEP] = n;
}

static uint32_t characters_before(const struct counter *c, uint32_t offset)
{
	uint32_t n = c->before[offset / STEP];
	for (uint32_t i = offset - offset % STEP; i < offset; i++)
		n += begins(c->file->source.p[i]);
	return n;
}

static struct lint_place place_of(const struct counter *c, uint32_t offset)
{
	if (offset > c->file->source.n)
		offset = (uint32_t)c->file->source.n;
	struct position at = df_position(c->file, offset);
	uint32_t start = offset - (at.column - 1);
	return (struct lint_place){
		.line = at.line,
		.column = characters_before(c, offset) - characters_before(c, start) + 1,
	};
}

void lint_report_init(struct arena *a, struct lint_report *out)
{
	struct lint_rule_text *texts =
		arena_array(a, all_dockerfile_rules_n + 1, sizeof(struct lint_rule_text));
	for (size_t i = 0; i < all_dockerfile_rules_n; i++) {
		const struct dockerfile_rule *r = all_dockerfile_rules[i];
		texts[i] = (struct lint_rule_text){
			.id = r->id,
			.code = lint_rule_code(r),
			.aliases = r->aliases ? r->aliases : "",
			.title = r->title,
			.why = r->why,
			.fix = r->fix,
			.reference = r->reference,
			.level = r->level,
			.severity = r->severity,
		};
	}
	*out = (struct lint_report){ .rules = texts, .rules_n = all_dockerfile_rules_n };
}

static struct str stage_name(struct arena *a, const struct df_build *build, uint32_t stage)
{
	if (!build || stage >= build->stages.n)
		return STR("");
	struct str name = build->stages.p[stage].name;
	return name.n ? name : str_printf(a, "%u", stage);
}

static void copy_edits(struct arena *a, const struct counter *c, const struct lint_finding *n,
		       struct lint_issue *to)
{
	for (size_t i = 0; i < n->edits.n; i++) {
		struct lint_replacement *p = VEC_PUSH(a, &to->replacements);
		p->begin = n->edits.p[i].span.begin;
		p->end = n->edits.p[i].span.end;
		p->from = place_of(c, p->begin);
		p->to = place_of(c, p->end);
		p->text = n->edits.p[i].text;
	}
}

struct lint_file *lint_report_file(struct arena *a, struct lint_report *r,
				   const struct lint_rules *rules, struct str shown,
				   const struct dockerfile *file, const struct df_build *build,
				   const struct lint_findings *findings)
{
	struct lint_file *to = VEC_PUSH(a, &r->files);
	struct counter c;
	counter_init(a, file, &c);
	to->path = shown;
	to->source = file->source;
	if (findings->over)
		to->gap = STR("it has more findings than are kept");
	for (size_t i = 0; i < findings->list.n; i++) {
		const struct lint_finding *n = findings->list.p[i];
		struct lint_issue *issue = VEC_PUSH(a, &to->issues);
		issue->rule = lint_rule_find(rules, str_of(n->rule->id));
		issue->level = n->level;
		issue->message = n->message;
		issue->begin = n->span.begin;
		issue->end = n->span.end;
		issue->from = place_of(&c, n->span.begin);
		issue->to = place_of(&c, n->span.end);
		issue->stage = stage_name(a, build, n->stage);
		issue->build_stage_only = n->build_stage_only;
		issue->suggestion = n->suggestion;
		issue->repair = n->edits.n ? n->edit_reason : STR("");
		copy_edits(a, &c, n, issue);
	}
	return to;
}

struct lint_issue *lint_report_line(struct arena *a, struct lint_file *file, uint32_t rule,
				    enum lint_level level, uint32_t line, uint32_t column,
				    struct str message)
{
	struct str rest = file->source, text = STR("");
	for (uint32_t i = 0; i < line && str_next_line(&rest, &text); i++)
		;
	struct lint_issue *issue = VEC_PUSH(a, &file->issues);
	uint32_t start = text.p ? (uint32_t)(text.p - file->source.p) : 0;
	issue->rule = rule;
	issue->level = level;
	issue->message = message;
	issue->begin = start + (uint32_t)size_min(column - 1, text.n);
	issue->end = start + (uint32_t)text.n;
	issue->from = (struct lint_place){ line, column };
	issue->to = (struct lint_place){ line, (uint32_t)text.n + 1 };
	return issue;
}
