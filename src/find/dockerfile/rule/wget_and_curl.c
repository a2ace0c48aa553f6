/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Both wget and curl at work in one image. Looked at per stage and along FROM stage: a builder may use one and the
 * final image the other. Only commands count, not packages that are installed.
 */
#include "find/dockerfile/lib/run.h"

/* The index of the first call of the tool in this script, SIZE_MAX without. */
static size_t find_tool(const struct sh_script *s, const char *tool, size_t before)
{
	for (size_t n = 0; n < s->commands.n && n < before; n++)
		if (str_is(sh_name(&s->commands.p[n]), tool))
			return n;
	return SIZE_MAX;
}

/* Is the tool called in front of this command, in this RUN or an earlier one? */
static bool was_called(const struct run *r, size_t command, const char *tool)
{
	if (find_tool(r->script, tool, command) != SIZE_MAX)
		return true;
	uint32_t at = r->at;
	unsigned steps = 0;
	while (run_previous(r->build, &at, &steps))
		if (r->file->instructions.p[at].kind == DF_RUN &&
		    find_tool(&r->build->scripts[at], tool, SIZE_MAX) != SIZE_MAX)
			return true;
	return false;
}

static void check(struct lint *l, uint32_t at, const struct df_instruction *i)
{
	static const char *const tools[2] = { "curl", "wget" };
	struct run r = run_of(l, at, i);
	for (size_t k = 0; k < 2; k++) {
		const char *tool = tools[k], *other = tools[1 - k];
		size_t n = find_tool(r.script, tool, SIZE_MAX);
		/* once: where the second of the two is used for the first time */
		if (n == SIZE_MAX || !was_called(&r, n, other) || was_called(&r, n, tool))
			continue;
		run_report(&r, n,
			   str_printf(lint_arena(l), "%s here, %s before: one of them is enough",
				      tool, other))
			->suggestion = str_printf(lint_arena(l), "Use %s for all downloads", other);
	}
}

const struct dockerfile_rule dockerfile_rule_wget_and_curl = {
	.id = "wget-and-curl",
	.aliases = "DL4001 DS-0014 AVD-DS-0014 DS014",
	.title = "wget and curl in the same image",
	.why = "Both do the same; each of them is code to patch and a tool for an intruder.",
	.fix = "Use one of them for all downloads, or ADD --checksum and neither.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.shipped_only = true,
	.bad = "FROM debian:12 AS base\n"
	       "RUN curl -fsSLo /a https://example.com/a\n"
	       "FROM base\n"
	       "RUN wget -q https://example.com/b\n",
	.good = "FROM debian:12 AS build\n"
		"RUN curl -fsSLo /a https://example.com/a\n"
		"FROM debian:12\n"
		"RUN apt-get remove -y curl && wget -q https://example.com/b\n",
	.on = ON(DF_RUN),
	.check = check,
};
