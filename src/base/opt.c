/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Option tables: the one place that knows how a command line is spelled.
 *
 *         argv ──► each word: option of `table`, else of `common`, else operand
 *                     │
 *                     └──► value stored at the row's offset in the structure of its table
 *
 * getopt_long is not used because it abbreviates, prints by itself, keeps its state in globals, and
 * knows nothing of choices, limits and near misses. A wrong command line in CI is read by somebody
 * at night: each error is one line that names the word, its position and what to write instead.
 *
 * Must stay true:
 *  - Exact names only. An abbreviation that works today breaks when a later option shares it.
 *  - A value that is itself the name of an option is refused: "-o --quiet" has lost a word. It can
 *    be forced with "--output=--quiet".
 *  - Operands keep their order; what stands behind "--" is an operand whatever it looks like.
 */
#include "base/opt.h"

#include "base/log.h"
#include "base/str.h"
#include "base/term.h"
#include "base/vec.h"

#include <stdio.h>

/* One table with the structure its values go into. */
struct target {
	const struct opt *table;
	char *options;
};

struct parse {
	struct target targets[2];
	struct arena *arena;
	struct fault *f;
	char **argv;
	int argc, at; /* the word being read */
};

/* A row found, with its structure, and whether --no-NAME was written. */
struct hit {
	const struct opt *opt;
	char *options;
	bool undo;
};

static bool is_option(const struct opt *o)
{
	return o->kind != OPT_GROUP && o->kind != OPT_END;
}

/* In the same word or the next one. */
static bool takes_value(const struct opt *o)
{
	return o->kind != OPT_FLAG && o->kind != OPT_MAYBE && !(o->kind == OPT_IGNORED && !o->arg);
}

static bool find_exact(const struct parse *p, struct str name, struct hit *hit)
{
	for (size_t t = 0; t < ARRAY_LEN(p->targets); t++)
		for (const struct opt *o = p->targets[t].table; o && o->kind != OPT_END; o++)
			if (is_option(o) && o->name && str_is(name, o->name)) {
				*hit = (struct hit){ o, p->targets[t].options, false };
				return true;
			}
	return false;
}

static bool find_name(const struct parse *p, struct str name, struct hit *hit)
{
	if (find_exact(p, name, hit))
		return true;
	if (!str_starts(name, STR("no-")) || !find_exact(p, str_from(name, 3), hit))
		return false;
	hit->undo = true;
	return (hit->opt->kind == OPT_FLAG || hit->opt->kind == OPT_MAYBE) &&
	       !str_starts(str_of(hit->opt->name), STR("no-"));
}

static bool find_letter(const struct parse *p, char letter, struct hit *hit)
{
	for (size_t t = 0; t < ARRAY_LEN(p->targets); t++)
		for (const struct opt *o = p->targets[t].table; o && o->kind != OPT_END; o++)
			if (is_option(o) && o->letter && o->letter == letter) {
				*hit = (struct hit){ o, p->targets[t].options, false };
				return true;
			}
	return false;
}

/* "--jobs", or "-j" for a row without a long name. */
static struct str spelled(const struct parse *p, const struct opt *o)
{
	return o->name ? str_printf(p->arena, "--%s", o->name)
		       : str_printf(p->arena, "-%c", o->letter);
}

/* ---- near misses ---- */

enum { NEAR_WORD_MAX = 64 };

/* Edits (insert, delete, replace, swap of neighbours) from a to b; both at most NEAR_WORD_MAX. */
static size_t edits(struct str a, struct str b)
{
	size_t rows[3][NEAR_WORD_MAX + 1];
	size_t *older = rows[0], *old = rows[1], *now = rows[2];
	for (size_t j = 0; j <= b.n; j++)
		old[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		now[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t cost = char_lower(a.p[i - 1]) != char_lower(b.p[j - 1]);
			now[j] = size_min(size_min(old[j], now[j - 1]) + 1, old[j - 1] + cost);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
				now[j] = size_min(now[j], older[j - 2] + 1);
		}
		size_t *spare = older;
		older = old;
		old = now;
		now = spare;
	}
	return old[b.n];
}

/* SIZE_MAX when not near: more than a third of the word would have to change. */
static size_t distance(struct str word, const char *candidate)
{
	struct str c = str_of(candidate);
	if (word.n == 0 || word.n > NEAR_WORD_MAX || c.n > NEAR_WORD_MAX)
		return SIZE_MAX;
	if (word.n >= 3 && str_starts(c, word))
		return 0; /* an abbreviation: surely what was meant, and still not taken */
	size_t d = edits(word, c);
	return d <= size_max(1, size_max(word.n, c.n) / 3) && d < size_min(word.n, c.n) ? d
											: SIZE_MAX;
}

const char *opt_nearest(const char *word, const char *const *words)
{
	const char *best = NULL;
	size_t least = SIZE_MAX;
	for (; words && *words; words++) {
		size_t d = distance(str_of(word), *words);
		if (d < least) {
			least = d;
			best = *words;
		}
	}
	return best;
}

static int unknown(struct parse *p, struct str name)
{
	VEC(const char *) names = { 0 };
	for (size_t t = 0; t < ARRAY_LEN(p->targets); t++)
		for (const struct opt *o = p->targets[t].table; o && o->kind != OPT_END; o++)
			if (is_option(o) && o->name && !o->hidden)
				*VEC_PUSH(p->arena, &names) = o->name;
	*VEC_PUSH(p->arena, &names) = NULL;
	const char *near = opt_nearest(str_cstr(p->arena, name), names.p);
	if (near)
		return fault_set(p->f, E_USAGE,
				 "unknown option --%.*s (argument %d); did you mean --%s?",
				 STRF(name), p->at, near);
	return fault_set(p->f, E_USAGE, "unknown option --%.*s (argument %d)", STRF(name), p->at);
}

/* ---- values ---- */

static void list_add(struct parse *p, struct opt_list *list, struct str s)
{
	if (list->n == list->cap)
		list->p = vec_grow(p->arena, (void *)list->p, &list->cap, sizeof(*list->p));
	list->p[list->n++] = str_cstr(p->arena, s);
}

static int store_list(struct parse *p, const struct hit *hit, struct str value)
{
	struct opt_list *list = (void *)(hit->options + hit->opt->offset);
	if (!hit->opt->split) {
		list_add(p, list, value);
		return 0;
	}
	struct str piece;
	while (str_next(&value, ',', &piece)) {
		piece = str_trim(piece);
		if (piece.n == 0)
			return fault_set(p->f, E_USAGE,
					 "%.*s: an empty item in the list (argument %d)",
					 STRF(spelled(p, hit->opt)), p->at);
		list_add(p, list, piece);
	}
	return 0;
}

static int store_number(struct parse *p, const struct hit *hit, struct str value)
{
	uint64_t max = hit->opt->max ? hit->opt->max : UINT64_MAX;
	if (str_u64(value, max, (uint64_t *)(void *)(hit->options + hit->opt->offset)))
		return 0;
	return fault_set(p->f, E_USAGE, "%.*s needs a number from 0 to %llu, not \"%.*s\"",
			 STRF(spelled(p, hit->opt)), (unsigned long long)max, STRF(value));
}

static struct str choices_text(struct arena *a, const struct opt *o, const char *between)
{
	struct str all = STR("");
	for (const char *const *c = o->choices; *c; c++)
		all = str_printf(a, "%.*s%s%s", STRF(all), all.n ? between : "", *c);
	return all;
}

static int store_choice(struct parse *p, const struct hit *hit, struct str value)
{
	const struct opt *o = hit->opt;
	for (unsigned i = 0; o->choices[i]; i++)
		if (str_is(value, o->choices[i])) {
			*(unsigned *)(void *)(hit->options + o->offset) = i;
			return 0;
		}
	const char *near = opt_nearest(str_cstr(p->arena, value), o->choices);
	if (near)
		return fault_set(p->f, E_USAGE, "%.*s: unknown value \"%.*s\"; did you mean %s?",
				 STRF(spelled(p, o)), STRF(value), near);
	return fault_set(p->f, E_USAGE, "%.*s: unknown value \"%.*s\"; it is one of %.*s",
			 STRF(spelled(p, o)), STRF(value), STRF(choices_text(p->arena, o, ", ")));
}

/* Without a value; --no-NAME takes it back. */
static void store_alone(const struct hit *hit)
{
	*(unsigned *)(void *)(hit->options + hit->opt->offset) = !hit->undo;
}

/* An empty value ("--fix=") is a variable of a script that has none: not the same as no value. */
static int store_maybe(struct parse *p, const struct hit *hit, struct str value)
{
	TRY(store_choice(p, hit, value));
	*(unsigned *)(void *)(hit->options + hit->opt->offset) += 2;
	return 0;
}

static int store(struct parse *p, const struct hit *hit, struct str value)
{
	switch (hit->opt->kind) {
	case OPT_FLAG:
		*(bool *)(hit->options + hit->opt->offset) = !hit->undo;
		return 0;
	case OPT_STRING:
		*(const char **)(void *)(hit->options + hit->opt->offset) =
			str_cstr(p->arena, value);
		return 0;
	case OPT_LIST:
		return store_list(p, hit, value);
	case OPT_NUMBER:
		return store_number(p, hit, value);
	case OPT_CHOICE:
		return store_choice(p, hit, value);
	case OPT_MAYBE:
		store_alone(hit);
		return 0;
	case OPT_IGNORED:
		log_warn("%.*s is accepted and does nothing here", STRF(spelled(p, hit->opt)));
		return 0;
	case OPT_GROUP:
	case OPT_END:
		break;
	}
	return fault_set(p->f, E_BUG, "a row of the option table has no kind");
}

/* "OS/ARCH", or the choices of a row that does not name its argument. */
static struct str argument(struct arena *a, const struct opt *o)
{
	if (o->arg)
		return str_of(o->arg);
	return o->kind == OPT_CHOICE ? choices_text(a, o, "|")
	       : takes_value(o)	     ? STR("VALUE")
				     : STR("");
}

/* True when `word` is spelled like an option that exists. */
static bool names_option(const struct parse *p, struct str word)
{
	struct hit hit;
	if (str_starts(word, STR("--")) && word.n > 2) {
		struct str name;
		str_cut(str_from(word, 2), '=', &name, NULL);
		return find_name(p, name, &hit);
	}
	return word.n == 2 && word.p[0] == '-' && find_letter(p, word.p[1], &hit);
}

/* The value is the next word. */
static int store_next(struct parse *p, const struct hit *hit)
{
	struct str name = spelled(p, hit->opt);
	struct str arg = argument(p->arena, hit->opt);
	if (p->at + 1 >= p->argc)
		return fault_set(p->f, E_USAGE, "%.*s needs a value: %.*s", STRF(name), STRF(arg));
	struct str value = str_of(p->argv[p->at + 1]);
	if (names_option(p, value))
		return fault_set(p->f, E_USAGE,
				 "%.*s needs a value (%.*s), but the next word is the option %.*s",
				 STRF(name), STRF(arg), STRF(value));
	p->at++;
	return store(p, hit, value);
}

/* ---- words ---- */

static int parse_long(struct parse *p, struct str word)
{
	struct str name, value;
	bool has_value = str_cut(word, '=', &name, &value);
	struct hit hit;
	if (!find_name(p, name, &hit))
		return unknown(p, name);
	if (has_value && hit.opt->kind == OPT_MAYBE && !hit.undo)
		return store_maybe(p, &hit, value);
	if (has_value && !takes_value(hit.opt))
		return fault_set(p->f, E_USAGE, "--%.*s takes no value (argument %d)", STRF(name),
				 p->at);
	if (has_value || !takes_value(hit.opt))
		return store(p, &hit, value);
	return store_next(p, &hit);
}

/* -q, -qv, -oFILE, -o FILE */
static int parse_letters(struct parse *p, struct str letters)
{
	for (size_t i = 0; i < letters.n; i++) {
		struct hit hit;
		if (!find_letter(p, letters.p[i], &hit)) {
			struct hit whole; /* "-platform" */
			if (letters.n > 1 && find_name(p, letters, &whole))
				return fault_set(
					p->f, E_USAGE,
					"unknown option -%.*s (argument %d); did you mean --%.*s?",
					STRF(letters), p->at, STRF(letters));
			return fault_set(p->f, E_USAGE, "unknown option -%c (argument %d)",
					 letters.p[i], p->at);
		}
		if (!takes_value(hit.opt)) {
			TRY(store(p, &hit, STR("")));
			continue;
		}
		struct str value = str_from(letters, i + 1);
		if (value.n == 0)
			return store_next(p, &hit);
		if (value.p[0] == '=')
			value = str_from(value, 1);
		return store(p, &hit, value);
	}
	return 0;
}

int opt_parse(const struct opt *table, void *options, const struct opt *common,
	      void *common_options, int argc, char **argv, int *out_operands, struct arena *a,
	      struct fault *f)
{
	struct parse p = {
		{ { table, options }, { common, common_options } }, a, f, argv, argc, 1
	};
	int operands = 0;
	bool all_operands = false;
	for (; p.at < argc; p.at++) {
		struct str word = str_of(argv[p.at]);
		if (all_operands || word.n < 2 || word.p[0] != '-')
			argv[operands++] = argv[p.at]; /* never overtakes `at`: argv[0] is free */
		else if (str_is(word, "--"))
			all_operands = true;
		else if (word.p[1] == '-')
			TRY(parse_long(&p, str_from(word, 2)));
		else
			TRY(parse_letters(&p, str_from(word, 1)));
	}
	*out_operands = operands;
	return 0;
}

int opt_skip(const struct opt *table, int argc, char **argv)
{
	struct parse p = { .targets = { { table, NULL } }, .argv = argv, .argc = argc };
	int i = 1;
	for (; i < argc; i++) {
		struct str word = str_of(argv[i]), name;
		struct hit hit;
		if (word.n < 2 || word.p[0] != '-')
			return i;
		bool joined = str_cut(str_from(word, 2), '=', &name, NULL);
		bool known = word.p[1] == '-' ? find_name(&p, name, &hit)
					      : word.n == 2 && find_letter(&p, word.p[1], &hit);
		if (known && !joined && takes_value(hit.opt))
			i++;
	}
	return argc;
}

/* ---- help ---- */

/* "-o, --output FORMAT=FILE", "    --fix[=stages]" */
static struct str heading(struct arena *a, const struct opt *o)
{
	if (o->kind == OPT_MAYBE)
		return str_printf(a, "    --%s[=%.*s]", o->name, STRF(choices_text(a, o, "|")));
	struct str arg = argument(a, o);
	struct str letter = o->letter ? str_printf(a, "-%c", o->letter) : STR("  ");
	if (!o->name)
		return str_printf(a, "%.*s%s%.*s", STRF(letter), arg.n ? " " : "", STRF(arg));
	return str_printf(a, "%.*s%s --%s%s%.*s", STRF(letter), o->letter ? "," : " ", o->name,
			  arg.n ? " " : "", STRF(arg));
}

/* Wraps `text` from the column where the cursor is; later lines start at `indent`. */
static void wrapped(struct out *out, struct str text, size_t indent, size_t width)
{
	struct str line;
	bool first = true;
	while (text_wrap(&text, width > indent ? width - indent : 0, &line)) {
		if (!first) {
			out_char(out, '\n');
			out_repeat(out, ' ', indent);
		}
		out_str(out, line);
		first = false;
	}
	out_char(out, '\n');
}

void opt_help(const struct opt *table, unsigned width, struct out *out)
{
	OWNED(arena_freep) struct arena *a = arena_new();
	size_t column = 0;
	for (const struct opt *o = table; o && o->kind != OPT_END; o++)
		if (is_option(o) && !o->hidden)
			column = size_max(column, text_columns(heading(a, o)) + 4);
	column = size_min(column, 34);
	bool narrow = width && width < column + 30;
	for (const struct opt *o = table; o && o->kind != OPT_END; o++) {
		if (o->hidden)
			continue;
		if (o->kind == OPT_GROUP) {
			out_printf(out, "%s%s:\n", o == table ? "" : "\n", o->help);
			continue;
		}
		struct str head = heading(a, o);
		out_text(out, "  ");
		size_t used = text_columns(head) + 2;
		size_t indent = narrow ? 8 : column;
		out_str(out, head);
		if (narrow || used + 2 > column) {
			out_char(out, '\n');
			used = 0;
		}
		out_repeat(out, ' ', indent - used);
		wrapped(out, str_of(o->help), indent, width);
	}
}
