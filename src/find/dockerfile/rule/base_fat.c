/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The image is built on the full variant of a base that comes in a smaller one. Only the base of what ships is
 * judged; toolchains are the matter of single-stage-build.
 */
#include "find/dockerfile/lib/ship.h"

static const struct {
	const char *repository, *variant;
} fat[] = {
	{ "node", "slim" },
	{ "python", "slim" },
	{ "ruby", "slim" },
	{ "perl", "slim" },
	{ "debian", "slim" },
	{ "erlang", "slim" },
	{ "elixir", "slim" },
	{ "openjdk", "slim" },
	{ "pypy", "slim" },
	{ "eclipse-temurin", "jre" },
	{ "sapmachine", "jre" },
	{ "ibm-semeru-runtimes", "jre" },
	{ "azul/zulu-openjdk", "jre" },
};

/* Parts of a tag that say that it is a smaller one, or a system where there is none. */
static bool is_small(struct str tag)
{
	static const char *const parts[] = { "slim",	   "alpine",   "jre",	     "headless",
					     "distroless", "chiseled", "nanoserver", "windows",
					     "minimal",	   "musl",     "busybox",    "micro" };
	for (size_t n = 0; n < ARRAY_LEN(parts); n++)
		if (str_has(tag, str_of(parts[n])))
			return true;
	return false;
}

static void check_stage(struct lint *l, const struct df_stage *s)
{
	const struct df_build *b = lint_build(l);
	if (s->parent != DF_GLOBAL || s->scratch || s->reference.unknown || s->from->broken ||
	    s->from->args.n == 0 || !ship_reaches(b, s->index) || is_small(s->reference.tag) ||
	    ship_is_workbench(b))
		return;
	struct str image = ship_image(b, s);
	for (size_t n = 0; n < ARRAY_LEN(fat); n++) {
		if (!str_is(image, fat[n].repository))
			continue;
		struct lint_finding *f = lint_report(
			l, s->first, s->from->args.p[0].span,
			"%.*s is the full variant: it brings compilers, headers and tools that a "
			"service does not need",
			STRF(s->base));
		if (str_is(image, "debian"))
			f->message = str_printf(lint_arena(l), "%.*s comes in a slim variant",
						STRF(s->base));
		else if (str_is(str_of(fat[n].variant), "jre"))
			f->message = str_printf(
				lint_arena(l),
				"%.*s is the development kit: a service needs the runtime only",
				STRF(s->base));
		f->suggestion = str_printf(
			lint_arena(l),
			"take the -%s variant of the tag (or a distroless image), and build in a stage of its own",
			fat[n].variant);
		return;
	}
}

const struct dockerfile_rule dockerfile_rule_base_fat = {
	.id = "base-fat",
	.aliases = "",
	.title = "Base image is larger than it needs to be",
	.why = "Every program in the image has to be scanned and mended, and most findings of the full "
	       "variants are in packages that the service never uses.",
	.fix = "Use the slim, jre, alpine or distroless variant for the final stage.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM node:24\nUSER node\nCMD [\"node\", \"server.js\"]\n",
	/* the full variant may build */
	.good = "FROM node:24 AS build\nRUN npm pack left-pad\nFROM node:24-slim\n"
		"COPY --from=build /left-pad.tgz /\nUSER node\n",
	.check_stage = check_stage,
};
