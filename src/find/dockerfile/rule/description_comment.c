/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments right above a stage or a build argument are shown as its description by `docker build
 * --call=outline`, when they begin with the name. Off by default: most such comments are no descriptions.
 */
#include "find/dockerfile/rule.h"

/* What this instruction defines; empty when it has no name. */
static struct str defined(const struct df_instruction *i)
{
	if (i->kind == DF_FROM && i->args.n == 3)
		return i->args.p[2].text;
	if (i->kind == DF_ARG && i->pairs.n == 1)
		return i->pairs.p[0].key.text;
	return (struct str){ 0 };
}

static bool is_pragma(struct str text)
{
	return str_starts(text, STR("hadolint ")) || str_starts(text, STR("seaworthy ")) ||
	       str_starts(text, STR("check="));
}

static bool describes(struct str text, struct str name)
{
	return str_starts(text, name) && text.n > name.n && text.p[name.n] == ' ';
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	size_t c = 0;
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		struct str name = defined(i);
		while (c < d->comments.n && d->comments.p[c].span.begin < i->span.begin)
			c++;
		if (!c || !name.n || i->broken)
			continue;
		const struct df_comment *above = &d->comments.p[c - 1];
		uint32_t line = df_position(d, i->span.begin).line;
		if (above->inside || !above->text.n || is_pragma(above->text) ||
		    df_position(d, above->span.begin).line + 1 != line ||
		    describes(above->text, name))
			continue;
		lint_report(l, k, above->span,
			    "the comment above %.*s does not begin with its name", STRF(name))
			->suggestion = str_printf(
			lint_arena(l), "write \"# %.*s …\", or an empty line below the comment",
			STRF(name));
	}
}

const struct dockerfile_rule dockerfile_rule_description_comment = {
	.id = "description-comment",
	.aliases = "InvalidDefinitionDescription",
	.title = "The comment above a stage or ARG is no description of it",
	.why = "The builder shows the comment as description only when it begins with the name.",
	.fix = "Begin the comment with the name, or put an empty line between comment and instruction.",
	.level = LINT_STYLE,
	.severity = SEVERITY_LOW,
	.off = true,
	.reference =
		"https://docs.docker.com/reference/build-checks/invalid-definition-description/",
	.bad = "# the compiler\nFROM golang:1.23 AS build\n"
	       "# run starts it\n"
	       "FROM debian:12 AS final\n",
	.good = "# build has the compiler\nFROM golang:1.23 AS build\n"
		"# hadolint ignore=DL3006\n"
		"FROM debian:12 AS final\n"
		"RUN echo\n",
	.check_file = check,
};
