/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A source that .dockerignore leaves out of the context. A folder of which an exception (!folder/file) brings
 * something back is not judged.
 */
#include "find/dockerfile/lib/value.h"

static bool has_wildcard(struct str s)
{
	return str_find_char(s, '*') != SIZE_MAX || str_find_char(s, '?') != SIZE_MAX ||
	       str_find_char(s, '[') != SIZE_MAX;
}

/* May an exception bring back something below the path? */
static bool has_exception(struct str ignore, struct str path)
{
	struct str line;
	while (str_next_line(&ignore, &line)) {
		line = str_trim(line);
		if (!line.n || line.p[0] != '!')
			continue;
		line = str_trim(str_from(line, 1));
		while (line.n && line.p[0] == '/')
			line = str_from(line, 1);
		if (has_wildcard(line) ||
		    (str_starts(line, path) && line.n > path.n && line.p[path.n] == '/'))
			return true;
	}
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_word *to;
	size_t n = copy_sources(i, &to);
	if (!b->has_ignore || df_flag(i, "from") || !is_direct(l, instruction, i))
		return;
	for (size_t k = 0; k < n; k++) {
		bool unknown;
		struct str path = value_of(l, instruction, i, &i->args.p[k], &unknown);
		if (unknown || is_heredoc_word(i, &i->args.p[k]) || is_remote_source(path) ||
		    has_wildcard(path))
			continue;
		path = str_from(path_join(lint_arena(l), STR(""), path), 1);
		if (path.n && df_ignored(b->ignore_text, path) &&
		    !has_exception(b->ignore_text, path))
			lint_report(l, instruction, i->args.p[k].span,
				    ".dockerignore leaves %.*s out, so it cannot be copied",
				    STRF(path));
	}
}

const struct dockerfile_rule dockerfile_rule_copy_ignored = {
	.id = "copy-ignored",
	.aliases = "CopyIgnoredFile",
	.title = "COPY of a file that .dockerignore leaves out",
	.why = "The builder does not get the file: it stops and says that there is none, although it is there.",
	.fix = "Take the pattern out of .dockerignore, or add an exception (!path).",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/copy-ignored-file/",
	.bad = "FROM debian:12\nCOPY ./debug.log /srv/\n"
	       "ADD ignored-but-some/other.log /srv/\n",
	.good = "FROM debian:12\nCOPY app.conf ignored-but-some /srv/\n"
		"COPY --from=debian:12 /var/log/x.log /srv/\n",
	.on = ON(DF_COPY) | ON(DF_ADD),
	.check = check,
};
