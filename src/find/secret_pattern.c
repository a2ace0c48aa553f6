/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patterns of rules, piece by piece: what libhs and PCRE2 both understand, and rules use.
 *
 *     \b  (  sk_live_  [0-9A-Za-z]  {24,99}  )  (?:  …
 *     └┬┘ └┬┘└──┬───┘  └────┬────┘ └──┬──┘  └┬┘
 *    border group literals  some    repeat  end of group
 *
 * Everything else is SECRET_ATOM_UNKNOWN or SECRET_GROUP_UNKNOWN: who asks gives up on the pattern then.
 */
#include "find/secret_parts.h"

static char char_at(const struct secret_pattern *p, size_t at)
{
	return at < p->text.n ? p->text.p[at] : '\0';
}

static bool take_number(const struct secret_pattern *p, size_t *at, uint32_t *out)
{
	uint32_t n = 0;
	size_t from = *at;
	for (; char_is_digit(char_at(p, *at)) && *at - from < 6; ++*at)
		n = n * 10 + (uint32_t)(p->text.p[*at] - '0');
	*out = n;
	return *at > from;
}

/* "{2,5}", "{2,}", "{2}"; anything else in braces is a literal. */
static bool take_braces(struct secret_pattern *p, struct secret_repeat *r)
{
	size_t i = p->at + 1;
	if (!take_number(p, &i, &r->least))
		return false;
	r->most = r->least;
	if (char_at(p, i) == ',') {
		i++;
		if (!take_number(p, &i, &r->most))
			r->most = UINT32_MAX;
	}
	if (char_at(p, i) != '}')
		return false;
	p->at = i + 1;
	return true;
}

struct secret_repeat secret_take_repeat(struct secret_pattern *p)
{
	static const struct secret_repeat once = { 1, 1, false };
	struct secret_repeat r = { 1, 1, true };
	switch (char_at(p, p->at)) {
	case '?':
		r.least = 0;
		p->at++;
		break;
	case '*':
		r.least = 0;
		r.most = UINT32_MAX;
		p->at++;
		break;
	case '+':
		r.most = UINT32_MAX;
		p->at++;
		break;
	case '{':
		if (!take_braces(p, &r))
			return once;
		break;
	default:
		return once;
	}
	if (char_at(p, p->at) == '?')
		p->at++;
	return r;
}

/* Over "[…]"; false when it does not end. */
static bool take_class(struct secret_pattern *p)
{
	size_t i = p->at + 1;
	if (char_at(p, i) == '^')
		i++;
	if (char_at(p, i) == ']')
		i++;
	for (; i < p->text.n && p->text.p[i] != ']'; i++) {
		if (p->text.p[i] == '\\')
			i++;
		else if (p->text.p[i] == '[' && char_at(p, i + 1) == ':')
			return false;
	}
	p->at = i + 1;
	return i < p->text.n;
}

static enum secret_atom take_escape(struct secret_pattern *p)
{
	char e = char_at(p, p->at + 1);
	p->at += 2;
	if (e == 'x') {
		p->at += 2;
		return char_at(p, p->at - 2) == '{' ? SECRET_ATOM_UNKNOWN : SECRET_ATOM_LITERAL;
	}
	if (str_find_char(STR("bBAzZ"), e) != SIZE_MAX)
		return SECRET_ATOM_BORDER;
	if (str_find_char(STR("wWdDsS"), e) != SIZE_MAX)
		return SECRET_ATOM_SOME;
	if (str_find_char(STR("nrtf"), e) != SIZE_MAX)
		return SECRET_ATOM_LITERAL;
	return e && !char_is_alnum(e) ? SECRET_ATOM_LITERAL : SECRET_ATOM_UNKNOWN;
}

static enum secret_atom take_atom(struct secret_pattern *p)
{
	switch (char_at(p, p->at)) {
	case '\\':
		return take_escape(p);
	case '[':
		return take_class(p) ? SECRET_ATOM_SOME : SECRET_ATOM_UNKNOWN;
	case '.':
		p->at++;
		return SECRET_ATOM_SOME;
	case '^':
	case '$':
		p->at++;
		return SECRET_ATOM_BORDER;
	case '*':
	case '+':
	case '?':
		return SECRET_ATOM_UNKNOWN;
	default:
		p->at++;
		return SECRET_ATOM_LITERAL;
	}
}

enum secret_atom secret_take_atom(struct secret_pattern *p)
{
	enum secret_atom atom = take_atom(p);
	return p->at > p->text.n ? SECRET_ATOM_UNKNOWN : atom;
}

enum secret_group secret_take_group(struct secret_pattern *p)
{
	char next = char_at(p, ++p->at);
	if (next == '*')
		return SECRET_GROUP_UNKNOWN;
	if (next != '?')
		return SECRET_GROUP_OPEN;
	do
		next = char_at(p, ++p->at);
	while (next == 'i' || next == '-' || next == 's' || next == 'm');
	p->at++;
	return next == ':'   ? SECRET_GROUP_OPEN
	       : next == ')' ? SECRET_GROUP_FLAGS
			     : SECRET_GROUP_UNKNOWN;
}
