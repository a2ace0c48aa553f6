/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The image is compiled in the stage it ships in, so toolchain, sources and caches ship too. Silent when the
 * image exists to build or to test (nothing is started, or the toolchain is), and for a C program that is built
 * and whose compiler is removed by the same RUN.
 */
#include "find/dockerfile/lib/compile.h"
#include "find/dockerfile/lib/ship.h"
#include "find/dockerfile/split.h"

static bool removes_compiler(const struct sh_script *s)
{
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		struct str name = sh_name(c);
		if ((str_is(name, "apk") && sh_has_arg(c, "del")) ||
		    (str_starts(name, STR("apt")) &&
		     (sh_has_arg(c, "purge") || sh_has_arg(c, "remove") ||
		      sh_has_arg(c, "autoremove"))) ||
		    ((str_is(name, "yum") || str_is(name, "dnf") || str_is(name, "microdnf")) &&
		     (sh_has_arg(c, "remove") || sh_has_arg(c, "erase"))))
			return true;
	}
	return false;
}

static bool judge(struct lint *l, uint32_t instruction)
{
	const struct df_build *b = lint_build(l);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		const char *tool = compile_tool(c);
		if (!tool || (compile_is_native(tool) && removes_compiler(s)))
			continue;
		struct lint_finding *f = lint_report(
			l, instruction, df_command_span(b, instruction, c),
			"the program is built in the stage that ships: toolchain, sources and caches "
			"stay in the image");
		struct str text, reason;
		if (stage_split(lint_arena(l), b->file, b, &text, &reason) > 0)
			f->suggestion = STR(
				"--fix=stages writes the stage that builds and the one that ships");
		else
			f->suggestion = STR(
				"name this stage (FROM … AS build), begin another one on a slim or distroless "
				"base, and COPY --from=build the result");
		return true;
	}
	return false;
}

static void check_file(struct lint *l)
{
	const struct df_build *b = lint_build(l);
	if (ship_is_workbench(b))
		return;
	const struct df_stage *t = &b->stages.p[b->target];
	struct ship_walk w;
	for (ship_walk_begin(&w, b, t, DF_GLOBAL); ship_walk_next(&w);)
		if (w.i->kind == DF_RUN && judge(l, w.instruction))
			return;
}

const struct dockerfile_rule dockerfile_rule_single_stage_build = {
	.id = "single-stage-build",
	.aliases = "",
	.title = "The program is built in the stage that ships",
	.why = "The toolchain is larger than the program, has most of the vulnerabilities, and helps whoever gets in.",
	.fix = "Build in a first stage, and COPY --from it the result into a slim or distroless one.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/build/building/multi-stage/",
	.bad = "FROM golang:1.27\nWORKDIR /src\nCOPY go.mod main.go ./\nRUN go build -o /app .\n"
	       "USER 10001\nCMD [\"/app\"]\n",
	/* nothing is started: an image for building */
	.good = "FROM golang:1.27 AS tools\nRUN go install golang.org/x/tools/cmd/goimports@v0.30.0\n"
		"FROM alpine:3.23\n"
		"RUN apk add --no-cache --virtual .b build-base && make install && apk del .b\n"
		"CMD [\"/app\"]\n",
	.check_file = check_file,
};
