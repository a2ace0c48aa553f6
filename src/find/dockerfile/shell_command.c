/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Simple commands: where a finished word goes, and what a finished command says about the commands that
 * follow it or hide in its arguments.
 *
 * A command takes its place in the script's list when it begins, so that the list is in the order of writing
 * although a $( ) in its words ends before it does. Its words lie on the reader's stack until it is over.
 * Then the wrappers in front are taken off, `set -o pipefail` takes effect, and the argument of `sh -c` or
 * eval is read as a script of its own, in place.
 *
 * Format: POSIX.1-2017, Shell Command Language, 2.9.1 Simple Commands; 2.10.2 rule 7 for assignments.
 */
#include "find/dockerfile/shell_reader.h"

#include "base/limits.h"

void sh_begin_element(struct sh_reader *r)
{
	struct sh_list *l = sh_list(r);
	if (l->pipeline == SH_NONE) {
		l->pipeline = (uint32_t)r->pipelines.n;
		VEC_PUSH(r->scratch, &r->pipelines);
	}
	l->at = r->pipelines.p[l->pipeline]++;
	l->element = true;
}

void sh_begin_command(struct sh_reader *r)
{
	struct sh_list *l = sh_list(r);
	if (l->command != SH_NONE)
		return;
	sh_begin_element(r);
	l->command = (uint32_t)r->out->commands.n;
	struct sh_command *c = VEC_PUSH(r->scratch, &r->out->commands);
	if (r->out->commands.n >= LIMIT_SHELL_COMMANDS) {
		r->out->incomplete = true;
		r->full = true;
	}
	c->begin = c->end = sh_place(&r->source.map, r->source.at);
	l->end = c->begin;
	c->join = l->join;
	c->flags = l->flags | (l->negated ? SH_CONDITION : 0);
	c->pipeline = l->pipeline;
	c->pipeline_at = l->at;
	c->pipefail = r->pipefail;
	l->next_flags = 0;
	l->words = r->words.n;
	l->assignments = r->assignments.n;
	l->redirections = r->redirections.n;
}

struct sh_word sh_take_word(struct sh_reader *r, const struct sh_reading *w)
{
	const struct sh_source *s = &r->source;
	struct str raw = str_slice(s->text, w->begin, s->at), text = raw;
	size_t n = r->characters.n - w->characters;
	if (w->changed)
		text = n ? str_dup(r->arena, str_make(r->characters.p + w->characters, n))
			 : STR("");
	r->characters.n = w->characters;
	return (struct sh_word){ .begin = sh_place(&s->map, w->begin),
				 .end = sh_place_end(&s->map, s->at),
				 .text = text,
				 .raw = raw,
				 .quoted = w->quoted,
				 .variable = w->variable,
				 .substitution = w->substitution,
				 .glob = w->glob,
				 .literal = !w->variable && !w->substitution && !w->glob };
}

/* The length of NAME= or NAME+= in front, NAME[…]= too; 0 when there is none. */
static size_t assignment_prefix(struct str raw)
{
	size_t n = 0;
	if (!raw.n || !sh_is_name_start(raw.p[0]))
		return 0;
	while (n < raw.n && sh_is_name(raw.p[n]))
		n++;
	if (n < raw.n && raw.p[n] == '[') {
		while (n < raw.n && raw.p[n] != ']' && !memchr("'\"\\$`", raw.p[n], 5))
			n++;
		if (n < raw.n && raw.p[n] == ']')
			n++;
	}
	if (n + 1 < raw.n && raw.p[n] == '+' && raw.p[n + 1] == '=')
		return n + 2;
	return n < raw.n && raw.p[n] == '=' ? n + 1 : 0;
}

/* NAME=value taken apart; `prefix` bytes stand before the value. */
static struct sh_assignment make_assignment(const struct sh_word *w, size_t prefix, bool exact)
{
	size_t name = prefix - 1;
	if (name && w->text.p[name - 1] == '+')
		name--;
	struct sh_word value = *w;
	struct str written = str_slice(w->text, 0, prefix);
	value.text = str_from(w->text, prefix);
	if (str_starts(w->raw, written)) {
		value.raw = str_from(w->raw, prefix);
		value.begin += exact ? (uint32_t)prefix : 0;
	}
	/* Neither patterns nor braces are expanded behind the =; (a b) is no single value. */
	value.glob = value.raw.n && (value.raw.p[0] == '(' || value.raw.p[0] == '~');
	value.literal = !value.variable && !value.substitution && !value.glob;
	return (struct sh_assignment){ .name = str_slice(w->text, 0, name),
				       .value = value,
				       .begin = w->begin };
}

static void add_word(struct sh_reader *r, const struct sh_word *w)
{
	struct sh_list *l = sh_list(r);
	size_t prefix = r->words.n == l->words ? assignment_prefix(w->raw) : 0;
	if (prefix)
		*VEC_PUSH(r->scratch, &r->assignments) =
			make_assignment(w, prefix, r->source.map.exact);
	else
		*VEC_PUSH(r->scratch, &r->words) = *w;
	l->end = w->end;
}

static void add_heredoc(struct sh_reader *r, const struct sh_word *name)
{
	struct sh_list *l = sh_list(r);
	bool kept = l->command != SH_NONE;
	struct sh_redirection *to = kept ? &r->redirections.p[r->redirections.n - 1] : NULL;
	struct sh_pending *p = VEC_PUSH(r->scratch, &r->pending);
	p->command = l->command;
	p->redirection = kept ? (uint32_t)(r->redirections.n - 1 - l->redirections) : 0;
	p->name = name->text;
	p->expand = !name->quoted;
	if (to) {
		to->target = *name;
		p->strip_tabs = str_is(to->operator, "<<-");
	} else {
		/* The operator stands before the name, behind which blanks may stand. */
		const char *q = name->raw.p;
		while (q > r->source.text.p && (q[-1] == ' ' || q[-1] == '\t'))
			q--;
		p->strip_tabs = q > r->source.text.p && q[-1] == '-';
	}
	l->end = name->end;
}

/*
 * `name ( )` makes a function of the compound command that follows. The name was not a command: its place
 * in the list is given back, nothing has come behind it.
 */
static void look_for_function(struct sh_reader *r, const struct sh_word *w)
{
	struct sh_list *l = sh_list(r);
	struct sh_source *s = &r->source;
	if (r->words.n - l->words != 1 || r->assignments.n != l->assignments || w->quoted ||
	    !w->literal || l->command + 1 != r->out->commands.n)
		return;
	size_t n = 0;
	while (sh_peek(r, n) == ' ' || sh_peek(r, n) == '\t')
		n++;
	if (sh_peek(r, n++) != '(')
		return;
	while (sh_peek(r, n) == ' ' || sh_peek(r, n) == '\t')
		n++;
	if (sh_peek(r, n++) != ')')
		return;
	s->at += n;
	r->out->commands.n--;
	r->words.n = l->words;
	r->redirections.n = l->redirections;
	r->pipelines.p[l->pipeline]--;
	l->command = SH_NONE;
	l->element = false;
	l->next_flags = SH_FUNCTION;
}

void sh_finish_word(struct sh_reader *r)
{
	struct sh_list *l = sh_list(r);
	struct sh_reading reading = l->word;
	l->word.active = false;
	struct sh_word w = sh_take_word(r, &reading);
	switch (reading.target) {
	case TARGET_COMMAND:
		add_word(r, &w);
		look_for_function(r, &w);
		break;
	case TARGET_REDIRECTION:
		l->redirecting = false;
		if (l->command != SH_NONE) {
			r->redirections.p[r->redirections.n - 1].target = w;
			l->end = w.end;
		}
		break;
	case TARGET_HEREDOC:
		l->redirecting = false;
		add_heredoc(r, &w);
		break;
	case TARGET_NOTHING:
		l->header++;
		break;
	}
}

/* Options of `set`: does it switch pipefail, and how? */
static void apply_set(struct sh_reader *r, const struct sh_word *words, size_t n)
{
	for (size_t i = 1; i < n && words[i].text.n > 1; i++) {
		struct str t = words[i].text;
		if ((t.p[0] != '-' && t.p[0] != '+') || str_is(t, "--"))
			break;
		if (str_find_char(t, 'o') == SIZE_MAX || i + 1 == n)
			continue;
		if (!str_is(words[++i].text, "pipefail"))
			continue;
		r->pipefail = t.p[0] == '-';
		r->out->sets_pipefail |= r->pipefail;
	}
}

static bool is_shell(struct str name)
{
	static const char *const shells[] = { "sh", "bash", "ash", "dash", "zsh", "ksh", "mksh" };
	for (size_t i = 0; i < ARRAY_LEN(shells); i++)
		if (str_is(name, shells[i]))
			return true;
	return false;
}

struct shell_arguments {
	bool command;  /* -c */
	bool pipefail; /* -o pipefail */
	size_t script; /* the word behind the options, or n */
};

static void read_shell_options(const struct sh_word *words, size_t n, struct shell_arguments *out)
{
	*out = (struct shell_arguments){ 0 };
	size_t i = 1;
	for (; i < n; i++) {
		struct str t = words[i].text;
		if (t.n < 2 || (t.p[0] != '-' && t.p[0] != '+'))
			break;
		if (str_is(t, "--")) {
			i++;
			break;
		}
		if (str_starts(t, STR("--"))) {
			if (str_is(t, "--rcfile") || str_is(t, "--init-file"))
				i++;
			continue;
		}
		out->command |= t.p[0] == '-' && str_find_char(t, 'c') != SIZE_MAX;
		if ((str_find_char(t, 'o') != SIZE_MAX || str_find_char(t, 'O') != SIZE_MAX) &&
		    i + 1 < n) {
			i++;
			if (str_is(words[i].text, "pipefail"))
				out->pipefail = t.p[0] == '-';
		}
	}
	out->script = i;
}

bool sh_reads_input(const struct sh_command *c, bool *out_pipefail)
{
	struct shell_arguments s;
	if (!is_shell(sh_name(c)))
		return false;
	read_shell_options(c->words.p, c->words.n, &s);
	*out_pipefail = s.pipefail;
	return !s.command && (s.script == c->words.n || str_is(c->words.p[s.script].text, "-"));
}

/* Quotes around the whole word and nothing removed within: places inside it are known. */
static struct sh_map map_into(const struct sh_reader *r, const struct sh_word *w)
{
	struct sh_map map = { .begin = w->begin, .end = w->end };
	if (!r->source.map.exact)
		return map;
	map.exact = true;
	map.shift = w->begin;
	if (str_eq(w->raw, w->text))
		return map;
	map.shift++;
	if (w->raw.n == w->text.n + 2 && (w->raw.p[0] == '\'' || w->raw.p[0] == '"') &&
	    str_eq(str_slice(w->raw, 1, w->raw.n - 1), w->text))
		return map;
	map.exact = false;
	return map;
}

/*
 * A script in an argument is read when no command's output is part of it. A variable in it is still a
 * variable in the inner script: what is read stays marked as not literal.
 */
static void read_argument(struct sh_reader *r, const struct sh_word *w, bool new_shell,
			  bool pipefail)
{
	if (w->substitution || w->glob ||
	    (w->variable && w->text.n && w->text.p[0] == '$' &&
	     str_find_char(w->text, ' ') == SIZE_MAX)) {
		r->out->incomplete = true;
		return;
	}
	sh_push_script(r, w->text, map_into(r, w), new_shell, pipefail);
}

/* eval joins its arguments with spaces. */
static void read_eval(struct sh_reader *r, const struct sh_word *words, size_t n)
{
	size_t size = 0;
	for (size_t i = 0; i < n; i++) {
		if (words[i].substitution || words[i].glob) {
			r->out->incomplete = true;
			return;
		}
		size += words[i].text.n + 1;
	}
	if (n == 1) {
		read_argument(r, &words[0], false, false);
		return;
	}
	char *to = arena_bytes(r->arena, size);
	size = 0;
	for (size_t i = 0; i < n; i++) {
		if (words[i].text.n)
			memcpy(to + size, words[i].text.p, words[i].text.n);
		size += words[i].text.n;
		to[size++] = ' ';
	}
	struct sh_map map = { .begin = words[0].begin, .end = words[n - 1].end };
	sh_push_script(r, str_make(to, size), map, false, false);
}

/* The word behind -c or --command of su and runuser. */
static bool su_command(const struct sh_word *words, size_t n, struct sh_word *out)
{
	for (size_t i = 1; i < n; i++) {
		struct str t = words[i].text;
		*out = words[i];
		if (str_starts(t, STR("--command="))) {
			out->text = str_from(t, 10);
			return true;
		}
		if (i + 1 < n && (str_is(t, "-c") || str_is(t, "--command") || str_is(t, "-lc"))) {
			*out = words[i + 1];
			return true;
		}
	}
	return false;
}

/* A command that another one starts, word by word, beside its own work. */
static struct sh_command *add_nested(struct sh_reader *r, const struct sh_word *words, size_t n,
				     struct str wrapper)
{
	struct str inner;
	uint32_t begin = words[0].begin, end = words[n - 1].end;
	for (size_t skip; (skip = sh_unwrap(words, n, &inner)) > 0;) {
		words += skip;
		n -= skip;
	}
	unsigned flags = sh_list(r)->flags & ~(unsigned)SH_CONDITION;
	struct sh_command *c = VEC_PUSH(r->scratch, &r->out->commands);
	if (r->out->commands.n >= LIMIT_SHELL_COMMANDS)
		r->full = r->out->incomplete = true;
	*c = (struct sh_command){ .begin = begin,
				  .end = end,
				  .flags = flags | SH_NESTED | SH_WRAPPED,
				  .wrapper = wrapper,
				  .pipeline = (uint32_t)r->pipelines.n,
				  .pipefail = r->pipefail };
	*VEC_PUSH(r->scratch, &r->pipelines) = 1;
	c->words.p = arena_array(r->arena, n, sizeof(*words));
	memcpy(c->words.p, words, n * sizeof(*words));
	c->words.n = c->words.cap = n;
	c->name = n ? sh_base_name(&c->words.p[0]) : STR("");
	return c;
}

static void interpret(struct sh_reader *r, const struct sh_word *words, size_t n);

/* find … -exec chmod 777 {} \; -exec sh -c '…' + */
static void read_find(struct sh_reader *r, const struct sh_word *words, size_t n)
{
	struct {
		const struct sh_word *p;
		size_t n;
	} started[8];
	size_t at = 1, length, k = 0;
	while (sh_next_exec(words, n, &at, &length)) {
		if (k == ARRAY_LEN(started) || r->full) {
			r->out->incomplete = true;
			break;
		}
		const struct sh_command *c = add_nested(r, words + at, length, STR("find"));
		started[k].p = c->words.p;
		started[k++].n = c->words.n;
		at += length;
	}
	/* what is pushed last is read first */
	while (k-- > 0)
		if (!str_is(sh_base_name(&started[k].p[0]), "find"))
			interpret(r, started[k].p, started[k].n);
}

/* scl enable COLLECTION… 'script', or with the command behind -- */
static void read_scl(struct sh_reader *r, const struct sh_word *words, size_t n)
{
	if (n < 4 || !str_is(words[1].text, "enable"))
		return;
	for (size_t i = 2; i + 1 < n; i++)
		if (str_is(words[i].text, "--")) {
			add_nested(r, words + i + 1, n - i - 1, STR("scl"));
			return;
		}
	read_argument(r, &words[n - 1], true, false);
}

/* What the command means for what follows, and the script it may hold. `words` stay valid. */
static void interpret(struct sh_reader *r, const struct sh_word *words, size_t n)
{
	struct str name = sh_base_name(&words[0]);
	if (str_is(name, "set")) {
		apply_set(r, words, n);
	} else if (str_is(name, "shopt")) {
		bool on = false, o = false;
		for (size_t i = 1; i < n && words[i].text.n; i++) {
			if (words[i].text.p[0] == '-') {
				on |= str_find_char(words[i].text, 's') != SIZE_MAX;
				o |= str_find_char(words[i].text, 'o') != SIZE_MAX;
			} else if (on && o && str_is(words[i].text, "pipefail")) {
				r->pipefail = r->out->sets_pipefail = true;
			}
		}
	} else if (str_is(name, "eval") && n > 1) {
		read_eval(r, words + 1, n - 1);
	} else if (str_is(name, "su") || str_is(name, "runuser")) {
		struct sh_word script;
		if (su_command(words, n, &script))
			read_argument(r, &script, true, false);
	} else if (str_is(name, "find")) {
		read_find(r, words, n);
	} else if (str_is(name, "scl")) {
		read_scl(r, words, n);
	} else if (str_is(name, "env") && n > 2 && str_is(words[1].text, "-S")) {
		read_argument(r, &words[2], false, false);
	} else if (is_shell(name)) {
		struct shell_arguments s;
		read_shell_options(words, n, &s);
		if (s.command && s.script < n)
			read_argument(r, &words[s.script], true, s.pipefail);
	} else if (str_is(name, "flock")) {
		for (size_t i = 1; i + 1 < n; i++)
			if (str_is(words[i].text, "-c") || str_is(words[i].text, "--command"))
				read_argument(r, &words[i + 1], true, false);
	}
}

/* Takes wrappers off the front, one after the other; assignments between them join the command's. */
static void unwrap(struct sh_reader *r, struct sh_command *c)
{
	struct sh_list *l = sh_list(r);
	for (;;) {
		struct str wrapper;
		size_t words = r->words.n - l->words;
		size_t n = words ? sh_unwrap(r->words.p + l->words, words, &wrapper) : 0;
		if (!n)
			return;
		for (size_t i = 1; i < n; i++) {
			const struct sh_word *w = &r->words.p[l->words + i];
			size_t prefix = assignment_prefix(w->text);
			if (prefix && (str_is(wrapper, "env") || str_is(wrapper, "sudo") ||
				       str_is(wrapper, "doas")))
				*VEC_PUSH(r->scratch, &r->assignments) =
					make_assignment(w, prefix, r->source.map.exact);
		}
		l->words += n;
		c->flags |= SH_WRAPPED;
		if (!c->wrapper.n)
			c->wrapper = wrapper;
	}
}

#define TAKE(r, stack, from, to)                                                     \
	do {                                                                         \
		size_t n_ = (stack)->n - (from);                                     \
		(to)->p = n_ ? arena_array((r)->arena, n_, sizeof(*(to)->p)) : NULL; \
		if (n_)                                                              \
			memcpy((to)->p, (stack)->p + (from), n_ * sizeof(*(to)->p)); \
		(to)->n = (to)->cap = n_;                                            \
		(stack)->n = (from);                                                 \
	} while (0)

void sh_finish_command(struct sh_reader *r)
{
	struct sh_list *l = sh_list(r);
	struct sh_command *c = &r->out->commands.p[l->command];
	if (l->redirecting || l->test) {
		r->out->incomplete = true;
		l->redirecting = l->test = false;
	}
	size_t words = l->words;
	unwrap(r, c);
	c->end = l->end;
	TAKE(r, &r->words, l->words, &c->words);
	r->words.n = words;
	TAKE(r, &r->assignments, l->assignments, &c->assignments);
	TAKE(r, &r->redirections, l->redirections, &c->redirections);
	l->command = SH_NONE;
	l->complete = true;
	c->name = c->words.n ? sh_base_name(&c->words.p[0]) : STR("");
	if (c->words.n)
		interpret(r, c->words.p, c->words.n);
}
