/* SPDX-License-Identifier: Apache-2.0 */
/*
 * os-release(5): NAME=value lines in a subset of shell syntax. etc/os-release is usually a link to
 * usr/lib/os-release; both are read, the one in etc counts for more because an administrator may replace it.
 *
 * Quotes and backslashes are undone as the man page allows; nothing is expanded. Unknown names are skipped.
 */
#include "base/limits.h"
#include "find/facts.h"
#include "find/analyzer.h"

/* The value without its quotes. Assignments are one line; an unterminated quote ends with it. */
static struct str unquote(struct arena *a, struct str s)
{
	s = str_trim(s);
	char quote = s.n && (s.p[0] == '"' || s.p[0] == '\'') ? s.p[0] : '\0';
	char *to = arena_bytes(a, s.n ? s.n : 1);
	size_t n = 0;
	for (size_t i = quote ? 1 : 0; i < s.n; i++) {
		char c = s.p[i];
		if (quote && c == quote)
			break;
		if (c == '\\' && quote != '\'' && i + 1 < s.n)
			c = s.p[++i];
		to[n++] = c;
	}
	return str_make(to, n);
}

static int analyze(const struct file *file, struct arena *scratch, struct facts *out,
		   struct fault *f)
{
	struct os_fact os = { .rank = str_starts(file->path, STR("etc/")) ? 0 : 1 };
	struct {
		const char *name;
		struct str *value;
	} fields[] = {
		{ "ID", &os.id },
		{ "ID_LIKE", &os.id_like },
		{ "VERSION_ID", &os.version_id },
		{ "VERSION_CODENAME", &os.codename },
		{ "PRETTY_NAME", &os.pretty },
	};
	struct str rest = file->bytes, line;
	while (str_next_line(&rest, &line)) {
		struct str name, value;
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#' || !str_cut(line, '=', &name, &value))
			continue;
		for (size_t i = 0; i < ARRAY_LEN(fields); i++)
			if (str_is(name, fields[i].name))
				*fields[i].value = unquote(scratch, value);
	}
	if (os.id.n == 0 && os.pretty.n == 0)
		return fault_set(f, E_CORRUPT, "an os-release file without ID and PRETTY_NAME");
	os.id = str_lower(scratch, os.id);
	facts_os(out, &os);
	return 0;
}

const struct analyzer analyzer_os_release = {
	.name = "os_release",
	.version = 1,
	.paths = PATHS("etc/os-release", "usr/lib/os-release"),
	.limit = LIMIT_SMALL_FILE,
	.analyze = analyze,
};
