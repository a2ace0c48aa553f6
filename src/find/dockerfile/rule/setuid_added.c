/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/file_mode.h"
#include "find/dockerfile/rule.h"

static void report(struct lint *l, uint32_t instruction, struct span span, struct str mode)
{
	struct lint_finding *n = lint_report(
		l, instruction, span, "mode %.*s runs the program as its owner, whoever starts it",
		STRF(mode));
	n->suggestion = STR(
		"leave the bit out; give the container the one capability it needs, or do the step as root "
		"before USER");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	struct file_mode mode;
	const struct df_flag *flag = df_flag(i, "chmod");
	if (flag && file_mode_read(flag->value, &mode) && mode.sets_id)
		report(l, instruction, flag->value_span, flag->value);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_word *w = file_mode_word(&s->commands.p[n]);
		if (w && w->literal && file_mode_read(w->text, &mode) && mode.sets_id)
			report(l, instruction, df_word_span(b, instruction, w), w->text);
	}
}

const struct dockerfile_rule dockerfile_rule_setuid_added = {
	.id = "setuid-added",
	.aliases = "CIS-DI-0008",
	.title = "A program is made setuid",
	.why = "Who gets into the container as an ordinary account becomes root by it when the program has one mistake.",
	.fix = "Leave the bit out; no-new-privileges disables it at run time anyway.",
	.level = LINT_WARNING,
	.severity = SEVERITY_HIGH,
	.bad = "FROM debian:12-slim\nRUN chmod u+s /usr/bin/tool\nUSER 10001\n",
	/* taking it away is what one should do */
	.good = "FROM debian:12-slim\nRUN chmod u-s /usr/bin/passwd && chmod 0755 /usr/bin/tool && chmod g+s /srv\n"
		"USER 10001\n",
	.on = ON(DF_RUN) | ON(DF_COPY) | ON(DF_ADD),
	.check = check,
};
