/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Development dependencies in the image, and the old spelling that npm warns about.
 *
 * --omit=dev is written by itself only where nothing in the stages of the image runs a development tool:
 * `npm run build` behind an install without them would fail.
 */
#include "find/dockerfile/lib/edits.h"
#include "find/dockerfile/lib/eol_table.h"
#include "find/dockerfile/lib/javascript.h"
#include "find/dockerfile/lib/ship.h"

/* npm 6 (Node.js 14 and older) does not know --omit. */
static bool knows_omit(const struct df_build *b, const struct df_stage *s)
{
	const struct df_stage *root = ship_root(b, s);
	if (root->scratch || root->reference.unknown || !str_is(ship_image(b, s), "node"))
		return false;
	struct str tag = root->reference.tag, number;
	str_cut(tag, '-', &number, NULL);
	str_cut(number, '.', &number, NULL);
	uint64_t major;
	return !str_u64(number, 1000, &major) || major >= 16;
}

static bool is_old_node(const struct df_build *b, const struct df_stage *s)
{
	return str_is(ship_image(b, s), "node") && !knows_omit(b, s);
}

/* --only=production: says the same as --omit=dev, with a warning. */
static bool superseded(struct lint *l, uint32_t instruction, const struct sh_command *c)
{
	const struct df_build *b = lint_build(l);
	const struct df_stage *s = ship_stage(b, instruction);
	if (!s || is_old_node(b, s))
		return false;
	for (size_t k = 1; k < c->words.n; k++) {
		const struct sh_word *w = &c->words.p[k];
		bool split = str_is(w->text, "--only") && k + 1 < c->words.n &&
			     str_starts(c->words.p[k + 1].text, STR("prod"));
		if (!split && !str_is(w->text, "--only=production") &&
		    !str_is(w->text, "--only=prod"))
			continue;
		struct span span = df_word_span(b, instruction, w);
		struct lint_finding *n = lint_report(
			l, instruction, span, "--only=production is superseded by --omit=dev");
		n->level = LINT_INFO;
		if (knows_omit(b, s) && edit_replace_word(l, n, instruction, w, "--omit=dev")) {
			if (split)
				edit_remove_word(l, n,
						 df_word_span(b, instruction, &c->words.p[k + 1]));
			n->edit_reason = STR("writes the option as npm 7 and later know it");
		} else {
			n->suggestion = STR("with npm 7 or later write --omit=dev");
		}
		return true;
	}
	return false;
}

static void judge(struct lint *l, uint32_t instruction, const struct sh_command *c)
{
	const struct df_build *b = lint_build(l);
	struct js_install install;
	if (!js_install_read(c, &install) || install.tool != JS_NPM ||
	    superseded(l, instruction, c) || !js_leaves_dev(b, instruction, c, &install))
		return;
	const struct df_stage *s = ship_stage(b, instruction);
	struct lint_finding *n =
		lint_report(l, instruction, df_command_span(b, instruction, c),
			    "development dependencies are installed into the image");
	const struct sh_word *verb = &c->words.p[install.verb];
	bool old = s && is_old_node(b, s) && !ship_root(b, s)->reference.unknown;
	if (!js_stage_builds(b, &b->stages.p[b->target]) && s && (old || knows_omit(b, s)) &&
	    edit_is_plain(b, instruction, verb)) {
		edit_append_word(l, n, df_word_span(b, instruction, verb),
				 old ? "--only=production" : "--omit=dev");
		n->edit_reason = STR("leaves out what only development needs");
	} else {
		n->suggestion = STR(
			"build in a stage of its own, and install with npm ci --omit=dev in the "
			"one that ships (or npm prune --omit=dev in the same RUN)");
	}
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct sh_script *s = &lint_build(l)->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++)
		judge(l, instruction, &s->commands.p[n]);
}

const struct dockerfile_rule dockerfile_rule_npm_dev_dependencies = {
	.id = "npm-dev-dependencies",
	.aliases = "",
	.title = "npm installs development dependencies",
	.why = "Test runners and bundlers are most of node_modules and most of its vulnerabilities; the "
	       "service never loads them.",
	.fix = "Write npm ci --omit=dev in the stage that ships.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://docs.npmjs.com/cli/commands/npm-ci#omit",
	.bad = "FROM node:24-slim\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
	       "RUN npm ci --only=production\nUSER node\n",
	/* a builder needs them; NODE_ENV says it too */
	.good = "FROM node:24-slim AS build\nWORKDIR /app\nCOPY package.json package-lock.json ./\n"
		"RUN npm ci && npm run build\nFROM node:24-slim\nENV NODE_ENV=production\nWORKDIR /app\n"
		"COPY package.json package-lock.json ./\nRUN npm ci\n"
		"COPY --from=build /app/dist dist\nUSER node\n",
	.on = ON(DF_RUN),
	.check = check,
};
