/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ENV key value. The repair is certain when the value stands on one line and is either plain text, which is
 * quoted where it has blanks, or one quoted string.
 */
#include "find/dockerfile/lib/repair.h"

enum shape { PLAIN, BLANKS, QUOTED, OTHER };

static enum shape shape_of(struct str raw, char escape)
{
	bool blanks = false, quotes = false;
	if (!raw.n)
		return OTHER;
	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];
		blanks |= c == ' ' || c == '\t';
		quotes |= c == '"' || c == '\'' || c == escape;
	}
	if (!quotes)
		return blanks ? BLANKS : PLAIN;
	char quote = raw.p[0];
	if (raw.n < 2 || (quote != '"' && quote != '\''))
		return OTHER;
	struct str inner = str_slice(raw, 1, raw.n - 1);
	bool whole = raw.p[raw.n - 1] == quote && str_find_char(inner, quote) == SIZE_MAX &&
		     str_find_char(inner, escape) == SIZE_MAX;
	return whole ? QUOTED : OTHER;
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct dockerfile *d = lint_file(l);
	for (size_t k = 0; k < i->pairs.n; k++) {
		const struct df_pair *p = &i->pairs.p[k];
		if (!p->legacy)
			continue;
		struct lint_finding *n = lint_report(
			l, instruction, (struct span){ p->key.span.begin, p->value.span.end },
			"%s %.*s without an equals sign", df_kind_name(i->kind), STRF(p->key.text));
		struct span gap = { p->key.span.end, p->value.span.begin };
		enum shape shape = shape_of(p->value.raw, d->escape);
		if (shape == OTHER || str_trim(df_slice(d, gap)).n ||
		    str_find_char(df_slice(d, gap), '\n') != SIZE_MAX ||
		    !str_eq(df_slice(d, p->value.span), p->value.raw)) {
			n->suggestion = STR("write KEY=\"value\"");
			continue;
		}
		lint_edit(l, n, gap, shape == BLANKS ? STR("=\"") : STR("="));
		if (shape == BLANKS)
			lint_insert(l, n, p->value.span.end, STR("\""));
		n->edit_reason = STR("writes KEY=value, which sets the same");
	}
}

const struct dockerfile_rule dockerfile_rule_legacy_key_value = {
	.id = "legacy-key-value",
	.aliases = "LegacyKeyValueFormat",
	.title = "ENV or LABEL without an equals sign",
	.why = "The old form takes the whole rest of the line as value: a second variable on the line ends up in the "
	       "first one.",
	.fix = "Write KEY=value, in quotes when it has blanks.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/legacy-key-value-format/",
	.bad = "FROM debian:12\nENV GREETING hello world\n"
	       "LABEL version 1\n",
	.good = "FROM debian:12\nENV GREETING=\"hello world\" OTHER=2\n"
		"LABEL version=\"a b\"\n"
		"ENV EMPTY=\n",
	.on = ON(DF_ENV) | ON(DF_LABEL),
	.check = check,
};
