/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/compile.h"

static bool has_any(const struct sh_command *c, const char *const *words)
{
	for (size_t n = 0; words[n]; n++)
		if (sh_has_arg(c, words[n]))
			return true;
	return false;
}

static bool builds_java(const struct sh_command *c)
{
	static const char *const goals[] = { "package",	 "install",	"compile",  "verify",
					     "build",	 "jar",		"bootJar",  "shadowJar",
					     "assemble", "installDist", ":bootJar", "war",
					     "deploy",	 NULL };
	return has_any(c, goals);
}

const char *compile_tool(const struct sh_command *c)
{
	struct str name = sh_name(c);
	if (str_is(name, "go"))
		return sh_word_is(c, 1, "build") || sh_word_is(c, 1, "install") ? "go" : NULL;
	if (str_is(name, "cargo"))
		return sh_word_is(c, 1, "build") || sh_word_is(c, 1, "install") ? "cargo" : NULL;
	if (str_is(name, "mvn") || str_is(name, "mvnw"))
		return builds_java(c) ? "maven" : NULL;
	if (str_is(name, "gradle") || str_is(name, "gradlew"))
		return builds_java(c) ? "gradle" : NULL;
	if (str_is(name, "javac"))
		return "javac";
	if (str_is(name, "dotnet"))
		return sh_word_is(c, 1, "publish") || sh_word_is(c, 1, "build") ? "dotnet" : NULL;
	if (str_is(name, "npm") || str_is(name, "yarn") || str_is(name, "pnpm"))
		return sh_has_arg(c, "build") ? "npm" : NULL;
	if (str_is(name, "tsc") || (str_is(name, "npx") && sh_word_is(c, 1, "tsc")))
		return "npm";
	if (str_is(name, "mix"))
		return sh_word_is(c, 1, "release") ? "mix" : NULL;
	if (str_is(name, "stack") || str_is(name, "cabal"))
		return sh_word_is(c, 1, "build") || sh_word_is(c, 1, "install") ? "ghc" : NULL;
	if (str_is(name, "rustc") || str_is(name, "ghc"))
		return "compiler";
	if (str_is(name, "make") || str_is(name, "ninja"))
		return "make";
	if (str_is(name, "cmake"))
		return sh_has_arg(c, "--build") ? "make" : NULL;
	if (str_is(name, "gcc") || str_is(name, "g++") || str_is(name, "cc") ||
	    str_is(name, "clang"))
		return sh_has_arg(c, "--version") || sh_has_arg(c, "-v") ? NULL : "gcc";
	return NULL;
}

bool compile_is_native(const char *tool)
{
	return str_is(str_of(tool), "make") || str_is(str_of(tool), "gcc");
}
