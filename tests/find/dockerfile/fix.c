/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The repair engine, with rules made for the test instead of the real ones: they overlap, lie, break what stands
 * beside them, and write where nothing is. Each rule looks for its own word in RUN:
 *
 *     bad      becomes good, each by itself
 *     wide     becomes fine, together with all that stands before it in the RUN
 *     both     becomes good at its place, and a comment in front of the instruction
 *     liar     becomes "liar liar": a repair that repairs nothing
 *     late     becomes done; that is a fault in the first RUN (rule "forbid") but not in others
 *     broken   becomes a line that is no instruction
 *     eater    gets a continuation mark behind it, which swallows the next instruction
 *     outside  is repaired behind the end of the file
 *     twice    has two edits at the same place
 */
#include "check.h"

#include "base/buf.h"
#include "base/limits.h"
#include "find/dockerfile/fix.h"

static struct span span_of(const struct df_instruction *i, size_t at, size_t n)
{
	return (struct span){ df_source_offset(i, (uint32_t)at),
			      df_source_offset(i, (uint32_t)(at + n - 1)) + 1 };
}

/* The next finding of the word at or behind *at, with one edit; NULL when there is none. */
static struct lint_finding *next_word(struct lint *l, uint32_t k, const struct df_instruction *i,
				      const char *word, const char *instead, size_t *at)
{
	size_t found = str_find(str_from(i->text, *at), str_of(word)), n = strlen(word);
	if (found == SIZE_MAX)
		return NULL;
	struct span s = span_of(i, *at + found, n);
	*at += found + n;
	struct lint_finding *f = lint_report(l, k, s, "%s", word);
	if (instead)
		lint_edit(l, f, s, str_of(instead));
	return f;
}

static void bad(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	for (size_t at = 0; next_word(l, k, i, "bad", "good", &at);)
		;
}

static void wide(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	struct lint_finding *f = next_word(l, k, i, "wide", NULL, &at);
	if (f)
		lint_edit(l, f, span_of(i, 0, at), STR("fine"));
}

static void both(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	struct lint_finding *f = next_word(l, k, i, "both", "good", &at);
	if (f)
		lint_insert(l, f, i->span.begin, STR("# repaired\n"));
}

static void liar(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	next_word(l, k, i, "liar", "liar liar", &at);
}

static void late(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	next_word(l, k, i, "late", "done", &at);
}

static void forbid(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	if (k == 1)
		next_word(l, k, i, "done", NULL, &at);
}

static void broken(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	next_word(l, k, i, "broken", "x\nNOTHING of the kind", &at);
}

static void eater(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	next_word(l, k, i, "eater", "x \\", &at);
}

static void outside(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	struct lint_finding *f = next_word(l, k, i, "outside", NULL, &at);
	uint32_t end = (uint32_t)lint_file(l)->source.n;
	if (f)
		lint_edit(l, f, (struct span){ end - 1, end + 1 }, STR("x"));
}

static void twice(struct lint *l, uint32_t k, const struct df_instruction *i)
{
	size_t at = 0;
	struct lint_finding *f = next_word(l, k, i, "twice", "good", &at);
	if (f)
		lint_edit(l, f, f->span, STR("best"));
}

#define RULE(name)                                                                       \
	static const struct dockerfile_rule rule_##name = { .id = #name,                 \
							    .aliases = "",               \
							    .title = #name,              \
							    .level = LINT_WARNING,       \
							    .severity = SEVERITY_MEDIUM, \
							    .on = ON(DF_RUN),            \
							    .check = name }
RULE(bad);
RULE(both);
RULE(broken);
RULE(eater);
RULE(forbid);
RULE(late);
RULE(liar);
RULE(outside);
RULE(twice);
RULE(wide);
extern const struct dockerfile_rule dockerfile_rule_parse_error;

/* In place of the generated table, which the linker then leaves out. */
const struct dockerfile_rule *const all_dockerfile_rules[] = {
	&rule_bad,   &rule_both,    &rule_broken,
	&rule_eater, &rule_forbid,  &rule_late,
	&rule_liar,  &rule_outside, &dockerfile_rule_parse_error,
	&rule_twice, &rule_wide,    NULL,
};
const size_t all_dockerfile_rules_n = ARRAY_LEN(all_dockerfile_rules) - 1;

static struct fix_result fix(struct arena *a, struct str source)
{
	struct fault f = { 0 };
	struct fix_result out = { 0 };
	static const struct df_options options = { 0 };
	struct lint_rules rules;
	lint_rules_init(&rules, a);
	const struct lint_settings settings = { .rules = &rules };
	const struct fix_request q = { STR("Dockerfile"), source, &options, NULL, &settings };
	check_ok(fix_run(a, &q, &out, &f), &f);
	/* whatever was done, doing it again does nothing */
	struct fix_result again = { 0 };
	const struct fix_request q2 = { STR("Dockerfile"), out.text, &options, NULL, &settings };
	check_ok(fix_run(a, &q2, &again, &f), &f);
	check_str(again.text, out.text);
	assert_int_equal(again.changes.n, 0);
	assert_int_equal(again.refused, out.refused);
	return out;
}

static void check_fix(const char *before, const char *after, size_t changes, unsigned refused)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fix_result r = fix(a, str_of(before));
	check_text(r.text, after);
	assert_int_equal(r.changes.n, changes);
	assert_int_equal(r.refused, refused);
}

static void each_by_itself(void **state)
{
	check_fix("FROM a\nRUN bad\nRUN x\nRUN bad bad\n",
		  "FROM a\nRUN good\nRUN x\nRUN good good\n", 3, 0);
	check_fix("FROM a\nRUN x\n", "FROM a\nRUN x\n", 0, 0);
	check_fix("", "", 0, 0);
	/* two edits of one finding, one of them in front of the instruction */
	check_fix("FROM a\nRUN both\nRUN x\n", "FROM a\n# repaired\nRUN good\nRUN x\n", 1, 0);
}

static void overlapping(void **state)
{
	/* "bad" comes first, "wide" covers it: the next round takes it, with what the first wrote */
	check_fix("FROM a\nRUN bad x wide y\n", "FROM a\nRUN fine y\n", 2, 0);
	/* touching is not overlapping */
	check_fix("FROM a\nRUN badbad\n", "FROM a\nRUN goodgood\n", 2, 0);
	/* a finding whose own edits exclude each other is left, and nothing else suffers */
	check_fix("FROM a\nRUN twice bad\n", "FROM a\nRUN twice good\n", 1, 0);
	check_fix("FROM a\nRUN outside bad\n", "FROM a\nRUN outside good\n", 1, 0);
}

static void refused(void **state)
{
	check_fix("FROM a\nRUN liar\n", "FROM a\nRUN liar\n", 0, 1);
	check_fix("FROM a\nRUN broken\nRUN bad\n", "FROM a\nRUN broken\nRUN good\n", 1, 1);
	check_fix("FROM a\nRUN eater\nRUN bad\nRUN x\n", "FROM a\nRUN eater\nRUN good\nRUN x\n", 1,
		  1);
}

/* What is refused in one place is repaired in others that look the same. */
static void refused_here_only(void **state)
{
	check_fix("FROM a\nRUN late\nRUN late\nRUN late\n",
		  "FROM a\nRUN late\nRUN done\nRUN done\n", 2, 1);
	/* also when accepted repairs in front of it have moved it */
	check_fix("FROM a\nRUN late bad\nRUN both\nRUN late\nRUN liar\nRUN late\n",
		  "FROM a\nRUN late good\n# repaired\nRUN good\nRUN done\nRUN liar\nRUN done\n", 4,
		  2);
}

static void line_ends(void **state)
{
	check_fix("FROM a\r\nRUN both\r\nRUN x\r\n",
		  "FROM a\r\n# repaired\r\nRUN good\r\nRUN x\r\n", 1, 0);
	/* most lines decide what new ones look like; those that are there stay */
	check_fix("FROM a\r\nRUN both\r\nRUN x\nRUN y\r\n",
		  "FROM a\r\n# repaired\r\nRUN good\r\nRUN x\nRUN y\r\n", 1, 0);
	check_fix("FROM a\nRUN bad", "FROM a\nRUN good", 1, 0);
	check_fix("\xEF\xBB\xBF# syntax=x\n\n\nFROM a\nRUN both \t\n\n",
		  "\xEF\xBB\xBF# syntax=x\n\n\nFROM a\n# repaired\nRUN good \t\n\n", 1, 0);
	check_fix("\xEF\xBB\xBF"
		  "FROM a\r\nRUN bad\r\n",
		  "\xEF\xBB\xBF"
		  "FROM a\r\nRUN good\r\n",
		  1, 0);
}

static void rest_is_kept(void **state)
{
	check_fix(
		"from a\n\trun  x \\\n# bad in a comment\n\n   && bad \xff\xfe\t \nRUN <<EOF\nbad\n\tbad\nEOF\n"
		"COPY <<'X' <<-Y /d/\nbad $x\nX\n\tbad\nY\n# bad\nLABEL a=\"bad\n\nRUN bad\n",
		"from a\n\trun  x \\\n# bad in a comment\n\n   && good \xff\xfe\t \nRUN <<EOF\nbad\n\tbad\nEOF\n"
		"COPY <<'X' <<-Y /d/\nbad $x\nX\n\tbad\nY\n# bad\nLABEL a=\"bad\n\nRUN good\n",
		2, 0);
	/* a word across a continuation is one word, and its place is both lines */
	check_fix("FROM a\nRUN x ba\\\nd y\n", "FROM a\nRUN x good y\n", 1, 0);
	check_fix("# escape=`\nFROM a\nRUN x ` \n  bad\n", "# escape=`\nFROM a\nRUN x ` \n  good\n",
		  1, 0);
}

/* The places that the result names are those of its text, also of repairs that later ones moved. */
static void places(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	struct fix_result r = fix(a, STR("FROM a\nRUN x bad wide\nRUN both\nRUN bad\n"));
	check_text(r.text, "FROM a\nRUN fine\n# repaired\nRUN good\nRUN good\n");
	assert_int_equal(r.changes.n, 4);
	unsigned seen = 0;
	for (size_t n = 0; n < r.changes.n; n++) {
		const struct fix_change *c = &r.changes.p[n];
		check_str(c->reason, c->message); /* the rules give none */
		for (size_t k = 0; k < c->now.n; k++) {
			struct span s = c->now.p[k];
			assert_true(s.begin <= s.end && s.end <= r.text.n);
			struct str text = str_slice(r.text, s.begin, s.end);
			seen += str_is(text, "fine") || str_is(text, "good") ||
				str_is(text, "# repaired\n");
		}
	}
	/* the "good" that went into "fine" has no place of its own any more */
	assert_int_equal(seen, 4);
}

/* More than are tried at once, with refused ones between them. */
static void many(void **state)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	OWNED(buf_donep) struct buf before, after;
	buf_init(&before, MIB);
	buf_init(&after, MIB);
	buf_printf(&before, "FROM a\n");
	buf_printf(&after, "FROM a\n");
	for (unsigned n = 0; n < 1000; n++) {
		bool lies = n % 250 == 249;
		buf_printf(&before, "RUN %u %s\n", n, lies ? "liar" : "bad");
		buf_printf(&after, "RUN %u %s\n", n, lies ? "liar" : "good");
	}
	struct fix_result r = fix(a, buf_str(&before));
	check_str(r.text, buf_str(&after));
	assert_int_equal(r.changes.n, 996);
	assert_int_equal(r.refused, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_by_itself), cmocka_unit_test(overlapping),
		cmocka_unit_test(refused),	  cmocka_unit_test(refused_here_only),
		cmocka_unit_test(line_ends),	  cmocka_unit_test(rest_is_kept),
		cmocka_unit_test(places),	  cmocka_unit_test(many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
