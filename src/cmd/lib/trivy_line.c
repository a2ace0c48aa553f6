/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a Trivy-style command line asks for.
 *
 *     words ──┐
 *     TRIVY_X ┼──► one value a row of the table, with where it came from ──► refused, noted, or used
 *     yaml  ──┘    the first of them that says anything counts
 *
 * Must stay true:
 *  - A value that equals the row's default is as good as none: a trivy.yaml that was generated names every
 *    key, and must not be refused for it.
 *  - What is wrong is said with the place: the flag, the variable, or line and column.
 *  - Unknown keys of the file are told, not refused: files are shared with other versions. Unknown
 *    flags are refused: they are typed, and a mistyped --severity must not pass.
 *  - Unknown TRIVY_ variables are nobody's: pipelines keep all kinds of things in them.
 *
 * Spelled as Go's pflag has it: --name value, --name=value, -n value, -nvalue, -qd; a boolean takes its value only
 * behind an equals sign; "--" ends flags.
 */
#include "cmd/lib/trivy_line.h"

#include "base/limits.h"
#include "base/opt.h"
#include "text/yaml.h"

#include "base/fs.h"

#include <stdlib.h>
#include <unistd.h>

/* Names that older versions had. */
static const struct {
	const char *old, *now;
} renamed[] = {
	{ "security-checks", "scanners" },   { "vuln-type", "pkg-types" },
	{ "skip-update", "skip-db-update" }, { "policy", "config-policy" },
	{ "data", "config-data" },
};

/* ---- values ---- */

/* As strconv.ParseBool. */
static bool read_bool(struct str s, bool *out)
{
	static const char *const yes[] = { "1", "t", "true" }, *const no[] = { "0", "f", "false" };
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		if (str_eq_nocase(s, str_of(yes[i]))) {
			*out = true;
			return true;
		}
		if (str_eq_nocase(s, str_of(no[i]))) {
			*out = false;
			return true;
		}
	}
	return false;
}

static int check_value(const struct trivy_flag *flag, struct str value, struct str where,
		       struct fault *f)
{
	bool truth;
	uint64_t number;
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] == 0)
			return fault_set(f, E_USAGE, "%.*s: a value cannot hold a zero byte",
					 STRF(where));
	if (flag->kind == TRIVY_BOOL && !read_bool(value, &truth))
		return fault_set(f, E_USAGE, "%.*s: \"%.*s\" is neither true nor false",
				 STRF(where), STRF(value));
	if (flag->kind == TRIVY_NUMBER && value.n && !str_u64(value, 255, &number))
		return fault_set(f, E_USAGE, "%.*s: \"%.*s\" is no number from 0 to 255",
				 STRF(where), STRF(value));
	return 0;
}

static void keep(struct trivy_line *l, struct trivy_value *v, struct str item)
{
	*VEC_PUSH(l->arena, &v->items) = str_dup(l->arena, item);
}

/* A weaker origin never changes what a stronger one said; a stronger one begins anew; lists of one add up. */
static int set_value(struct trivy_line *l, enum trivy_flag_id id, enum trivy_origin origin,
		     struct str text, struct str where, struct fault *f)
{
	const struct trivy_flag *flag = &trivy_flags[id];
	struct trivy_value *v = &l->values[id];
	struct str piece;
	if (v->origin > origin)
		return 0;
	TRY(check_value(flag, text, where, f));
	if (v->origin < origin || flag->kind != TRIVY_LIST)
		v->items.n = 0;
	v->origin = origin;
	v->where = where;
	if (flag->kind != TRIVY_LIST) {
		if (text.n)
			keep(l, v, text);
		return 0;
	}
	while (str_next(&text, ',', &piece))
		if (str_trim(piece).n)
			keep(l, v, str_trim(piece));
	return 0;
}

/* ---- flags ---- */

static bool find_flag(struct str name, enum trivy_flag_id *out)
{
	for (size_t i = 0; i < ARRAY_LEN(renamed); i++)
		if (str_is(name, renamed[i].old))
			name = str_of(renamed[i].now);
	for (unsigned i = 0; i < TRIVY_FLAG_COUNT_; i++)
		if (str_is(name, trivy_flags[i].name)) {
			*out = (enum trivy_flag_id)i;
			return true;
		}
	return false;
}

static bool find_letter(char letter, enum trivy_flag_id *out)
{
	for (unsigned i = 0; i < TRIVY_FLAG_COUNT_; i++)
		if (trivy_flags[i].letter && trivy_flags[i].letter == letter) {
			*out = (enum trivy_flag_id)i;
			return true;
		}
	return false;
}

static int unknown_flag(struct arena *a, struct str name, struct fault *f)
{
	const char *names[TRIVY_FLAG_COUNT_ + 1] = { NULL };
	for (unsigned i = 0; i < TRIVY_FLAG_COUNT_; i++)
		names[i] = trivy_flags[i].name;
	const char *near = opt_nearest(str_cstr(a, name), names);
	if (near)
		return fault_set(f, E_USAGE, "unknown flag --%.*s; did you mean --%s?", STRF(name),
				 near);
	return fault_set(f, E_USAGE, "unknown flag --%.*s; \"seaworthy help trivy\" lists them",
			 STRF(name));
}

/* The words of a command line. */
struct words {
	char **argv;
	int argc, at;
};

/* The value of a flag that is not boolean: the rest of the word, or the next one. */
static int next_value(struct words *w, const char *flag, struct str *out, struct fault *f)
{
	enum trivy_flag_id other;
	if (w->at + 1 >= w->argc)
		return fault_set(f, E_USAGE, "--%s needs a value", flag);
	struct str word = str_of(w->argv[++w->at]), name;
	if (str_starts(word, STR("--"))) {
		str_cut(str_from(word, 2), '=', &name, NULL);
		if (find_flag(name, &other))
			return fault_set(f, E_USAGE, "--%s needs a value, not --%.*s", flag,
					 STRF(name));
	}
	*out = word;
	return 0;
}

static int read_long(struct trivy_line *l, struct words *w, struct fault *f)
{
	struct str name, value = STR("true");
	enum trivy_flag_id id;
	bool joined = str_cut(str_from(str_of(w->argv[w->at]), 2), '=', &name, &value);
	if (!find_flag(name, &id))
		return unknown_flag(l->arena, name, f);
	if (!joined && trivy_flags[id].kind != TRIVY_BOOL)
		TRY(next_value(w, trivy_flags[id].name, &value, f));
	else if (!joined)
		value = STR("true");
	return set_value(l, id, TRIVY_BY_FLAG, value, str_printf(l->arena, "--%.*s", STRF(name)),
			 f);
}

/* "-q", "-qd", "-ffile", "-f=file". */
static int read_letters(struct trivy_line *l, struct words *w, struct fault *f)
{
	struct str rest = str_from(str_of(w->argv[w->at]), 1);
	while (rest.n) {
		enum trivy_flag_id id;
		char letter = rest.p[0];
		rest = str_from(rest, 1);
		if (!find_letter(letter, &id))
			return fault_set(f, E_USAGE,
					 "unknown flag -%c; \"seaworthy help trivy\" lists them",
					 letter);
		struct str where = str_printf(l->arena, "-%c", letter), value = STR("true");
		if (trivy_flags[id].kind != TRIVY_BOOL) {
			value = str_starts(rest, STR("=")) ? str_from(rest, 1) : rest;
			if (rest.n == 0)
				TRY(next_value(w, trivy_flags[id].name, &value, f));
			rest = STR("");
		}
		TRY(set_value(l, id, TRIVY_BY_FLAG, value, where, f));
	}
	return 0;
}

static int read_words(struct trivy_line *l, int argc, char **argv, struct fault *f)
{
	struct words w = { argv, argc, 1 };
	bool ended = false;
	for (; w.at < argc; w.at++) {
		struct str word = str_of(argv[w.at]);
		if (ended || word.n < 2 || word.p[0] != '-')
			*VEC_PUSH(l->arena, &l->operands) = argv[w.at];
		else if (str_is(word, "--"))
			ended = true;
		else
			TRY(word.p[1] == '-' ? read_long(l, &w, f) : read_letters(l, &w, f));
	}
	return 0;
}

int trivy_skip_flags(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct str word = str_of(argv[i]), name;
		enum trivy_flag_id id;
		if (word.n < 2 || word.p[0] != '-')
			return i;
		bool joined = str_cut(str_from(word, 2), '=', &name, NULL);
		bool known = word.p[1] == '-' ? find_flag(name, &id)
					      : word.n == 2 && find_letter(word.p[1], &id);
		if (!known)
			return argc;
		if (!joined && trivy_flags[id].kind != TRIVY_BOOL)
			i++;
	}
	return argc;
}

/* ---- the environment ---- */

static int read_variables(struct trivy_line *l, struct fault *f)
{
	for (unsigned i = 0; i < TRIVY_FLAG_COUNT_; i++) {
		const struct trivy_flag *flag = &trivy_flags[i];
		if (!flag->key && i != TRIVY_FLAG_CONFIG)
			continue;
		const char *name = trivy_variable(l->arena, flag), *value = getenv(name);
		if (value && value[0])
			TRY(set_value(l, (enum trivy_flag_id)i, TRIVY_BY_VARIABLE, str_of(value),
				      str_of(name), f));
	}
	return 0;
}

/* ---- trivy.yaml ---- */

/* A configuration under way. */
struct file {
	struct trivy_line *line;
	const char *path;
	struct yaml_places places;
	VEC(struct str) unknown;
};

static struct str place_of(struct file *x, const struct json *value, struct str key)
{
	struct yaml_place at = yaml_place(&x->places, value);
	return str_printf(x->line->arena, "%s:%u:%u: %.*s", x->path, at.line, at.column, STRF(key));
}

static bool is_scalar(const struct json *value)
{
	return value->kind == JSON_STRING || value->kind == JSON_NUMBER || value->kind == JSON_BOOL;
}

static struct str scalar_text(const struct json *value)
{
	return value->kind != JSON_BOOL ? value->text : value->truth ? STR("true") : STR("false");
}

static int read_value(struct file *x, enum trivy_flag_id id, const struct json *value,
		      struct str key, struct fault *f)
{
	struct str where = place_of(x, value, key);
	if (value->kind == JSON_NULL)
		return 0;
	if (is_scalar(value))
		return set_value(x->line, id, TRIVY_BY_FILE, scalar_text(value), where, f);
	if (value->kind != JSON_ARRAY || trivy_flags[id].kind != TRIVY_LIST)
		return fault_set(f, E_USAGE, "%.*s: %s is expected here", STRF(where),
				 trivy_flags[id].kind == TRIVY_LIST ? "a list" : "one value");
	for (const struct json *item = value->child; item; item = item->next) {
		if (!is_scalar(item))
			return fault_set(f, E_USAGE, "%.*s: a list of words is expected here",
					 STRF(where));
		TRY(set_value(x->line, id, TRIVY_BY_FILE, scalar_text(item), where, f));
	}
	return 0;
}

/* 2 it is a key, 1 keys begin with it and a dot, 0 neither. */
static int know_key(struct str path, enum trivy_flag_id *out)
{
	int known = 0;
	for (unsigned i = 0; i < TRIVY_FLAG_COUNT_; i++) {
		struct str key = str_of(trivy_flags[i].key);
		if (key.n && str_eq(key, path)) {
			*out = (enum trivy_flag_id)i;
			return 2;
		}
		if (str_starts(key, path) && key.n > path.n && key.p[path.n] == '.')
			known = 1;
	}
	return known;
}

/* Down as far as there are keys: three levels. */
static int read_tree(struct file *x, const struct json *tree, struct fault *f)
{
	enum { LEVELS = 4 };
	const struct json *at[LEVELS] = { tree->child };
	struct str path[LEVELS] = { STR("") };
	size_t depth = 0;
	for (;;) {
		const struct json *m = at[depth];
		if (!m) {
			if (depth-- == 0)
				return 0;
			continue;
		}
		at[depth] = m->next;
		enum trivy_flag_id id;
		struct str key = str_printf(x->line->arena, "%.*s%s%.*s", STRF(path[depth]),
					    depth ? "." : "", STRF(m->key));
		int known = know_key(key, &id);
		if (known == 2) {
			TRY(read_value(x, id, m, key, f));
		} else if (known == 1 && m->kind == JSON_OBJECT && depth + 1 < LEVELS) {
			depth++;
			at[depth] = m->child;
			path[depth] = key;
		} else if (known == 0 || m->kind != JSON_NULL) {
			*VEC_PUSH(x->line->arena, &x->unknown) = key;
		}
	}
}

enum { SHOWN_MAX = 6 };

static void note_words(struct trivy_line *l, struct str before, const struct str *words, size_t n)
{
	struct str text = before;
	for (size_t i = 0; i < n && i < SHOWN_MAX * 2; i++)
		text = str_printf(l->arena, "%.*s%s%.*s", STRF(text), i ? ", " : " ",
				  STRF(str_slice(words[i], 0, 80)));
	if (n > SHOWN_MAX * 2)
		text = str_printf(l->arena, "%.*s and %zu more", STRF(text), n - SHOWN_MAX * 2);
	if (n)
		*VEC_PUSH(l->arena, &l->notes) = text;
}

static int read_file(struct trivy_line *l, struct fault *f)
{
	const struct trivy_value *v = &l->values[TRIVY_FLAG_CONFIG];
	struct file x = { .line = l, .path = "trivy.yaml" };
	const struct json *tree;
	if (v->items.n)
		x.path = str_cstr(l->arena, v->items.p[0]);
	else if (access(x.path, F_OK) < 0)
		return 0;
	OWNED(buf_donep) struct buf b;
	buf_init(&b, LIMIT_POLICY);
	int r = fs_read_file(x.path, &b, f);
	if (r == E_NOTFOUND)
		return fault_set(f, E_USAGE, "%.*s %s: no such file", STRF(v->where), x.path);
	TRY(r);
	r = yaml_parse_places(l->arena, str_dup(l->arena, buf_str(&b)), &x.places, &tree, f);
	if (fault_in(f, r, "%s", x.path) < 0)
		return fault_set(f, E_USAGE, "%s", str_cstr(l->arena, str_of(f->text)));
	if (tree->kind == JSON_NULL)
		return 0;
	if (tree->kind != JSON_OBJECT)
		return fault_set(f, E_USAGE, "%s:1:1: a configuration is a map of keys", x.path);
	TRY(read_tree(&x, tree, f));
	note_words(l, str_printf(l->arena, "%s: keys that are not known here:", x.path),
		   x.unknown.p, x.unknown.n);
	return 0;
}

/* ---- what becomes of it ---- */

static bool is_initial(const struct trivy_flag *flag, const struct trivy_value *v)
{
	struct str rest = str_of(flag->initial), piece;
	bool truth = false;
	size_t i = 0;
	if (v->items.n == 0)
		return true;
	if (flag->kind == TRIVY_BOOL)
		return read_bool(v->items.p[0], &truth) && truth == (flag->initial[0] == 't');
	if (flag->kind != TRIVY_LIST)
		return str_eq(v->items.p[0], rest);
	while (rest.n && str_next(&rest, ',', &piece)) {
		if (i >= v->items.n || !str_eq(piece, v->items.p[i]))
			return false;
		i++;
	}
	return i == v->items.n;
}

bool trivy_given(const struct trivy_line *line, enum trivy_flag_id id)
{
	const struct trivy_value *v = &line->values[id];
	return v->origin != TRIVY_BY_DEFAULT && !is_initial(&trivy_flags[id], v);
}

static int check_fates(struct trivy_line *l, struct fault *f)
{
	VEC(struct str) harmless = { 0 };
	for (unsigned i = 0; i < TRIVY_FLAG_COUNT_; i++) {
		const struct trivy_flag *flag = &trivy_flags[i];
		const struct trivy_value *v = &l->values[i];
		if (flag->fate == TRIVY_HONOURED || !trivy_given(l, (enum trivy_flag_id)i))
			continue;
		if (flag->fate == TRIVY_REFUSED)
			return fault_set(f, E_USAGE, "%.*s: %s", STRF(v->where), flag->help);
		*VEC_PUSH(l->arena, &harmless) = v->where;
	}
	note_words(l, STR("accepted, and without effect here:"), harmless.p, harmless.n);
	return 0;
}

static void set_defaults(struct trivy_line *l)
{
	for (unsigned i = 0; i < TRIVY_FLAG_COUNT_; i++) {
		struct trivy_value *v = &l->values[i];
		const struct trivy_flag *flag = &trivy_flags[i];
		struct str rest = str_of(flag->initial), piece;
		if (v->origin != TRIVY_BY_DEFAULT || rest.n == 0 || i == TRIVY_FLAG_CONFIG)
			continue;
		if (flag->kind != TRIVY_LIST)
			keep(l, v, rest);
		else
			while (str_next(&rest, ',', &piece))
				keep(l, v, piece);
	}
}

int trivy_line_read(struct trivy_line *line, int argc, char **argv, struct arena *a,
		    struct fault *f)
{
	*line = (struct trivy_line){ .arena = a };
	TRY(read_words(line, argc, argv, f));
	TRY(read_variables(line, f));
	TRY(read_file(line, f));
	TRY(check_fates(line, f));
	set_defaults(line);
	return 0;
}

bool trivy_truth(const struct trivy_line *line, enum trivy_flag_id id)
{
	bool truth = false;
	return line->values[id].items.n && read_bool(line->values[id].items.p[0], &truth) && truth;
}

struct str trivy_text(const struct trivy_line *line, enum trivy_flag_id id)
{
	return line->values[id].items.n ? line->values[id].items.p[0] : STR("");
}

const char *trivy_cstr(const struct trivy_line *line, enum trivy_flag_id id)
{
	struct str s = trivy_text(line, id);
	return s.n ? str_cstr(line->arena, s) : NULL;
}

unsigned trivy_number(const struct trivy_line *line, enum trivy_flag_id id)
{
	uint64_t number = 0;
	str_u64(trivy_text(line, id), 255, &number);
	return (unsigned)number;
}

bool trivy_has(const struct trivy_line *line, enum trivy_flag_id id, const char *word)
{
	const struct trivy_value *v = &line->values[id];
	for (size_t i = 0; i < v->items.n; i++)
		if (str_eq_nocase(v->items.p[i], str_of(word)))
			return true;
	return false;
}
