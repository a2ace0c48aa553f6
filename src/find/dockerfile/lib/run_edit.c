/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits in a RUN that keep its comments, line breaks and indentation.
 *
 * A repair never rewrites an instruction; it inserts, replaces or takes out single words of the source. What is
 * appended follows the style of the lines it is appended to:
 *
 *     RUN a && b                  RUN a \                   RUN a && \
 *     RUN a && b && c                 && b \                    b && \
 *                                     && c                      c
 *
 * Must stay true:
 *  - An edit is made only where the source says, byte for byte, what the shell reader saw there: inside nested
 *    quotes (sh -c "…") places are approximate, and then nothing is changed.
 *  - "a; b" with "&& c" behind it still fails when b fails, and "a || b" too; nothing is appended where the last
 *    command leaves the script (exec, exit), runs in the background, or reads a here-document.
 *  - Two instructions become one only when the first cannot change the shell under the second: no cd, no
 *    variables, no list in which a failure is stepped over.
 */
#include "find/dockerfile/lib/run.h"

bool run_is_editable(const struct run *r)
{
	return !r->instruction->json && !r->instruction->broken && !r->script->incomplete;
}

uint32_t run_command_end(const struct sh_command *c)
{
	uint32_t end = c->end;
	for (size_t n = 0; n < c->redirections.n; n++)
		if (c->redirections.p[n].target.end > end)
			end = c->redirections.p[n].target.end;
	return end;
}

/* Of the byte before an end: the end itself may lie behind a line break. */
static uint32_t source_end(const struct run *r, uint32_t end)
{
	return end ? df_script_offset(r->build, r->at, end - 1) + 1 : 0;
}

/* The word's place in the source; false when something else stands there. */
static bool place_of(const struct run *r, const struct sh_word *w, struct span *out)
{
	if (!run_is_editable(r) || w->end <= w->begin)
		return false;
	struct span s = { df_script_offset(r->build, r->at, w->begin), source_end(r, w->end) };
	if (s.end <= s.begin || !str_eq(df_slice(r->file, s), w->raw))
		return false;
	*out = s;
	return true;
}

bool run_insert_behind(const struct run *r, struct lint_finding *n, const struct sh_word *w,
		       struct str text)
{
	struct span s;
	if (!place_of(r, w, &s))
		return false;
	lint_insert(r->lint, n, s.end, text);
	return true;
}

bool run_insert_before(const struct run *r, struct lint_finding *n, const struct sh_word *w,
		       struct str text)
{
	struct span s;
	if (!place_of(r, w, &s))
		return false;
	lint_insert(r->lint, n, s.begin, text);
	return true;
}

bool run_replace_word(const struct run *r, struct lint_finding *n, const struct sh_word *w,
		      struct str text)
{
	struct span s;
	if (!place_of(r, w, &s))
		return false;
	lint_edit(r->lint, n, s, text);
	return true;
}

/* ---- behind the last command ---- */

/* The command that ends last; of several (a substitution in it) the outermost. */
static const struct sh_command *last_command(const struct sh_script *s)
{
	const struct sh_command *last = NULL;
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (!last || run_command_end(c) > run_command_end(last) ||
		    (run_command_end(c) == run_command_end(last) && c->begin < last->begin))
			last = c;
	}
	return last;
}

/* Commands behind which nothing of the script runs, or whose text goes on below. */
static bool is_final(const struct sh_command *c)
{
	if (c->flags & SH_IN_BACKGROUND || str_is(c->wrapper, "exec") || sh_word_is(c, 0, "exec") ||
	    sh_word_is(c, 0, "exit") || sh_word_is(c, 0, "return"))
		return true;
	for (size_t n = 0; n < c->redirections.n; n++)
		if (str_starts(c->redirections.p[n].operator, STR("<<")))
			return true;
	return false;
}

/* A list can go on behind a word, fi, done or a bracket; not behind an operator or a comment. */
static bool may_go_on(struct str text)
{
	text = str_trim(text);
	if (text.n == 0 || str_has(text, STR(" #")) || str_has(text, STR("\n")))
		return false;
	return str_find_char(STR(";&|({<>\\"), text.p[text.n - 1]) == SIZE_MAX;
}

/* Where the list can go on; false when nowhere. */
static bool find_end(const struct run *r, const struct sh_command *last, uint32_t *out)
{
	if (!(last->flags & ~(unsigned)SH_SUBSHELL)) {
		uint32_t end = run_command_end(last);
		uint32_t at = source_end(r, end);
		struct str seen = str_slice(r->script->text, end - 1, end);
		if (at == 0 || at > r->file->source.n || seen.n == 0 ||
		    r->file->source.p[at - 1] != seen.p[0])
			return false;
		*out = at;
		return true;
	}
	if (r->build->script_from[r->at] != 0 || !may_go_on(r->script->text))
		return false;
	uint32_t at = r->instruction->text_span.end;
	while (at > r->instruction->text_span.begin && char_is_space(r->file->source.p[at - 1]))
		at--;
	*out = at;
	return true;
}

static uint32_t line_start(struct str source, uint32_t at)
{
	while (at > 0 && source.p[at - 1] != '\n')
		at--;
	return at;
}

static struct str indent_at(struct str source, uint32_t at)
{
	uint32_t end = at;
	while (end < source.n && (source.p[end] == ' ' || source.p[end] == '\t'))
		end++;
	return str_slice(source, at, end);
}

static const char *newline(const struct run *r)
{
	return r->file->crlf ? "\r\n" : "\n";
}

/* "&& command" as it is written at `at`, behind a command that begins at `begin`. */
static struct str in_style(const struct run *r, uint32_t begin, uint32_t at, struct str command)
{
	struct arena *a = lint_arena(r->lint);
	struct str source = r->file->source;
	uint32_t line = line_start(source, begin);
	char escape = r->file->escape;
	bool heredoc = r->build->script_from[r->at] != 0;
	if (heredoc || line_start(source, at) <= r->instruction->span.begin)
		return str_printf(a, " && %.*s", STRF(command));
	if (line > r->instruction->span.begin) {
		struct str indent = indent_at(source, line);
		if (line + indent.n == begin) /* the && stands at the line's end */
			return str_printf(a, " && %c%s%.*s%.*s", escape, newline(r), STRF(indent),
					  STRF(command));
		return str_printf(a, " %c%s%.*s&& %.*s", escape, newline(r), STRF(indent),
				  STRF(command));
	}
	return str_printf(a, " %c%s    && %.*s", escape, newline(r), STRF(command));
}

bool run_append(const struct run *r, struct lint_finding *n, struct str command)
{
	const struct sh_command *last = last_command(r->script);
	uint32_t at;
	if (!run_is_editable(r) || !last || is_final(last) || !find_end(r, last, &at))
		return false;
	uint32_t begin = df_script_offset(r->build, r->at, last->begin);
	lint_insert(r->lint, n, at, in_style(r, begin, at, command));
	return true;
}

/* Is it "x; " or "&& x && ", which can go without changing what the others do? */
static bool can_go(const struct sh_command *c, const struct sh_command *next)
{
	if (next->flags != c->flags || c->flags & SH_NESTED || c->pipeline_n > 1)
		return false;
	/* "x || update && add": taking it out would give "x || add" */
	if (next->join == SH_AND)
		return c->join == SH_FIRST || c->join == SH_SEQ || c->join == SH_AND;
	return next->join == SH_SEQ && (c->join == SH_FIRST || c->join == SH_SEQ);
}

/*
 * "update && \ # why add": the comments stay when the line that goes ends in the escape character and only
 * comments follow. False when they cannot.
 */
static bool keep_comments(const struct run *r, struct span *cut)
{
	struct str between = df_slice(r->file, *cut), line, rest = between;
	if (str_find_char(between, '#') == SIZE_MAX)
		return true;
	str_cut(rest, '\n', &line, &rest);
	line = str_trim(line);
	if (line.n < 2 || line.p[line.n - 1] != r->file->escape)
		return false;
	cut->end = cut->begin + (uint32_t)line.n - 1;
	while (str_cut(rest, '\n', &line, &rest)) {
		line = str_trim(line);
		if (line.n && line.p[0] != '#')
			return false;
	}
	return str_trim(line).n == 0;
}

bool run_drop(const struct run *r, struct lint_finding *n, size_t command)
{
	const struct sh_script *s = r->script;
	if (!run_is_editable(r) || command + 1 >= s->commands.n)
		return false;
	const struct sh_command *c = &s->commands.p[command], *next = &s->commands.p[command + 1];
	if (!can_go(c, next))
		return false;
	struct span cut = { df_script_offset(r->build, r->at, c->begin),
			    df_script_offset(r->build, r->at, next->begin) };
	if (cut.end <= cut.begin ||
	    !str_starts(df_slice(r->file, cut), str_slice(s->text, c->begin, c->begin + 3)) ||
	    !keep_comments(r, &cut))
		return false;
	lint_edit(r->lint, n, cut, STR(""));
	return true;
}

uint32_t run_line_above(const struct run *r)
{
	struct str source = r->file->source;
	uint32_t at = line_start(source, r->instruction->span.begin);
	uint32_t floor = r->at ? r->file->instructions.p[r->at - 1].span.end : 0;
	while (at > floor + 1) {
		uint32_t line = line_start(source, at - 1);
		struct str text = str_trim(str_slice(source, line, at));
		if (line <= floor || text.n == 0 || text.p[0] != '#')
			break;
		at = line;
	}
	return at;
}

/* ---- two instructions ---- */

static bool same_flags(const struct df_instruction *a, const struct df_instruction *b)
{
	if (a->flags.n != b->flags.n)
		return false;
	for (size_t n = 0; n < a->flags.n; n++)
		if (!str_eq(a->flags.p[n].name, b->flags.p[n].name) ||
		    !str_eq(a->flags.p[n].value, b->flags.p[n].value))
			return false;
	return true;
}

bool run_next(const struct run *r, struct run *out)
{
	uint32_t at = r->at + 1;
	if (at >= r->file->instructions.n)
		return false;
	const struct df_instruction *i = &r->file->instructions.p[at];
	if (i->kind != DF_RUN || i->broken || i->stage != r->instruction->stage ||
	    r->instruction->kind != DF_RUN || r->file->instructions.p[r->at].kind != DF_RUN ||
	    !same_flags(r->instruction, i))
		return false;
	*out = run_of(r->lint, at, i);
	return true;
}

/* Commands that change the shell they run in. */
static bool changes_shell(const struct sh_command *c)
{
	static const char *const names[] = {
		".",	  "alias", "cd",      "eval",	  "exec",   "exit",  "export", "hash",
		"local",  "popd",  "pushd",   "readonly", "return", "set",   "shift",  "shopt",
		"source", "trap",  "typeset", "declare",  "ulimit", "umask", "unset",  NULL,
	};
	return c->words.n == 0 || word_in(sh_name(c), names) || sh_name(c).n == 0;
}

/* Only "a && b && c | d": every failure ends it, and nothing of it is left to the next. */
static bool is_plain_list(const struct run *r)
{
	if (!run_is_editable(r) || r->instruction->heredocs.n || r->script->commands.n == 0 ||
	    r->build->script_from[r->at] != 0)
		return false;
	for (size_t n = 0; n < r->script->commands.n; n++) {
		const struct sh_command *c = &r->script->commands.p[n];
		if (c->flags & SH_SUBSTITUTION)
			continue;
		if (c->flags || c->join == SH_OR || c->join == SH_SEQ || c->join == SH_BACKGROUND ||
		    (c->join == SH_FIRST && n > 0) || changes_shell(c))
			return false;
	}
	/* an operator at the end (a;) or a comment (a # why) would join badly */
	return may_go_on(r->script->text);
}

/* Comment lines between two offsets, as they stand; false when there is something else. */
static bool comments_between(const struct run *r, struct span between, struct str *out)
{
	struct str rest = df_slice(r->file, between), line;
	struct arena *a = lint_arena(r->lint);
	*out = STR("");
	while (str_next_line(&rest, &line)) {
		struct str text = str_trim(line);
		if (text.n == 0)
			continue;
		/* "# hadolint ignore=" speaks of the instruction below it */
		if (text.p[0] != '#' || str_has(text, STR("ignore")))
			return false;
		*out = str_printf(a, "%.*s%.*s%s", STRF(*out), STRF(line), newline(r));
	}
	return true;
}

bool run_merge(const struct run *r, const struct run *next, struct lint_finding *n)
{
	/* an ignore above the first would begin to speak of both */
	struct span above = { run_line_above(r), r->instruction->span.begin };
	if (!is_plain_list(r) || !is_plain_list(next) ||
	    str_has(df_slice(r->file, above), STR("ignore")))
		return false;
	const struct sh_command *first = &next->script->commands.p[0];
	uint32_t end = r->instruction->span.end;
	while (end > r->instruction->span.begin && char_is_space(r->file->source.p[end - 1]))
		end--;
	struct span between = { end, next->instruction->span.begin };
	struct span cut = { end, df_script_offset(r->build, next->at, first->begin) };
	struct str comments, source = r->file->source;
	if (cut.end < next->instruction->keyword.end || !comments_between(r, between, &comments) ||
	    str_find_char(
		    df_slice(r->file, (struct span){ next->instruction->keyword.end, cut.end }),
		    '#') != SIZE_MAX)
		return false;
	/* the indentation of the lines that go on, else four spaces */
	struct str indent = STR("    ");
	uint32_t line = line_start(source, end);
	if (line > r->instruction->span.begin && indent_at(source, line).n)
		indent = indent_at(source, line);
	lint_edit(r->lint, n, cut,
		  str_printf(lint_arena(r->lint), " %c%s%.*s%.*s&& ", r->file->escape, newline(r),
			     STRF(comments), STRF(indent)));
	return true;
}
