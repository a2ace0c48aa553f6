/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A health check that calls curl or wget either needs it to be installed, or the container is unhealthy for ever.
 * Both are said: missing where the base is known not to bring it, installed only for the check otherwise.
 */
#include "find/dockerfile/lib/packages.h"
#include "find/dockerfile/lib/ship.h"

struct use {
	bool installed, used; /* used: by another command than the one that installs */
	bool unknown;	      /* scripts and copied programs may have brought it */
};

static struct use look(const struct df_build *b, struct str tool)
{
	struct use u = { 0 };
	struct ship_walk w;
	for (ship_walk_begin(&w, b, &b->stages.p[b->target], DF_GLOBAL); ship_walk_next(&w);) {
		if (w.i->kind == DF_COPY || w.i->kind == DF_ADD)
			u.unknown = u.unknown || str_has(w.i->text, tool) ||
				    str_has(w.i->text, STR("/bin"));
		if (w.i->kind != DF_RUN)
			continue;
		const struct sh_script *s = &b->scripts[w.instruction];
		u.unknown = u.unknown || s->commands.n == 0;
		for (size_t n = 0; n < s->commands.n; n++) {
			const struct sh_command *c = &s->commands.p[n];
			struct str name;
			bool installs = packages_installs(c);
			for (size_t k = 0; installs && packages_next(c, &k, &name);)
				u.installed = u.installed || str_eq(name, tool);
			for (size_t k = 1; installs && k < c->words.n; k++)
				u.unknown = u.unknown || !c->words.p[k].literal;
			u.used = u.used || str_eq(sh_name(c), tool);
			u.unknown = u.unknown || str_ends(sh_name(c), STR(".sh"));
		}
	}
	return u;
}

/* Variants of official images that bring neither; those on Alpine have busybox's wget. */
static bool base_lacks(const struct df_build *b, struct str tool)
{
	static const char *const slim[] = { "debian",  "ubuntu",  "python",   "node",  "ruby",
					    "perl",    "openjdk", "postgres", "redis", "mysql",
					    "mariadb", "rust",	  "golang" };
	const struct df_stage *t = &b->stages.p[b->target], *root = ship_root(b, t);
	if (root->scratch)
		return true;
	struct str image = ship_image(b, t), tag = root->reference.tag;
	if (str_has(image, STR("distroless")) && !str_has(tag, STR("debug")))
		return true;
	if (str_is(image, "alpine") || str_has(tag, STR("alpine")))
		return str_is(tool, "curl") && !str_is(image, "nginx") &&
		       !str_has(image, STR("curl")) &&
		       (str_is(image, "alpine") || str_is(image, "node") ||
			str_is(image, "python") || str_is(image, "golang") ||
			str_is(image, "ruby"));
	bool full =
		!(str_has(tag, STR("slim")) || str_is(image, "debian") || str_is(image, "ubuntu") ||
		  str_is(image, "postgres") || str_is(image, "redis"));
	for (size_t n = 0; !full && n < ARRAY_LEN(slim); n++)
		if (str_is(image, slim[n]))
			return true;
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	if (b->target == DF_GLOBAL || b->stages.p[b->target].healthcheck != i || !i->inner)
		return;
	struct str tool = { 0 };
	struct str text = i->inner->text;
	if (str_has(text, STR("curl ")) || str_has(text, STR("\"curl\"")))
		tool = STR("curl");
	else if (str_has(text, STR("wget ")) || str_has(text, STR("\"wget\"")))
		tool = STR("wget");
	if (tool.n == 0)
		return;
	struct use u = look(b, tool);
	bool missing = !u.installed && !u.unknown && base_lacks(b, tool);
	/* wget is part of busybox: nothing is installed for it */
	if (!missing && (!u.installed || u.used))
		return;
	struct lint_finding *n =
		missing ? lint_report(
				  l, instruction, i->span,
				  "the base has no %.*s: the container will be unhealthy for ever",
				  STRF(tool))
			: lint_report(l, instruction, i->span,
				      "%.*s is in the image for the health check only", STRF(tool));
	if (missing)
		n->level = LINT_WARNING;
	n->suggestion = STR(
		"let the program check itself (myapp health), or use its language: node -e, python -c, a small "
		"static program; or leave the check to the platform's probes");
}

const struct dockerfile_rule dockerfile_rule_healthcheck_needs_curl = {
	.id = "healthcheck-needs-curl",
	.aliases = "",
	.title = "The health check needs curl or wget",
	.why = "Slim images do not have them: the check fails for ever, or a downloader ships that only serves the check and "
	       "whoever gets in.",
	.fix = "Check with the program itself or with the language it is written in.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM python:3.14-slim\nUSER 10001\nHEALTHCHECK CMD curl -f http://localhost:8000/ || exit 1\n"
	       "CMD [\"python\"]\n",
	/* busybox has wget */
	.good = "FROM node:24-alpine\nUSER node\nHEALTHCHECK CMD wget -qO- http://localhost:8000/ || exit 1\n"
		"CMD [\"node\", \"a.js\"]\n",
	.on = ON(DF_HEALTHCHECK),
	.check = check,
};
