/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "find/dockerfile/lib/value.h"

static bool is_predefined(struct str name)
{
	static const char *const names[] = { "TARGETPLATFORM", "TARGETOS",	"TARGETARCH",
					     "TARGETVARIANT",  "BUILDPLATFORM", "BUILDOS",
					     "BUILDARCH",      "BUILDVARIANT",	"HTTP_PROXY",
					     "HTTPS_PROXY",    "FTP_PROXY",	"NO_PROXY",
					     "ALL_PROXY",      "http_proxy",	"https_proxy",
					     "ftp_proxy",      "no_proxy",	"all_proxy" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

static void look(struct lint *l, uint32_t at, const struct map *global, const struct map *local,
		 struct span span, struct str text)
{
	struct variables v;
	struct variable r;
	variables_of(&v, text, lint_file(l)->escape);
	while (variable_next(&v, &r)) {
		if (r.default_given || map_get(global, r.name) || is_predefined(r.name))
			continue;
		bool elsewhere = map_get(local, r.name) != NULL;
		lint_report(l, at, span,
			    elsewhere ? "FROM uses $%.*s, which is set only inside a stage"
				      : "FROM uses $%.*s, which is not set",
			    STRF(r.name))
			->suggestion = str_printf(
			lint_arena(l), "write ARG %.*s before the first FROM", STRF(r.name));
	}
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	struct map global, local;
	map_init(&global, lint_arena(l));
	map_init(&local, lint_arena(l));
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind == DF_ARG || i->kind == DF_ENV)
			for (size_t p = 0; p < i->pairs.n; p++)
				map_put(i->stage == DF_GLOBAL ? &global : &local,
					i->pairs.p[p].key.text, NULL);
		if (i->kind != DF_FROM || i->broken || !i->args.n)
			continue;
		const struct df_flag *platform = df_flag(i, "platform");
		look(l, k, &global, &local, i->args.p[0].span, i->args.p[0].raw);
		if (platform)
			look(l, k, &global, &local, platform->span, platform->value);
	}
}

const struct dockerfile_rule dockerfile_rule_from_arg_undefined = {
	.id = "from-arg-undefined",
	.aliases = "UndefinedArgInFrom",
	.title = "FROM uses an argument that is not declared",
	.why = "Only ARGs before the first FROM count there: the builder puts nothing in its place, and the image's "
	       "name is broken.",
	.fix = "Declare the argument before the first FROM, with a default.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.docker.com/reference/build-checks/undefined-arg-in-from/",
	.bad = "FROM debian:12 AS build\nARG TAG=12\nFROM debian:$TAG\n",
	.good = "ARG TAG=12\nFROM --platform=$BUILDPLATFORM debian:$TAG\nFROM debian:${OTHER:-13}\n",
	.check_file = check,
};
