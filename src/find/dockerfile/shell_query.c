/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions that rules ask about one command. All answers are about what is literally there: a flag that may
 * come out of a variable is not seen, and the name of `$CMD x` is empty.
 */
#include "find/dockerfile/shell_reader.h"

bool sh_has_arg(const struct sh_command *c, const char *text)
{
	for (size_t i = 1; i < c->words.n; i++)
		if (sh_word_is(c, i, text))
			return true;
	return false;
}

bool sh_has_short(const struct sh_command *c, char letter)
{
	for (size_t i = 1; i < c->words.n; i++) {
		struct str t = c->words.p[i].text;
		if (str_is(t, "--"))
			return false;
		if (t.n < 2 || t.p[0] != '-' || t.p[1] == '-')
			continue;
		for (size_t k = 1; k < t.n && (char_is_alnum(t.p[k]) || t.p[k] == letter); k++)
			if (t.p[k] == letter)
				return true;
	}
	return false;
}

bool sh_has_long(const struct sh_command *c, const char *name)
{
	struct str want = str_of(name);
	if (str_starts(want, STR("--")))
		want = str_from(want, 2);
	for (size_t i = 1; i < c->words.n; i++) {
		struct str t = c->words.p[i].text;
		if (str_is(t, "--"))
			return false;
		if (!str_starts(t, STR("--")))
			continue;
		t = str_from(t, 2);
		if (str_starts(t, want) && (t.n == want.n || t.p[want.n] == '='))
			return true;
	}
	return false;
}

static bool is_listed(struct str flag, const char *const *list)
{
	for (size_t i = 0; list && list[i]; i++)
		if (str_is(flag, list[i]))
			return true;
	return false;
}

/* -o VALUE, also as the last of a bundle (-qqo VALUE); not -oVALUE and --name=VALUE. */
static bool takes_next_word(struct str flag, const char *const *list)
{
	if (is_listed(flag, list))
		return true;
	if (flag.n < 3 || flag.p[1] == '-')
		return false;
	for (size_t k = 1; k < flag.n; k++) {
		char letter[2] = { '-', flag.p[k] };
		if (is_listed(str_make(letter, 2), list))
			return k + 1 == flag.n;
	}
	return false;
}

const struct sh_word *sh_operand(const struct sh_command *c, size_t i,
				 const char *const *takes_value)
{
	bool flags = true;
	for (size_t k = 1; k < c->words.n; k++) {
		struct str t = c->words.p[k].text;
		if (flags && str_is(t, "--")) {
			flags = false;
			continue;
		}
		if (flags && t.n > 1 && t.p[0] == '-') {
			k += takes_next_word(t, takes_value);
			continue;
		}
		if (i-- == 0)
			return &c->words.p[k];
	}
	return NULL;
}
