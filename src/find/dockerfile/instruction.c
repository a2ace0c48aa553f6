/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A logical line as an instruction: keyword, flags, and the arguments in the form that the kind has.
 *
 *         HEALTHCHECK --interval=5s CMD ["curl", "-f", "localhost"]
 *         keyword     flags         text ──► args[0] "CMD", inner: a CMD of its own
 *
 * The shell form of RUN, CMD and ENTRYPOINT stays whole in `text`, without args; ENV, LABEL and ARG have
 * pairs; USER, WORKDIR, STOPSIGNAL and MAINTAINER one word that is all of the text; the others words.
 *
 * An instruction has at most one error, the first that reading it meets. ONBUILD and HEALTHCHECK hold an
 * instruction, which cannot hold one again, so nothing here goes deeper than one level.
 */
#include "find/dockerfile/lex.h"

/* Text, its place and its pieces. */
static void set_text(struct df_parser *p, struct df_instruction *i, struct str text)
{
	const struct df_line *l = &p->line;
	i->text = text;
	i->text_span = df_place(l, text);
	if (!text.n)
		return;
	uint32_t at = (uint32_t)(text.p - l->text.p), end = at + (uint32_t)text.n;
	size_t first = 0, last;
	while (first + 1 < l->pieces.n && l->pieces.p[first + 1].at <= at)
		first++;
	for (last = first + 1; last < l->pieces.n && l->pieces.p[last].at < end;)
		last++;
	struct df_piece *to = arena_array(p->arena, last - first, sizeof(*to));
	to[0] = (struct df_piece){ 0, i->text_span.begin };
	for (size_t k = first + 1; k < last; k++)
		to[k - first] = (struct df_piece){ l->pieces.p[k].at - at, l->pieces.p[k].from };
	i->pieces.p = to;
	i->pieces.n = i->pieces.cap = last - first;
}

/* Keyword and what it is; *rest is what stands behind. */
static void read_keyword(struct df_parser *p, struct str s, struct df_instruction *i,
			 struct str *rest)
{
	*rest = s;
	df_next_word(rest, &i->name);
	i->keyword = df_place(&p->line, i->name);
	i->kind = df_kind_of(i->name);
	i->stage = p->stage;
	i->span = (struct span){ i->keyword.begin, p->line.end };
}

static void report_unknown(struct df_parser *p, struct df_instruction *i)
{
	struct str name = df_clip(p->arena, i->name);
	const char *near = df_nearest_kind(i->name);
	struct str before;
	if (near)
		df_break(p, i, i->keyword, "unknown instruction %.*s: did you mean %s?", STRF(name),
			 near);
	else if (str_starts(i->name, STR("<<<<<<<")) || str_starts(i->name, STR("=======")) ||
		 str_starts(i->name, STR(">>>>>>>")))
		df_break(p, i, i->keyword, "a mark of a merge conflict: %.*s", STRF(name));
	else if (str_has(i->name, STR("\xc2\xa0")))
		df_break(p, i, i->keyword,
			 "unknown instruction %.*s: there is a no-break space in it", STRF(name));
	else if (str_cut(i->name, '=', &before, NULL) && before.n)
		df_break(p, i, i->keyword,
			 "unknown instruction %.*s: is the line above missing its %c?", STRF(name),
			 p->file->escape);
	else
		df_break(p, i, i->keyword, "unknown instruction %.*s", STRF(name));
}

static void read_whole(struct df_parser *p, struct df_instruction *i)
{
	if (!i->text.n) {
		df_break(p, i, i->keyword, "%s needs an argument", df_kind_name(i->kind));
		return;
	}
	if (i->kind != DF_MAINTAINER) {
		df_add_word(p, i, i->text);
		return;
	}
	struct df_word *word = VEC_PUSH(p->arena, &i->args);
	word->span = i->text_span;
	word->text = word->raw = i->text;
}

static bool is_stage_name(struct str s)
{
	if (!s.n || !char_is_alpha(s.p[0]))
		return false;
	for (size_t k = 0; k < s.n; k++)
		if (!char_is_alnum(s.p[k]) && !memchr("-_.", s.p[k], 3))
			return false;
	return true;
}

static void read_from(struct df_parser *p, struct df_instruction *i)
{
	df_read_words(p, i);
	size_t n = i->args.n;
	const struct df_word *word = i->args.p;
	if (n == 0) {
		df_break(p, i, i->keyword, "FROM needs the image to start from");
	} else if (n == 3 && str_eq_nocase(word[1].raw, STR("as"))) {
		if (!is_stage_name(word[2].raw))
			df_break(
				p, i, word[2].span,
				"%.*s is no name for a stage: a letter, then letters, digits, . - _",
				STRF(df_clip(p->arena, word[2].raw)));
	} else if (n == 2 && str_eq_nocase(word[1].raw, STR("as"))) {
		df_break(p, i, word[1].span, "FROM … AS needs a name");
	} else if (n > 1) {
		size_t comment = 1;
		while (comment < n && word[comment].raw.p[0] != '#')
			comment++;
		df_break(p, i, (struct span){ word[1].span.begin, word[n - 1].span.end }, "%s",
			 comment < n ? "a comment needs a line of its own"
				     : "FROM takes an image, or an image AS a name");
	}
}

static void read_copy(struct df_parser *p, struct df_instruction *i)
{
	df_read_json(p, i);
	if (!i->json)
		df_read_words(p, i);
	if (i->broken)
		return;
	if (i->args.n < 2) {
		df_break(p, i, i->args.n ? i->args.p[0].span : i->keyword,
			 "%s needs a source and a destination", df_kind_name(i->kind));
		return;
	}
	const struct df_word *last = &i->args.p[i->args.n - 1];
	if (!i->json && df_is_heredoc(last->raw))
		df_break(p, i, last->span, "a here-document cannot be the destination of %s",
			 df_kind_name(i->kind));
}

static void read_list(struct df_parser *p, struct df_instruction *i)
{
	if (i->kind == DF_VOLUME)
		df_read_json(p, i);
	if (!i->json)
		df_read_words(p, i);
	if (!i->args.n)
		df_break(p, i, i->keyword, "%s needs an argument", df_kind_name(i->kind));
	for (size_t k = 0; k < i->args.n && i->kind == DF_VOLUME; k++)
		if (!str_trim(i->args.p[k].text).n)
			df_break(p, i, i->args.p[k].span, "an empty VOLUME");
}

static void read_pairs(struct df_parser *p, struct df_instruction *i)
{
	df_read_pairs(p, i);
	if (!i->pairs.n)
		df_break(p, i, i->keyword,
			 i->kind == DF_ARG ? "ARG needs a name" : "%s needs a name and a value",
			 df_kind_name(i->kind));
}

/* RUN, CMD, ENTRYPOINT, SHELL. An empty CMD or ENTRYPOINT takes back what the base image has. */
static void read_command(struct df_parser *p, struct df_instruction *i)
{
	df_read_json(p, i);
	if (i->kind == DF_RUN && !i->text.n)
		df_break(p, i, i->keyword, "RUN needs a command");
	if (i->kind != DF_SHELL)
		return;
	if (!i->json)
		df_break(p, i, i->text.n ? i->text_span : i->keyword,
			 "SHELL needs a JSON array: [\"/bin/sh\", \"-c\"]");
	else if (!i->args.n)
		df_break(p, i, i->text_span, "SHELL needs a program");
}

/* The instruction inside another; its error is the outer one's, too. */
static struct df_instruction *new_inner(struct df_parser *p, struct df_instruction *i,
					struct str *rest)
{
	struct df_instruction *inner = arena_alloc(p->arena, sizeof(*inner));
	read_keyword(p, i->text, inner, rest);
	i->inner = inner;
	return inner;
}

static void read_healthcheck(struct df_parser *p, struct df_instruction *i)
{
	struct str rest = i->text, type;
	if (!df_next_word(&rest, &type)) {
		df_break(p, i, i->keyword, "HEALTHCHECK needs CMD or NONE");
		return;
	}
	rest = df_trim_left(rest);
	df_add_word(p, i, type);
	if (str_eq_nocase(type, STR("none"))) {
		if (rest.n)
			df_break(p, i, df_place(&p->line, rest),
				 "HEALTHCHECK NONE takes no arguments");
		return;
	}
	df_check_flags(p, i);
	if (!str_eq_nocase(type, STR("cmd"))) {
		df_break(p, i, i->args.p[0].span, "HEALTHCHECK takes CMD or NONE, not %.*s",
			 STRF(df_clip(p->arena, type)));
		return;
	}
	struct df_instruction *inner = new_inner(p, i, &rest);
	set_text(p, inner, df_trim_left(rest));
	df_read_json(p, inner);
	i->broken |= inner->broken;
	if (!inner->text.n || (inner->json && !inner->args.n))
		df_break(p, i, i->args.p[0].span, "HEALTHCHECK CMD needs a command");
}

static void read_arguments(struct df_parser *p, struct df_instruction *i)
{
	switch (i->kind) {
	case DF_FROM:
		read_from(p, i);
		break;
	case DF_RUN:
	case DF_CMD:
	case DF_ENTRYPOINT:
	case DF_SHELL:
		read_command(p, i);
		break;
	case DF_ENV:
	case DF_LABEL:
	case DF_ARG:
		read_pairs(p, i);
		break;
	case DF_ADD:
	case DF_COPY:
		read_copy(p, i);
		break;
	case DF_EXPOSE:
	case DF_VOLUME:
		read_list(p, i);
		break;
	case DF_USER:
	case DF_WORKDIR:
	case DF_STOPSIGNAL:
	case DF_MAINTAINER:
		read_whole(p, i);
		break;
	case DF_HEALTHCHECK:
		read_healthcheck(p, i);
		break;
	case DF_UNKNOWN:
	case DF_ONBUILD:
	case DF_KIND_COUNT_:
		break;
	}
	bool may_have_heredocs = i->kind == DF_RUN || i->kind == DF_COPY || i->kind == DF_ADD;
	if (may_have_heredocs && !i->json)
		df_read_heredocs(p, i);
	i->span.end = p->line.end;
}

/* Flags, text and arguments behind the keyword. */
static void read_behind(struct df_parser *p, struct df_instruction *i, struct str rest)
{
	df_read_flags(p, i, &rest);
	set_text(p, i, df_trim(rest));
	if (i->kind != DF_HEALTHCHECK)
		df_check_flags(p, i);
	read_arguments(p, i);
}

static void read_onbuild(struct df_parser *p, struct df_instruction *i)
{
	if (!i->text.n) {
		df_break(p, i, i->keyword, "ONBUILD needs an instruction");
		return;
	}
	struct str rest;
	struct df_instruction *inner = new_inner(p, i, &rest);
	if (inner->kind == DF_UNKNOWN)
		report_unknown(p, inner);
	else if (inner->kind == DF_ONBUILD || inner->kind == DF_FROM ||
		 inner->kind == DF_MAINTAINER)
		df_break(p, inner, inner->keyword, "ONBUILD cannot hold %s",
			 df_kind_name(inner->kind));
	if (inner->broken)
		set_text(p, inner, df_trim(rest));
	else
		read_behind(p, inner, rest);
	i->broken |= inner->broken;
	i->span.end = p->line.end;
}

static void check_place(struct df_parser *p, struct df_instruction *i)
{
	if (i->kind == DF_FROM) {
		p->stage = p->stage == DF_GLOBAL ? 0 : p->stage + 1;
		i->stage = p->stage;
	} else if (p->stage == DF_GLOBAL && i->kind != DF_ARG && !p->started_early) {
		p->started_early = true;
		df_break(p, i, i->keyword, "%s before the first FROM: only ARG may stand there",
			 df_kind_name(i->kind));
	}
}

void df_read_instruction(struct df_parser *p, struct str s, struct df_instruction *i)
{
	struct str rest;
	read_keyword(p, s, i, &rest);
	i->empty_continuation = p->line.empty_continuation;
	if (i->kind == DF_UNKNOWN) {
		set_text(p, i, df_trim(rest));
		report_unknown(p, i);
		return;
	}
	check_place(p, i);
	read_behind(p, i, rest);
	if (i->kind == DF_ONBUILD)
		read_onbuild(p, i);
}
