/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typed reading of YAML with a place for every complaint.
 *
 * The people who write these files are not the people who read this code: a complaint names the place, what
 * stands there, what could stand there, and what was probably meant. Nothing is passed over: a misspelt key that
 * does nothing would be found out when it is too late.
 *
 * Places come from text/yaml.h as a list in the order of the text; they are sorted by value once, so that
 * asking for one does not make reading quadratic.
 *
 * Must stay true: every fault begins with "name:line:column: ". The name is cut when it is so long that the
 * fixed size of a fault would lose the rest.
 */
#include "judge/policy_file.h"

#include "base/limits.h"
#include "base/opt.h"
#include "base/sort.h"
#include "judge/policy.h"

enum { SHOWN = 60, NAME_SHOWN = 160, DAYS_MAX = 36500 };

/* ---- places ---- */

static int by_value(const void *a, const void *b)
{
	uintptr_t x = (uintptr_t)((const struct yaml_place *)a)->value;
	uintptr_t y = (uintptr_t)((const struct yaml_place *)b)->value;
	return (x > y) - (x < y);
}

static struct yaml_place find_place(const struct policy_file *x, const struct json *value)
{
	size_t low = 0, high = x->places;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if ((uintptr_t)x->place[middle].value < (uintptr_t)value)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < x->places && x->place[low].value == value)
		return x->place[low];
	return (struct yaml_place){ .line = 1, .column = 1 };
}

static struct str at(const struct policy_file *x, uint64_t line, uint64_t column)
{
	struct str name = x->name;
	bool cut = name.n > NAME_SHOWN;
	return str_printf(x->arena, "%s%.*s:%llu:%llu", cut ? "..." : "",
			  STRF(cut ? str_from(name, name.n - NAME_SHOWN) : name),
			  (unsigned long long)line, (unsigned long long)column);
}

struct str policy_file_place(const struct policy_file *x, const struct json *value)
{
	struct yaml_place p = find_place(x, value);
	return at(x, p.line, p.column);
}

int policy_fail(const struct policy_file *x, const struct json *value, int code, struct fault *f,
		const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str text = str_vprintf(x->arena, fmt, ap);
	va_end(ap);
	return fault_set(f, code, "%.*s: %.*s", STRF(policy_file_place(x, value)), STRF(text));
}

struct str policy_shown(const struct policy_file *x, struct str s)
{
	if (s.n <= SHOWN)
		return s;
	size_t n = SHOWN;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_printf(x->arena, "%.*s...", (int)n, s.p);
}

struct str policy_hint(const struct policy_file *x, struct str word, const char *const *words)
{
	const char *near = opt_nearest(str_cstr(x->arena, word), words);
	return near ? str_printf(x->arena, "; did you mean %s?", near) : STR("");
}

/* ---- the text ---- */

static bool take_number(struct str *s, const char *before, uint64_t *out)
{
	struct str b = str_of(before);
	size_t n = 0;
	if (!str_starts(*s, b))
		return false;
	*s = str_from(*s, b.n);
	while (n < s->n && char_is_digit(s->p[n]))
		n++;
	if (!str_u64(str_slice(*s, 0, n), UINT32_MAX, out))
		return false;
	*s = str_from(*s, n);
	return true;
}

/* The YAML reader's "line 3, column 7: …", which has the place in words; its bytes are at 1:1. */
static int placed(const struct policy_file *x, int r, const struct fault *why, struct fault *f)
{
	struct str text = str_of(why->text);
	uint64_t line = 1, column = 1;
	if (take_number(&text, "line ", &line) && take_number(&text, ", column ", &column) &&
	    str_starts(text, STR(": "))) {
		text = str_from(text, 2);
	} else {
		text = str_of(why->text);
		line = column = 1;
	}
	return fault_set(f, r == E_LIMIT ? E_LIMIT : E_CORRUPT, "%.*s: %.*s",
			 STRF(at(x, line, column)), STRF(text));
}

int policy_file_parse(struct policy_file *x, struct str text, const struct json **out,
		      struct fault *f)
{
	struct yaml_places places;
	struct fault why = { 0 };
	if (text.n > LIMIT_POLICY)
		return fault_set(f, E_LIMIT, "%.*s: larger than %llu bytes", STRF(at(x, 1, 1)),
				 (unsigned long long)LIMIT_POLICY);
	int r = yaml_parse_places(x->arena, text, &places, out, &why);
	if (r < 0)
		return placed(x, r, &why, f);
	x->place = places.list.p;
	x->places = places.list.n;
	sort_stable(x->arena, x->place, x->places, sizeof(*x->place), by_value);
	return 0;
}

/* ---- mappings ---- */

/* A key that is known somewhere else: "report.language". */
static struct str find_elsewhere(const struct policy_file *x, struct str key)
{
	struct str name, last;
	for (size_t i = 0; (name = policy_key(x->arena, i)).n; i++) {
		size_t dot = str_rfind_char(name, '.');
		last = dot == SIZE_MAX ? name : str_from(name, dot + 1);
		if (str_eq(last, key))
			return name;
	}
	return STR("");
}

static int unknown_key(struct policy_file *x, const struct json *m, const struct policy_key *keys,
		       size_t n, struct fault *f)
{
	const char **names = arena_array(x->arena, n + 1, sizeof(*names));
	struct str all = STR("");
	for (size_t i = 0; i < n; i++) {
		names[i] = keys[i].name;
		all = str_printf(x->arena, "%.*s%s%s", STRF(all), i ? ", " : "", keys[i].name);
	}
	struct str hint = policy_hint(x, m->key, names);
	struct str elsewhere = find_elsewhere(x, m->key);
	if (elsewhere.n)
		return policy_wrong(x, m, f, "unknown key \"%.*s\" here; there is %.*s",
				    STRF(m->key), STRF(elsewhere));
	if (hint.n)
		return policy_wrong(x, m, f, "unknown key \"%.*s\"%.*s",
				    STRF(policy_shown(x, m->key)), STRF(hint));
	return policy_wrong(x, m, f, "unknown key \"%.*s\"; expected one of %.*s",
			    STRF(policy_shown(x, m->key)), STRF(all));
}

int policy_read_keys(struct policy_file *x, const struct json *value, const struct policy_key *keys,
		     size_t n, void *to, struct fault *f)
{
	uint64_t seen = 0;
	if (value->kind == JSON_NULL)
		return 0;
	if (value->kind != JSON_OBJECT)
		return policy_wrong(x, value, f, "\"key: value\" lines are expected here");
	for (const struct json *m = value->child; m; m = m->next) {
		size_t i = 0;
		while (i < n && !str_is(m->key, keys[i].name))
			i++;
		if (i == n)
			return unknown_key(x, m, keys, n, f);
		if (seen >> i & 1)
			return policy_wrong(x, m, f, "\"%s\" is written twice", keys[i].name);
		seen |= 1ull << i;
		TRY(keys[i].read(x, m, (char *)to + keys[i].offset, f));
	}
	return 0;
}

/* ---- scalars ---- */

static bool is_word(const struct json *value)
{
	return (value->kind == JSON_STRING || value->kind == JSON_NUMBER) && value->text.n > 0;
}

int policy_read_word(struct policy_file *x, const struct json *value, policy_word *word, unsigned n,
		     unsigned *out, struct fault *f)
{
	const char *names[64] = { 0 };
	struct str all = STR("");
	size_t count = 0;
	for (unsigned i = 0; i < n && count + 1 < ARRAY_LEN(names); i++) {
		const char *name = word(i);
		if (!name)
			continue;
		if (is_word(value) && str_eq_nocase(value->text, str_of(name))) {
			*out = i;
			return 0;
		}
		all = str_printf(x->arena, "%.*s%s%s", STRF(all), count ? ", " : "", name);
		names[count++] = name;
	}
	if (!is_word(value))
		return policy_wrong(x, value, f, "one of %.*s is expected here", STRF(all));
	return policy_wrong(x, value, f, "unknown word \"%.*s\"%.*s (one of %.*s)",
			    STRF(policy_shown(x, value->text)),
			    STRF(policy_hint(x, value->text, names)), STRF(all));
}

int policy_read_asked(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	enum asked *out = to;
	if (value->kind != JSON_BOOL)
		return policy_wrong(x, value, f, "\"%.*s\" is true or false", STRF(value->key));
	*out = value->truth ? ASKED_YES : ASKED_NO;
	return 0;
}

int policy_read_string(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct str *out = to;
	if (!is_word(value))
		return policy_wrong(x, value, f, "\"%.*s\" is a text, and not empty",
				    STRF(value->key));
	*out = value->text;
	return 0;
}

int policy_read_strings(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct policy_strings *out = to;
	if (value->kind == JSON_ARRAY && value->n == 0)
		return policy_wrong(x, value, f,
				    "the list is empty: write at least one, or leave "
				    "the key out");
	POLICY_EACH(one, value)
	{
		if (!is_word(one))
			return policy_wrong(x, one, f,
					    "a text is expected here, or a list of texts");
		*VEC_PUSH(x->arena, out) = one->text;
	}
	return 0;
}

/* "12.5": digits, and up to nine behind a point. Quotients of whole numbers, so that equal texts are equal. */
static bool read_decimal(struct str s, double *out)
{
	struct str whole, part;
	uint64_t w, p = 0, scale = 1;
	bool point = str_cut(s, '.', &whole, &part);
	if (!str_u64(whole, 1000000, &w) || part.n > 9 || (point && !str_u64(part, UINT32_MAX, &p)))
		return false;
	for (size_t i = 0; i < part.n; i++)
		scale *= 10;
	*out = (double)(w * scale + p) / (double)scale;
	return true;
}

int policy_read_fraction(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct at_least *out = to;
	struct str s = is_word(value) ? value->text : STR("");
	bool percent = s.n && s.p[s.n - 1] == '%';
	double v = 0;
	if (!read_decimal(percent ? str_slice(s, 0, s.n - 1) : s, &v) || v > (percent ? 100 : 1))
		return policy_wrong(
			x, value, f,
			"\"%.*s\" is a number from 0 to 1, or a percentage such as 10%%",
			STRF(value->key));
	*out = (struct at_least){ true, percent ? v / 100 : v };
	return 0;
}

int policy_read_score(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct at_least *out = to;
	double v = 0;
	if (!is_word(value) || !read_decimal(value->text, &v) || v > 10)
		return policy_wrong(x, value, f, "\"%.*s\" is a number from 0 to 10",
				    STRF(value->key));
	*out = (struct at_least){ true, v };
	return 0;
}

bool policy_days(struct str s, uint32_t *out)
{
	uint64_t n, unit = 1;
	if (s.n && (s.p[s.n - 1] == 'd' || s.p[s.n - 1] == 'w')) {
		unit = s.p[s.n - 1] == 'w' ? 7 : 1;
		s.n--;
	}
	if (!str_u64(s, DAYS_MAX, &n) || n * unit > DAYS_MAX)
		return false;
	*out = (uint32_t)(n * unit);
	return true;
}

int policy_read_age(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	struct at_least *out = to;
	uint32_t days;
	if (!is_word(value) || !policy_days(value->text, &days))
		return policy_wrong(x, value, f, "\"%.*s\" is a time such as 7d, 2w or 30 (days)",
				    STRF(value->key));
	*out = (struct at_least){ true, days };
	return 0;
}

int policy_read_days(struct policy_file *x, const struct json *value, void *to, struct fault *f)
{
	uint32_t *out = to;
	if (!is_word(value) || !policy_days(value->text, out) || *out == 0)
		return policy_wrong(
			x, value, f,
			"\"%.*s\" is a time such as 7d, 2w or 30 (days), at least one day",
			STRF(value->key));
	return 0;
}
