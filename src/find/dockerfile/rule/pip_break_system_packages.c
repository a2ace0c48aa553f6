/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/rule.h"

static void report(struct lint *l, uint32_t instruction, struct span span, const char *what)
{
	struct lint_finding *n = lint_report(l, instruction, span, "%s", what);
	n->suggestion = STR(
		"RUN python3 -m venv /opt/venv, ENV PATH=/opt/venv/bin:$PATH, then pip install; or start from an official "
		"python image");
}

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	static const char what[] = "pip writes over what the distribution's packages own";
	const struct df_build *b = lint_build(l);
	if (i->kind == DF_ENV || i->kind == DF_ARG) {
		for (size_t n = 0; n < i->pairs.n; n++)
			if (str_is(i->pairs.p[n].key.text, "PIP_BREAK_SYSTEM_PACKAGES") &&
			    i->pairs.p[n].value.text.n && !str_is(i->pairs.p[n].value.text, "0"))
				report(l, instruction, i->pairs.p[n].key.span, what);
		return;
	}
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		bool pip = str_starts(sh_name(c), STR("pip")) ||
			   str_starts(sh_name(c), STR("python")) || str_is(sh_name(c), "uv");
		bool removes = str_is(sh_name(c), "rm") || str_is(sh_name(c), "mv");
		for (size_t k = 1; k < c->words.n; k++) {
			struct str w = c->words.p[k].text;
			if ((pip && str_is(w, "--break-system-packages")) ||
			    (pip && str_is(w, "global.break-system-packages")) ||
			    (removes && str_ends(w, STR("/EXTERNALLY-MANAGED"))))
				report(l, instruction, df_word_span(b, instruction, &c->words.p[k]),
				       what);
		}
		for (size_t k = 0; k < c->assignments.n; k++)
			if (str_is(c->assignments.p[k].name, "PIP_BREAK_SYSTEM_PACKAGES"))
				report(l, instruction,
				       df_word_span(b, instruction, &c->assignments.p[k].value),
				       what);
	}
}

const struct dockerfile_rule dockerfile_rule_pip_break_system_packages = {
	.id = "pip-break-system-packages",
	.aliases = "",
	.title = "pip writes into the system's Python",
	.why = "Programs of the distribution break when their modules change under them, and package and file no longer agree: "
	       "scanners then report the wrong version.",
	.fix = "Install into a virtual environment.",
	.level = LINT_WARNING,
	.severity = SEVERITY_LOW,
	.reference = "https://peps.python.org/pep-0668/",
	.bad = "FROM debian:12-slim\nRUN pip3 install --no-cache-dir --break-system-packages flask==3.0.0\nUSER 10001\n",
	.good = "FROM debian:12-slim\nRUN python3 -m venv /v && /v/bin/pip install --no-cache-dir flask==3.0.0\nUSER 10001\n",
	.on = ON(DF_RUN) | ON(DF_ENV) | ON(DF_ARG),
	.check = check,
};
