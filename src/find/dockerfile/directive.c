/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parser directives: comments at the very top of the form "# name=value" that change how the rest is read.
 *
 *         # syntax=docker/dockerfile:1
 *         # escape=`
 *         # check=skip=JSONArgsRecommended;error=true
 *
 * The first line that is no directive ends them, be it blank, an ordinary comment or a directive of an
 * unknown name; what looks like one further down is a comment. Names are case-insensitive and count once.
 * Behind a "#!" line the builder still looks for `syntax` and `check`, but no longer for `escape`.
 */
#include "find/dockerfile/lex.h"

/* "# name = value" taken apart; `line` has no newline. */
static bool split(struct str line, struct str *name, struct str *value)
{
	line = df_trim(line);
	if (!line.n || line.p[0] != '#')
		return false;
	struct str rest = df_trim_left(str_from(line, 1));
	size_t n = 0;
	while (n < rest.n && char_is_alnum(rest.p[n]))
		n++;
	if (!n || !char_is_alpha(rest.p[0]))
		return false;
	*name = str_slice(rest, 0, n);
	rest = df_trim_left(str_from(rest, n));
	if (!rest.n || rest.p[0] != '=')
		return false;
	*value = df_trim_left(str_from(rest, 1));
	return value->n > 0;
}

static bool seen(const struct dockerfile *d, struct str name)
{
	for (size_t k = 0; k < d->directives.n; k++)
		if (str_eq(d->directives.p[k].name, name))
			return true;
	return false;
}

static void set_escape(struct df_parser *p, struct span span, struct str value)
{
	if (value.n == 1 && (value.p[0] == '\\' || value.p[0] == '`'))
		p->file->escape = value.p[0];
	else
		df_error(p, span, "escape is \"%.*s\": only \\ and ` are possible",
			 STRF(df_clip(p->arena, value)));
}

/* False when the line is no directive, and then it has not been read. */
static bool directive(struct df_parser *p, bool shebang)
{
	struct dockerfile *d = p->file;
	size_t back = p->at;
	struct df_physical x;
	if (!df_next_physical(p, &x))
		return false;
	struct str line = str_slice(d->source, x.begin, x.end), name, value;
	bool known = split(line, &name, &value) &&
		     (str_eq_nocase(name, STR("syntax")) || str_eq_nocase(name, STR("check")) ||
		      (str_eq_nocase(name, STR("escape")) && !shebang));
	if (!known) {
		p->at = back;
		return false;
	}
	struct str trimmed = df_trim(line);
	uint32_t from = (uint32_t)(trimmed.p - d->source.p);
	struct span span = { from, from + (uint32_t)trimmed.n };
	name = str_lower(p->arena, name);
	bool again = seen(d, name);
	struct df_directive *out = VEC_PUSH(p->arena, &d->directives);
	*out = (struct df_directive){ span, name, value };
	if (again)
		df_error(p, span, "a second %.*s directive: one is allowed", STRF(name));
	else if (str_is(name, "escape"))
		set_escape(p, span, value);
	return true;
}

void df_read_directives(struct df_parser *p)
{
	struct dockerfile *d = p->file;
	bool shebang = str_starts(str_from(d->source, p->at), STR("#!"));
	struct df_physical x;
	if (shebang && df_next_physical(p, &x)) {
		struct df_comment *c = VEC_PUSH(p->arena, &d->comments);
		c->span = (struct span){ (uint32_t)x.begin, (uint32_t)x.end };
		c->text = df_trim(str_slice(d->source, x.begin + 1, x.end));
	}
	while (directive(p, shebang))
		;
}
