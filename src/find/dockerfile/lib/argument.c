/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/argument.h"

static bool is_name_char(char c)
{
	return char_is_alnum(c) || c == '_';
}

size_t argument_uses(struct str text, struct str name, bool *out_plain)
{
	size_t n = 0;
	for (size_t at = 0; at + name.n < text.n; at++) {
		if (text.p[at] != '$')
			continue;
		bool brace = text.p[at + 1] == '{';
		size_t from = at + 1 + brace;
		if (!str_eq(str_slice(text, from, from + name.n), name))
			continue;
		size_t end = from + name.n;
		if (end < text.n && is_name_char(text.p[end]))
			continue;
		if (brace && !(end < text.n && text.p[end] == '}'))
			*out_plain = false;
		n++;
	}
	return n;
}

bool argument_is_used(const struct df_build *b, const struct df_stage *s, uint32_t arg,
		      struct str name)
{
	bool plain;
	for (uint32_t n = arg + 1; n < s->last && n < b->file->instructions.n; n++) {
		const struct df_instruction *i = &b->file->instructions.p[n];
		if (argument_uses(i->text, name, &plain))
			return true;
		for (size_t h = 0; h < i->heredocs.n; h++)
			if (argument_uses(i->heredocs.p[h].content, name, &plain))
				return true;
	}
	return false;
}
