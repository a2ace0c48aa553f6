/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shell reader: text in, simple commands out.
 *
 * A shell script is a list of commands in which words hold lists of commands in which words … . Nothing here
 * recurses on that: whatever is open (a group, a loop, a quote, a substitution) is a frame on a stack, and
 * the reader makes one step at a time in the frame on top.
 *
 *	if test "$(id -u)" = 0; then apt-get update && sh -c 'apt-get upgrade'; fi
 *	──────────────────┬────────
 *	                  │   FRAME_SUBSTITUTION   id -u          SH_FIRST, SH_SUBSTITUTION
 *	                  │   FRAME_QUOTE          (of the word)
 *	                  ▼   FRAME_IF             test           SH_FIRST, SH_CONDITION
 *	                      FRAME_TOP
 *
 * The parts: this file has the frames and the grammar of lists and compound commands, shell_word.c the quotes,
 * shell_command.c simple commands, shell_wrap.c sudo and its like, shell_query.c what rules ask.
 *
 * Must stay true:
 *  - Every step reads something, or closes a frame, a word or a command: time is linear in the text. A nested
 *    script (sh -c) is read once more, backticks lose one level of escapes each time; both are limited.
 *  - What is not understood makes the result incomplete and is stepped over; commands in front of it and
 *    behind it are still seen.
 *  - A place always lies in the text that was given. Inside a nested script it is exact where the quoting
 *    leaves offsets alone, otherwise it is the whole argument.
 *
 * Format: POSIX.1-2017, Shell Command Language, 2.10 Shell Grammar. Of bash: [[ ]], (( )), function, |&, &>,
 * <<<, <( ), arrays. Refused (read as far as possible): aliases, which no text reader can know.
 */
#include "find/dockerfile/shell_reader.h"

#include "base/limits.h"

static void reset_list(struct sh_reader *r, struct sh_list *l, unsigned flags)
{
	*l = (struct sh_list){ .flags = flags,
			       .pipeline = SH_NONE,
			       .command = SH_NONE,
			       .first = (uint32_t)r->out->commands.n };
}

/* Too deep: the rest of this text is not read. */
static struct sh_frame *give_up(struct sh_reader *r)
{
	r->out->incomplete = true;
	r->source.at = r->source.end;
	return NULL;
}

struct sh_frame *sh_push(struct sh_reader *r, enum sh_frame_kind kind)
{
	bool substitution = kind == FRAME_SUBSTITUTION || kind == FRAME_BACKTICK;
	if (r->frames.n >= LIMIT_SHELL_DEPTH ||
	    (substitution && r->substitutions >= LIMIT_SHELL_SUBSTITUTIONS))
		return give_up(r);
	unsigned flags = r->frames.n ? sh_list(r)->flags : 0;
	struct sh_frame *f = VEC_PUSH(r->scratch, &r->frames);
	f->kind = kind;
	f->begin = (uint32_t)r->source.at;
	f->pipefail = r->pipefail;
	if (kind > FRAME_LAST_LIST_)
		return f;
	f->outer = r->list;
	r->list = (uint32_t)r->frames.n - 1;
	f->restore_pipefail = substitution || kind == FRAME_SUBSHELL;
	if (substitution) {
		r->substitutions++;
		flags = (flags & ~(unsigned)SH_CONDITION) | SH_SUBSTITUTION;
	}
	if (kind == FRAME_SUBSTITUTION) {
		f->source = r->source;
		r->source.pending_from = r->source.pending_next = r->pending.n;
	}
	r->parentheses += kind == FRAME_SUBSTITUTION || kind == FRAME_SUBSHELL;
	f->flags = flags;
	reset_list(r, &f->list, flags);
	return f;
}

void sh_enter(struct sh_reader *r, struct str text, size_t at, size_t end, struct sh_map map)
{
	struct sh_frame *f = sh_top(r);
	f->source = r->source;
	f->depth = r->parentheses;
	r->parentheses = 0;
	r->source = (struct sh_source){ .text = text,
					.at = at,
					.end = end,
					.map = map,
					.pending_from = r->pending.n,
					.pending_next = r->pending.n };
}

void sh_pop(struct sh_reader *r)
{
	struct sh_frame f = r->frames.p[--r->frames.n];
	if (f.kind <= FRAME_LAST_LIST_)
		r->list = f.outer;
	if (f.restore_pipefail)
		r->pipefail = f.pipefail;
	switch (f.kind) {
	case FRAME_SUBSTITUTION:
		r->substitutions--;
		r->parentheses--;
		r->pending.n = r->source.pending_from;
		r->source.pending_from = f.source.pending_from;
		r->source.pending_next = f.source.pending_next;
		r->source.bodies = false;
		sh_emit(r, f.begin, r->source.at);
		break;
	case FRAME_SUBSHELL:
		r->parentheses--;
		break;
	case FRAME_BACKTICK:
	case FRAME_NESTED:
	case FRAME_HEREDOC:
		r->pending.n = r->source.pending_from;
		r->source = f.source;
		r->parentheses = f.depth;
		r->nested -= f.kind == FRAME_NESTED;
		if (f.kind == FRAME_BACKTICK) {
			r->substitutions--;
			sh_emit(r, f.begin, r->source.at);
		}
		break;
	case FRAME_TOP:
	case FRAME_GROUP:
	case FRAME_IF:
	case FRAME_LOOP:
	case FRAME_FOR:
	case FRAME_CASE:
	case FRAME_QUOTE:
	case FRAME_BRACE:
	case FRAME_ARITHMETIC:
	case FRAME_PARENTHESES:
		break;
	}
}

void sh_push_script(struct sh_reader *r, struct str text, struct sh_map map, bool new_shell,
		    bool pipefail)
{
	if (r->nested >= LIMIT_SHELL_NESTED) {
		r->out->incomplete = true;
		return;
	}
	struct sh_frame *f = sh_push(r, FRAME_NESTED);
	if (!f)
		return;
	r->nested++;
	f->flags = f->list.flags = (f->flags & ~(unsigned)SH_CONDITION) | SH_NESTED;
	f->restore_pipefail = new_shell;
	if (new_shell)
		r->pipefail = pipefail;
	sh_enter(r, text, 0, text.n, map);
}

/* The list on top is over: nothing may be missing behind its last operator. */
static void end_list(struct sh_reader *r)
{
	const struct sh_list *l = sh_list(r);
	bool dangling = l->join == SH_AND || l->join == SH_OR || l->join == SH_PIPE || l->negated;
	if ((dangling && !l->element) || l->next_flags)
		r->out->incomplete = true;
}

static void end_source(struct sh_reader *r)
{
	struct sh_frame *f = sh_top(r);
	struct sh_list *l = sh_list(r);
	if (f->kind == FRAME_HEREDOC) {
		sh_pop(r);
	} else if (f->kind > FRAME_LAST_LIST_) {
		r->out->incomplete = true;
		bool raw = f->raw;
		size_t begin = f->begin;
		sh_pop(r);
		if (raw)
			sh_emit(r, begin, r->source.at);
	} else if (l->word.active) {
		sh_finish_word(r);
	} else if (l->command != SH_NONE) {
		sh_finish_command(r);
	} else {
		end_list(r);
		bool whole = f->kind == FRAME_TOP || f->kind == FRAME_NESTED ||
			     f->kind == FRAME_BACKTICK;
		if (!whole || r->pending.n > r->source.pending_next || l->redirecting)
			r->out->incomplete = true;
		sh_pop(r);
	}
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
	end_list(r);
	f->phase = phase;
	reset_list(r, &f->list, f->flags | flags);
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
			end_list(r);
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
	end_list(r);
	sh_pop(r);
}

/* The length of a redirection's operator here, digits in front of it included; 0 when there is none. */
static size_t redirection_length(const struct sh_reader *r, size_t *out_digits)
{
	static const char *const operators[] = { "&>>", "&>", "<<<", "<<-", "<<", "<&",
						 "<>",	"<",  ">>",  ">&",  ">|", ">" };
	size_t digits = 0;
	while (digits < 8 && char_is_digit(sh_peek(r, digits)))
		digits++;
	*out_digits = digits;
	struct str rest = str_slice(r->source.text, r->source.at + digits, r->source.end);
	for (size_t i = digits ? 2 : 0; i < ARRAY_LEN(operators); i++)
		if (str_starts(rest, str_of(operators[i])))
			return digits + strlen(operators[i]);
	return 0;
}

static bool read_redirection(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	struct sh_list *l = sh_list(r);
	size_t digits, n = redirection_length(r, &digits);
	bool process = n == digits + 1 && sh_peek(r, n) == '(' && sh_peek(r, digits) != '&';
	if (!n || process)
		return false;
	if (!l->complete)
		sh_begin_command(r);
	struct str written = str_slice(s->text, s->at + digits, s->at + n);
	if (l->command != SH_NONE) {
		uint64_t fd = 0;
		bool given = str_u64(str_slice(s->text, s->at, s->at + digits), INT_MAX, &fd);
		uint32_t end = sh_place_end(&s->map, s->at + n);
		*VEC_PUSH(r->scratch, &r->redirections) = (struct sh_redirection){
			given ? (int)fd : -1, written, { .begin = end, .end = end }, { 0 }
		};
	}
	s->at += n;
	if (l->command != SH_NONE)
		l->end = sh_place_end(&s->map, s->at);
	l->redirecting = true;
	l->target = str_is(written, "<<") || str_is(written, "<<-") ? TARGET_HEREDOC
								    : TARGET_REDIRECTION;
	return true;
}

/* The lines of a body up to its name: [at, *out_end), and where to go on. */
static bool find_body(const struct sh_source *s, const struct sh_pending *p, size_t *out_end,
		      size_t *out_after)
{
	size_t at = s->at;
	while (at < s->end) {
		const char *q = s->text.p + at;
		const char *newline = memchr(q, '\n', s->end - at);
		size_t next = newline ? (size_t)(newline - s->text.p) + 1 : s->end;
		struct str line = str_slice(s->text, at, newline ? next - 1 : next);
		while (p->strip_tabs && line.n && line.p[0] == '\t')
			line = str_from(line, 1);
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (str_eq(line, p->name)) {
			*out_end = at;
			*out_after = next;
			return true;
		}
		at = next;
	}
	*out_end = *out_after = s->end;
	return false;
}

static struct str without_tabs(struct arena *a, struct str body)
{
	char *to = arena_bytes(a, body.n);
	size_t n = 0;
	bool start = true;
	for (size_t i = 0; i < body.n; i++) {
		if (start && body.p[i] == '\t')
			continue;
		start = body.p[i] == '\n';
		to[n++] = body.p[i];
	}
	return str_make(to, n);
}

/* Reads the next body; its commands, if it may hold any, come before the lines behind it. */
static void read_body(struct sh_reader *r)
{
	struct sh_source *s = &r->source;
	if (s->pending_next == r->pending.n) {
		r->pending.n = s->pending_next = s->pending_from;
		s->bodies = false;
		return;
	}
	struct sh_pending p = r->pending.p[s->pending_next++];
	size_t begin = s->at, end, after;
	if (!find_body(s, &p, &end, &after))
		r->out->incomplete = true;
	struct str body = str_slice(s->text, begin, end);
	struct str content = p.strip_tabs ? without_tabs(r->arena, body) : body;
	s->at = after;
	struct sh_command *c = NULL;
	if (p.command != SH_NONE && p.command < r->out->commands.n)
		c = &r->out->commands.p[p.command];
	if (c && p.redirection < c->redirections.n)
		c->redirections.p[p.redirection].heredoc = content;
	bool pipefail = false;
	if (c && c->words.n && sh_reads_input(c, &pipefail)) {
		struct sh_map map = { .begin = sh_place(&s->map, begin),
				      .end = sh_place_end(&s->map, end) };
		map.exact = s->map.exact && !p.strip_tabs;
		map.shift = map.begin;
		sh_push_script(r, content, map, true, pipefail);
	} else if (p.expand && (str_has(body, STR("$(")) || str_has(body, STR("`")))) {
		struct sh_frame *f = sh_push(r, FRAME_HEREDOC);
		if (!f)
			return;
		f->raw = true;
		sh_enter(r, s->text, begin, end, s->map);
	}
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
	if ((c == '<' || c == '>' || c == '&' || char_is_digit(c)) && read_redirection(r))
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

static void step_list(struct sh_reader *r)
{
	if (r->source.bodies) {
		read_body(r);
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

/* What is known only at the end: the length of pipelines, and what runs in the background. */
static void settle(struct sh_reader *r)
{
	struct sh_script *out = r->out;
	for (size_t i = 0; i < out->commands.n; i++)
		out->commands.p[i].pipeline_n = r->pipelines.p[out->commands.p[i].pipeline];
	if (!r->background.n)
		return;
	uint32_t *begins = arena_array(r->scratch, out->commands.n + 1, sizeof(*begins));
	uint32_t *ends = arena_array(r->scratch, out->commands.n + 1, sizeof(*ends));
	for (size_t i = 0; i < r->background.n; i++) {
		begins[r->background.p[i].from]++;
		ends[r->background.p[i].to]++;
	}
	uint32_t open = 0;
	for (size_t i = 0; i < out->commands.n; i++) {
		open = open + begins[i] - ends[i];
		if (open)
			out->commands.p[i].flags |= SH_IN_BACKGROUND;
	}
}

static void run(struct sh_reader *r)
{
	while (r->frames.n) {
		if (r->full || r->source.at >= r->source.end)
			end_source(r);
		else if (sh_top(r)->kind > FRAME_LAST_LIST_)
			sh_step_part(r);
		else if (sh_list(r)->word.active)
			sh_step_word(r);
		else
			step_list(r);
	}
	settle(r);
	struct sh_script *out = r->out;
	struct sh_command *kept = arena_array(r->arena, out->commands.n, sizeof(*kept));
	if (out->commands.n)
		memcpy(kept, out->commands.p, out->commands.n * sizeof(*kept));
	out->commands.p = kept;
	out->commands.cap = out->commands.n;
}

void shell_read_with(struct arena *a, struct arena *scratch, struct str text, struct sh_script *out)
{
	*out = (struct sh_script){ .text = text };
	if (text.n > LIMIT_SHELL) {
		out->incomplete = true;
		return;
	}
	struct sh_reader r = { .arena = a,
			       .scratch = scratch,
			       .out = out,
			       .source = {
				       .text = text, .end = text.n, .map = { .exact = true } } };
	sh_push(&r, FRAME_TOP);
	run(&r);
}

void shell_read(struct arena *a, struct str text, struct sh_script *out)
{
	shell_read_with(a, a, text, out);
}

void shell_read_words(struct arena *a, struct arena *scratch, struct str text,
		      const struct sh_word *words, size_t n, struct sh_script *out)
{
	*out = (struct sh_script){ .text = text };
	if (text.n > LIMIT_SHELL || !n) {
		out->incomplete = text.n > LIMIT_SHELL;
		return;
	}
	struct sh_reader r = { .arena = a,
			       .scratch = scratch,
			       .out = out,
			       .source = { .text = text,
					   .at = words[0].begin,
					   .end = text.n,
					   .map = { .exact = true } } };
	sh_push(&r, FRAME_TOP);
	sh_begin_command(&r);
	r.source.at = text.n;
	for (size_t i = 0; i < n; i++)
		*VEC_PUSH(scratch, &r.words) = words[i];
	sh_list(&r)->end = words[n - 1].end;
	run(&r);
}
