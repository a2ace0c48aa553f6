/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The section "gates": what is written, and what it inherits.
 *
 *         nothing ◄── default ◄── ci ◄── release        a gate's clauses stand before those of the one
 *            ▲                                          that it extends; the first that fits decides
 *            └────── trivy
 *
 * A gate extends the built-in default unless it says otherwise: a team that writes two lines about what it
 * lets pass has not thereby given up the rest. "nothing" is the empty gate; so every chain ends there or is a circle,
 * which is an error. Chains are walked with a stack of our own: a file decides how long they are.
 *
 * Must stay true: within a gate no two clauses share a name, or a verdict would name the wrong one.
 */
#include "judge/policy_parts.h"

#include "base/limits.h"
#include "base/map.h"

/* ---- reading ---- */

static int add_clauses(struct policy_file *x, const struct json *value, struct gate_text *t,
		       enum gate_effect effect, struct fault *f)
{
	size_t number = 0;
	if (value->kind == JSON_NULL)
		return 0;
	if (value->kind != JSON_ARRAY)
		return policy_wrong(x, value, f, "\"%.*s\" is a list of clauses", STRF(value->key));
	for (const struct json *m = value->child; m; m = m->next) {
		struct clause c;
		if (t->gate.clauses.n >= LIMIT_POLICY_CLAUSES)
			return policy_fail(x, m, E_LIMIT, f, "more than %llu clauses in one gate",
					   (unsigned long long)LIMIT_POLICY_CLAUSES);
		TRY(policy_read_clause(x, m, effect, &c, f));
		number++;
		if (c.name.n == 0)
			c.name = str_printf(x->arena, "%.*s/%.*s-%zu", STRF(t->gate.name),
					    STRF(value->key), number);
		*VEC_PUSH(x->arena, &t->gate.clauses) = c;
		*VEC_PUSH(x->arena, &t->clauses_at) = m;
	}
	return 0;
}

/* The three lists are read in their order, wherever they stand: read_gate() looks for them. */
static int note_list(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct gate_text *t = to;
	(void)x, (void)value, (void)f;
	t->lists = true;
	return 0;
}

static int read_ordered(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct gate_text *t = to;
	t->ordered = true;
	return add_clauses(x, value, t, GATE_NOTHING, f);
}

static int read_extends(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct gate_text *t = to;
	t->extends_at = value;
	return policy_read_string(x, value, &t->extends, f);
}

static int read_without(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct gate_text *t = to;
	t->without_at = value;
	return policy_read_strings(x, value, &t->without, f);
}

static int read_max_age(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct gate_text *t = to;
	t->has_age = true;
	t->gate.max_data_days = 0;
	if (value->kind == JSON_STRING && str_is(value->text, "any"))
		return 0;
	if (policy_read_days(x, value, &t->gate.max_data_days, NULL) < 0)
		return policy_wrong(
			x, value, f,
			"\"max-data-age\" is a time such as 7d, 2w or 30 (days), at least "
			"one day, or the word any");
	return 0;
}

static int read_incomplete(struct policy_file *x, const struct json *value, void *to,
			   struct fault *f)
{
	struct gate_text *t = to;
	t->has_incomplete = true;
	t->gate.need_complete = str_is(json_text(value), "block");
	if (!t->gate.need_complete && !str_is(json_text(value), "allow"))
		return policy_wrong(x, value, f, "\"incomplete\" is block or allow");
	return 0;
}

const struct policy_key policy_gate_keys[] = {
	{ "extends", read_extends, 0 },
	{ "without", read_without, 0 },
	{ "allow", note_list, 0 },
	{ "block", note_list, 0 },
	{ "warn", note_list, 0 },
	{ "clauses", read_ordered, 0 },
	{ "max-data-age", read_max_age, 0 },
	{ "incomplete", read_incomplete, 0 },
};
const size_t policy_gate_keys_n = ARRAY_LEN(policy_gate_keys);

static bool is_reserved(struct str name)
{
	return str_is(name, "default") || str_is(name, "trivy") || str_is(name, "nothing");
}

static const struct gate_text *find(const struct gate_texts *texts, struct str name)
{
	for (size_t i = 0; i < texts->list.n; i++)
		if (str_eq(texts->list.p[i].gate.name, name))
			return &texts->list.p[i];
	return NULL;
}

static int read_gate(struct policy_file *x, const struct json *value, struct gate_text *t,
		     struct fault *f)
{
	static const struct {
		const char *key;
		enum gate_effect effect;
	} lists[] = { { "allow", GATE_ALLOW }, { "block", GATE_BLOCK }, { "warn", GATE_WARN } };
	*t = (struct gate_text){ .file = x, .at = value, .extends = STR("default") };
	t->gate.name = value->key;
	t->gate.source = x->builtin ? STR("built-in") : policy_file_place(x, value);
	TRY(policy_read_keys(x, value, policy_gate_keys, policy_gate_keys_n, t, f));
	if (t->lists && t->ordered)
		return policy_wrong(
			x, value, f,
			"a gate has either \"clauses\", or \"allow\", \"block\" and \"warn\"");
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		const struct json *list = json_get(value, lists[i].key);
		if (list)
			TRY(add_clauses(x, list, t, lists[i].effect, f));
	}
	return 0;
}

int policy_read_gates(struct policy_file *x, const struct json *value, struct gate_texts *to,
		      struct fault *f)
{
	if (value->kind == JSON_NULL)
		return 0;
	if (value->kind != JSON_OBJECT)
		return policy_wrong(x, value, f,
				    "gates are written as \"name:\", and below it what "
				    "it blocks");
	for (const struct json *m = value->child; m; m = m->next) {
		struct gate_text t;
		if (!policy_is_name(m->key))
			return policy_wrong(x, m, f,
					    "\"%.*s\" is no name for a gate: at most 64 bytes, no "
					    "slashes and quotation marks",
					    STRF(policy_shown(x, m->key)));
		if (!x->builtin && is_reserved(m->key))
			return policy_wrong(
				x, m, f,
				"\"%.*s\" is a built-in gate; choose another name, and write "
				"extends: %.*s",
				STRF(m->key), STRF(m->key));
		if (find(to, m->key))
			return policy_wrong(x, m, f, "\"%.*s\" is written twice", STRF(m->key));
		if (to->list.n >= LIMIT_POLICY_GATES)
			return policy_fail(x, m, E_LIMIT, f, "more than %llu gates",
					   (unsigned long long)LIMIT_POLICY_GATES);
		TRY(read_gate(x, m, &t, f));
		*VEC_PUSH(x->arena, &to->list) = t;
	}
	return 0;
}

/* ---- inheritance ---- */

struct str policy_gate_hint(const struct policy_file *x, const struct gate_texts *texts,
			    struct str word)
{
	const char **names = arena_array(x->arena, texts->list.n + 1, sizeof(*names));
	struct str all = STR("");
	for (size_t i = 0; i < texts->list.n; i++) {
		struct str name = texts->list.p[i].gate.name;
		names[i] = str_cstr(x->arena, name);
		all = str_printf(x->arena, "%.*s%s%.*s", STRF(all), i ? ", " : "", STRF(name));
	}
	struct str hint = policy_hint(x, word, names);
	return hint.n ? hint : str_printf(x->arena, "; there are %.*s", STRF(all));
}

static int find_parent(struct gate_texts *texts, const struct gate_text *t, struct gate_text **out,
		       struct fault *f)
{
	*out = NULL;
	if (t->extends.n == 0)
		return 0;
	*out = (struct gate_text *)find(texts, t->extends);
	if (!*out)
		return policy_wrong(t->file, t->extends_at, f, "there is no gate \"%.*s\"%.*s",
				    STRF(policy_shown(t->file, t->extends)),
				    STRF(policy_gate_hint(t->file, texts, t->extends)));
	if ((*out)->state == GATE_ON_THE_WAY)
		return policy_wrong(t->file, t->extends_at ? t->extends_at : t->at, f,
				    "the gate \"%.*s\" inherits from itself",
				    STRF((*out)->gate.name));
	return 0;
}

/* Which inherited clauses do not hold; every name has to be one. */
static int read_left_out(const struct gate_text *t, const struct gate_text *parent,
			 struct map *left_out, struct fault *f)
{
	const struct json *at = t->without_at;
	const char **names =
		arena_array(t->file->arena, parent->gate.clauses.n + 1, sizeof(*names));
	for (size_t i = 0; t->without.n && i < parent->gate.clauses.n; i++)
		names[i] = str_cstr(t->file->arena, parent->gate.clauses.p[i].name);
	for (size_t i = 0; i < t->without.n; i++) {
		struct str name = t->without.p[i];
		bool known = false;
		for (size_t k = 0; k < parent->gate.clauses.n; k++)
			known |= str_eq(parent->gate.clauses.p[k].name, name);
		if (!known)
			return policy_wrong(
				t->file, at, f, "the gate \"%.*s\" has no clause \"%.*s\"%.*s",
				STRF(parent->gate.name), STRF(policy_shown(t->file, name)),
				STRF(policy_hint(t->file, name, names)));
		map_put(left_out, name, NULL);
	}
	return 0;
}

static int inherit(struct arena *a, struct gate_text *t, const struct gate_text *parent,
		   struct fault *f)
{
	struct map left_out;
	map_init(&left_out, a);
	TRY(read_left_out(t, parent, &left_out, f));
	if (!t->has_age)
		t->gate.max_data_days = parent->gate.max_data_days;
	if (!t->has_incomplete)
		t->gate.need_complete = parent->gate.need_complete;
	for (size_t i = 0; i < parent->gate.clauses.n; i++) {
		const struct clause *c = &parent->gate.clauses.p[i];
		if (map_get(&left_out, c->name))
			continue;
		if (t->gate.clauses.n >= LIMIT_POLICY_CLAUSES)
			return policy_fail(t->file, t->at, E_LIMIT, f,
					   "more than %llu clauses, inherited ones included",
					   (unsigned long long)LIMIT_POLICY_CLAUSES);
		*VEC_PUSH(a, &t->gate.clauses) = *c;
	}
	return 0;
}

/* Of two with one name, that of this gate is to blame, or the later one. */
static int check_names(struct arena *a, const struct gate_text *t, struct fault *f)
{
	struct map names;
	size_t own = t->clauses_at.n;
	bool is_new;
	map_init(&names, a);
	for (size_t i = own; i < t->gate.clauses.n; i++)
		(void)map_put(&names, t->gate.clauses.p[i].name, NULL);
	for (size_t i = 0; i < own; i++) {
		struct str name = t->gate.clauses.p[i].name;
		uint32_t *number = map_put(&names, name, &is_new);
		if (is_new) {
			*number = 1;
			continue;
		}
		if (*number == 0)
			return policy_wrong(t->file, t->clauses_at.p[i], f,
					    "an inherited clause is called \"%.*s\", too: choose "
					    "another name, or write without: %.*s in front",
					    STRF(name), STRF(name));
		return policy_wrong(t->file, t->clauses_at.p[i], f,
				    "another clause of this gate is called \"%.*s\", too",
				    STRF(name));
	}
	return 0;
}

/* Up to a gate that is made already, and down again. */
static int make_gate(struct arena *a, struct gate_texts *texts, struct gate_text *t,
		     struct gate_text **stack, struct fault *f)
{
	size_t n = 0;
	while (t && t->state != GATE_MADE) {
		t->state = GATE_ON_THE_WAY;
		stack[n++] = t;
		TRY(find_parent(texts, t, &t, f));
	}
	while (n > 0) {
		struct gate_text *child = stack[--n];
		if (t)
			TRY(inherit(a, child, t, f));
		TRY(check_names(a, child, f));
		child->state = GATE_MADE;
		t = child;
	}
	return 0;
}

int policy_make_gates(struct arena *a, struct gate_texts *texts, struct fault *f)
{
	struct gate_text **stack = arena_array(a, texts->list.n + 1, sizeof(struct gate_text *));
	for (size_t i = 0; i < texts->list.n; i++)
		TRY(make_gate(a, texts, &texts->list.p[i], stack, f));
	return 0;
}
