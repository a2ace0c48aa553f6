/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/label.h"
#include "find/dockerfile/lib/value.h"

static bool in_schema(const struct lint_config *config, struct str key)
{
	return label_type_of_key(config, key) != LABEL_UNKNOWN;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *p = &i->pairs.p[k];
		bool unknown;
		struct str value = value_of(l, instruction, i, &p->value, &unknown);
		if (unknown || str_trim(value).n || p->value.has_variable ||
		    !in_schema(lint_config(l), p->key.text))
			continue;
		lint_report(l, instruction, p->key.span, "label %.*s is empty", STRF(p->key.text));
	}
}

const struct dockerfile_rule dockerfile_rule_label_empty = {
	.id = "label-empty",
	.aliases = "DL3051",
	.title = "A label is empty",
	.why = "Those who look for the label find it and learn nothing.",
	.fix = "Give it a value, or leave it out.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://specs.opencontainers.org/image-spec/annotations/",
	.bad = "FROM debian:12\nLABEL org.opencontainers.image.title=\"\"\n"
	       "LABEL org.opencontainers.image.version=\"\"\n",
	.good = "FROM debian:12\nLABEL org.opencontainers.image.title=app com.example.marker=\"\"\n"
		"ARG VERSION\n"
		"LABEL org.opencontainers.image.version=$VERSION\n",
	.on = ON(DF_LABEL),
	.check = check,
};
