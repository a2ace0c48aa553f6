/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blank lines inside an instruction. Those of a here-document are its content and stay.
 */
#include "find/dockerfile/rule.h"

static bool is_blank(struct str s)
{
	return str_trim(s).n == 0;
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	for (uint32_t k = 0; k < d->instructions.n; k++) {
		const struct df_instruction *i = &d->instructions.p[k];
		if (!i->empty_continuation)
			continue;
		uint32_t end = i->heredocs.n ? i->heredocs.p[0].body.begin : i->span.end;
		struct lint_finding *n = NULL;
		for (uint32_t at = i->span.begin, next; at < end; at = next) {
			size_t length = str_find_char(str_slice(d->source, at, end), '\n');
			next = length == SIZE_MAX ? end : at + (uint32_t)length + 1;
			struct span line = { at, next };
			if (at == i->span.begin || !is_blank(df_slice(d, line)) ||
			    length == SIZE_MAX)
				continue;
			if (!n)
				n = lint_report(l, k, (struct span){ at, next - 1 },
						"an empty line inside of %.*s", STRF(i->name));
			lint_edit(l, n, line, STR(""));
			n->edit_reason = STR("removes the empty lines; what runs is the same");
		}
	}
}

const struct dockerfile_rule dockerfile_rule_empty_continuation = {
	.id = "empty-continuation",
	.aliases = "NoEmptyContinuation",
	.title = "Empty line inside an instruction",
	.why = "The builder goes on behind the empty line today and has announced that it will stop: then the rest "
	       "is read as instructions of its own.",
	.fix = "Remove the empty line, or make it a comment.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://docs.docker.com/reference/build-checks/no-empty-continuation/",
	.bad = "FROM debian:12\nRUN echo one && \\\n\n    echo two\n",
	.good = "FROM debian:12\nRUN echo one && \\\n    # and\n    echo two\nRUN <<EOF\necho three\n\necho four\nEOF\n",
	.check_file = check,
};
