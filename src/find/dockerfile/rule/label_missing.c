/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Labels that the configuration asks for and the image does not get, from its stage or those it is FROM.
 */
#include "base/map.h"
#include "find/dockerfile/lib/ship.h"

static void check(struct lint *l, const struct df_stage *stage)
{
	const struct lint_config *config = lint_config(l);
	if (!stage->final || !config || !config->labels)
		return;
	struct map set;
	struct ship_walk w;
	map_init(&set, lint_arena(l));
	for (ship_walk_begin(&w, lint_build(l), stage, DF_GLOBAL); ship_walk_next(&w);)
		for (size_t k = 0; w.i->kind == DF_LABEL && k < w.i->pairs.n; k++)
			map_put(&set, w.i->pairs.p[k].key.text, NULL);
	for (const struct label_schema *s = config->labels; s->name; s++)
		if (!map_get(&set, str_of(s->name)))
			lint_report(l, stage->first, stage->from->span, "label %s is missing",
				    s->name)
				->suggestion = str_printf(lint_arena(l), "add LABEL %s=…", s->name);
}

const struct dockerfile_rule dockerfile_rule_label_missing = {
	.id = "label-missing",
	.aliases = "DL3049",
	.title = "A label that the configuration asks for is missing",
	.why = "The label schema of the configuration says what every image has to tell about itself.",
	.fix = "Add the label.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.title=app\n",
	.good = "FROM debian:12 AS base\nLABEL org.opencontainers.image.title=app \\\n"
		"  org.opencontainers.image.source=https://example.com/app \\\n"
		"  org.opencontainers.image.created=2026-05-01T12:00:00Z \\\n"
		"  org.opencontainers.image.licenses=MIT \\\n"
		"  org.opencontainers.image.revision=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b\n"
		"FROM base\nLABEL org.opencontainers.image.version=1.0.0 \\\n"
		"  org.opencontainers.image.authors=team@example.com\n",
	.check_stage = check,
};
