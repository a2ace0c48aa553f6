/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keywords of a file in capitals and in small letters. The majority decides; capitals when it is even.
 */
#include "find/dockerfile/lib/repair.h"

static bool is_all(struct str s, bool lower)
{
	for (size_t i = 0; i < s.n; i++)
		if (char_is_lower(s.p[i]) != lower)
			return false;
	return true;
}

static struct str written(struct lint *l, const struct df_instruction *i, bool lower)
{
	struct str name = str_of(df_kind_name(i->kind));
	return lower ? str_lower(lint_arena(l), name) : name;
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	size_t small = 0, known = 0;
	for (size_t k = 0; k < d->instructions.n; k++) {
		known += d->instructions.p[k].kind != DF_UNKNOWN;
		small += d->instructions.p[k].kind != DF_UNKNOWN &&
			 is_all(d->instructions.p[k].name, true);
	}
	bool lower = small > known - small;
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind == DF_UNKNOWN || is_all(i->name, lower))
			continue;
		struct str want = written(l, i, lower);
		struct lint_finding *n = lint_report(
			l, k, i->keyword, "%.*s, where most keywords of the file are in %s",
			STRF(i->name), lower ? "small letters" : "capitals");
		repair_replace(l, n, i->keyword, want,
			       "writes the keyword as the others are written");
	}
}

const struct dockerfile_rule dockerfile_rule_instruction_casing = {
	.id = "instruction-casing",
	.aliases = "ConsistentInstructionCasing",
	.title = "Keywords are written in capitals and in small letters",
	.why = "A file with one style is read faster, and searches for RUN or FROM find everything.",
	.fix = "Write all keywords in capitals.",
	.level = LINT_STYLE,
	.severity = SEVERITY_LOW,
	.reference =
		"https://docs.docker.com/reference/build-checks/consistent-instruction-casing/",
	.bad = "FROM debian:12\nrun echo hello\nCMD [\"sh\"]\n",
	.good = "FROM debian:12\nRUN echo hello\nCMD [\"sh\"]\n",
	.check_file = check,
};
