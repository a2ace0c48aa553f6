/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compilers, headers and test runners that are installed into what ships, and not removed by the same RUN.
 * One finding for each command that installs, with the packages it names.
 */
#include "find/dockerfile/lib/packages.h"
#include "find/dockerfile/lib/ship.h"

static bool is_any(struct str s, const char *const *words)
{
	for (size_t n = 0; words[n]; n++)
		if (str_is(s, words[n]))
			return true;
	return false;
}

static bool is_build_package(struct str name)
{
	static const char *const exact[] = {
		"gcc",
		"g++",
		"cpp",
		"clang",
		"llvm",
		"make",
		"cmake",
		"ninja",
		"ninja-build",
		"meson",
		"autoconf",
		"automake",
		"libtool",
		"bison",
		"flex",
		"build-essential",
		"build-base",
		"alpine-sdk",
		"base-devel",
		"gfortran",
		"gcc-c++",
		"golang",
		"golang-go",
		"go",
		"rustc",
		"cargo",
		"rust",
		"maven",
		"gradle",
		"ant",
		"sbt",
		"default-jdk",
		"nasm",
		"yasm",
		"swig",
		"patch",
		"pkg-config",
		"pkgconf",
		"fakeroot",
		"dpkg-dev",
		"debhelper",
		"devscripts",
		"rpm-build",
		"binutils",
		"kernel-headers",
		"linux-headers",
		"musl-dev",
		NULL,
	};
	static const char *const fine[] = { "ca-certificates-dev", NULL };
	if (is_any(name, exact))
		return true;
	if (str_ends(name, STR("-dev")) || str_ends(name, STR("-devel")) ||
	    str_ends(name, STR("-headers")))
		return !is_any(name, fine);
	return (str_starts(name, STR("openjdk")) || str_starts(name, STR("java-"))) &&
	       (str_has(name, STR("-jdk")) || str_ends(name, STR("-devel")));
}

/* Test runners and compilers from the packagers of languages. */
static bool is_build_module(struct str name)
{
	static const char *const names[] = { "pytest",	  "tox",	  "nose",     "pylint",
					     "flake8",	  "mypy",	  "coverage", "typescript",
					     "webpack",	  "jest",	  "mocha",    "eslint",
					     "ts-node",	  "@angular/cli", "gulp",     "gulp-cli",
					     "grunt-cli", "cython",	  NULL };
	size_t n = 1;
	while (n < name.n && name.p[n] != '=' && name.p[n] != '@' && name.p[n] != '<' &&
	       name.p[n] != '>' && name.p[n] != '[')
		n++;
	return is_any(str_slice(name, 0, n), names);
}

static bool installs_modules(const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (str_is(name, "pip") || str_is(name, "pip3"))
		return sh_has_arg(c, "install");
	return str_is(name, "npm") && (sh_has_arg(c, "-g") || sh_has_arg(c, "--global"));
}

struct list {
	struct str text;
	size_t n;
};

static void add(struct lint *l, struct list *list, struct str name)
{
	if (list->n < 4)
		list->text = str_printf(lint_arena(l), "%.*s%s%.*s", STRF(list->text),
					list->n ? ", " : "", STRF(name));
	else if (list->n == 4)
		list->text = str_printf(lint_arena(l), "%.*s …", STRF(list->text));
	list->n++;
}

static void judge(struct lint *l, uint32_t instruction, const struct sh_script *s, size_t at)
{
	const struct df_build *b = lint_build(l);
	const struct sh_command *c = &s->commands.p[at];
	struct list list = { 0 };
	if (packages_installs(c)) {
		struct str name;
		for (size_t k = 0; packages_next(c, &k, &name);)
			if (is_build_package(name) && !packages_removed_later(s, at, name))
				add(l, &list, name);
	} else if (installs_modules(c)) {
		for (size_t k = 2; k < c->words.n; k++)
			if (c->words.p[k].literal && is_build_module(c->words.p[k].text))
				add(l, &list, c->words.p[k].text);
	}
	if (list.n == 0)
		return;
	struct lint_finding *n =
		lint_report(l, instruction, df_command_span(b, instruction, c),
			    "tools for building stay in the image: %.*s", STRF(list.text));
	n->suggestion = STR(
		"install them in a stage that builds, and COPY --from it what was built; or remove them in "
		"the same RUN");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *stage = ship_stage(b, instruction);
	const struct sh_script *s = &b->scripts[instruction];
	if (!stage || !ship_reaches(b, stage->index) || ship_is_workbench(b))
		return;
	for (size_t n = 0; n < s->commands.n; n++)
		judge(l, instruction, s, n);
}

const struct dockerfile_rule dockerfile_rule_build_tools_in_final = {
	.id = "build-tools-in-final",
	.aliases = "",
	.title = "Build tools stay in the image",
	.why = "A compiler in a container lets an intruder build what he needs, and compilers and headers are most of "
	       "the findings of an image.",
	.fix = "Build in a stage of its own and COPY --from it the result.",
	.level = LINT_INFO,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/build/building/multi-stage/",
	.bad = "FROM debian:12-slim\n"
	       "RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev "
	       "&& rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"/app\"]\n",
	/* installed, used and removed by one instruction; a builder may have them */
	.good = "FROM alpine:3.23 AS build\nRUN apk add --no-cache build-base\nFROM alpine:3.23\n"
		"RUN apk add --no-cache --virtual .build gcc musl-dev && cc -v && apk del .build\nUSER 10001\n"
		"CMD [\"/app\"]\n",
	.on = ON(DF_RUN),
	.check = check,
};
