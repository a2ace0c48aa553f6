/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/rule.h"

static bool in_schema(const struct label_schema *s, struct str key)
{
	for (; s->name; s++)
		if (str_is(key, s->name))
			return true;
	return false;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct lint_config *config = lint_config(l);
	if (!config || !config->labels || !config->strict_labels)
		return;
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_word *key = &i->pairs.p[k].key;
		if (!key->has_variable && !in_schema(config->labels, key->text))
			lint_report(l, instruction, key->span, "label %.*s is not in the schema",
				    STRF(key->text));
	}
}

const struct dockerfile_rule dockerfile_rule_label_extra = {
	.id = "label-extra",
	.aliases = "DL3050",
	.title = "A label that the configuration does not know",
	.why = "With strict labels only those of the schema may be set; a slip in a key is found this way.",
	.fix = "Correct the key, or add it to the label schema.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.titel=app\n"
	       "LABEL com.example.extra=1 org.opencontainers.image.title=app\n",
	.good = "FROM debian:12\nLABEL org.opencontainers.image.title=app\n",
	.on = ON(DF_LABEL),
	.check = check,
};
