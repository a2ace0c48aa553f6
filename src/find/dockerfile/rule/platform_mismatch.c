/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A base image for another platform than the stage says. What the registry holds is not known here, so
 * three things are judged: platforms that do not exist, repositories that are for one architecture by
 * their name (arm64v8/debian), and stages of different platforms built on each other.
 */
#include "find/dockerfile/lib/value.h"

static const struct architecture {
	const char *repository, *name, *variant;
} architectures[] = {
	{ "amd64/", "amd64", "" },     { "arm64v8/", "arm64", "v8" },
	{ "arm32v7/", "arm", "v7" },   { "arm32v6/", "arm", "v6" },
	{ "arm32v5/", "arm", "v5" },   { "i386/", "386", "" },
	{ "ppc64le/", "ppc64le", "" }, { "s390x/", "s390x", "" },
	{ "riscv64/", "riscv64", "" }, { "mips64le/", "mips64le", "" },
	{ "loong64/", "loong64", "" },
};

struct platform {
	struct str os, architecture, variant;
};

static struct str canonical(struct str architecture)
{
	static const char *const names[][2] = { { "x86_64", "amd64" },	{ "x86-64", "amd64" },
						{ "aarch64", "arm64" }, { "i386", "386" },
						{ "i686", "386" },	{ "armhf", "arm" },
						{ "armel", "arm" } };
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq_nocase(architecture, str_of(names[i][0])))
			return str_of(names[i][1]);
	return architecture;
}

static bool is_one_of(struct str s, const char *const *list)
{
	for (; *list; list++)
		if (str_eq_nocase(s, str_of(*list)))
			return true;
	return false;
}

static bool is_os(struct str s)
{
	static const char *const known[] = { "linux",	"windows", "darwin", "freebsd", "netbsd",
					     "openbsd", "solaris", "aix",    "android", "wasip1",
					     "wasi",	"js",	   NULL };
	return is_one_of(s, known);
}

static bool is_architecture(struct str s)
{
	static const char *const known[] = { "amd64",	"arm64",  "arm",    "386",
					     "ppc64le", "ppc64",  "s390x",  "riscv64",
					     "mips",	"mipsle", "mips64", "mips64le",
					     "loong64", "wasm",	  "wasm32", NULL };
	return is_one_of(s, known);
}

/* linux/arm/v7, linux, arm64; an operating system may carry its version: windows(10.0.17763)/amd64. */
static bool parse(struct str s, struct platform *out)
{
	struct str first, rest;
	*out = (struct platform){ 0 };
	str_cut(s, '/', &first, &rest);
	str_cut(first, '(', &first, NULL);
	if (is_os(first)) {
		out->os = first;
		if (!rest.n)
			return true;
		str_cut(rest, '/', &first, &rest);
	} else {
		out->os = STR("linux");
	}
	out->architecture = canonical(first);
	out->variant = rest;
	return is_architecture(out->architecture);
}

static bool differ(const struct platform *a, const struct platform *b)
{
	if (a->os.n && b->os.n && !str_eq_nocase(a->os, b->os))
		return true;
	return a->architecture.n && b->architecture.n &&
	       !str_eq_nocase(a->architecture, b->architecture);
}

static void check_repository(struct lint *l, uint32_t instruction, const struct df_stage *stage,
			     const struct platform *want, struct str value, struct span span)
{
	for (size_t k = 0; k < ARRAY_LEN(architectures); k++) {
		const struct architecture *a = &architectures[k];
		struct platform is = { .architecture = str_of(a->name) };
		if (str_starts(stage->reference.repository, str_of(a->repository)) &&
		    differ(&is, want))
			lint_report(l, instruction, span, "%.*s is for %s, the stage is for %.*s",
				    STRF(stage->base), a->name, STRF(value));
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_stage *stage = stage_at(l, instruction);
	const struct df_flag *flag = df_flag(i, "platform");
	struct platform want, parent;
	if (!stage || !flag || !flag->value.n || str_find_char(flag->value, '$') != SIZE_MAX)
		return;
	if (!parse(flag->value, &want)) {
		lint_report(l, instruction, flag->span, "there is no platform %.*s",
			    STRF(flag->value))
			->suggestion = STR("write os/architecture, such as linux/arm64");
		return;
	}
	const struct df_build *b = lint_build(l);
	if (stage->parent < b->stages.n) {
		struct str of = b->stages.p[stage->parent].platform;
		if (of.n && str_find_char(of, '$') == SIZE_MAX && parse(of, &parent) &&
		    differ(&want, &parent))
			lint_report(l, instruction, flag->span,
				    "stage %.*s is built for %.*s, this one for %.*s",
				    STRF(stage->base), STRF(of), STRF(flag->value));
		return;
	}
	check_repository(l, instruction, stage, &want, flag->value, flag->span);
}

const struct dockerfile_rule dockerfile_rule_platform_mismatch = {
	.id = "platform-mismatch",
	.aliases = "InvalidBaseImagePlatform",
	.title = "The base image is for another platform",
	.why = "Programs of the base do not run on the platform that the image claims: the container ends with "
	       "\"exec format error\".",
	.fix = "Use a base image that exists for the platform, or correct --platform.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/reference/build-checks/invalid-base-image-platform/",
	.bad = "FROM --platform=linux/amd64 arm64v8/debian:12\n"
	       "FROM --platform=linux/arm64 amd64/debian:12\n",
	.good = "FROM --platform=linux/arm64/v8 arm64v8/debian:12\n"
		"FROM --platform=linux/amd64 arm64v8tools/debian:12\n"
		"FROM arm64v8/debian:12\n",
	.on = ON(DF_FROM),
	.check = check,
};
