/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One candidate: is it a secret, and which bytes are it?
 *
 * libhs says that a match of a rule ends somewhere. The rule's pattern is run once more, by PCRE2, over the bytes
 * in front, from where the longest match could begin: that gives begin, end and group 1.
 *
 *             ┌── width of the rule ──┐
 *     … … … … from                   last      last + SECRET_SPAN
 *             └─ a match begins here ─┘             │
 *                └───────── it may end here ────────┘
 *
 * Must stay true:
 *  - What is found does not depend on how much more of the text is at hand: a match longer than SECRET_SPAN is cut
 *    to it by trying again with less text, and 256 bytes in front of `from` are shown, not all there are.
 *  - No JIT: a process that is locked in may not map memory executable. Interpreting is slow, but only a
 *    few places in a million bytes are looked at.
 *  - Backtracking is limited. A pattern that gives up says so, which becomes a gap.
 */
#include "base/log.h"
#include "base/mem.h"
#include "find/lib/token.h"
#include "find/secret_parts.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_LIMIT  100000 /* calls of PCRE2's inner function for one search */
#define DEPTH_LIMIT  1000   /* of its backtracking */
#define HEAP_LIMIT   4096   /* KiB */
#define SHOWN_BEFORE 256

struct secret_matcher {
	const struct secret_engine *engine;
	pcre2_general_context *memory;
	pcre2_compile_context *compiling;
	pcre2_match_context *matching;
	pcre2_match_data *groups;
	pcre2_code **code; /* by rule; made when first needed: most rules never see a candidate */
};

static void *take(PCRE2_SIZE n, void *unused)
{
	return mem_alloc(n);
}

static void give(void *p, void *unused)
{
	mem_free(p);
}

struct secret_matcher *secret_matcher_new(const struct secret_engine *e)
{
	struct secret_matcher *m = mem_alloc(sizeof(*m));
	m->engine = e;
	m->memory = pcre2_general_context_create(take, give, NULL);
	m->compiling = pcre2_compile_context_create(m->memory);
	m->matching = pcre2_match_context_create(m->memory);
	m->groups = pcre2_match_data_create(16, m->memory);
	pcre2_set_newline(m->compiling, PCRE2_NEWLINE_LF);
	pcre2_set_match_limit(m->matching, MATCH_LIMIT);
	pcre2_set_depth_limit(m->matching, DEPTH_LIMIT);
	pcre2_set_heap_limit(m->matching, HEAP_LIMIT);
	m->code = mem_alloc(e->n * sizeof(pcre2_code *));
	return m;
}

void secret_matcher_free(struct secret_matcher *m)
{
	if (!m)
		return;
	for (uint32_t i = 0; i < m->engine->n; i++)
		pcre2_code_free(m->code[i]);
	mem_free(m->code);
	pcre2_match_data_free(m->groups);
	pcre2_match_context_free(m->matching);
	pcre2_compile_context_free(m->compiling);
	pcre2_general_context_free(m->memory);
	mem_free(m);
}

static pcre2_code *compile(const struct secret_rule *rule, pcre2_compile_context *context,
			   struct fault *f)
{
	uint32_t options = PCRE2_MULTILINE | PCRE2_USE_OFFSET_LIMIT;
	if (rule->flags & SECRET_CASELESS)
		options |= PCRE2_CASELESS;
	int error;
	PCRE2_SIZE where;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)rule->pattern, PCRE2_ZERO_TERMINATED, options,
					 &error, &where, context);
	PCRE2_UCHAR why[120] = "";
	if (!code) {
		pcre2_get_error_message(error, why, sizeof(why));
		fault_set(f, E_USAGE, "secret rule %s: pattern, byte %zu: %s", rule->id, where,
			  why);
	}
	return code;
}

/* secret_engine_new() has tried the patterns of a configuration, the tests those that are built in. */
static const pcre2_code *code_of(struct secret_matcher *m, uint32_t number)
{
	if (!m->code[number]) {
		struct fault f;
		m->code[number] = compile(m->engine->rules[number], m->compiling, &f);
		if (!m->code[number])
			die("%s", f.text);
	}
	return m->code[number];
}

int secret_matcher_check(const struct secret_engine *e, uint32_t from, struct fault *f)
{
	struct secret_matcher *m = secret_matcher_new(e);
	int r = 0;
	for (uint32_t i = from; i < e->n && r == 0; i++) {
		m->code[i] = compile(e->rules[i], m->compiling, f);
		r = m->code[i] ? 0 : E_USAGE;
	}
	secret_matcher_free(m);
	return r;
}

static int run(struct secret_matcher *m, const pcre2_code *code, struct str text, size_t from,
	       size_t last, uint32_t options)
{
	pcre2_set_offset_limit(m->matching, last);
	return pcre2_match(code, (PCRE2_SPTR)text.p, text.n, from, options, m->groups, m->matching);
}

int secret_matcher_find(struct secret_matcher *m, uint32_t rule, struct str text, size_t from,
			size_t last, struct secret_span *out_match, struct secret_span *out_value)
{
	const pcre2_code *code = code_of(m, rule);
	size_t begin = from > SHOWN_BEFORE ? from - SHOWN_BEFORE : 0;
	struct str shown = str_slice(text, begin, last + SECRET_SPAN);
	int n = run(m, code, shown, from - begin, last - begin, 0);
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(m->groups);
	if (n > 0 && at[1] > at[0] + SECRET_SPAN) {
		size_t start = at[0];
		n = run(m, code, str_slice(shown, 0, start + SECRET_SPAN), start, start,
			PCRE2_ANCHORED);
	}
	if (n == PCRE2_ERROR_NOMATCH)
		return 0;
	if (n < 0)
		return E_LIMIT;
	*out_match = (struct secret_span){ begin + at[0], begin + at[1] };
	*out_value = *out_match;
	/* The first group that took part: of alternatives each may have its own. */
	for (int i = 1; i < n; i++)
		if (at[2 * i] != PCRE2_UNSET) {
			*out_value =
				(struct secret_span){ begin + at[2 * i], begin + at[2 * i + 1] };
			break;
		}
	return 1;
}

bool secret_candidate_judge(const struct secret_rule *rule, struct secret_candidate *c)
{
	if (!c->value.n)
		return false;
	if (!(rule->flags & SECRET_KEPT)) {
		if (token_is_placeholder(c->value))
			return false;
		if (rule->entropy > 0 && token_entropy(c->value) < rule->entropy)
			return false;
	}
	return !rule->check || rule->check(c);
}
