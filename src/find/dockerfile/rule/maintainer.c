/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/repair.h"

/* LABEL expands variables and MAINTAINER did not: a $ is escaped, the value always quoted. */
static struct str label(struct lint *l, struct str keyword, struct str value)
{
	char escape = lint_file(l)->escape;
	char *to = arena_bytes(lint_arena(l), 2 * value.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"' || value.p[i] == '$' || value.p[i] == escape)
			to[n++] = escape;
		to[n++] = value.p[i];
	}
	return str_printf(lint_arena(l), "%s org.opencontainers.image.authors=\"%.*s\"",
			  char_is_lower(keyword.p[0]) ? "label" : "LABEL", (int)n, to);
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	struct lint_finding *n = lint_report(l, instruction, i->keyword,
					     "%.*s has been replaced by a label", STRF(i->name));
	struct str value = i->text;
	/* people quote the name although it is no string */
	if (value.n > 1 && value.p[0] == '"' && value.p[value.n - 1] == '"')
		value = str_slice(value, 1, value.n - 1);
	if (!value.n || str_find_char(value, '\n') != SIZE_MAX || value.n > 4096)
		return;
	repair_replace(l, n, i->span, label(l, i->name, value),
		       "writes the name as the label that has replaced MAINTAINER");
}

const struct dockerfile_rule dockerfile_rule_maintainer = {
	.id = "maintainer",
	.aliases = "DL4000 MaintainerDeprecated DS-0022 AVD-DS-0022 DS022",
	.title = "MAINTAINER is deprecated",
	.why = "Tools look for the author in a label; MAINTAINER will be an error one day.",
	.fix = "Write LABEL org.opencontainers.image.authors=\"name <address>\".",
	.level = LINT_ERROR,
	.severity = SEVERITY_HIGH,
	.reference = "https://docs.docker.com/reference/build-checks/maintainer-deprecated/",
	.bad = "FROM debian:12\nMAINTAINER Jane Doe <jane@example.com>\n"
	       "MAINTAINER nobody\n",
	.good = "FROM debian:12\nLABEL org.opencontainers.image.authors=\"Jane Doe <jane@example.com>\"\n",
	.on = ON(DF_MAINTAINER),
	.check = check,
};
