/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compilers, headers and test runners that are installed into what ships, and not removed by the same RUN.
 * One finding for each command that installs, with the packages it names.
 */
#include "find/dockerfile/lib/manager.h"
#include "find/dockerfile/lib/unwanted.h"

static bool is_build_package(const struct df_build *b, struct str name)
{
	(void)b;
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
	if (word_in(name, exact))
		return true;
	if (str_ends(name, STR("-dev")) || str_ends(name, STR("-devel")) ||
	    str_ends(name, STR("-headers")))
		return !word_in(name, fine);
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
	return word_in(str_slice(name, 0, n), names);
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	static const struct unwanted tools = {
		.is_package = is_build_package,
		.is_module = is_build_module,
		.message = "tools for building stay in the image",
		.suggestion =
			"install them in a stage that builds, and COPY --from it what was built; or remove "
			"them in the same RUN",
	};
	(void)i;
	unwanted_check(l, instruction, &tools);
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
	       "ENV BUILD=\"g++ zlib1g-dev\"\n"
	       "RUN apt-get update && apt-get install -y --no-install-recommends $BUILD "
	       "&& rm -rf /var/lib/apt/lists/*\n"
	       "RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev "
	       "&& rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD [\"/app\"]\n",
	/* installed, used and removed by one instruction; a builder may have them */
	.good = "FROM alpine:3.23 AS build\nRUN apk add --no-cache build-base\nFROM alpine:3.23\n"
		"RUN apk add --no-cache --virtual .build gcc musl-dev && cc -v && apk del .build\nUSER 10001\n"
		"CMD [\"/app\"]\n",
	.on = ON(DF_RUN),
	.check = check,
};
