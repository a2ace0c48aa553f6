/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repeated.h"

#include "find/dockerfile/lib/repair.h"

void repeated_check(struct lint *l, enum df_kind kind)
{
	const struct dockerfile *d = lint_file(l);
	uint32_t before = DF_GLOBAL;
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (i->kind == DF_FROM)
			before = DF_GLOBAL;
		if (i->kind != kind || i->broken)
			continue;
		if (before != DF_GLOBAL) {
			struct span dead = d->instructions.p[before].span;
			const char *name = df_kind_name(kind);
			struct lint_finding *n = lint_report(
				l, k, i->keyword,
				"another %s of the stage: the one in line %u has no effect", name,
				df_position(d, dead.begin).line);
			lint_edit(l, n, repair_lines(d, dead), STR(""));
			n->edit_reason = str_printf(lint_arena(l),
						    "removes the %s that has no effect", name);
		}
		before = k;
	}
}
