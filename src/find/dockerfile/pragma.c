/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads pragmas. Everything in a comment that is not exactly one of them is prose and stays unread:
 * a comment that merely begins with the word hadolint must not switch anything off.
 *
 * A list of ids ends where no comma follows. Behind it hadolint's pragmas may carry anything,
 * seaworthy's the words until= and because; a reason goes to the end of the line.
 */
#include "find/dockerfile/pragma.h"

#include "base/limits.h"

struct reader {
	struct arena *arena;
	const struct dockerfile *file;
	const struct lint_rules *rules;
	struct pragmas *out;
};

uint32_t pragma_instruction_at(const struct dockerfile *d, uint32_t offset)
{
	size_t low = 0, high = d->instructions.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (d->instructions.p[middle].span.end > offset)
			high = middle;
		else
			low = middle + 1;
	}
	return low < d->instructions.n ? (uint32_t)low : DF_GLOBAL;
}

bool pragma_is_date(struct str s)
{
	uint64_t month, day;
	for (size_t i = 0; i < s.n; i++)
		if (i == 4 || i == 7 ? s.p[i] != '-' : !char_is_digit(s.p[i]))
			return false;
	return s.n == 10 && str_u64(str_slice(s, 5, 7), 12, &month) && month > 0 &&
	       str_u64(str_slice(s, 8, 10), 31, &day) && day > 0;
}

static void skip_space(struct str *s)
{
	while (s->n && char_is_space(s->p[0]))
		*s = str_from(*s, 1);
}

/* The word at the beginning of *rest, taken when it is this one and ends there. */
static bool take_word(struct str *rest, const char *word)
{
	size_t n = strlen(word);
	if (!str_eq_nocase(str_slice(*rest, 0, n), str_of(word)) || rest->n < n)
		return false;
	if (rest->n > n && (char_is_alnum(rest->p[n]) || rest->p[n] == '-'))
		return false;
	*rest = str_from(*rest, n);
	skip_space(rest);
	return true;
}

static bool take_char(struct str *rest, char c)
{
	if (!rest->n || rest->p[0] != c)
		return false;
	*rest = str_from(*rest, 1);
	skip_space(rest);
	return true;
}

static struct str take_name(struct str *rest)
{
	size_t n = 0;
	while (n < rest->n && (char_is_alnum(rest->p[n]) || strchr("-_.", rest->p[n])))
		n++;
	struct str name = str_slice(*rest, 0, n);
	*rest = str_from(*rest, n);
	skip_space(rest);
	return name;
}

static void add_ignore(struct reader *r, struct pragma_ignore model, struct str name)
{
	model.named = name;
	model.rule = lint_rule_find(r->rules, name);
	do {
		if (r->out->ignores.n >= LIMIT_LINT_PRAGMAS) {
			r->out->over = true;
			return;
		}
		if (model.rule != LINT_NO_RULE || model.own)
			*VEC_PUSH(r->arena, &r->out->ignores) = model;
		model.rule = lint_rule_after(r->rules, name, model.rule);
	} while (model.rule != LINT_NO_RULE);
}

/* until=… and because … behind a list; false when something else stands there. */
static void read_terms(struct str rest, struct pragma_ignore *out)
{
	while (rest.n) {
		if (take_word(&rest, "because"))
			return;
		if (take_word(&rest, "until") && take_char(&rest, '=')) {
			out->until = take_name(&rest);
			out->bad_date = !pragma_is_date(out->until);
			continue;
		}
		return; /* a remark */
	}
}

static void read_ignore(struct reader *r, struct pragma_ignore model, struct str rest)
{
	struct str list = rest;
	do {
		take_name(&rest);
	} while (take_char(&rest, ','));
	if (model.own)
		read_terms(rest, &model);
	do {
		struct str name = take_name(&list);
		if (name.n)
			add_ignore(r, model, name);
	} while (take_char(&list, ','));
}

static enum df_shell shell_of(struct str name)
{
	static const struct {
		const char *name;
		enum df_shell shell;
	} rows[] = {
		{ "sh", DF_SHELL_POSIX },
		{ "bash", DF_SHELL_POSIX },
		{ "ash", DF_SHELL_POSIX },
		{ "dash", DF_SHELL_POSIX },
		{ "zsh", DF_SHELL_POSIX },
		{ "ksh", DF_SHELL_POSIX },
		{ "pwsh", DF_SHELL_POWERSHELL },
		{ "powershell", DF_SHELL_POWERSHELL },
		{ "powershell.exe", DF_SHELL_POWERSHELL },
		{ "cmd", DF_SHELL_CMD },
		{ "cmd.exe", DF_SHELL_CMD },
	};
	size_t slash = str_rfind_char(name, '/');
	if (slash != SIZE_MAX)
		name = str_from(name, slash + 1);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (str_eq_nocase(name, str_of(rows[i].name)))
			return rows[i].shell;
	return DF_SHELL_OTHER;
}

static void read_shell(struct reader *r, uint32_t from, struct str rest)
{
	struct str name;
	if (from == DF_GLOBAL || !str_next_word(&rest, &name) ||
	    r->out->shells.n >= LIMIT_LINT_PRAGMAS)
		return;
	uint32_t to = from + 1;
	while (to < r->file->instructions.n && r->file->instructions.p[to].kind != DF_FROM)
		to++;
	struct pragma_shell *last =
		r->out->shells.n ? &r->out->shells.p[r->out->shells.n - 1] : NULL;
	if (last && last->to > from)
		last->to = from; /* the stretches stay apart, so that all of them cost one walk */
	*VEC_PUSH(r->arena, &r->out->shells) = (struct pragma_shell){ from, to, shell_of(name) };
}

static void read_comment(struct reader *r, const struct df_comment *c)
{
	struct str rest = c->text;
	struct pragma_ignore model = { .span = c->span };
	if (take_word(&rest, "seaworthy"))
		model.own = true;
	else if (!take_word(&rest, "hadolint"))
		return;
	uint32_t next = pragma_instruction_at(r->file, c->span.begin);
	model.at = next;
	if (take_word(&rest, "global")) {
		model.scope = PRAGMA_FILE;
	} else if (take_word(&rest, "stage")) {
		model.scope = PRAGMA_STAGE;
		model.at = next == DF_GLOBAL ? next : r->file->instructions.p[next].stage;
	} else if (take_word(&rest, "shell")) {
		if (take_char(&rest, '='))
			read_shell(r, next, rest);
		return;
	}
	if (take_word(&rest, "ignore") && take_char(&rest, '='))
		read_ignore(r, model, rest);
}

/* check=skip=A,B;error=true */
static void read_check(struct reader *r, const struct df_directive *d)
{
	struct str rest = d->value, part, key, value, name;
	while (str_next(&rest, ';', &part)) {
		str_cut(part, '=', &key, &value);
		key = str_trim(key);
		if (str_eq_nocase(key, STR("error")))
			r->out->build_checks_are_errors =
				str_eq_nocase(str_trim(value), STR("true"));
		if (!str_eq_nocase(key, STR("skip")))
			continue;
		struct pragma_ignore model = { .span = d->span, .scope = PRAGMA_FILE };
		while (str_next(&value, ',', &name)) {
			name = str_trim(name);
			if (str_eq_nocase(name, STR("all")))
				r->out->skip_build_checks = true;
			else
				add_ignore(r, model, name);
		}
	}
}

void pragmas_read(struct arena *a, const struct dockerfile *d, const struct lint_rules *rules,
		  struct pragmas *out)
{
	*out = (struct pragmas){ 0 };
	struct reader r = { a, d, rules, out };
	for (size_t i = 0; i < d->comments.n; i++)
		read_comment(&r, &d->comments.p[i]);
	for (size_t i = 0; i < d->directives.n; i++)
		if (str_is(d->directives.p[i].name, "check"))
			read_check(&r, &d->directives.p[i]);
}
