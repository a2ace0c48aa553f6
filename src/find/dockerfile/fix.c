/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The repair engine.
 *
 *     lint ─► findings with edits ─► a set without overlaps ─► new text ─► lint again
 *       ▲                                                                     │ proof
 *       └──────────── accepted: the new text is the text ◄────────────────────┤
 *                     refused: half of the set; a single one is given up ◄────┘
 *
 * A finding's edits are taken together or not at all. Where two findings want the same place, the
 * first by position is repaired in this round and the other one, if it is still there, in the next.
 *
 * The proof of a set of repairs:
 *  - the new text has no more parse errors than the old one;
 *  - of each rule there are fewer findings, by at least as many as were repaired, and of no rule more;
 *  - every instruction is still there, where it belongs, but for those whose keyword an edit takes out or
 *    replaces; and byte for byte where no edit touches it.
 *
 * Must stay true:
 *  - Each accepted round lowers the number of findings, so the rounds end. What was given up gets
 *    another chance when the text has changed since: so a second run finds nothing to do.
 *  - All bytes outside of edits are copied, whatever they are. Line ends that edits bring become
 *    those of the file.
 *
 * Refused are edits outside of the file or across each other: a mistake of a rule must not damage a
 * file.
 */
#include "find/dockerfile/fix.h"

#include "base/buf.h"
#include "base/limits.h"

enum {
	SET_MAX = 256,	  /* repairs tried at once */
	TRIALS_MAX = 4096 /* lints of one run: a guard, real files need a handful */
};

/* A text and what linting says of it. */
struct state {
	struct arena *arena;
	struct str text;
	struct dockerfile file;
	struct df_build build;
	struct lint_findings findings;
};

/* A repair that was given up. The same one elsewhere in the file has a chance of its own. */
struct refusal {
	uint32_t begin; /* of the finding, in the text as it is now */
	const char *rule;
	struct str message;
};

struct engine {
	const struct fix_request *q;
	struct arena *arena; /* the caller's */
	struct state *now;
	VEC(struct lint_finding *) set; /* of now->findings */
	VEC(struct lint_edit) edits;	/* of the set, by position */
	VEC(struct refusal) refused;	/* by place, rule and message */
	bool changed_since;		/* a repair was accepted since the first one was refused */
	unsigned trials;
};

static void state_free(struct state *s)
{
	if (s)
		arena_free(s->arena);
}

static void state_freep(struct state **s)
{
	state_free(*s);
}

/* The text is copied: a state stands alone. */
static int state_new(const struct fix_request *q, struct str text, struct state **out,
		     struct fault *f)
{
	struct arena *a = arena_new();
	OWNED(state_freep) struct state *s = arena_alloc(a, sizeof(*s));
	s->arena = a;
	s->text = str_dup(a, text);
	TRY(dockerfile_parse(a, q->path, s->text, &s->file, f));
	TRY(df_build(a, &s->file, q->options, &s->build, f));
	lint_run(a, &s->file, &s->build, q->config, q->settings, &s->findings);
	*out = STEAL(s);
	return 0;
}

/* ---- which findings are repaired in this round ---- */

static int refusal_cmp(const struct refusal *a, const struct refusal *b)
{
	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	int r = strcmp(a->rule, b->rule);
	return r ? r : str_cmp(a->message, b->message);
}

/* Where the refusal is, or would be put. */
static size_t refusal_at(const struct engine *e, const struct refusal *wanted)
{
	size_t low = 0, high = e->refused.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (refusal_cmp(&e->refused.p[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct refusal refusal_of(const struct lint_finding *n)
{
	return (struct refusal){ n->span.begin, n->rule->id, n->message };
}

static bool is_refused(const struct engine *e, const struct lint_finding *n)
{
	struct refusal r = refusal_of(n);
	size_t at = refusal_at(e, &r);
	return at < e->refused.n && refusal_cmp(&e->refused.p[at], &r) == 0;
}

static void refuse(struct engine *e, const struct lint_finding *n)
{
	struct refusal r = refusal_of(n);
	size_t at = refusal_at(e, &r);
	r.message = str_dup(e->arena, r.message);
	VEC_PUSH(e->arena, &e->refused);
	memmove(e->refused.p + at + 1, e->refused.p + at,
		(e->refused.n - 1 - at) * sizeof(e->refused.p[0]));
	e->refused.p[at] = r;
}

static bool edits_are_valid(const struct state *s, const struct lint_finding *n)
{
	for (size_t i = 0; i < n->edits.n; i++) {
		struct span e = n->edits.p[i].span;
		if (e.begin > e.end || e.end > s->text.n)
			return false;
	}
	return n->edits.n > 0;
}

/* Two edits at one place have no order, so touching counts. */
static bool overlap(const struct lint_edit *a, const struct lint_edit *b)
{
	if (a->span.begin == a->span.end || b->span.begin == b->span.end)
		return a->span.begin <= b->span.end && b->span.begin <= a->span.end;
	return a->span.begin < b->span.end && b->span.begin < a->span.end;
}

/* Index of the first edit that ends at or behind the offset. */
static size_t edit_at(const struct engine *e, uint32_t offset)
{
	size_t low = 0, high = e->edits.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (e->edits.p[middle].span.end >= offset)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static bool has_room(const struct engine *e, const struct lint_edit *edit)
{
	for (size_t i = edit_at(e, edit->span.begin);
	     i < e->edits.n && e->edits.p[i].span.begin <= edit->span.end; i++)
		if (overlap(&e->edits.p[i], edit))
			return false;
	return true;
}

static void insert_edit(struct engine *e, const struct lint_edit *edit)
{
	size_t at = edit_at(e, edit->span.begin);
	while (at < e->edits.n && e->edits.p[at].span.begin < edit->span.begin)
		at++;
	VEC_PUSH(e->now->arena, &e->edits);
	memmove(e->edits.p + at + 1, e->edits.p + at,
		(e->edits.n - 1 - at) * sizeof(e->edits.p[0]));
	e->edits.p[at] = *edit;
}

static void remove_edit(struct engine *e, const struct lint_edit *edit)
{
	for (size_t i = edit_at(e, edit->span.begin); i < e->edits.n; i++)
		if (e->edits.p[i].span.begin == edit->span.begin &&
		    e->edits.p[i].span.end == edit->span.end) {
			memmove(e->edits.p + i, e->edits.p + i + 1,
				(e->edits.n - 1 - i) * sizeof(e->edits.p[0]));
			e->edits.n--;
			return;
		}
}

/* All edits of the finding, or none. */
static bool take(struct engine *e, struct lint_finding *n)
{
	for (size_t i = 0; i < n->edits.n; i++) {
		if (!has_room(e, &n->edits.p[i])) {
			while (i-- > 0)
				remove_edit(e, &n->edits.p[i]);
			return false;
		}
		insert_edit(e, &n->edits.p[i]);
	}
	*VEC_PUSH(e->now->arena, &e->set) = n;
	return true;
}

/* Fills set and edits with the first `most` findings that can be repaired together. */
static void choose(struct engine *e, size_t most)
{
	memset(&e->set, 0, sizeof(e->set));
	memset(&e->edits, 0, sizeof(e->edits));
	for (size_t i = 0; i < e->now->findings.list.n && e->set.n < most; i++) {
		struct lint_finding *n = e->now->findings.list.p[i];
		if (edits_are_valid(e->now, n) && !is_refused(e, n))
			take(e, n);
	}
}

/* ---- the new text ---- */

/* "\n" becomes "\r\n" in a file that has its lines end so. */
static bool add_text(struct buf *b, struct str text, bool crlf)
{
	for (size_t i = 0; i < text.n; i++) {
		if (crlf && text.p[i] == '\n' && (i == 0 || text.p[i - 1] != '\r') &&
		    !buf_add_char(b, '\r'))
			return false;
		if (!buf_add_char(b, text.p[i]))
			return false;
	}
	return true;
}

/* Where edits came to lie is written to `places`, parallel to e->edits. */
static bool apply(const struct engine *e, struct buf *b, struct span *places)
{
	uint32_t at = 0;
	bool fits = true;
	for (size_t i = 0; i < e->edits.n; i++) {
		const struct lint_edit *edit = &e->edits.p[i];
		fits &= buf_add_str(b, str_slice(e->now->text, at, edit->span.begin));
		places[i].begin = (uint32_t)b->n;
		fits &= add_text(b, edit->text, e->now->file.crlf);
		places[i].end = (uint32_t)b->n;
		at = edit->span.end;
	}
	return buf_add_str(b, str_from(e->now->text, at)) && fits;
}

/* An offset of the old text, not inside of an edit, in the new one. */
static uint32_t moved(const struct engine *e, const struct span *places, uint32_t offset)
{
	size_t low = 0, high = e->edits.n;
	while (low < high) { /* the last edit that ends before it */
		size_t middle = low + (high - low) / 2;
		if (e->edits.p[middle].span.end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? places[low - 1].end + (offset - e->edits.p[low - 1].span.end) : offset;
}

/* ---- the proof ---- */

static void count(const struct engine *e, struct lint_finding *const *list, size_t n, uint32_t *to)
{
	for (size_t i = 0; i < n; i++)
		to[lint_rule_find(e->q->settings->rules, str_of(list[i]->rule->id))]++;
}

static bool findings_shrink(const struct engine *e, const struct state *next)
{
	struct arena *a = next->arena;
	size_t n = all_dockerfile_rules_n;
	uint32_t *before = arena_array(a, n, sizeof(uint32_t));
	uint32_t *after = arena_array(a, n, sizeof(uint32_t));
	uint32_t *repaired = arena_array(a, n, sizeof(uint32_t));
	count(e, e->now->findings.list.p, e->now->findings.list.n, before);
	count(e, next->findings.list.p, next->findings.list.n, after);
	count(e, e->set.p, e->set.n, repaired);
	for (size_t i = 0; i < n; i++)
		if (after[i] > before[i] - repaired[i])
			return false;
	return !next->findings.over;
}

/* Does an edit change something in the span? What is inserted just before it does not. */
static bool is_touched(const struct engine *e, struct span s)
{
	for (size_t k = edit_at(e, s.begin); k < e->edits.n && e->edits.p[k].span.begin <= s.end;
	     k++)
		if (e->edits.p[k].span.end > s.begin)
			return true;
	return false;
}

/* The instructions are the same, but for those whose keyword an edit takes out or replaces. */
static bool rest_is_kept(const struct engine *e, const struct state *next,
			 const struct span *places)
{
	size_t at = 0;
	for (size_t i = 0; i < e->now->file.instructions.n; i++) {
		const struct df_instruction *old = &e->now->file.instructions.p[i];
		struct span keyword = { old->keyword.begin, old->keyword.end - 1 };
		if (is_touched(e, keyword))
			continue;
		uint32_t begin = moved(e, places, old->span.begin);
		while (at < next->file.instructions.n &&
		       next->file.instructions.p[at].span.begin < begin)
			at++;
		if (at >= next->file.instructions.n)
			return false;
		const struct df_instruction *new = &next->file.instructions.p[at];
		if (new->span.begin != begin || new->kind != old->kind)
			return false;
		if (!is_touched(e, old->span) &&
		    !str_eq(df_slice(&next->file, new->span), df_slice(&e->now->file, old->span)))
			return false;
	}
	return true;
}

static bool is_proved(const struct engine *e, const struct state *next, const struct span *places)
{
	return next->file.errors.n <= e->now->file.errors.n && findings_shrink(e, next) &&
	       rest_is_kept(e, next, places);
}

/* ---- rounds ---- */

/* Given up places move with the text. Two that an edit brought together may change their order. */
static void move_refused(struct engine *e, const struct span *places)
{
	for (size_t i = 0; i < e->refused.n; i++) {
		struct refusal r = e->refused.p[i];
		size_t at = i;
		r.begin = moved(e, places, r.begin);
		for (; at > 0 && refusal_cmp(&r, &e->refused.p[at - 1]) < 0; at--)
			e->refused.p[at] = e->refused.p[at - 1];
		e->refused.p[at] = r;
	}
}

static void record(struct engine *e, const struct span *places, struct fix_result *out)
{
	for (size_t i = 0; i < out->changes.n; i++)
		for (size_t k = 0; k < out->changes.p[i].now.n; k++) {
			struct span *s = &out->changes.p[i].now.p[k];
			s->begin = moved(e, places, s->begin);
			s->end = moved(e, places, s->end);
			if (s->end < s->begin)
				s->end = s->begin;
		}
	for (size_t i = 0; i < e->set.n; i++) {
		const struct lint_finding *n = e->set.p[i];
		struct fix_change *c = VEC_PUSH(e->arena, &out->changes);
		c->rule = n->rule;
		c->message = str_dup(e->arena, n->message);
		c->reason = n->edit_reason.n ? str_dup(e->arena, n->edit_reason) : c->message;
		for (size_t k = 0; k < n->edits.n; k++) {
			size_t at = edit_at(e, n->edits.p[k].span.begin);
			while (at < e->edits.n &&
			       (e->edits.p[at].span.begin != n->edits.p[k].span.begin ||
				e->edits.p[at].span.end != n->edits.p[k].span.end))
				at++;
			if (at < e->edits.n)
				*VEC_PUSH(e->arena, &c->now) = places[at];
		}
	}
}

/* 1 when the set was accepted and is the new state, 0 when not. */
static int try_set(struct engine *e, struct fix_result *out, struct fault *f)
{
	OWNED(buf_donep) struct buf b;
	OWNED(state_freep) struct state *next = NULL;
	buf_init(&b, LIMIT_DOCKERFILE);
	struct span *places = arena_array(e->now->arena, e->edits.n, sizeof(*places));
	e->trials++;
	if (!apply(e, &b, places) || state_new(e->q, buf_str(&b), &next, NULL) < 0)
		return 0;
	if (!is_proved(e, next, places))
		return 0;
	record(e, places, out);
	move_refused(e, places);
	state_free(e->now);
	e->now = STEAL(next);
	return 1;
}

/* One round: 1 accepted, 0 a repair was given up, 2 nothing is left to try. */
static int round_of(struct engine *e, struct fix_result *out, struct fault *f)
{
	for (size_t most = SET_MAX;; most = e->set.n / 2) {
		choose(e, most);
		if (e->set.n == 0)
			return 2;
		int r = try_set(e, out, f);
		if (r != 0)
			return r;
		if (e->set.n == 1) {
			refuse(e, e->set.p[0]);
			return 0;
		}
	}
}

int fix_run(struct arena *a, const struct fix_request *request, struct fix_result *out,
	    struct fault *f)
{
	OWNED(state_freep) struct state *first = NULL;
	struct fix_result result = { .text = request->source };
	TRY(state_new(request, request->source, &first, f));
	struct engine e = { .q = request, .arena = a, .now = STEAL(first) };
	int r = e.now->findings.over ? 2 : 0;
	while (r >= 0 && r != 2 && e.trials < TRIALS_MAX) {
		r = round_of(&e, &result, f);
		if (r == 1)
			e.changed_since = true;
		if (r == 2 && e.refused.n && e.changed_since) {
			/* perhaps it was the other repair's fault: all that is left tries again */
			e.refused.n = 0;
			e.changed_since = false;
			r = 0;
		}
	}
	result.refused = (unsigned)e.refused.n;
	if (r >= 0 && result.changes.n)
		result.text = str_dup(a, e.now->text);
	state_free(e.now);
	if (r < 0)
		return r;
	*out = result;
	return 0;
}
