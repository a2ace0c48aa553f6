/* SPDX-License-Identifier: Apache-2.0 */
#include "find/dockerfile/lib/bundler.h"

static void check(struct lint *l, uint32_t instruction, const struct df_instruction *i)
{
	const struct df_build *b = lint_build(l);
	const struct sh_script *s = &b->scripts[instruction];
	for (size_t n = 0; n < s->commands.n; n++) {
		const struct sh_command *c = &s->commands.p[n];
		if (!bundler_installs(c) || bundler_setting(b, instruction, c, "deployment") ||
		    bundler_setting(b, instruction, c, "frozen"))
			continue;
		struct lint_finding *f =
			lint_report(l, instruction, df_command_span(b, instruction, c),
				    "bundle install may change Gemfile.lock instead of obeying it");
		f->suggestion = STR(
			"write ENV BUNDLE_FROZEN=true (or BUNDLE_DEPLOYMENT=true) in front of this line");
	}
}

const struct dockerfile_rule dockerfile_rule_bundler_not_frozen = {
	.id = "bundler-not-frozen",
	.aliases = "",
	.title = "bundle install is not held to the lock file",
	.why = "When Gemfile and Gemfile.lock disagree, other versions are installed than the ones that were tested.",
	.fix = "Set BUNDLE_FROZEN=true or BUNDLE_DEPLOYMENT=true.",
	.level = LINT_INFO,
	.severity = SEVERITY_LOW,
	.bad = "FROM ruby:3.4-slim\nENV BUNDLE_WITHOUT=development:test\nWORKDIR /app\n"
	       "COPY Gemfile Gemfile.lock ./\nRUN bundle install\nUSER 10001\n",
	.good = "FROM ruby:3.4-slim\nENV BUNDLE_WITHOUT=development:test BUNDLE_DEPLOYMENT=1\nWORKDIR /app\n"
		"COPY Gemfile Gemfile.lock ./\nRUN bundle install\nUSER 10001\n",
	.on = ON(DF_RUN),
	.check = check,
};
