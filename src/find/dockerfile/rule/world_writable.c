/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/file_mode.h"
#include "find/dockerfile/rule.h"

static void report(struct lint *l, uint32_t instruction, struct span span, struct str mode)
{
	struct lint_finding *n =
		lint_report(l, instruction, span, "mode %.*s lets every account write", STRF(mode));
	n->suggestion = STR(
		"write 755 for folders and programs, 644 for files; give what the program writes to its "
		"account (COPY --chown), and 1777 to a shared folder for temporary files");
}

/* find -perm looks, and a mode that only takes away is fine: both have no mode word or no such bits. */
static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	struct file_mode mode;
	const struct df_flag *flag = df_flag(i, "chmod");
	if (flag && file_mode_read(flag->value, &mode) && mode.others_write)
		report(l, instruction, flag->value_span, flag->value);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_word *w = file_mode_word(&s->commands.p[n]);
		if (w && w->literal && file_mode_read(w->text, &mode) && mode.others_write)
			report(l, instruction, df_word_span(b, instruction, w), w->text);
	}
}

const struct dockerfile_rule dockerfile_rule_world_writable = {
	.id = "world-writable",
	.aliases = "",
	.title = "Files are made writable for everybody",
	.why = "Any process in the container, whatever its account, can then change the program or its configuration.",
	.fix = "Give files to the account that writes them, and leave the others to read: 755 and 644.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.bad = "FROM debian:12-slim\nRUN mkdir /data && chmod -R 0777 /data\nUSER 10001\n",
	/* sticky; taken away; group only */
	.good = "FROM debian:12-slim\nRUN chmod 1777 /tmp && chmod o-w,a+rx /etc && chmod 775 /srv && chmod +w /x\n"
		"USER 10001\n",
	.on = ON(DF_RUN) | ON(DF_COPY) | ON(DF_ADD),
	.check = check,
};
