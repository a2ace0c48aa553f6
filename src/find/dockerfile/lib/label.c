/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"

#include "find/dockerfile/lib/value.h"

/* data/spdx.txt */
extern const char data_spdx[];
extern const size_t data_spdx_n;

static bool is_hex(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_digit(s.p[i]) &&
		    !(char_lower(s.p[i]) >= 'a' && char_lower(s.p[i]) <= 'f'))
			return false;
	return s.n > 0;
}

bool is_git_hash(struct str s)
{
	return is_hex(s) && ((s.n >= 7 && s.n <= 40) || s.n == 64);
}

bool is_url(struct str s)
{
	size_t at = str_find(s, STR("://"));
	if (at == SIZE_MAX || at == 0 || !char_is_alpha(s.p[0]))
		return false;
	for (size_t i = 0; i < at; i++)
		if (!char_is_alnum(s.p[i]) && !strchr("+-.", s.p[i]))
			return false;
	struct str rest = str_from(s, at + 3);
	bool file = str_eq_nocase(str_slice(s, 0, at), STR("file"));
	if (!rest.n || (!file && (rest.p[0] == '/' || rest.p[0] == '?' || rest.p[0] == '#')))
		return false;
	for (size_t i = 0; i < rest.n; i++) {
		unsigned char c = (unsigned char)rest.p[i];
		if (c <= ' ' || c >= 0x7f || strchr("<>\"{}|\\^`", (int)c))
			return false;
		uint8_t byte;
		if (c == '%' && !str_unhex(str_slice(rest, i + 1, i + 3), &byte, 1))
			return false;
	}
	return true;
}

/* n digits at *at. */
static bool digits(struct str s, size_t *at, size_t n, unsigned max, unsigned *out)
{
	uint64_t v;
	struct str d = str_slice(s, *at, *at + n);
	if (d.n != n || !str_u64(d, max, &v))
		return false;
	*at += n;
	*out = (unsigned)v;
	return true;
}

static bool one_of(struct str s, size_t *at, const char *set, char *out)
{
	if (*at >= s.n || !strchr(set, s.p[*at]))
		return false;
	*out = s.p[(*at)++];
	return true;
}

static unsigned days_of(unsigned year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : days[month - 1];
}

bool is_rfc3339(struct str s)
{
	unsigned year, month, day, hour, minute, second;
	size_t at = 0;
	char c;
	if (!digits(s, &at, 4, 9999, &year) || !one_of(s, &at, "-", &c) ||
	    !digits(s, &at, 2, 12, &month) || !month || !one_of(s, &at, "-", &c) ||
	    !digits(s, &at, 2, 31, &day) || !day || day > days_of(year, month) ||
	    !one_of(s, &at, "Tt ", &c) || !digits(s, &at, 2, 23, &hour) ||
	    !one_of(s, &at, ":", &c) || !digits(s, &at, 2, 59, &minute) ||
	    !one_of(s, &at, ":", &c) || !digits(s, &at, 2, 60, &second))
		return false;
	if (at < s.n && s.p[at] == '.') {
		size_t from = ++at;
		while (at < s.n && char_is_digit(s.p[at]))
			at++;
		if (at == from)
			return false;
	}
	if (!one_of(s, &at, "Zz+-", &c))
		return false;
	if (c == '+' || c == '-')
		if (!digits(s, &at, 2, 23, &hour) || !one_of(s, &at, ":", &c) ||
		    !digits(s, &at, 2, 59, &minute))
			return false;
	return at == s.n;
}

/* Dot-separated identifiers; in a pre-release numbers have no leading zero (semver 9, 10). */
static bool identifiers(struct str s, bool pre_release)
{
	struct str rest = s, part;
	while (str_next(&rest, '.', &part)) {
		bool number = true;
		if (!part.n)
			return false;
		for (size_t i = 0; i < part.n; i++) {
			if (!char_is_alnum(part.p[i]) && part.p[i] != '-')
				return false;
			number = number && char_is_digit(part.p[i]);
		}
		if (pre_release && number && part.n > 1 && part.p[0] == '0')
			return false;
	}
	return true;
}

bool is_semver(struct str s)
{
	struct str core, build, pre;
	if (str_cut(s, '+', &core, &build) && !identifiers(build, false))
		return false;
	if (str_cut(core, '-', &core, &pre) && !identifiers(pre, true))
		return false;
	struct str part;
	unsigned n = 0;
	while (str_next(&core, '.', &part)) {
		for (size_t i = 0; i < part.n; i++)
			if (!char_is_digit(part.p[i]))
				return false;
		if (!part.n || (part.n > 1 && part.p[0] == '0'))
			return false;
		n++;
	}
	return n == 3;
}

bool is_email(struct str s)
{
	size_t at = str_rfind_char(s, '@');
	if (at == SIZE_MAX || at == 0 || at > 64)
		return false;
	struct str local = str_slice(s, 0, at), domain = str_from(s, at + 1), part;
	for (size_t i = 0; i < local.n; i++)
		if (!char_is_alnum(local.p[i]) && !strchr(".!#$%&'*+/=?^_`{|}~-", local.p[i]))
			return false;
	struct str rest = local;
	while (str_next(&rest, '.', &part))
		if (!part.n)
			return false;
	rest = domain;
	while (str_next(&rest, '.', &part)) {
		if (!part.n || part.n > 63 || part.p[0] == '-' || part.p[part.n - 1] == '-')
			return false;
		for (size_t i = 0; i < part.n; i++)
			if (!char_is_alnum(part.p[i]) && part.p[i] != '-')
				return false;
	}
	return true;
}

/* Is "id kind" a row of the table, the kind an exception or not? */
static bool spdx_has(struct str id, bool exception)
{
	struct str rest = str_make(data_spdx, data_spdx_n), line, name, kind;
	while (str_next_line(&rest, &line))
		if (line.n && id.n && char_lower(line.p[0]) == char_lower(id.p[0]) &&
		    str_cut(line, ' ', &name, &kind) && str_is(kind, "exception") == exception &&
		    str_eq_nocase(name, id))
			return true;
	return false;
}

bool is_spdx_id(struct str s)
{
	return spdx_has(s, false);
}

/* [DocumentRef-x:]LicenseRef-y, AdditionRef-y */
static bool is_reference(struct str s, struct str prefix)
{
	struct str head, tail;
	if (str_starts(s, STR("DocumentRef-")) && str_cut(s, ':', &head, &tail))
		s = tail;
	if (!str_starts(s, prefix) || s.n == prefix.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) && s.p[i] != '-' && s.p[i] != '.')
			return false;
	return true;
}

static bool is_licence(struct str s)
{
	if (is_reference(s, STR("LicenseRef-")))
		return true;
	if (is_spdx_id(s))
		return true;
	return str_ends(s, STR("+")) && is_spdx_id(str_slice(s, 0, s.n - 1));
}

static bool next_token(struct str *rest, struct str *out)
{
	*rest = str_trim(*rest);
	if (!rest->n)
		return false;
	size_t n = 0;
	if (rest->p[0] == '(' || rest->p[0] == ')')
		n = 1;
	while (n < rest->n && rest->p[0] != '(' && rest->p[0] != ')' &&
	       !char_is_space(rest->p[n]) && rest->p[n] != '(' && rest->p[n] != ')')
		n++;
	*out = str_slice(*rest, 0, n);
	*rest = str_from(*rest, n);
	return true;
}

/* Operands and operators take turns; parentheses only count, so there is nothing to recurse into. */
bool is_spdx_expression(struct str s)
{
	enum { OPERAND, OPERATOR, AFTER_WITH, BEHIND_EXCEPTION } want = OPERAND;
	size_t open = 0, tokens = 0;
	bool simple = false; /* the operand before was a licence, so WITH may follow */
	struct str token;
	if (str_is(s, "NONE") || str_is(s, "NOASSERTION"))
		return true;
	while (next_token(&s, &token)) {
		/* every identifier is looked up in the whole table */
		if (++tokens > 64)
			return false;
		if (want == OPERAND && str_is(token, "(")) {
			open++;
		} else if (want == OPERAND) {
			if (!is_licence(token))
				return false;
			want = OPERATOR;
			simple = true;
		} else if (want == AFTER_WITH) {
			if (!spdx_has(token, true) && !is_reference(token, STR("AdditionRef-")))
				return false;
			want = BEHIND_EXCEPTION;
			simple = false;
		} else if (str_is(token, ")")) {
			if (!open--)
				return false;
			want = OPERATOR;
			simple = false;
		} else if (str_eq_nocase(token, STR("AND")) || str_eq_nocase(token, STR("OR"))) {
			want = OPERAND;
		} else if (str_eq_nocase(token, STR("WITH")) && simple) {
			want = AFTER_WITH;
		} else {
			return false;
		}
	}
	return !open && (want == OPERATOR || want == BEHIND_EXCEPTION);
}

enum label_type label_type(struct str name)
{
	static const struct {
		const char *name;
		enum label_type type;
	} types[] = {
		{ "text", LABEL_TEXT },	    { "rawtext", LABEL_TEXT }, { "url", LABEL_URL },
		{ "rfc3339", LABEL_TIME },  { "spdx", LABEL_SPDX },    { "hash", LABEL_HASH },
		{ "semver", LABEL_SEMVER }, { "email", LABEL_EMAIL },
	};
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq_nocase(name, str_of(types[i].name)))
			return types[i].type;
	return LABEL_UNKNOWN;
}

bool label_value_ok(enum label_type type, struct str value)
{
	if (!value.n) /* label-empty's business */
		return true;
	switch (type) {
	case LABEL_URL:
		return is_url(value);
	case LABEL_TIME:
		return is_rfc3339(value);
	case LABEL_SPDX:
		return is_spdx_expression(value);
	case LABEL_HASH:
		return is_git_hash(value);
	case LABEL_SEMVER:
		return is_semver(value);
	case LABEL_EMAIL:
		return is_email(value);
	case LABEL_TEXT:
	case LABEL_UNKNOWN:
		break;
	}
	return true;
}

enum label_type label_type_of_key(const struct lint_config *config, struct str key)
{
	static const struct {
		const char *key;
		enum label_type type;
	} oci[] = {
		{ "created", LABEL_TIME },	{ "url", LABEL_URL },
		{ "documentation", LABEL_URL }, { "source", LABEL_URL },
		{ "licenses", LABEL_SPDX },	{ "authors", LABEL_TEXT },
		{ "version", LABEL_TEXT },	{ "revision", LABEL_TEXT },
		{ "vendor", LABEL_TEXT },	{ "title", LABEL_TEXT },
		{ "ref.name", LABEL_TEXT },	{ "description", LABEL_TEXT },
		{ "base.digest", LABEL_TEXT },	{ "base.name", LABEL_TEXT },
	};
	for (size_t i = 0; config && config->labels && config->labels[i].name; i++)
		if (str_is(key, config->labels[i].name))
			return label_type(str_of(config->labels[i].type));
	struct str prefix = STR("org.opencontainers.image.");
	if (!str_starts(key, prefix))
		return LABEL_UNKNOWN;
	for (size_t i = 0; i < ARRAY_LEN(oci); i++)
		if (str_is(str_from(key, prefix.n), oci[i].key))
			return oci[i].type;
	return LABEL_UNKNOWN;
}

void label_check_type(struct lint *l, uint32_t instruction, const struct df_instruction *i,
		      enum label_type type, const char *what)
{
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *p = &i->pairs.p[k];
		if (label_type_of_key(lint_config(l), p->key.text) != type)
			continue;
		bool unknown;
		struct str value = value_of(l, instruction, i, &p->value, &unknown);
		if (!unknown && !label_value_ok(type, value))
			lint_report(l, instruction, p->value.span, "label %.*s is not %s: \"%.*s\"",
				    STRF(p->key.text), what, STRF(str_slice(value, 0, 80)));
	}
}
