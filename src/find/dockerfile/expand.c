/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Variables of a word put in, and its quotes taken off, as the builder does it.
 *
 * The word is read once, left to right. What is open (a double quote, the word behind a modifier) is a
 * frame on a stack; each frame knows where its output began in the one buffer:
 *
 *         a"${x:-b$y}"c        frames:  word ► quote ► modifier
 *                  ^ here
 *
 * At its closing brace a modifier takes its word from the end of the buffer, decides, and puts the result
 * there. A name of which nothing is known stays as it was written, from $ to brace.
 *
 * The patterns of # % / are the shell's * and ?, without brackets; pattern.c matches them.
 *
 * Refused: E_CORRUPT for what the builder refuses (unknown modifiers, quotes and braces without end, a
 * variable that ${x:?} wants), E_LIMIT for a result beyond LIMIT_DOCKERFILE or too deep nesting.
 */
#include "find/dockerfile/ast.h"
#include "find/dockerfile/pattern.h"

#include "base/buf.h"
#include "base/limits.h"

#define DEPTH_MAX 32

enum frame_kind {
	FRAME_WORD,	   /* the whole, ends with the input */
	FRAME_QUOTE,	   /* "…" */
	FRAME_MODIFIER,	   /* ${x:-…}, ends with } */
	FRAME_PATTERN,	   /* ${x/…, ends with / */
	FRAME_REPLACEMENT, /* ${x/p/…}, ends with } */
};

struct frame {
	enum frame_kind kind;
	bool raw_escapes; /* kept: a pattern needs them */
	bool known, set, empty_is_unset, all;
	bool unknown_before; /* out_unknown when it was opened */
	char modifier;
	size_t from;   /* offset of its $ in the word */
	size_t out;    /* length of the output when it was opened */
	size_t middle; /* FRAME_REPLACEMENT: where the pattern ends in the output */
	struct str value, name;
};

struct expansion {
	struct arena *arena;
	struct str s;
	size_t at;
	char escape;
	df_lookup *lookup;
	void *context;
	struct buf out;
	bool unknown;
	struct frame stack[DEPTH_MAX];
	size_t depth;
	struct fault *f;
};

static struct frame *top(struct expansion *x)
{
	return &x->stack[x->depth - 1];
}

static int push(struct expansion *x, enum frame_kind kind, bool raw_escapes)
{
	if (x->depth == DEPTH_MAX)
		return fault_set(x->f, E_LIMIT, "more than %d nested substitutions", DEPTH_MAX);
	x->stack[x->depth++] = (struct frame){
		.kind = kind,
		.raw_escapes = raw_escapes,
		.unknown_before = x->unknown,
		.out = x->out.n,
	};
	return 0;
}

/* Gives the output back to the length `n`. */
static void cut(struct expansion *x, size_t n)
{
	x->out.n = size_min(x->out.n, n);
}

/* The name at the cursor: letters, digits, _; all digits; or one special character. */
static struct str take_name(struct expansion *x)
{
	size_t from = x->at;
	struct str s = x->s;
	if (from < s.n && char_is_digit(s.p[from])) {
		while (x->at < s.n && char_is_digit(s.p[x->at]))
			x->at++;
	} else if (from < s.n && s.p[from] && memchr("@*#?-$!", s.p[from], 7)) {
		x->at++;
	} else {
		while (x->at < s.n && (char_is_alnum(s.p[x->at]) || s.p[x->at] == '_'))
			x->at++;
	}
	return str_slice(s, from, x->at);
}

static void put_value(struct expansion *x, size_t from, struct str name)
{
	struct str value = STR("");
	if (x->lookup(x->context, name, &value)) {
		buf_add_str(&x->out, value);
	} else {
		x->unknown = true;
		buf_add_str(&x->out, str_slice(x->s, from, x->at));
	}
}

/* Behind "${name": opens a frame for the modifier, or ends at once. */
static int open_modifier(struct expansion *x, size_t from, struct str name)
{
	char c = x->at < x->s.n ? x->s.p[x->at] : 0;
	if (x->at == x->s.n)
		return fault_set(x->f, E_CORRUPT, "${ without its }");
	x->at++;
	if (c == '}') {
		put_value(x, from, name);
		return 0;
	}
	bool colon = c == ':';
	if (colon) {
		if (x->at == x->s.n)
			return fault_set(x->f, E_CORRUPT, "${ without its }");
		c = x->s.p[x->at++];
	}
	if (!memchr("+-?#%/", c, 6) || (colon && !memchr("+-?", c, 3)))
		return fault_set(x->f, E_CORRUPT, "${%.*s%s%c…}: there is no such modifier",
				 STRF(name), colon ? ":" : "", c);
	bool pattern = c == '#' || c == '%' || c == '/';
	TRY(push(x, c == '/' ? FRAME_PATTERN : FRAME_MODIFIER, pattern));
	struct frame *frame = top(x);
	frame->modifier = c;
	frame->empty_is_unset = colon;
	frame->from = from;
	frame->name = name;
	frame->value = STR("");
	frame->known = x->lookup(x->context, name, &frame->value);
	frame->set = frame->value.p != NULL;
	if (c == '/' && x->at < x->s.n && x->s.p[x->at] == '/') {
		frame->all = true;
		x->at++;
	}
	return 0;
}

/* At a $. */
static int take_dollar(struct expansion *x)
{
	size_t from = x->at++;
	if (x->at == x->s.n || x->s.p[x->at] != '{') {
		struct str name = take_name(x);
		if (name.n)
			put_value(x, from, name);
		else
			buf_add_char(&x->out, '$');
		return 0;
	}
	x->at++;
	if (x->at < x->s.n && memchr("{}:", x->s.p[x->at], 3))
		return fault_set(x->f, E_CORRUPT, "${%c: a bad substitution", x->s.p[x->at]);
	struct str name = take_name(x);
	return open_modifier(x, from, name);
}

static int wanted(struct expansion *x, const struct frame *frame, struct str message)
{
	if (message.n)
		return fault_set(x->f, E_CORRUPT, "%.*s: %.*s", STRF(frame->name), STRF(message));
	return fault_set(x->f, E_CORRUPT, "%.*s: is %s", STRF(frame->name),
			 frame->set ? "empty" : "not set");
}

/* The result of ${x<modifier>word}, put in the place of the word. */
static int apply(struct expansion *x, const struct frame *frame)
{
	/* A copy: the buffer is written to from here on. */
	struct str word = str_dup(x->arena, str_from(buf_str(&x->out), frame->out));
	struct str result = frame->value;
	bool has = frame->set && (frame->value.n || !frame->empty_is_unset);
	bool longest = false;
	switch (frame->modifier) {
	case '-':
		result = has ? frame->value : word;
		break;
	case '+':
		result = has ? word : STR("");
		break;
	case '?':
		if (!has)
			return wanted(x, frame, word);
		break;
	case '#':
	case '%':
		longest = word.n && word.p[0] == frame->modifier;
		TRY(pattern_trim(x->arena, str_from(word, longest), frame->modifier == '%', longest,
				 &result, x->f));
		break;
	default:
		TRY(pattern_replace(x->arena, str_slice(word, 0, frame->middle - frame->out),
				    str_from(word, frame->middle - frame->out), frame->all, &result,
				    x->f));
		break;
	}
	cut(x, frame->out);
	/* What the unused word did not know does not matter. */
	bool used = frame->modifier == '#' || frame->modifier == '%' || frame->modifier == '/' ||
		    (frame->modifier == '+') == has;
	x->unknown = frame->unknown_before || (used && x->unknown);
	buf_add_str(&x->out, result);
	return 0;
}

/* The frame on top ends here; the cursor is behind its last byte. */
static int close_frame(struct expansion *x)
{
	struct frame frame = *top(x);
	x->depth--;
	if (frame.kind == FRAME_QUOTE)
		return 0;
	if (frame.kind == FRAME_PATTERN) {
		x->depth++;
		top(x)->kind = FRAME_REPLACEMENT;
		top(x)->middle = x->out.n;
		return 0;
	}
	if (frame.known)
		return apply(x, &frame);
	cut(x, frame.out);
	buf_add_str(&x->out, str_slice(x->s, frame.from, x->at));
	x->unknown = true;
	return 0;
}

/* At the escape character. */
static void take_escape(struct expansion *x, bool quoted, bool raw)
{
	char c = x->s.p[x->at++];
	char next = x->at < x->s.n ? x->s.p[x->at] : 0;
	if (x->at == x->s.n) {
		if (raw || quoted)
			buf_add_char(&x->out, c);
		return;
	}
	bool literal = !quoted || next == '"' || next == '$' || next == c;
	if (raw || !literal)
		buf_add_char(&x->out, c);
	if (literal) {
		buf_add_char(&x->out, next);
		x->at++;
	}
}

static int take_single_quoted(struct expansion *x)
{
	size_t n = str_find_char(str_from(x->s, x->at + 1), '\'');
	if (n == SIZE_MAX)
		return fault_set(x->f, E_CORRUPT, "' without its end");
	buf_add_str(&x->out, str_slice(x->s, x->at + 1, x->at + 1 + n));
	x->at += n + 2;
	return 0;
}

static int step(struct expansion *x)
{
	static const char stops[] = {
		[FRAME_WORD] = 0,      [FRAME_QUOTE] = '"',	  [FRAME_MODIFIER] = '}',
		[FRAME_PATTERN] = '/', [FRAME_REPLACEMENT] = '}',
	};
	const struct frame *frame = top(x);
	bool quoted = frame->kind == FRAME_QUOTE;
	char c = x->s.p[x->at];
	if (frame->kind != FRAME_WORD && c == stops[frame->kind]) {
		x->at++;
		return close_frame(x);
	}
	if (c == '$')
		return take_dollar(x);
	if (c == '\'' && !quoted)
		return take_single_quoted(x);
	if (c == '"') {
		x->at++;
		return push(x, FRAME_QUOTE, frame->raw_escapes);
	}
	if (c == x->escape) {
		take_escape(x, quoted, frame->raw_escapes);
	} else {
		buf_add_char(&x->out, c);
		x->at++;
	}
	return 0;
}

static int run(struct expansion *x)
{
	TRY(push(x, FRAME_WORD, false));
	while (x->at < x->s.n) {
		TRY(step(x));
		if (x->out.over)
			return fault_set(x->f, E_LIMIT, "a word expands to more than %llu bytes",
					 (unsigned long long)LIMIT_DOCKERFILE);
	}
	enum frame_kind open = top(x)->kind;
	if (open == FRAME_QUOTE)
		return fault_set(x->f, E_CORRUPT, "\" without its end");
	if (open == FRAME_PATTERN)
		return fault_set(x->f, E_CORRUPT, "${%.*s/ without its second /",
				 STRF(top(x)->name));
	if (open != FRAME_WORD)
		return fault_set(x->f, E_CORRUPT, "${%.*s without its }", STRF(top(x)->name));
	return 0;
}

int df_expand(struct arena *a, struct str word, char escape, df_lookup *lookup, void *context,
	      struct str *out, bool *out_unknown, struct fault *f)
{
	struct expansion x = {
		.arena = a,
		.s = word,
		.escape = escape,
		.lookup = lookup,
		.context = context,
		.f = f,
	};
	buf_init(&x.out, LIMIT_DOCKERFILE);
	int r = run(&x);
	if (r == 0) {
		*out = str_dup(a, buf_str(&x.out));
		*out_unknown = x.unknown;
	}
	buf_done(&x.out);
	return r;
}
