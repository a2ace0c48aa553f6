/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of commands: operators, reserved words, compound commands, functions.
 *
 * A reserved word is one only where a command may begin, so the reader looks at the bare word there before it
 * begins a command. Those that open something push a frame; those that close or continue must find that frame
 * on top, in the right phase:
 *
 *	if LIST then LIST elif LIST then LIST else LIST fi      FRAME_IF: CONDITION, BODY, CONDITION, …
 *	while LIST do LIST done                                 FRAME_LOOP: CONDITION, BODY
 *	for NAME in WORDS; do LIST done                         FRAME_FOR: HEADER, BODY
 *	case WORD in PATTERN) LIST ;; esac                      FRAME_CASE: HEADER, PATTERN, BODY, PATTERN, …
 *
 * One that finds another frame is an error of the script: it is stepped over, and the result is incomplete.
 *
 * Format: POSIX.1-2017, Shell Command Language, 2.4 Reserved Words, 2.9.3 Lists, 2.9.4 Compound Commands.
 */
#include "find/dockerfile/shell_reader.h"

/* The list on top is over: nothing may be missing behind its last operator. */
void sh_end_list(struct sh_reader *r)
{
	const struct sh_list *l = sh_list(r);
	bool dangling = l->join == SH_AND || l->join == SH_OR || l->join == SH_PIPE || l->negated;
	if ((dangling && !l->element) || l->next_flags)
		r->out->incomplete = true;
}

/* An operator between commands was read. */
static void end_element(struct sh_reader *r, enum sh_join join)
{
	struct sh_list *l = sh_list(r);
	if (!l->element) {
		r->out->incomplete = true;
		return;
	}
	if (join == SH_BACKGROUND)
		*VEC_PUSH(r->scratch, &r->background) =
			(struct sh_background){ l->first, (uint32_t)r->out->commands.n };
	if (join == SH_SEQ || join == SH_BACKGROUND)
		l->first = (uint32_t)r->out->commands.n;
	if (join != SH_PIPE) {
		l->pipeline = SH_NONE;
		l->negated = false;
	}
	l->join = join;
	l->element = l->complete = false;
}

static void push_compound(struct sh_reader *r, enum sh_frame_kind kind, enum sh_phase phase,
			  unsigned flags)
{
	struct sh_list *l = sh_list(r);
	unsigned inherited = l->flags | l->next_flags | (l->negated ? SH_CONDITION : 0);
	bool function = l->next_flags & SH_FUNCTION;
	sh_begin_element(r);
	l->next_flags = 0;
	l->complete = true;
	if (kind == FRAME_SUBSHELL)
		inherited |= SH_SUBSHELL;
	struct sh_frame *f = sh_push(r, kind);
	if (!f)
		return;
	f->phase = phase;
	f->flags = inherited;
	f->list.flags = inherited | flags;
	f->restore_pipefail |= function;
}

/* The frame on top goes on with its next part. */
static void next_phase(struct sh_reader *r, enum sh_phase phase, unsigned flags)
{
	struct sh_frame *f = sh_top(r);
	sh_end_list(r);
	f->phase = phase;
	sh_reset_list(r, &f->list, f->flags | flags);
}

static void push_arithmetic_statement(struct sh_reader *r)
{
	struct sh_frame *f = sh_push(r, FRAME_ARITHMETIC);
	if (!f)
		return;
	f->raw = f->statement = true;
	r->source.at += 2;
}

static bool ends_word(char c)
{
	return c == '\0' || c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
	       memchr(";&|()<>", c, 7);
}

/* The word here when it could be a reserved one: short, without quotes. */
static struct str peek_bare(const struct sh_reader *r)
{
	size_t n = 0;
	for (char c; n < 9 && (c = sh_peek(r, n)) != '\0'; n++)
		if (!char_is_lower(c) && !memchr("!{}[", c, 4))
			break;
	if (!n || !ends_word(sh_peek(r, n)))
		return STR("");
	return str_slice(r->source.text, r->source.at, r->source.at + n);
}

static void begin_function(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	while (sh_peek(r, 0) == ' ' || sh_peek(r, 0) == '\t')
		s->at++;
	while (s->at < s->end && !ends_word(sh_peek(r, 0)))
		s->at++;
	while (sh_peek(r, 0) == ' ' || sh_peek(r, 0) == '\t')
		s->at++;
	if (sh_peek(r, 0) == '(' && sh_peek(r, 1) == ')')
		s->at += 2;
	sh_list(r)->next_flags = SH_FUNCTION;
}

/* `time` in front of a compound command is no command of its own. */
static bool times_compound(const struct sh_reader *r)
{
	size_t n = 4;
	while (sh_peek(r, n) == ' ' || sh_peek(r, n) == '\t')
		n++;
	return sh_peek(r, n) == '(' || (sh_peek(r, n) == '{' && ends_word(sh_peek(r, n + 1)));
}

/* A reserved word that opens something; the word is behind us when true. */
static bool open_reserved(struct sh_reader *r, struct str word)
{
	size_t *at = &r->source.at;
	if (str_is(word, "time")) {
		bool compound = times_compound(r);
		*at += compound ? 4 : 0;
		return compound;
	}
	static const struct {
		const char *word;
		enum sh_frame_kind kind;
		enum sh_phase phase;
		unsigned flags;
	} openers[] = {
		{ "{", FRAME_GROUP, PHASE_BODY, 0 },
		{ "if", FRAME_IF, PHASE_CONDITION, SH_CONDITION },
		{ "while", FRAME_LOOP, PHASE_CONDITION, SH_CONDITION },
		{ "until", FRAME_LOOP, PHASE_CONDITION, SH_CONDITION },
		{ "for", FRAME_FOR, PHASE_HEADER, 0 },
		{ "select", FRAME_FOR, PHASE_HEADER, 0 },
		{ "case", FRAME_CASE, PHASE_HEADER, 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(openers); i++) {
		if (!str_is(word, openers[i].word))
			continue;
		*at += word.n;
		push_compound(r, openers[i].kind, openers[i].phase, openers[i].flags);
		return true;
	}
	if (str_is(word, "!"))
		sh_list(r)->negated = true;
	else if (!str_is(word, "function") && !str_is(word, "coproc"))
		return false;
	*at += word.n;
	if (str_is(word, "function"))
		begin_function(r);
	return true;
}

/* A reserved word that closes or continues what is open; false when it is none. */
static bool close_reserved(struct sh_reader *r, struct str word)
{
	static const struct {
		const char *word;
		enum sh_frame_kind kind;
		enum sh_phase in, next;
		unsigned flags;
		bool closes;
	} rows[] = {
		{ "then", FRAME_IF, PHASE_CONDITION, PHASE_BODY, SH_BRANCH, false },
		{ "elif", FRAME_IF, PHASE_BODY, PHASE_CONDITION, SH_BRANCH | SH_CONDITION, false },
		{ "else", FRAME_IF, PHASE_BODY, PHASE_BODY, SH_BRANCH, false },
		{ "fi", FRAME_IF, PHASE_BODY, PHASE_BODY, 0, true },
		{ "do", FRAME_LOOP, PHASE_CONDITION, PHASE_BODY, SH_LOOP, false },
		{ "done", FRAME_LOOP, PHASE_BODY, PHASE_BODY, 0, true },
		{ "done", FRAME_FOR, PHASE_BODY, PHASE_BODY, 0, true },
		{ "esac", FRAME_CASE, PHASE_BODY, PHASE_BODY, 0, true },
		{ "}", FRAME_GROUP, PHASE_BODY, PHASE_BODY, 0, true },
	};
	const struct sh_frame *f = sh_top(r);
	bool known = false;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (!str_is(word, rows[i].word))
			continue;
		known = true;
		if (f->kind != rows[i].kind || f->phase != rows[i].in)
			continue;
		r->source.at += word.n;
		if (rows[i].closes) {
			sh_end_list(r);
			sh_pop(r);
		} else {
			next_phase(r, rows[i].next, rows[i].flags);
		}
		return true;
	}
	if (!known)
		return false;
	r->out->incomplete = true;
	r->source.at += word.n;
	return true;
}

static void close_parenthesis(struct sh_reader *r)
{
	r->source.at++;
	if (!r->parentheses) {
		r->out->incomplete = true;
		return;
	}
	while (sh_top(r)->kind != FRAME_SUBSHELL && sh_top(r)->kind != FRAME_SUBSTITUTION) {
		r->out->incomplete = true;
		sh_pop(r);
	}
	sh_end_list(r);
	sh_pop(r);
}

static void end_branch(struct sh_reader *r)
{
	size_t n = sh_peek(r, 1) == ';' && sh_peek(r, 2) == '&' ? 3 : 2;
	r->source.at += n;
	if (sh_top(r)->kind != FRAME_CASE) {
		r->out->incomplete = true;
		return;
	}
	next_phase(r, PHASE_PATTERN, 0);
}

static void newline(struct sh_reader *r)
{
	r->source.at++;
	if (sh_list(r)->element)
		end_element(r, SH_SEQ);
	r->source.bodies = r->pending.n > r->source.pending_from;
}

/* At one of ; & | ( ) or a newline, no command under way. */
static void step_operator(struct sh_reader *r, char c)
{
	struct sh_source *s = &r->source;
	char next = sh_peek(r, 1);
	if (c == '\n') {
		newline(r);
	} else if (c == ';' && (next == ';' || next == '&')) {
		end_branch(r);
	} else if (c == ')') {
		close_parenthesis(r);
	} else if (c == '(') {
		if (sh_list(r)->complete) {
			r->out->incomplete = true;
			end_element(r, SH_SEQ);
		}
		if (next == '(' && sh_is_arithmetic(r, s->at + 2)) {
			sh_begin_element(r);
			sh_list(r)->complete = true;
			push_arithmetic_statement(r);
			return;
		}
		s->at++;
		push_compound(r, FRAME_SUBSHELL, PHASE_BODY, 0);
	} else {
		bool two = next == c && c != ';';
		s->at += two || (c == '|' && next == '&') ? 2 : 1;
		end_element(r, c == ';'		 ? SH_SEQ
			       : two && c == '&' ? SH_AND
			       : two		 ? SH_OR
			       : c == '&'	 ? SH_BACKGROUND
						 : SH_PIPE);
	}
}

static void step_header(struct sh_reader *r, char c)
{
	struct sh_source *s = &r->source;
	struct sh_frame *f = sh_top(r);
	struct sh_list *l = &f->list;
	struct str word = peek_bare(r);
	if (f->kind == FRAME_CASE && l->header == 1 && str_is(word, "in")) {
		s->at += 2;
		next_phase(r, PHASE_PATTERN, 0);
	} else if (f->kind == FRAME_FOR && (l->separated || l->header == 1) && str_is(word, "do")) {
		s->at += 2;
		next_phase(r, PHASE_BODY, SH_LOOP);
	} else if (c == '\n' || c == ';') {
		l->separated = true;
		s->at++;
	} else if (c == '(' && sh_peek(r, 1) == '(' && f->kind == FRAME_FOR && !l->header) {
		l->header++;
		push_arithmetic_statement(r);
	} else if (c == ')') {
		close_parenthesis(r);
	} else if (memchr("(&|<>", c, 5)) {
		r->out->incomplete = true;
		s->at++;
	} else {
		sh_begin_word(r, TARGET_NOTHING);
	}
}

static void step_pattern(struct sh_reader *r, char c)
{
	struct sh_source *s = &r->source;
	struct sh_list *l = sh_list(r);
	if (c == ')') {
		s->at++;
		next_phase(r, PHASE_BODY, SH_BRANCH);
	} else if (!l->header && str_is(peek_bare(r), "esac")) {
		s->at += 4;
		sh_pop(r);
	} else if (memchr("\n;(|", c, 4)) {
		s->at++;
	} else if (memchr("&<>", c, 3)) {
		r->out->incomplete = true;
		s->at++;
	} else {
		sh_begin_word(r, TARGET_NOTHING);
	}
}

static void step_command(struct sh_reader *r, char c)
{
	struct sh_list *l = sh_list(r);
	if (l->redirecting && memchr("\n;&|()", c, 6)) {
		l->redirecting = false;
		r->out->incomplete = true;
	}
	if (l->redirecting) {
		sh_begin_word(r, l->target);
		return;
	}
	if ((c == '<' || c == '>' || c == '&' || char_is_digit(c)) && sh_read_redirection(r))
		return;
	if (memchr("\n;&|()", c, 6)) {
		if (l->command != SH_NONE)
			sh_finish_command(r);
		else
			step_operator(r, c);
		return;
	}
	if (l->command == SH_NONE) {
		struct str word = peek_bare(r);
		if (word.n && close_reserved(r, word))
			return;
		if (l->complete) {
			r->out->incomplete = true;
			end_element(r, SH_SEQ);
		}
		if (word.n && open_reserved(r, word))
			return;
		sh_begin_command(r);
		l->test = str_is(word, "[[");
	}
	sh_begin_word(r, TARGET_COMMAND);
}

/* Blanks, continued lines and comments. */
static void skip_blanks(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	bool test = sh_list(r)->test;
	while (s->at < s->end) {
		char c = s->text.p[s->at], next = sh_peek(r, 1);
		if (c == ' ' || c == '\t' || (test && c == '\n') ||
		    (c == '\r' && (next == '\n' || s->at + 1 == s->end))) {
			s->at++;
		} else if (c == '\\' && next == '\n') {
			s->at += 2;
		} else if (c == '\\' && next == '\r' && sh_peek(r, 2) == '\n') {
			s->at += 3;
		} else if (c == '#' && !test) {
			const char *p = s->text.p + s->at;
			const char *end = memchr(p, '\n', s->end - s->at);
			s->at = end ? (size_t)(end - s->text.p) : s->end;
		} else {
			return;
		}
	}
}

void sh_step_list(struct sh_reader *r)
{
	if (r->source.bodies) {
		sh_read_body(r);
		return;
	}
	skip_blanks(r);
	if (r->source.at >= r->source.end)
		return;
	char c = sh_peek(r, 0);
	if (sh_list(r)->test) {
		bool over = c == ']' && sh_peek(r, 1) == ']' && ends_word(sh_peek(r, 2));
		sh_list(r)->test = !over;
		sh_begin_word(r, TARGET_COMMAND);
	} else if (sh_top(r)->phase == PHASE_HEADER) {
		step_header(r, c);
	} else if (sh_top(r)->phase == PHASE_PATTERN) {
		step_pattern(r, c);
	} else {
		step_command(r, c);
	}
}
