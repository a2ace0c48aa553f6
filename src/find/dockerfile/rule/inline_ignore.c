/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments that switch rules off. Off by default: for teams that keep their exceptions in one reviewed
 * configuration file.
 */
#include "find/dockerfile/rule.h"

/* "hadolint ignore=…", "hadolint global ignore=…", "seaworthy stage ignore=…" */
static bool is_ignore(struct str text)
{
	struct str word;
	if (!str_next_word(&text, &word) ||
	    !(str_is(word, "hadolint") || str_is(word, "seaworthy")))
		return false;
	while (str_next_word(&text, &word)) {
		if (str_starts(word, STR("ignore=")) || str_is(word, "ignore"))
			return true;
		if (!str_is(word, "global") && !str_is(word, "stage"))
			return false;
	}
	return false;
}

static void check(struct lint *l)
{
	const struct dockerfile *d = lint_file(l);
	for (size_t i = 0; i < d->comments.n; i++)
		if (is_ignore(d->comments.p[i].text))
			lint_report(l, DF_GLOBAL, d->comments.p[i].span,
				    "a comment switches rules off")
				->suggestion = STR(
				"keep the exception in the configuration file, with its reason");
	for (size_t i = 0; i < d->directives.n; i++)
		if (str_is(d->directives.p[i].name, "check") &&
		    str_has(d->directives.p[i].value, STR("skip=")))
			lint_report(l, DF_GLOBAL, d->directives.p[i].span,
				    "a directive switches rules off")
				->suggestion = STR(
				"keep the exception in the configuration file, with its reason");
}

const struct dockerfile_rule dockerfile_rule_inline_ignore = {
	.id = "inline-ignore",
	.aliases = "DL1001",
	.title = "A comment switches rules off",
	.why = "Exceptions that are spread over the files are granted by their authors alone and are hard to "
	       "find again.",
	.fix = "Keep exceptions in the configuration file, where they are reviewed.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.off = true,
	.bad = "FROM debian:12\n# hadolint ignore=DL3008\nRUN apt-get install -y curl\n",
	.good = "FROM debian:12\n# hadolint is what we lint with; ignore nothing\nRUN echo hello\n",
	.check_file = check,
};
