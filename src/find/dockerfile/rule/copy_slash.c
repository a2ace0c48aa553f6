/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several sources need a folder as destination. The repair adds the slash behind the last byte of the
 * word, before a closing quote.
 */
#include "find/dockerfile/lib/value.h"

static bool ends_as_folder(struct str path)
{
	return !path.n || path.p[path.n - 1] == '/' || path.p[path.n - 1] == '\\' ||
	       str_is(path, ".") || str_is(path, "..") || str_ends(path, STR("/.")) ||
	       str_ends(path, STR("/.."));
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_word *to;
	bool unknown;
	if (copy_sources(i, &to) < 2)
		return;
	struct str path = value_of(l, instruction, i, to, &unknown);
	if (ends_as_folder(path) || (unknown && path.p[path.n - 1] == '}'))
		return;
	struct variables v;
	struct variable last = { 0 };
	variables_of(&v, path, lint_file(l)->escape);
	while (unknown && variable_next(&v, &last))
		;
	if (unknown && last.end == path.n)
		return;
	struct lint_finding *n =
		lint_report(l, instruction, to->span,
			    "%zu sources and the destination %.*s, which does not end in /",
			    i->args.n - 1, STRF(to->text));
	struct str source = df_slice(lint_file(l), to->span);
	bool quoted =
		source.n > 1 && (source.p[source.n - 1] == '"' || source.p[source.n - 1] == '\'');
	lint_insert(l, n, to->span.end - quoted, STR("/"));
	n->edit_reason =
		STR("ends the destination in /, as the builder demands for several sources");
}

const struct dockerfile_rule dockerfile_rule_copy_slash = {
	.id = "copy-slash",
	.aliases = "DL3021 DS-0011 AVD-DS-0011 DS011",
	.title = "Several sources, and a destination without a slash at the end",
	.why = "Several files can only be copied into a folder: the builder stops at a destination that does not "
	       "end in /.",
	.fix = "End the destination in /.",
	.level = LINT_ERROR,
	.severity = SEVERITY_CRITICAL,
	.reference = "https://docs.docker.com/reference/dockerfile/#copy",
	.bad = "FROM debian:12\nWORKDIR /srv\nCOPY [\"a b\", \"c\", \"/srv/app\"]\n",
	.good = "FROM debian:12\nWORKDIR /srv\nCOPY a b ./\nCOPY a /srv/app\nCOPY a b .\n",
	.on = ON(DF_COPY) | ON(DF_ADD),
	.check = check,
};
