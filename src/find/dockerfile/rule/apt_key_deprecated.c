/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/rule.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		/* taking a key out of the old ring is a good deed */
		if (!str_is(sh_name(c), "apt-key") || sh_has_arg(c, "del") || sh_has_arg(c, "list"))
			continue;
		struct lint_finding *f =
			lint_report(l, instruction, df_command_span(b, instruction, c),
				    "apt-key lets this key sign every repository");
		f->suggestion = STR(
			"fetch the key to /usr/share/keyrings/NAME.gpg (gpg --dearmor) and name it in the source: deb "
			"[signed-by=/usr/share/keyrings/NAME.gpg] URL …");
	}
}

const struct dockerfile_rule dockerfile_rule_apt_key_deprecated = {
	.id = "apt-key-deprecated",
	.aliases = "",
	.title = "apt-key is gone",
	.why = "A key added with it is trusted for all repositories, the distribution's included; Debian 13 and Ubuntu 24.10 no "
	       "longer have the command.",
	.fix = "Put the key into /usr/share/keyrings and name it with signed-by= in the source.",
	.level = LINT_WARNING,
	.severity = SEVERITY_MEDIUM,
	.reference = "https://manpages.debian.org/bookworm/apt/apt-key.8.en.html",
	.bad = "FROM debian:12-slim\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n"
	       "RUN curl -fsSL https://example.org/key.asc | apt-key add -\nUSER 10001\n",
	.good = "FROM debian:12-slim\nADD --checksum=sha256:"
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef "
		"https://example.org/key.gpg /usr/share/keyrings/apt-key.gpg\nUSER 10001\n",
	.on = ON(DF_RUN),
	.check = check,
};
