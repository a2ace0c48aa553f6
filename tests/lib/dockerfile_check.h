/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What holds for every parsed Dockerfile, whatever its bytes: the promises of find/dockerfile/ast.h. The test
 * of the parser and its fuzz driver both ask.
 */
#pragma once

#include "find/dockerfile/ast.h"

#define DF_HOLDS(condition)                \
	do {                               \
		if (!(condition))          \
			return #condition; \
	} while (0)

static inline bool df_within(struct span inner, struct span outer)
{
	return inner.begin <= inner.end && inner.begin >= outer.begin && inner.end <= outer.end;
}

/* The first and last byte of what was written are where its span says. */
static inline bool df_stands(const struct dockerfile *d, struct span s, struct str raw)
{
	return raw.n == 0 || (s.begin < s.end && d->source.p[s.begin] == raw.p[0] &&
			      d->source.p[s.end - 1] == raw.p[raw.n - 1]);
}

static inline const char *df_check_pieces(const struct dockerfile *d,
					  const struct df_instruction *i)
{
	DF_HOLDS(df_within(i->text_span, i->span));
	DF_HOLDS((i->pieces.n == 0) == (i->text.n == 0));
	DF_HOLDS(df_source_offset(i, 0) == i->text_span.begin);
	DF_HOLDS(df_source_offset(i, (uint32_t)i->text.n) == i->text_span.end);
	for (size_t k = 0; k < i->pieces.n; k++) {
		size_t end = k + 1 < i->pieces.n ? i->pieces.p[k + 1].at : i->text.n;
		size_t at = i->pieces.p[k].at, from = i->pieces.p[k].from;
		DF_HOLDS(at < end && end <= i->text.n);
		DF_HOLDS(from >= i->text_span.begin && from + (end - at) <= i->text_span.end);
		DF_HOLDS(k == 0 || from > i->pieces.p[k - 1].from);
		DF_HOLDS(memcmp(i->text.p + at, d->source.p + from, end - at) == 0);
		DF_HOLDS(df_source_offset(i, (uint32_t)at) == from);
		DF_HOLDS(df_source_offset(i, (uint32_t)end - 1) == from + (end - at) - 1);
	}
	return NULL;
}

static inline const char *df_check_words(const struct dockerfile *d, const struct df_instruction *i)
{
	uint32_t at = i->text_span.begin;
	for (size_t k = 0; k < i->args.n; k++) {
		const struct df_word *w = &i->args.p[k];
		DF_HOLDS(df_within(w->span, i->text_span) && w->span.begin >= at);
		DF_HOLDS(df_stands(d, w->span, w->raw) && w->raw.n);
		at = w->span.end;
	}
	at = i->text_span.begin;
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *pair = &i->pairs.p[k];
		DF_HOLDS(df_within(pair->key.span, i->text_span) && pair->key.span.begin >= at);
		DF_HOLDS(df_within(pair->value.span, i->text_span));
		DF_HOLDS(pair->value.span.begin >= pair->key.span.end);
		DF_HOLDS(df_stands(d, pair->key.span, pair->key.raw));
		DF_HOLDS(df_stands(d, pair->value.span, pair->value.raw));
		at = pair->value.span.end;
	}
	at = i->keyword.end;
	for (size_t k = 0; k < i->flags.n; k++) {
		const struct df_flag *flag = &i->flags.p[k];
		DF_HOLDS(df_within(flag->span, i->span) && flag->span.begin >= at);
		DF_HOLDS(df_within(flag->value_span, flag->span));
		DF_HOLDS(flag->span.end <= i->text_span.begin);
		at = flag->span.end;
	}
	return NULL;
}

static inline const char *df_check_heredocs(const struct dockerfile *d,
					    const struct df_instruction *i)
{
	uint32_t at = i->text_span.end;
	for (size_t k = 0; k < i->heredocs.n; k++) {
		const struct df_heredoc *h = &i->heredocs.p[k];
		DF_HOLDS(df_within(h->marker, i->text_span));
		DF_HOLDS(h->body.begin >= at && h->body.begin <= h->body.end);
		DF_HOLDS(h->terminator.begin == h->body.end && h->name.n);
		bool ended = h->terminator.begin != h->terminator.end;
		DF_HOLDS(ended || i->broken);
		DF_HOLDS(!ended || str_ends(df_slice(d, h->terminator), h->name));
		DF_HOLDS(h->terminator.end <= (ended ? i->span.end : d->source.n));
		DF_HOLDS(h->strip_tabs || str_eq(h->content, df_slice(d, h->body)));
		at = h->terminator.end;
	}
	return NULL;
}

static inline const char *df_check_instruction(const struct dockerfile *d,
					       const struct df_instruction *i)
{
	const char *wrong;
	DF_HOLDS(df_within(i->keyword, i->span) && i->keyword.begin == i->span.begin);
	DF_HOLDS(i->name.n && df_stands(d, i->keyword, i->name));
	DF_HOLDS(!(i->json && i->json_broken));
	if ((wrong = df_check_pieces(d, i)) || (wrong = df_check_words(d, i)) ||
	    (wrong = df_check_heredocs(d, i)))
		return wrong;
	if (i->inner) {
		DF_HOLDS(!i->inner->inner || i->inner->kind == DF_HEALTHCHECK);
		DF_HOLDS(df_within(i->inner->span, i->span));
		DF_HOLDS(!i->inner->broken || i->broken);
		return df_check_instruction(d, i->inner);
	}
	return NULL;
}

/* Between the parts there is white space, a mark at the begin, and continuations of nothing. */
static inline bool df_is_gap(const struct dockerfile *d, size_t from, size_t to)
{
	if (from == 0 && d->bom)
		from = size_min(to, 3);
	for (size_t k = from; k < to; k++)
		if (!char_is_space(d->source.p[k]) && d->source.p[k] != d->escape)
			return false;
	return true;
}

/* NULL, or what does not hold. */
static inline const char *df_check(const struct dockerfile *d)
{
	const char *wrong;
	size_t directive = 0, comment = 0, instruction = 0, broken = 0;
	uint32_t at = 0;
	for (size_t k = 0; k < d->errors.n; k++) {
		DF_HOLDS(d->errors.p[k].span.begin <= d->errors.p[k].span.end);
		DF_HOLDS(d->errors.p[k].span.end <= d->source.n && d->errors.p[k].message.n);
	}
	if (memchr(d->source.p, 0, d->source.n)) {
		DF_HOLDS(d->instructions.n == 0 && d->errors.n == 1);
		return NULL;
	}
	for (;;) {
		struct span next = { UINT32_MAX, UINT32_MAX };
		size_t *which = NULL;
		if (directive < d->directives.n) {
			next = d->directives.p[directive].span;
			which = &directive;
		}
		if (comment < d->comments.n && d->comments.p[comment].span.begin < next.begin) {
			next = d->comments.p[comment].span;
			which = &comment;
		}
		if (instruction < d->instructions.n &&
		    d->instructions.p[instruction].span.begin < next.begin) {
			next = d->instructions.p[instruction].span;
			which = &instruction;
		}
		if (!which)
			break;
		bool inside = which == &comment && d->comments.p[comment].inside;
		if (inside) {
			DF_HOLDS(instruction > 0);
			DF_HOLDS(df_within(next, d->instructions.p[instruction - 1].span));
		} else {
			DF_HOLDS(next.begin >= at && next.end <= d->source.n);
			DF_HOLDS(df_is_gap(d, at, next.begin));
			at = next.end;
		}
		if (which == &comment)
			DF_HOLDS(d->source.p[next.begin] == '#');
		if (which == &instruction) {
			wrong = df_check_instruction(d, &d->instructions.p[instruction]);
			if (wrong)
				return wrong;
			broken += d->instructions.p[instruction].broken;
		}
		(*which)++;
	}
	DF_HOLDS(df_is_gap(d, at, d->source.n));
	DF_HOLDS(broken <= d->errors.n);
	DF_HOLDS(d->instructions.n || d->errors.n);
	for (uint32_t k = 0; k < d->lines; k++) {
		struct position p = df_position(d, d->line_starts[k]);
		DF_HOLDS(p.line == k + 1 && p.column == 1);
	}
	return NULL;
}
